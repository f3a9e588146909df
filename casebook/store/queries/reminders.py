"""Reminder cycles as they are shown: what runs in a case and why the next step is what it is, and what steps bring."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.finding import Finding
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.reminders.course import NextStep
from casebook.domain.reminders.cycle import CycleName, CycleStep
from casebook.store import case_facts, reminder_rows
from casebook.store.case_facts import CaseRecord
from casebook.store.database import Database
from casebook.store.facts_of.reminders import RunRecord
from casebook.store.rows import rows


class TakenStep(NamedTuple):
    """What became of a step: taken by a letter or a contact, or skipped; `by_itself`: nobody released its letter."""

    step_id: int
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
    numbers: tuple[str, ...]

    def due(self, day: date) -> CycleStep | None:
        """Return the step that may be taken on a day; None without one."""
        found = self.next.value
        return None if found is None or found.due_on > day or found.wants_default else found.step


class LeftRow(NamedTuple):
    """A letter that nobody released: of which case and kind, and up to when the bank was known then."""

    case_id: int
    number: str
    debtor: str
    letter_id: int
    kind: LetterKind
    on_day: date
    bank_until: date


_RUNS_ON = "SELECT min(id) FROM reminder_run WHERE case_id = ? AND ended_on IS NULL"
_TAKEN = """
    SELECT s.id, s.name, s.on_day, s.letter_id, s.contact_id, s.skipped_because, s.by_itself
    FROM reminder_step s LEFT JOIN letter l ON l.id = s.letter_id
    WHERE s.run_id = ? AND l.withdrawn_on IS NULL ORDER BY s.on_day, s.id
"""
_LEFT = """
    SELECT c.id, c.number, p.name, s.letter_id, l.kind, s.on_day, s.bank_until
    FROM self_release s JOIN letter l ON l.id = s.letter_id JOIN cases c ON c.id = l.case_id
    JOIN party p ON p.id = c.debtor_id WHERE s.on_day >= ? AND l.withdrawn_on IS NULL
    ORDER BY s.on_day DESC, c.number, s.id
"""


def of_case(database: Database, case_id: int, day: date) -> tuple[CycleCard, ...]:
    """Return the cycles that run in a case: one for each capacity in which its debtor acted, or none."""
    with database.snapshot():
        if database.value(_RUNS_ON, (case_id,)) is None:
            return ()
        record = next(iter(case_facts.load(database, [case_id])), None)
        return () if record is None else tuple(_card(database, record, run, day) for run in record.reminders)


def _card(database: Database, record: CaseRecord, run: RunRecord, day: date) -> CycleCard:
    ids = reminder_rows.chased_ids(record, run, day, database.law)
    return CycleCard(
        run.run_id,
        run.version,
        run.cycle,
        run.started_on,
        run.resumed_on,
        tuple(rows(database, _TAKEN, TakenStep, (run.run_id,))),
        reminder_rows.next_of(record, run, day, database.law),
        ids,
        tuple(claim.number for claim in record.claims if claim.id in ids),
    )


def proposed(database: Database, case_id: int) -> tuple[CycleName, ...]:
    """Return the cycles that could be started in a case, with a claim of which something is open for each."""
    with database.snapshot():
        record = next(iter(case_facts.load(database, [case_id])), None)
    return () if record is None else reminder_rows.to_start(record)


def left_by_itself(database: Database, since: date) -> Sequence[LeftRow]:
    """Return the letters that nobody released since a day, the last day first."""
    return rows(database, _LEFT, LeftRow, (since,))
