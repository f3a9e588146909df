"""Friendly letters of reminder cycles that nobody releases: at night, where the house wants that, and not too many."""

from collections.abc import Iterator
from datetime import date

from casebook.domain.calendar import add
from casebook.domain.letters.kinds import FRIENDLY, LetterKind
from casebook.domain.reminders.cycle import CycleStep
from casebook.errors import Refused
from casebook.jobs.letters import HOUSE, Settings, Wanted, composed_all
from casebook.store import case_facts, reminder_rows
from casebook.store.actions.reminders import ReleaseItself
from casebook.store.case_facts import CaseRecord
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.transaction import NOBODY

# So many cases are looked at at once.
_BATCH = 100
_RUNNING = """
    SELECT r.case_id FROM reminder_run r JOIN cases c ON c.id = r.case_id
    WHERE r.ended_on IS NULL AND c.state <> 'closed' AND r.case_id > ? ORDER BY r.case_id LIMIT ?
"""
_ENOUGH = "reminder.enough"


def release(database: Database, day: date, settings: Settings = HOUSE) -> int:
    """Take the steps that are due by letters which release themselves, and return how many.

    Each is one transaction that asks gate, bank and inbox anew; what may not leave by itself waits for a person.
    """
    if not database.law.defaults.self_release.applied(day).value.on:
        return 0
    done = 0
    for command in _commands(database, day, settings):
        try:
            perform(database, NOBODY, day, command)
        except Refused as refused:
            if refused.code == _ENOUGH:
                break
            continue
        done += 1
    return done


def _commands(database: Database, day: date, settings: Settings) -> Iterator[ReleaseItself]:
    last = 0
    while ids := [case_id for (case_id,) in database.fetch(_RUNNING, (last, _BATCH))]:
        last = ids[-1]
        due: dict[LetterKind, dict[int, tuple[CaseRecord, CycleStep]]] = {}
        for record in case_facts.load(database, ids):
            step = _due(record, day, database)
            if step is not None and step.letter is not None:
                due.setdefault(step.letter, {})[record.case.id] = (record, step)
        for kind, some in due.items():
            wanted = {id_: _wanted(record, step, day, database, settings) for id_, (record, step) in some.items()}
            for case_id, drafts in composed_all(database, day, wanted, kind).items():
                record, step = some[case_id]
                run = record.reminders
                if run is not None and not isinstance(drafts, Refused):
                    yield ReleaseItself(case_id, run.run_id, run.version, step.name, drafts)


def _due(record: CaseRecord, day: date, database: Database) -> CycleStep | None:
    """Return the step of a case that is due and may be taken by a friendly letter."""
    if record.reminders is None:
        return None
    found = reminder_rows.next_of(record, record.reminders, day, database.law).value
    if found is None or found.due_on > day or found.wants_default or found.step.letter not in FRIENDLY:
        return None
    return found.step


def _wanted(record: CaseRecord, step: CycleStep, day: date, database: Database, settings: Settings) -> Wanted:
    assert record.reminders is not None, "a step is of a cycle that runs"
    claims = reminder_rows.chased_ids(record, record.reminders, day, database.law)
    return Wanted(claims, last_day=None if step.gives is None else add(day, step.gives), settings=settings)
