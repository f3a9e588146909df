"""The arrangements of a case: those that live with their terms, those that were kept, and those that ended before."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.getters import query_one

from casebook.store.queries import arrangement_standing, case
from casebook.store.queries.arrangement_standing import Standing
from casebook.ui.case_tabs.arrangement_lines import ended_on, is_over, past_line, plan_lines
from casebook.ui.case_tabs.tab import Tab
from casebook.ui.case_tabs.telling import part
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, head, line
from casebook.ui.widgets.text_page import TextPage


class ArrangementTab(Tab):
    """The arrangements as a page; Enter does what R does."""

    NAME = "arrangement"

    page = query_one("#arrangements", TextPage)

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield TextPage([line(Span(self.desk.say("list.loading"), "quiet"))], id="arrangements")

    @property
    def mover(self) -> TextPage:
        """The page."""
        return self.page

    async def load(self) -> None:
        """Read the page, and show it from where one was."""
        found = await self.desk.read(arrangement_standing.of_case, self.case_id, self.desk.day)
        top = self.page.top
        self.page.show(arrangements_lines(found, self.desk))
        self.page.move(top)

    async def open(self) -> None:
        """Ask what is done about the arrangements, and do it."""
        from casebook.ui.screens.place import Place
        from casebook.ui.work.arrangement import arrangement

        card = await self.desk.read(case.card, self.case_id)
        if card is not None and await arrangement(self.desk, card) and isinstance(self.screen, Place):
            await self.screen.load()


def arrangements_lines(found: Sequence[Standing], desk: Desk) -> list[Line]:
    """Return the page about arrangements."""
    if not found:
        return [
            head(desk.say("arrangements.none")),
            line("  ", Span(desk.say("arrangements.none_how"), "quiet"), hang=2),
        ]
    lines: list[Line] = []
    for standing in found:
        if not is_over(standing):
            lines += [*([EMPTY] if lines else []), *plan_lines(standing, desk)]
    over = sorted(filter(is_over, found), key=ended_on, reverse=True)
    lines += part(desk.say("arrangements.past"), [past_line(one, desk) for one in over])
    return lines[:-1]
