"""The proceedings of the debtor of a case: those that run, then those that are over, and what was asked in them."""

from textual.app import ComposeResult
from textual.getters import query_one

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.standing import IN_THE_HOUSE
from casebook.store.queries import (
    case,
    insolvencies,
    insolvencies_before,
    insolvency_requests,
    liabilities,
    outbox,
    register,
    unwinding,
)
from casebook.text import clean_line
from casebook.ui.case_tabs.insolvency_lines import before_lines, insolvency_lines
from casebook.ui.case_tabs.partner_lines import partner_lines
from casebook.ui.case_tabs.request_lines import full_lines
from casebook.ui.case_tabs.tab import Tab
from casebook.ui.case_tabs.unwinding_lines import unwinding_lines
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.text_page import TextPage


class InsolvencyTab(Tab):
    """The proceedings as a page; Enter does what I does."""

    NAME = "insolvency"
    KEY = "case.insolvency"

    page = query_one("#insolvency", TextPage)

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield TextPage([line(Span(self.desk.say("list.loading"), "quiet"))], id="insolvency")

    @property
    def mover(self) -> TextPage:
        """The page."""
        return self.page

    async def load(self) -> None:
        """Read the page, and show it from where one was."""
        cards = await self.desk.read(insolvencies.of_case, self.case_id)
        # What runs first: what is over is there to be looked up.
        cards.sort(key=lambda one: one.standing.ended_on is not None)
        liable = await self.desk.read(liabilities.liabilities, self.case_id)
        top = self.page.top
        lines: list[Line] = []
        for before in await self.desk.read(insolvencies_before.of_case, self.case_id):
            lines += before_lines(before, self.desk)
        for card in cards:
            lines += insolvency_lines(card, self.desk)
            lines += partner_lines(card, liable, self.desk)
            found = await self.desk.read(unwinding.of_proceeding, card.row.id)
            lines += unwinding_lines(found, self.desk) if found is not None else ()
        if waiting := len(await self.desk.read(register.changes_of_case, self.case_id)):
            lines.insert(0, line(Span(self.desk.say("register.waiting_here", count=waiting), "due"), hang=2))
        for one in await self.desk.read(outbox.of_case, self.case_id):
            if one.kind is LetterKind.CLAIM_FILING and one.state in IN_THE_HOUSE:
                told = {"to": clean_line(one.addressee), "state": f"letter_{one.state}"}
                lines.insert(0, line(Span(self.desk.say("filing.letter_waits", **told), "due"), hang=2))
        asked = await self.desk.read(insolvency_requests.of_case, self.case_id)
        for row in asked:
            lines += await full_lines(row, self.desk)
        self.page.show(lines or [line(Span(self.desk.say("insolvency.none"), "quiet"))])
        self.page.move(top)

    async def open(self) -> None:
        """Ask what is done about the proceedings, and do it."""
        from casebook.ui.screens.place import Place
        from casebook.ui.work.insolvency import insolvency

        card = await self.desk.read(case.card, self.case_id)
        if card is not None and await insolvency(self.desk, card) and isinstance(self.screen, Place):
            await self.screen.load()
