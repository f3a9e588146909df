"""The disputes of a case: what is contested of each claim and what is not, and each dispute with its story."""

from typing import NamedTuple

from textual.app import ComposeResult
from textual.getters import query_one

from casebook.domain.disputes import Contested
from casebook.domain.finding import Finding
from casebook.store.database import Database
from casebook.store.queries import case, disputes
from casebook.store.queries.disputes import DisputeSheet
from casebook.ui.case_tabs.dispute_lines import claim_lines, dispute_lines, no_dispute
from casebook.ui.case_tabs.tab import Tab
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.text_page import TextPage


class Disputed(NamedTuple):
    """What the tab is made of."""

    sheets: list[DisputeSheet]
    amounts: dict[int, Finding[Contested]]


def read_disputes(database: Database, case_id: int, desk: Desk) -> Disputed:
    """Return what the tab is made of."""
    with database.snapshot():
        return Disputed(
            disputes.of_case(database, case_id, desk.day),
            disputes.contested_of_case(database, case_id, desk.day),
        )


class DisputesTab(Tab):
    """The disputes as a page; Enter does what D does."""

    NAME = "disputes"
    KEY = "case.dispute"

    page = query_one("#disputes", TextPage)

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield TextPage([line(Span(self.desk.say("list.loading"), "quiet"))], id="disputes")

    @property
    def mover(self) -> TextPage:
        """The page."""
        return self.page

    async def load(self) -> None:
        """Read the page, and show it from where one was."""
        found = await self.desk.read(read_disputes, self.case_id, self.desk)
        top = self.page.top
        self.page.show(disputes_lines(found, self.desk))
        self.page.move(top)

    async def open(self) -> None:
        """Ask what is done about the disputes, and do it."""
        from casebook.ui.screens.place import Place
        from casebook.ui.work.dispute import dispute

        card = await self.desk.read(case.card, self.case_id)
        if card is not None and await dispute(self.desk, card) and isinstance(self.screen, Place):
            await self.screen.load()


def disputes_lines(found: Disputed, desk: Desk) -> list[Line]:
    """Return the page about disputes."""
    if not found.sheets:
        return no_dispute(desk)
    numbers = {claim.claim_id: claim.number for sheet in found.sheets for claim in sheet.claims}
    lines = [line for sheet in found.sheets for line in dispute_lines(sheet, desk)]
    if len(numbers) > 1 or len(found.sheets) > 1 or any(sheet.course.is_open for sheet in found.sheets):
        lines += claim_lines(found.amounts, numbers, desk)
    return lines[:-1]
