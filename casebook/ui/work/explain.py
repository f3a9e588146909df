"""Why: why a case is where it is, where its dates and its amounts come from, and how its arrangements stand."""

from collections.abc import Mapping
from datetime import date

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.signals.clock_state import ClockState
from casebook.errors import Refused
from casebook.store.case_clocks import Standing
from casebook.store.queries import arrangement_standing, debtor, securities, statement
from casebook.store.queries import explain as reasons
from casebook.store.queries.case import CaseCard
from casebook.store.queries.explain import Explanation
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import EMPTY, Line, Span, line
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.explain_amounts import amount_lines
from casebook.ui.work.explain_clocks import Secured, clock_lines
from casebook.ui.work.explain_plan import plan_steps
from casebook.ui.work.explain_why import why_lines

# The key that opened the menu opens the first page, too.
_PAGES = {"explain.why": "= w", "explain.dates": "d", "explain.amounts": "a", "explain.plans": "r"}


async def explain(desk: Desk, card: CaseCard) -> bool:
    """Ask what is to be explained, and show it. Nothing is ever changed by it."""
    named = f"{card.number} {clean_line(card.name)}"
    entries = [Entry(page, key, desk.say(page)) for page, key in _PAGES.items()]
    page = await desk.ask(Pick(desk, f"{desk.say('explain.heading')} · {named}", entries))
    if page is not None:
        lines = await _lines(page, desk, card)
        await desk.ask(Reader(desk, f"{desk.say(page)} · {named}", lines))
    return False


async def _lines(page: str, desk: Desk, card: CaseCard) -> list[Line]:
    if page == "explain.amounts":
        found = await desk.read(statement.statement, card.case_id, desk.day)
        if found is None:
            raise Refused("case.gone", source=HOUSE_RULE)
        return amount_lines(found, desk)
    if page == "explain.plans":
        return plan_steps(await desk.read(arrangement_standing.of_case, card.case_id, desk.day), desk)
    explanation = await desk.read(reasons.explain, card.case_id, desk.day)
    if explanation is None:
        raise Refused("case.gone", source=HOUSE_RULE)
    liable = await desk.read(debtor.liable, card.case_id)
    names = {card.debtor_id: card.name} | {one.party_id: one.name for one in liable}
    if page == "explain.why":
        return why_lines(explanation.standing, card.open_cents, names, desk)
    return _clocks(explanation, names, await desk.read(securities.secured_by, card.case_id, desk.day), desk)


def _clocks(explanation: Explanation, names: Mapping[int, str], secured: Secured, desk: Desk) -> list[Line]:
    """Return the lines of all clocks, that with the first safe end in front, and those that guard nothing last."""
    if not explanation.clocks:
        return [line(Span(desk.say("explain.no_clocks"), "quiet"))]
    found: list[Line] = []
    for clock in sorted(explanation.clocks, key=_place):
        found += [*([EMPTY] if found else []), *clock_lines(clock, desk, names[clock.debtor_id], secured)]
    return found


def _place(clock: Standing) -> tuple[bool, date]:
    return clock.state is ClockState.STOPPED, clock.finding.value.ends.safe_until or date.max
