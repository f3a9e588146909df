"""Reminder cycles as they are shown: what runs in a case and why the next step is what it is, and what steps bring."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import Term, add
from casebook.domain.capacity import Capacity
from casebook.domain.finding import Finding
from casebook.domain.reminders.course import NextStep
from casebook.domain.reminders.cycle import CycleName
from casebook.store import case_facts, reminder_rows
from casebook.store.database import Database
from casebook.store.rows import many, rows


class TakenStep(NamedTuple):
    """What became of a step: taken by a letter or a contact, or skipped; `by_itself`: nobody released its letter."""

    name: str
    on_day: date
    letter_id: int | None
    contact_id: int | None
    skipped_because: str
    by_itself: date | None


class CycleCard(NamedTuple):
    """The cycle that runs in a case: its steps so far, the next one with the reasons, the claims that are asked for."""

    run_id: int
    version: int
    cycle: CycleName
    started_on: date
    resumed_on: date
    taken: tuple[TakenStep, ...]
    next: Finding[NextStep | None]
    claim_ids: tuple[int, ...]


class LeftRow(NamedTuple):
    """A letter that nobody released: of which case, and what it is."""

    case_id: int
    number: str
    debtor: str
    letter_id: int
    step: str


class StepResult(NamedTuple):
    """What followed steps of a name within some time: how many of them were paid on, spoken about, promised on."""

    cycle: CycleName
    step: str
    taken: int
    skipped: int
    paid: int
    reached: int
    promised: int


class _Step(NamedTuple):
    case_id: int
    cycle: CycleName
    name: str
    on_day: date
    contact_id: int | None
    skipped: bool


class _Day(NamedTuple):
    case_id: int
    on_day: date


_TAKEN = """
    SELECT s.name, s.on_day, s.letter_id, s.contact_id, s.skipped_because, s.by_itself
    FROM reminder_step s LEFT JOIN letter l ON l.id = s.letter_id
    WHERE s.run_id = ? AND l.withdrawn_on IS NULL ORDER BY s.on_day, s.id
"""
_LEFT = """
    SELECT c.id, c.number, p.name, s.letter_id, s.name
    FROM reminder_step s JOIN reminder_run r ON r.id = s.run_id JOIN cases c ON c.id = r.case_id
    JOIN party p ON p.id = c.debtor_id WHERE s.by_itself = ? ORDER BY c.number, s.id
"""
_STEPS = """
    SELECT r.case_id, r.cycle, s.name, s.on_day, s.contact_id, CASE WHEN s.skipped_because = '' THEN 0 ELSE 1 END
    FROM reminder_step s JOIN reminder_run r ON r.id = s.run_id LEFT JOIN letter l ON l.id = s.letter_id
    WHERE l.withdrawn_on IS NULL AND s.on_day >= ? AND s.on_day <= ? ORDER BY s.id
"""
# Days on which more came in than went back.
_PAID = """
    SELECT case_id, on_day FROM payment WHERE case_id IN ({marks}) GROUP BY case_id, on_day HAVING sum(cents) > 0
"""
_REACHED = """
    SELECT case_id, on_day FROM contact
    WHERE outcome NOT IN ('not_reached', 'left_message', 'refused_check') AND case_id IN ({marks})
"""
_PROMISED = "SELECT case_id, made_on FROM promise WHERE case_id IN ({marks})"


def of_case(database: Database, case_id: int, day: date) -> CycleCard | None:
    """Return the cycle that runs in a case; None where none does."""
    with database.snapshot():
        record = next(iter(case_facts.load(database, [case_id])), None)
        if record is None or record.reminders is None:
            return None
        run = record.reminders
        return CycleCard(
            run.run_id,
            run.version,
            run.cycle,
            run.started_on,
            run.resumed_on,
            tuple(rows(database, _TAKEN, TakenStep, (run.run_id,))),
            reminder_rows.next_of(record, run, day, database.law),
            reminder_rows.chased_ids(record, run, day, database.law),
        )


def proposed(database: Database, case_id: int) -> CycleName:
    """Return the cycle that is proposed for a case: that for consumers where one claim is on a consumer."""
    query = "SELECT count(*) FROM claim WHERE case_id = ? AND ended_on IS NULL AND capacity = ?"
    consumer = database.value(query, (case_id, Capacity.CONSUMER.value))
    return CycleName.CONSUMER if consumer else CycleName.BUSINESS


def last_contact(database: Database, case_id: int) -> int | None:
    """Return the contact of a case that was recorded last."""
    found: int | None = database.value("SELECT max(id) FROM contact WHERE case_id = ?", (case_id,))
    return found


def left_by_itself(database: Database, day: date) -> Sequence[LeftRow]:
    """Return the letters that nobody released on a day, by the numbers of their cases."""
    return rows(database, _LEFT, LeftRow, (day,))


def results(database: Database, first: date, last: date, within: Term) -> tuple[StepResult, ...]:
    """Return for the steps of some days, by cycle and name, how many were followed within a time, and by what."""
    with database.snapshot():
        steps = rows(database, _STEPS, _Step, (first, last))
        cases = sorted({step.case_id for step in steps})
        paid, reached, promised = (_days(database, sql, cases) for sql in (_PAID, _REACHED, _PROMISED))
    found: dict[tuple[CycleName, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    for step in steps:
        counts = found[step.cycle, step.name]
        if step.skipped:
            counts[1] += 1
            continue
        counts[0] += 1
        until = add(step.on_day, within)
        # What was said in a call that is the step itself counts as well.
        since = step.on_day if step.contact_id is not None else None
        counts[2] += _any(paid[step.case_id], step.on_day, until, None)
        counts[3] += _any(reached[step.case_id], step.on_day, until, since)
        counts[4] += _any(promised[step.case_id], step.on_day, until, since)
    return tuple(StepResult(*key, *counts) for key, counts in sorted(found.items()))


def _any(days: Sequence[date], after: date, until: date, since: date | None) -> int:
    return int(any(after < day <= until or day == since for day in days))


def _days(database: Database, sql: str, case_ids: Sequence[int]) -> dict[int, list[date]]:
    found: dict[int, list[date]] = defaultdict(list)
    for row in many(database, sql, _Day, case_ids):
        found[row.case_id].append(row.on_day)
    return found
