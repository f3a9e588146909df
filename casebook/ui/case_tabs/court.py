"""What is before a court in a case: advices, proceedings, titles and what is done by them."""

from textual.app import ComposeResult
from textual.getters import query_one

from casebook.store.queries import case, court
from casebook.ui.case_tabs.court_lines import page_lines
from casebook.ui.case_tabs.tab import Tab
from casebook.ui.prose import Span, line
from casebook.ui.widgets.text_page import TextPage


class CourtTab(Tab):
    """What is before a court as a page; Enter does what T does."""

    NAME = "court"
    KEY = "case.court"

    page = query_one("#court", TextPage)

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield TextPage([line(Span(self.desk.say("list.loading"), "quiet"))], id="court")

    @property
    def mover(self) -> TextPage:
        """The page."""
        return self.page

    async def load(self) -> None:
        """Read the page, and show it from where one was."""
        found = await self.desk.read(court.of_case, self.case_id, self.desk.day)
        top = self.page.top
        self.page.show(page_lines(found, self.desk))
        self.page.move(top)

    async def open(self) -> None:
        """Ask what is done about it, and do it."""
        from casebook.ui.screens.place import Place
        from casebook.ui.work.court import court as work

        card = await self.desk.read(case.card, self.case_id)
        if card is not None and await work(self.desk, card) and isinstance(self.screen, Place):
            await self.screen.load()
