"""The securities of the debtor of a case, with his guarantors and credit insurance, and what is uncovered."""

from textual.app import ComposeResult
from textual.getters import query_one

from casebook.store.queries import case, securities
from casebook.ui.case_tabs.securities_lines import page_lines
from casebook.ui.case_tabs.tab import Tab
from casebook.ui.prose import Span, line
from casebook.ui.widgets.text_page import TextPage


class SecuritiesTab(Tab):
    """The securities as a page; Enter does what S does."""

    NAME = "securities"
    KEY = "case.security"

    page = query_one("#securities", TextPage)

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield TextPage([line(Span(self.desk.say("list.loading"), "quiet"))], id="securities")

    @property
    def mover(self) -> TextPage:
        """The page."""
        return self.page

    async def load(self) -> None:
        """Read the page, and show it from where one was."""
        found = await self.desk.read(securities.of_case, self.case_id, self.desk.day)
        top = self.page.top
        self.page.show(page_lines(found, self.desk))
        self.page.move(top)

    async def open(self) -> None:
        """Ask what is done about the securities, and do it."""
        from casebook.ui.screens.place import Place
        from casebook.ui.work.security import security

        card = await self.desk.read(case.card, self.case_id)
        if card is not None and await security(self.desk, card) and isinstance(self.screen, Place):
            await self.screen.load()
