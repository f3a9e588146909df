"""How a dispute is told: how far it is, by when its next step is due, its amounts apart, and its story."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from rich.cells import cell_len

from casebook import format as form
from casebook.domain.disputes import Awaited, Contested, Course, Due
from casebook.domain.finding import Finding
from casebook.domain.money import Cents
from casebook.store.queries.disputes import ContestedClaim, DisputeSheet
from casebook.text import clean, clean_line
from casebook.ui.case_tabs.telling import day
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, head, labelled, line
from casebook.ui.widgets.columns import cut

# In cells: an amount of ten million, and all of a row, which fits in a terminal of 80.
_AMOUNT, _ROW = 14, 76
_NUMBER = _ROW - 4 * _AMOUNT
_LABEL = 26
_DAY = 12


def state_of(course: Course, desk: Desk) -> str:
    """Return how far a dispute is, in a word or two."""
    return desk.say("dispute_state.escalated" if course.is_escalated else f"dispute_state.{course.state}")


def due_line(due: Due, desk: Desk) -> Span:
    """Return what has to happen next and by when, and for how long it has been due."""
    said = desk.say(f"dispute_due.{due.awaited}")
    if due.awaited in (Awaited.SETTLEMENT, Awaited.CLOSING):
        return Span(desk.say("disputes.waits_since", what=said, on=due.until), "due")
    late = (desk.day - due.until).days
    if late > 0:
        return Span(desk.say("disputes.late", what=said, until=due.until, count=late), "due")
    return Span(desk.say("disputes.by", what=said, until=due.until), "due" if late == 0 else "")


def dispute_lines(sheet: DisputeSheet, desk: Desk) -> list[Line]:
    """Return all there is to say of a dispute."""
    reason = desk.say(f"word.{sheet.reason}")
    title = Line((Span(reason[0].upper() + reason[1:], "head"),), right=(Span(state_of(sheet.course, desk), "strong"),))
    lines = [title, *_facts(sheet, desk), *amount_lines(sheet.claims, desk)]
    if sheet.text:
        lines.append(line("  ", Span(f"“{clean(sheet.text)}”"), hang=2))
    return [*lines, *(_told(on, said, text, desk) for on, said, text in _story(sheet, desk)), EMPTY]


def amount_lines(claims: Iterable[ContestedClaim], desk: Desk) -> Iterator[Line]:
    """Yield for each claim of a dispute what was contested, accepted and credited, and what is contested still."""
    names = [desk.say(f"disputes.{name}") for name in ("registered", "accepted", "credited", "left")]
    yield line(Span("  " + " " * (_NUMBER - 2) + "".join(name.rjust(_AMOUNT) for name in names), "quiet"))
    for claim in claims:
        amounts = (claim.registered, claim.accepted, claim.credited, claim.left)
        yield line(cut("  " + clean_line(claim.number), _NUMBER), *_amounts(amounts, desk))


def claim_lines(amounts: Mapping[int, Finding[Contested]], numbers: Mapping[int, str], desk: Desk) -> list[Line]:
    """Return what is contested of each claim and what is not, with how that comes."""
    names = [desk.say(f"disputes.{name}") for name in ("registered", "credited", "left", "uncontested")]
    label = cut(desk.say("disputes.per_claim"), _NUMBER)
    lines = [line(Span(label, "head"), Span("".join(name.rjust(_AMOUNT) for name in names), "quiet"))]
    for claim_id, finding in amounts.items():
        found = finding.value
        sums = (found.registered, found.credited, found.contested, found.uncontested)
        lines.append(line(cut("  " + clean_line(numbers[claim_id]), _NUMBER), *_amounts(sums, desk)))
        for step in finding.steps:
            said = desk.say(step.code, **step.parameters)
            now = form.amount(step.after, desk.language)
            lines.append(Line((Span("    " + said, "quiet"),), 6, (Span(f"= {now}", "quiet"),)))
    return [*lines, EMPTY]


def _amounts(amounts: Iterable[Cents | None], desk: Desk) -> list[Span]:
    *others, last = ("-" if one is None else form.amount(one, desk.language) for one in amounts)
    return [Span("".join(one.rjust(_AMOUNT) for one in others)), Span(last.rjust(_AMOUNT), "strong")]


def _facts(sheet: DisputeSheet, desk: Desk) -> Iterator[Line]:
    course, terms = sheet.course, sheet.terms
    since = desk.say("disputes.since_owner", on=course.registered_on, owner=sheet.owner)
    yield labelled("  " + desk.say("disputes.contested_since"), since, _LABEL)
    if sheet.department:
        yield labelled("  " + desk.say("disputes.department"), clean_line(sheet.department), _LABEL)
    cause = desk.say(f"word.{sheet.root_cause}") if sheet.root_cause else desk.say("disputes.no_cause")
    yield labelled("  " + desk.say("disputes.cause"), Span(cause, "" if sheet.root_cause else "quiet"), _LABEL)
    if sheet.due is not None:
        yield labelled("  " + desk.say("disputes.next"), due_line(sheet.due, desk), _LABEL)
    if course.decided_on is None and course.is_open:
        own = [desk.say("disputes.own_term") if one is not None else "" for one in sheet.own_terms]
        if terms.department_until is not None and course.answered_on is None:
            yield _term("disputes.department_until", terms.department_until, own[0], desk)
        yield _term("disputes.decision_until", terms.decision_until, own[1], desk)


def _term(code: str, until: date, own: str, desk: Desk) -> Line:
    said = f"{day(until, desk)}{f' ({own})' if own else ''}"
    return labelled("  " + desk.say(code), Span(said, "due" if until < desk.day else ""), _LABEL)


def _story(sheet: DisputeSheet, desk: Desk) -> Iterator[tuple[date, str, str]]:
    """Yield what happened, in its order: the day, what it was, and what was written."""
    course, say = sheet.course, desk.say
    decision = say("disputes.was_decided", decision=sheet.decision) if sheet.decision else ""
    happened = (
        (course.with_department_on, say("disputes.was_asked", department=sheet.department), ""),
        (course.answered_on, say("disputes.was_answered"), sheet.answer),
        (course.decided_on, decision, sheet.decision_text),
        (course.escalated_on, say("disputes.was_escalated"), sheet.escalated_because),
        (course.settled_on, say("disputes.was_settled"), sheet.settled_by),
        (course.withdrawn_on, say("disputes.was_withdrawn"), sheet.withdrawn_because),
        (course.closed_on, say("disputes.was_closed"), ""),
    )
    known = [(on, said, text) for on, said, text in happened if on is not None]
    yield from sorted(known, key=lambda one: one[0])


def _told(on: date, said: str, text: str, desk: Desk) -> Line:
    written = Span(f": {clean(text)}") if text else Span("")
    shown = day(on, desk)
    return line("  ", Span(shown + " " * max(1, _DAY - cell_len(shown)), "quiet"), said, written, hang=_DAY + 2)


def no_dispute(desk: Desk) -> list[Line]:
    """Return what is said of a case in which nothing was ever contested."""
    return [head(desk.say("disputes.none")), line("  ", Span(desk.say("disputes.none_how"), "quiet"), hang=2)]
