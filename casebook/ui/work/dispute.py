"""The disputes of a case: a menu of what can be done about them now."""

from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

from casebook.store.queries import disputes
from casebook.store.queries.case import CaseCard
from casebook.store.queries.disputes import DisputeSheet
from casebook.ui.case_tabs.dispute_lines import state_of
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry
from casebook.ui.work import dispute_course, dispute_department
from casebook.ui.work.debtor_rows import key_at
from casebook.ui.work.dispute_register import register
from casebook.ui.work.planning import is_open

Act = Callable[[], Awaitable[bool]]


class _Offer(NamedTuple):
    key: str
    code: str
    act: Act
    applies: bool = True


async def dispute(desk: Desk, card: CaseCard) -> bool:
    """Ask what is done about the disputes of a case, and do it."""
    if not is_open(desk, card.state, card.number):
        return False
    sheets = await desk.read(disputes.of_case, card.case_id, desk.day)
    live = [sheet for sheet in sheets if sheet.course.is_open]
    if not live:
        return await register(desk, card)
    new = Entry[Act](lambda: register(desk, card), "n", desk.say("disputes.register"))
    if len(live) == 1:
        entries = [*_entries(desk, card, live[0]), new]
        return await _chosen(desk, Pick(desk, _heading(desk, card), entries, about=_short(desk, live[0])))
    several = [Entry[Act](_of_one(desk, card, sheet), key_at(at), _short(desk, sheet)) for at, sheet in enumerate(live)]
    return await _chosen(desk, Pick(desk, _heading(desk, card), [*several, new]))


def _of_one(desk: Desk, card: CaseCard, sheet: DisputeSheet) -> Act:
    async def act() -> bool:
        return await _chosen(
            desk, Pick(desk, _heading(desk, card), _entries(desk, card, sheet), about=_short(desk, sheet))
        )

    return act


async def _chosen(desk: Desk, menu: Pick[Act]) -> bool:
    act = await desk.ask(menu)
    return act is not None and await act()


def _entries(desk: Desk, card: CaseCard, sheet: DisputeSheet) -> Sequence[Entry[Act]]:
    return [Entry(one.act, one.key, desk.say(one.code)) for one in _acts(desk, card, sheet) if one.applies]


def _acts(desk: Desk, card: CaseCard, sheet: DisputeSheet) -> list[_Offer]:
    """Return every act with the key that stands before it, and whether it applies now."""
    course = sheet.course
    settled = course.settled_on is not None
    undecided = not settled and (course.decided_on is None or course.is_escalated)
    answerable = undecided and course.with_department_on is not None and course.answered_on is None
    escalated = settled or course.is_escalated or course.decided_on == desk.day
    return [
        _Offer("d", "disputes.decide", lambda: dispute_course.decide(desk, card, sheet), undecided),
        _Offer("a", "disputes.ask", lambda: dispute_department.ask(desk, card, sheet), undecided),
        _Offer("w", "disputes.answer", lambda: dispute_department.answer(desk, card, sheet), answerable),
        _Offer("c", "disputes.credit", lambda: dispute_course.credit(desk, card, sheet), sheet.left > 0),
        _Offer("s", "disputes.settle", lambda: dispute_course.settle(desk, card, sheet), not settled and not undecided),
        _Offer("x", "disputes.close", lambda: dispute_course.close(desk, sheet), settled),
        _Offer("e", "disputes.escalate", lambda: dispute_course.escalate(desk, card, sheet), not escalated),
        _Offer("t", "disputes.withdraw", lambda: dispute_course.withdraw(desk, card, sheet), not settled),
        _Offer("g", "disputes.change", lambda: dispute_department.change(desk, card, sheet)),
    ]


def _heading(desk: Desk, card: CaseCard) -> str:
    return desk.say("disputes.menu", number=card.number, name=card.name)


def _short(desk: Desk, sheet: DisputeSheet) -> str:
    short = desk.say("disputes.short", reason=sheet.reason, cents=sheet.left)
    return f"{short} · {state_of(sheet.course, desk)}"
