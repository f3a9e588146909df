"""What follows from the reminder cycle of a case: the step that comes next, and what the queue goes by."""

from collections.abc import Iterator
from datetime import date

from casebook.domain.calendar import ONE_DAY, add_working_days
from casebook.domain.dated import Dated
from casebook.domain.finding import Finding
from casebook.domain.reminders.course import NextStep, coming, next_step, overdue_on
from casebook.domain.reminders.cycle import Cycle, CycleName
from casebook.domain.reminders.facts import (
    Because,
    ChasedClaim,
    CycleFacts,
    OpenClaim,
    Pause,
    asks,
    chased,
    common,
)
from casebook.domain.signals.reminders import CycleMatter, SelfReleased
from casebook.errors import Refused
from casebook.law.book import Book
from casebook.store.case_facts import CaseRecord
from casebook.store.case_rows import ClaimRow
from casebook.store.claim_default import default_of
from casebook.store.facts_of.reminders import RunRecord

# So many working days a letter that nobody released is told of.
_TOLD = 2


def cycles(law: Book, name: CycleName) -> Dated[Cycle]:
    """Return the cycle with a name, as dated as the house has it."""
    return law.defaults.consumer_cycle if name is CycleName.CONSUMER else law.defaults.business_cycle


def facts(record: CaseRecord, run: RunRecord, day: date, law: Book) -> CycleFacts:
    """Return what the next step of a cycle goes by on `day`."""
    claims = _open(record, run, law)
    promised = max((one.promise.check_on for one in record.promises), default=None)
    return CycleFacts(
        resumed_on=run.resumed_on,
        claims=chased(claims, day),
        settled=run.settled,
        pauses=common(claims),
        contact_on=run.contact_on,
        payment_on=run.payment_on,
        promised_until=promised,
    )


def next_of(record: CaseRecord, run: RunRecord, day: date, law: Book) -> Finding[NextStep | None]:
    """Return the step that comes next in the cycle of a case, with the reasons."""
    cycle = cycles(law, run.cycle).applied(day).value
    return next_step(facts(record, run, day, law), cycle, law.holidays, day)


def chased_ids(record: CaseRecord, run: RunRecord, day: date, law: Book) -> tuple[int, ...]:
    """Return the claims that the letters of a cycle are about on `day`."""
    numbers = {one.number for one in chased(_open(record, run, law), day)}
    return tuple(claim.id for claim in _claims(record, run) if claim.number in numbers)


def to_start(record: CaseRecord) -> tuple[CycleName, ...]:
    """Return the cycles that do not run yet and have something to ask for.

    Where the capacity of no claim is known both are, that for consumers in front.
    """
    running = {run.cycle for run in record.reminders}
    capacities = {claim.capacity for claim in _pursued(record)}
    found: list[CycleName] = []
    for name in CycleName:
        beside = bool(running) or len(capacities - {None}) > 1
        if name not in running and any(asks(name, one, beside=beside) for one in capacities):
            found.append(name)
    return tuple(found)


def matters(record: CaseRecord, day: date, law: Book) -> tuple[CycleMatter, ...]:
    """Return how the cycles of a case stand, as the queue goes by them, without those in which nothing is open."""
    found = (_matter(record, run, day, law) for run in record.reminders)
    return tuple(one for one in found if one is not None)


def _matter(record: CaseRecord, run: RunRecord, day: date, law: Book) -> CycleMatter | None:
    known = facts(record, run, day, law)
    if not known.claims:
        return None
    cycle = cycles(law, run.cycle).applied(day).value
    found = coming(known, cycle, law.holidays).value
    pauses = [one for one in known.pauses if one.until_on is None or one.until_on >= run.resumed_on]
    over_on = min((one.from_on for one in pauses), default=None)
    ends = [one.until_on for one in pauses]
    last = None if None in ends else max((end for end in ends if end is not None), default=None)
    restart_on = None if last is None else last + ONE_DAY
    if found is None:
        return CycleMatter("", None, None, over_on, restart_on)
    return CycleMatter(found.step.name, found.due_on, overdue_on(found), over_on, restart_on, found.wants_default)


def self_released(record: CaseRecord, law: Book) -> tuple[SelfReleased, ...]:
    """Return the letters of a case that were released by nobody, and until when that is told."""
    found: list[SelfReleased] = []
    for one in record.left_by_itself:
        until = add_working_days(one.on, _TOLD, law.holidays)
        found.append(SelfReleased(f"letter_kind_{one.kind}", one.on, until))
    return tuple(found)


def changes(record: CaseRecord, day: date, law: Book) -> Iterator[date]:
    """Yield the later days on which other claims are asked for, or other rules come into force."""
    for run in record.reminders:
        for entry in cycles(law, run.cycle).entries:
            if entry.start > day:
                yield entry.start
        for pause in (*run.whole, *(one for some in run.of_claim.values() for one in some)):
            turns = (pause.from_on, None if pause.until_on is None else pause.until_on + ONE_DAY)
            yield from (turn for turn in turns if turn is not None and turn > day)


def _open(record: CaseRecord, run: RunRecord, law: Book) -> list[OpenClaim]:
    found: list[OpenClaim] = []
    for claim in _claims(record, run):
        placed = (Pause(Because.PLACED, record.case.opened_on, None),) if claim.placed else ()
        pauses = (*run.whole, *run.of_claim.get(claim.id, ()), *placed)
        found.append(OpenClaim(ChasedClaim(claim.number, claim.due_on, _default_on(claim, law)), pauses))
    return found


def _claims(record: CaseRecord, run: RunRecord) -> Iterator[ClaimRow]:
    """Yield the claims a cycle asks for in writing: open, ours to pursue, and not only a title of another."""
    for claim in _pursued(record):
        if asks(run.cycle, claim.capacity, beside=run.beside):
            yield claim


def _pursued(record: CaseRecord) -> Iterator[ClaimRow]:
    for claim in record.claims:
        if record.open_cents.get(claim.id, 0) > 0 and claim.ended_on is None and not claim.not_pursued:
            yield claim


def _default_on(claim: ClaimRow, law: Book) -> date | None:
    try:
        found = default_of(claim, law)
    except Refused:
        return None
    return None if found is None else found.value
