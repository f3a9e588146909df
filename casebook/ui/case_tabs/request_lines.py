"""How is told what was asked of us in a proceeding: by when it is answered, how it was, and what is offered."""

from collections.abc import Iterator

from casebook.domain.calendar import working_days_between
from casebook.domain.finding import Finding
from casebook.domain.insolvency.offers import Weighed
from casebook.domain.insolvency.requests import OFFERS, RequestKind
from casebook.domain.money import Cents
from casebook.jobs import request_letters
from casebook.jobs.balance_answer import BalanceAnswer
from casebook.store.queries import insolvency_requests
from casebook.store.queries.insolvency_requests import RequestRow
from casebook.text import clean, clean_line
from casebook.ui.case_tabs.telling import day
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, labelled, line

_LABEL = 26
# Within so many working days it is in the first band of the queue.
PRESSING = 2


def short(row: RequestRow, desk: Desk) -> str:
    """Return a request in a few words."""
    kind = desk.say(f"word.request_of_{row.kind}")
    return f"{kind} · {clean_line(row.party)} · {desk.say('asked.received', on=row.received_on)}"


def days_left(row: RequestRow, desk: Desk) -> int:
    """Return how many working days are left to answer, less than nothing where it is overdue."""
    return working_days_between(desk.day, row.next_due_on, desk.session.database.law.holidays)


def request_lines(row: RequestRow, desk: Desk) -> list[Line]:
    """Return all there is to say of a request."""
    course = row.course
    state = Span(desk.say(f"word.asked_{course.state}"), "strong")
    kind = desk.say(f"word.request_of_{row.kind}")
    lines = [Line((Span(kind[0].upper() + kind[1:], "head"),), right=(state,)), *_facts(row, desk)]
    texts = (row.text, row.review, row.answer, row.withdrawn_because)
    return [*lines, *(line("  ", clean(text), hang=2) for text in texts if text), EMPTY]


async def full_lines(row: RequestRow, desk: Desk) -> list[Line]:
    """Return all there is to say of a request, with the balance as it is prepared, or what an offer comes to."""
    lines = request_lines(row, desk)
    if not row.course.is_open:
        return lines
    if row.kind is RequestKind.BALANCE:
        found = await desk.read(request_letters.balance, row, desk.day)
        return lines if found is None else [*lines[:-1], *_balance(found, desk), EMPTY]
    if row.kind in OFFERS:
        percents = row.offered_percent, row.expected_percent
        weighed = await desk.read(insolvency_requests.weighed, row, desk.day, *percents)
        return lines if weighed is None else [*lines[:-1], *weighed_lines(weighed, desk), EMPTY]
    return lines


def _balance(found: BalanceAnswer, desk: Desk) -> Iterator[Line]:
    say = desk.say
    told = {"principal": found.principal, "interest": found.interest, "costs": found.costs}
    yield labelled(f"  {say('asked.balance')}", say("asked.balance_said", **told), _LABEL)
    why = request_letters.costs_why(found, desk.language)
    if why:
        yield line("  ", why, hang=2)
        yield line("  ", say("request_letter.scale", cents=found.scale), hang=2)


def weighed_lines(found: Finding[Weighed], desk: Desk) -> Iterator[Line]:
    """Yield what an offer comes to, against the alternative, and whether a court may order to accept it."""
    value, (step, *_) = found.value, found.steps
    balance = Cents(value.offered + value.remitted)
    yield line("  ", desk.say("offer.amounts", balance=balance, **value._asdict()), hang=2)
    if value.expected is not None:
        yield line("  ", desk.say("offer.alternative", expected=value.expected), hang=2)
    yield line("  ", Span(desk.say(step.code, **step.parameters), "due"), hang=2)


def _facts(row: RequestRow, desk: Desk) -> Iterator[Line]:
    say = desk.say

    def told(code: str, said: str | Span) -> Line:
        return labelled(f"  {say(code)}", said, _LABEL)

    yield told("asked.by", clean_line(row.party))
    yield told("asked.received_on", day(row.received_on, desk))
    if row.as_of is not None:
        yield told("asked.as_of", day(row.as_of, desk))
    if row.reference:
        yield told("asked.reference", clean_line(row.reference))
    if row.course.is_open:
        left = days_left(row, desk)
        code = "asked.days_over" if left < 0 else "asked.days_left"
        said = f"{day(row.next_due_on, desk)} · {say(code, count=abs(left))}"
        yield told("asked.answer_by", Span(said, "urgent" if left <= PRESSING else "due"))
    if row.extended_until is not None:
        yield told("asked.extended", f"{day(row.extended_until, desk)} · {clean_line(row.extended_because)}")
    if row.owner:
        yield told("asked.owner", clean_line(row.owner))
    if row.kind in OFFERS:
        yield from _offer(row, desk)
    yield from _done(row, desk)


def _done(row: RequestRow, desk: Desk) -> Iterator[Line]:
    say = desk.say
    proof = f" · {say(f'word.letter_{row.letter_state}')}" if row.letter_state else ""
    for code, on, more in (
        ("asked.reviewed_on", row.reviewed_on, ""),
        ("asked.answered_on", row.answered_on, proof),
        ("asked.acknowledged_on", row.acknowledged_on, ""),
        ("asked.withdrawn_on", row.withdrawn_on, ""),
    ):
        if on is not None:
            yield labelled(f"  {say(code)}", f"{day(on, desk)}{more}", _LABEL)


def _offer(row: RequestRow, desk: Desk) -> Iterator[Line]:
    say = desk.say
    if row.way is not None:
        yield labelled(f"  {say('asked.way')}", say(f"word.way_{row.way}"), _LABEL)
    for code, percent in (("asked.offered", row.offered_percent), ("asked.expected", row.expected_percent)):
        if percent is not None:
            yield labelled(f"  {say(code)}", f"{percent}%", _LABEL)
    if row.decided_on is not None:
        said = say("asked.in_favour" if row.in_favour else "asked.against", on=row.decided_on)
        yield labelled(f"  {say('asked.decided')}", f"{said} · {clean_line(row.decided_because)}", _LABEL)
    if row.remission_cents is not None:
        yield labelled(f"  {say('asked.lets_go')}", say("asked.lets_go_of", cents=row.remission_cents), _LABEL)
    if row.vat_route is not None:
        yield labelled(f"  {say('arrangements.vat')}", say(f"word.vat_{row.vat_route}"), _LABEL)
