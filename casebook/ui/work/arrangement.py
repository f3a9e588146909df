"""The arrangements of a case: a menu of what can be done about them now, and of what cannot, with the reason."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from casebook.domain.arrangement.standing import KEPT, LIVE, PREPARED, RUNNING, PlanState
from casebook.domain.arrangement.terms import PlanInterest
from casebook.store.models.cases import CaseState
from casebook.store.queries import arrangement_standing
from casebook.store.queries.arrangement_standing import Standing
from casebook.store.queries.case import CaseCard
from casebook.text import clean_line
from casebook.ui.case_tabs.arrangement_lines import state_of, title
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry
from casebook.ui.work import arrangement_course as course
from casebook.ui.work import arrangement_end as end
from casebook.ui.work import arrangement_offer as terms
from casebook.ui.work import case_closing
from casebook.ui.work.arrangement_plan import change, draft, supersede
from casebook.ui.work.debit_mandate import mandate
from casebook.ui.work.debit_notice import announce
from casebook.ui.work.debtor_rows import key_at
from casebook.ui.work.planning import is_open

Act = Callable[[], Awaitable[bool]]
OnOne = Callable[[Desk, CaseCard, Standing], Awaitable[bool]]


class _Offer(NamedTuple):
    """Something that can be done, with what it lacks, or why it cannot be done now."""

    key: str
    code: str
    act: OnOne
    why_not: str = ""
    lacks: str = ""


async def arrangement(desk: Desk, card: CaseCard) -> bool:
    """Ask what is done about the arrangements of a case, and do it."""
    found = await desk.read(arrangement_standing.of_case, card.case_id, desk.day)
    is_closed = card.state is CaseState.CLOSED
    some = [one for one in found if one.now.state in KEPT or (not is_closed and one.now.state in LIVE | PREPARED)]
    if not some:
        return is_open(desk, card.state, card.number) and await draft(desk, card)
    new = [] if is_closed else [Entry[Act](partial(draft, desk, card), "p", desk.say("arrangements.new"))]
    if len(some) == 1:
        return await _of_one(desk, card, some[0], new)
    several = [
        Entry[Act](partial(_of_one, desk, card, one, ()), key_at(at), _short(desk, one)) for at, one in enumerate(some)
    ]
    return await _chosen(desk, Pick(desk, _heading(desk, card), [*several, *new]))


async def _of_one(desk: Desk, card: CaseCard, standing: Standing, new: Sequence[Entry[Act]]) -> bool:
    entries = [_entry(desk, card, standing, one) for one in _offers(desk, card, standing)]
    return await _chosen(desk, Pick(desk, _heading(desk, card), [*entries, *new], about=_short(desk, standing)))


async def _chosen(desk: Desk, menu: Pick[Act]) -> bool:
    act = await desk.ask(menu)
    return act is not None and await act()


def _entry(desk: Desk, card: CaseCard, standing: Standing, one: _Offer) -> Entry[Act]:
    said = desk.say(one.code)
    if not one.why_not:
        lacks = f" · {one.lacks}" if one.lacks else ""
        return Entry(partial(one.act, desk, card, standing), one.key, said + lacks)

    async def tell() -> bool:
        desk.tell(desk.say("arrangements.not_now", why=one.why_not), trouble=True)
        return False

    return Entry(tell, one.key, f"{said} · {one.why_not}")


def _offers(desk: Desk, card: CaseCard, standing: Standing) -> Iterator[_Offer]:
    state = standing.now.state
    if state in PREPARED:
        yield from _prepared(desk, standing)
    elif state in LIVE:
        yield from _living(desk, standing)
    else:
        yield from _kept(desk, card, standing)


def _prepared(desk: Desk, standing: Standing) -> Iterator[_Offer]:
    state = standing.now.state
    yield _Offer("c", "arrangements.change", change)
    waits = desk.say("arrangements.approval_first") if state is PlanState.APPROVAL_PENDING else ""
    # One may go on without it: the form asks why, and where that is for a lead to decide he is asked.
    lacks = desk.say("arrangements.evidence_lacks") if state is PlanState.EVIDENCE_PENDING else ""
    yield _Offer("o", "arrangements.offer", terms.offer, waits, lacks)
    yield _Offer("a", "arrangements.agree", terms.agree, waits, lacks)
    if state is PlanState.OFFERED:
        yield _Offer("d", "arrangements.decline", terms.decline)
    if _remits(standing):
        yield _Offer("r", "arrangements.answer", end.answer)
    if standing.plan.by_direct_debit:
        yield _Offer("m", "arrangements.mandate", mandate)
    yield _Offer("w", "arrangements.withdraw", terms.withdraw)


def _living(desk: Desk, standing: Standing) -> Iterator[_Offer]:
    plan, now = standing.plan, standing.now
    if now.state in RUNNING:
        yield from _running(desk, standing)
    yield _Offer("o", "arrangements.supersede", supersede)
    if any(one.rest > 0 for one in now.terms):
        yield _Offer("x", "arrangements.waive", course.waive)
    if now.state is PlanState.SUSPENDED:
        yield _Offer("s", "arrangements.resume", course.resume)
    else:
        yield _Offer("s", "arrangements.suspend", course.suspend)
    if _remits(standing):
        yield _Offer("r", "arrangements.answer", end.answer)
    if now.completes_from is not None:
        yield _Offer("f", "arrangements.complete", end.complete, _no_completion(desk, standing))
    if plan.by_direct_debit:
        yield _Offer("m", "arrangements.mandate", mandate)
    yield _Offer("l", "arrangements.confirmation", terms.confirm)
    if plan.by_direct_debit and any(one.rest > 0 for one in now.terms):
        yield _Offer("i", "arrangements.announce", announce)
    if plan.document_id is None:
        yield _Offer("h", "arrangements.sign", terms.sign)


def _running(desk: Desk, standing: Standing) -> Iterator[_Offer]:
    now = standing.now
    # What nobody can judge is named with the reason, or one would look for it in vain.
    is_late = bool(now.behind) or (now.judged_once is not None and now.completes_from is None)
    if is_late and (now.notice is None or now.state is PlanState.BREAK_PROPOSED):
        yield _Offer("n", "arrangements.notice", course.give_notice, _unjudged(desk, standing))
    if is_late:
        yield _Offer("B", "arrangements.break", course.break_up, _no_break(desk, standing))
    if now.notice is not None:
        yield _Offer("w", "arrangements.withdraw_notice", course.withdraw_notice)


def _kept(desk: Desk, card: CaseCard, standing: Standing) -> Iterator[_Offer]:
    plan = standing.plan
    came_back = desk.say("arrangements.came_back") if standing.now.paid_on is None else ""
    if plan.thanked_on is None and not plan.no_thanks_because:
        yield _Offer("t", "arrangements.thank", end.thank, came_back)
        yield _Offer("x", "arrangements.no_thanks", end.no_thanks)
    if plan.sales_told_on is None:
        yield _Offer("m", "arrangements.tell_sales", end.tell_sales)
    if plan.discharged_on is None:
        yield _Offer("d", "arrangements.discharge", end.discharge, came_back)
    if card.state is CaseState.CLOSED:
        return
    if standing.now.paid_on is None and plan.discharged_on is None:
        yield _Offer("v", "arrangements.reopen", end.reopen)
    yield _Offer("b", "arrangements.give_back", _give_back)


async def _give_back(desk: Desk, card: CaseCard, _standing: Standing) -> bool:
    return await case_closing.give_back(desk, card)


def _unjudged(desk: Desk, standing: Standing) -> str:
    """Return why nothing may be said of what is behind, nothing where it may."""
    now = standing.now
    if now.judged_once is not None:
        return desk.say("arrangements.unjudged", on=now.judged_once)
    if now.possible:
        return desk.say("arrangements.possible", count=now.possible)
    if now.stopped_by:
        return desk.say("arrangements.stopped_by", what=f"track_{now.stopped_by}")
    return ""


def _no_break(desk: Desk, standing: Standing) -> str:
    now = standing.now
    if now.state is PlanState.BREAK_PROPOSED:
        return ""
    if why := _unjudged(desk, standing):
        return why
    if now.notice is None:
        return desk.say("arrangements.notice_first")
    if now.break_from is not None and now.break_from > desk.day:
        return desk.say("arrangements.notice_runs", on=now.notice.pay_until)
    return desk.say("arrangements.not_yet")


def _no_completion(desk: Desk, standing: Standing) -> str:
    now = standing.now
    if not now.may_complete:
        return desk.say("arrangements.completes", on=now.completes_from)
    if _remits(standing) and any(one.answer is None for one in standing.beside):
        return desk.say("arrangements.answers_first")
    return ""


def _remits(standing: Standing) -> bool:
    """Tell whether something is let go when the arrangement is completed."""
    plan = standing.plan
    waived = any(one.owed < one.cents for one in standing.now.terms)
    return bool(plan.remission_cents) or waived or plan.interest is PlanInterest.WAIVED


def _heading(desk: Desk, card: CaseCard) -> str:
    return f"{desk.say('arrangements.menu')} · {card.number} {clean_line(card.name)}"


def _short(desk: Desk, standing: Standing) -> str:
    who = "" if standing.plan.party_is_debtor else f"{clean_line(standing.plan.party)}: "
    return f"{who}{title(standing, desk)} · {state_of(standing, desk).text}"
