"""What of a case lies with an agency, a bailiff or a lawyer, and what lay there before."""

from textual.app import ComposeResult
from textual.getters import query_one

from casebook.store.queries import case, placements
from casebook.ui.case_tabs.placement_lines import page_lines
from casebook.ui.case_tabs.tab import Tab
from casebook.ui.prose import Span, line
from casebook.ui.widgets.text_page import TextPage


class AgencyTab(Tab):
    """The placements as a page; Enter does what X does."""

    NAME = "agency"
    KEY = "case.placement"

    page = query_one("#agency", TextPage)

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield TextPage([line(Span(self.desk.say("list.loading"), "quiet"))], id="agency")

    @property
    def mover(self) -> TextPage:
        """The page."""
        return self.page

    async def load(self) -> None:
        """Read the page, and show it from where one was."""
        found = await self.desk.read(placements.of_case, self.case_id, self.desk.day)
        top = self.page.top
        self.page.show(page_lines(found, self.desk))
        self.page.move(top)

    async def open(self) -> None:
        """Ask what is done about the placements, and do it."""
        from casebook.ui.screens.place import Place
        from casebook.ui.work.placement import placement

        card = await self.desk.read(case.card, self.case_id)
        if card is not None and await placement(self.desk, card) and isinstance(self.screen, Place):
            await self.screen.load()
