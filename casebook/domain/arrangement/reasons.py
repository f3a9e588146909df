"""Why an arrangement stands as it does: what was agreed, what came in, what is not paid, up to when that is known."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from casebook.domain.arrangement.standing import LIVE, Notice
from casebook.domain.calendar import ONE_DAY
from casebook.domain.finding import HOUSE_RULE, Step
from casebook.domain.money import Cents
from casebook.domain.parameters import Value

if TYPE_CHECKING:
    from casebook.domain.arrangement.course import Course


def steps(course: "Course") -> Iterator[Step[Cents]]:
    """Yield why it stands so."""
    yield from _beginning(course)
    if course.plan.days.agreed_on is None:
        return
    if course.counted:
        about: dict[str, Value] = {"cents": course.paid, "until": course.counted[-1].on, "count": _settled(course)}
        yield _step(course, "course.paid", about, course.counted[-1].on)
    if course.plan.credited:
        yield _step(course, "course.credited", {"cents": course.plan.credited})
    for stop in course.suspensions:
        yield _step(course, "course.was_suspended", {"on": stop.on, "until": stop.resumed_on}, stop.resumed_on)
    yield from _past(course)
    for notice in course.plan.notices:
        yield from _about_notice(course, notice)
    if course.is_asked and course.is_paid and course.plan.returnable_until is not None:
        yield _step(course, "course.returnable", {"until": course.plan.returnable_until}, course.plan.returnable_until)
    if course.plan.stopped_by and course.state in LIVE:
        yield _step(course, "course.stopped", {"by": f"track_{course.plan.stopped_by}"})
    yield from _end(course)


def _settled(course: "Course") -> int:
    return sum(one.rest == 0 for one in course.filled)


def _beginning(course: "Course") -> Iterator[Step[Cents]]:
    days = course.plan.days
    if days.agreed_on is not None:
        yield _step(course, "course.agreed", {"on": days.agreed_on, "count": len(course.plan.terms)}, days.agreed_on)
    elif days.offered_on is not None:
        yield _step(course, "course.offered", {"on": days.offered_on}, days.offered_on)
        if days.offer_until is not None:
            yield _step(course, "course.offer_until", {"until": days.offer_until}, days.offer_until)
    else:
        yield _step(course, "course.drafted", {"on": days.drafted_on}, days.drafted_on)
        if course.plan.evidence_missing:
            yield _step(course, "course.evidence", {})
        if course.plan.approval_asked:
            yield _step(course, "course.approval", {})


def _past(course: "Course") -> Iterator[Step[Cents]]:
    for one in course.past:
        late_on = one.late_from - ONE_DAY
        code = "course.term_unpaid" if course.known_to(late_on) else _unknown(course)
        about: dict[str, Value] = {"number": one.number, "due_on": one.due_on, "cents": one.rest, "until": late_on}
        yield _step(course, code, about, one.due_on)
    if course.past:
        yield from _known(course)
        if course.plan.possible:
            yield _step(course, "course.possible", {"count": course.plan.possible})


def _unknown(course: "Course") -> str:
    if course.told_from is not None:
        return "course.term_untold"
    return "course.term_unlisted" if course.plan.by_list else "course.term_unknown"


def _known(course: "Course") -> Iterator[Step[Cents]]:
    known = course.plan.known_until
    if known is None:
        yield _step(course, "course.bank_never", {})
        return
    for one in course.plan.accepted:
        about: dict[str, Value] = {"begins": one.from_on, "by": one.by, "on": one.on, "reason": one.reason}
        if one.after is None:
            yield _step(course, "course.beginning_accepted", about, one.on)
        else:
            yield _step(course, "course.gap_accepted", {**about, "after": one.after}, one.on)
    if course.told_from is not None:
        yield _step(course, "course.bank_begins", {"begins": course.told_from}, course.told_from)
        return
    yield _step(course, "course.list_known" if course.plan.by_list else "course.bank_known", {"until": known}, known)


def _about_notice(course: "Course", notice: Notice) -> Iterator[Step[Cents]]:
    about: dict[str, Value] = {"on": notice.sent_on, "until": notice.pay_until, "cents": notice.behind}
    yield _step(course, "course.notice", about, notice.sent_on)
    served_on = course.served_on(notice)
    if served_on is not None:
        yield _step(course, "course.notice_served", {"on": served_on}, served_on)
    elif notice == course.notice and course.break_from is not None:
        code = "course.may_break" if course.breaks else "course.breaks_from"
        yield _step(course, code, {"on": course.break_from}, course.break_from)


def _end(course: "Course") -> Iterator[Step[Cents]]:
    days = course.plan.days
    ends = {
        "course.suspended": days.suspended_on if days.is_suspended else None,
        "course.declined": days.declined_on,
        "course.withdrawn": days.withdrawn_on,
        "course.superseded": days.superseded_on,
        "course.broken": days.broken_on,
        "course.completed": days.completed_on,
    }
    for code, on in ends.items():
        if on is not None:
            yield _step(course, code, {"on": on}, on)


def _step(course: "Course", code: str, parameters: dict[str, Value], on: date | None = None) -> Step[Cents]:
    return Step(code, parameters, HOUSE_RULE, on, course.behind)
