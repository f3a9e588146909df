"""The letters of reminder cycles that are due: written together, and at night released by nobody where they may be."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from casebook.domain.calendar import add
from casebook.domain.gate import check, may_release_itself
from casebook.domain.letters.kinds import FRIENDLY, LetterKind
from casebook.domain.reminders.cycle import CycleName, CycleStep
from casebook.errors import Refused
from casebook.jobs import term_reminders
from casebook.jobs.letter_offer import outgoing
from casebook.jobs.letters import HOUSE, Settings, Wanted, composed_all
from casebook.store import case_facts, gate_facts, reminder_rows, self_release
from casebook.store.actions.letters import Draft, PrepareLetter
from casebook.store.actions.reminders import ReleaseItself
from casebook.store.case_facts import CaseRecord
from casebook.store.database import Database
from casebook.store.facts_of.reminders import RunRecord
from casebook.store.perform import perform
from casebook.store.self_release import May
from casebook.store.transaction import NOBODY

# So many cases are looked at at once.
_BATCH = 100
_RUNNING = """
    SELECT DISTINCT r.case_id FROM reminder_run r JOIN cases c ON c.id = r.case_id
    WHERE r.ended_on IS NULL AND c.state <> 'closed' AND r.case_id > ? ORDER BY r.case_id LIMIT ?
"""
_ENOUGH = "reminder.enough"


class Due(NamedTuple):
    """A step of a cycle that is due and may be taken by a letter."""

    record: CaseRecord
    run: RunRecord
    step: CycleStep


def release(database: Database, day: date, settings: Settings = HOUSE) -> int:
    """Write the friendly letters that are due and may release themselves, and return how many did.

    They are reminders of terms of arrangements, and steps of reminder cycles. Each is one transaction that asks gate,
    bank and inbox anew; what may not leave by itself waits for a person.
    """
    if not database.law.defaults.self_release.applied(day).value.on:
        return 0
    may = self_release.tonight(database, day)
    if not may.creditors:
        return 0
    terms = term_reminders.commands(database, day, settings, may)
    done = 0
    for command in chain(terms, commands(database, day, settings, may)):
        try:
            perform(database, NOBODY, day, command)
        except Refused as refused:
            if refused.code == _ENOUGH:
                break
            continue
        done += 1
    return done


def due_in(database: Database, day: date, case_ids: Sequence[int]) -> list[Due]:
    """Return the steps of cases that are due and may be taken by a letter, in as many queries as for one case."""
    records = case_facts.load(database, case_ids)
    return [one for record in records for run in record.reminders if (one := _due(record, run, day, database))]


def written(
    database: Database, day: date, dues: Sequence[Due], settings: Settings = HOUSE
) -> Iterator[tuple[Due, tuple[Draft, ...] | Refused]]:
    """Yield the letters of steps that are due, or why one cannot be written; those of a kind are written together."""
    some: dict[tuple[LetterKind, CycleName], dict[int, Due]] = {}
    for one in dues:
        if one.step.letter is not None:
            some.setdefault((one.step.letter, one.run.cycle), {})[one.record.case.id] = one
    for (kind, _), by_case in some.items():
        wanted = {id_: wanted_of(one, day, database, settings) for id_, one in by_case.items()}
        for case_id, drafts in composed_all(database, day, wanted, kind).items():
            yield by_case[case_id], drafts


def wanted_of(one: Due, day: date, database: Database, settings: Settings) -> Wanted:
    """Return what the letter of a step is about, and until when it gives to pay."""
    claims = reminder_rows.chased_ids(one.record, one.run, day, database.law)
    return Wanted(claims, last_day=None if one.step.gives is None else add(day, one.step.gives), settings=settings)


def commands(database: Database, day: date, settings: Settings, may: May) -> Iterator[ReleaseItself]:
    """Yield what takes the friendly steps that are due, where neither the bank nor the gate has anything to say."""
    last = 0
    while ids := [case_id for (case_id,) in database.fetch(_RUNNING, (last, _BATCH))]:
        last = ids[-1]
        friendly = [
            one
            for one in due_in(database, day, ids)
            if one.step.letter in FRIENDLY and one.record.case.debtor_id not in may.debtors
        ]
        found: list[ReleaseItself] = []
        for one, drafts in written(database, day, friendly, settings):
            if not isinstance(drafts, Refused) and _may(drafts, may):
                run = one.run
                found.append(ReleaseItself(one.record.case.id, run.run_id, run.version, one.step.name, drafts))
        # To ask about all at once is cheap; each is asked about once more as it is released.
        passing = _let_pass(database, day, found)
        yield from (one for one in found if one.case_id in passing)


def _let_pass(database: Database, day: date, commands: Sequence[ReleaseItself]) -> set[int]:
    """Return the cases about whose letters the gate has nothing to say."""
    letters = [(one.case_id, out) for one in commands for out in outgoing(PrepareLetter(one.case_id, one.letters))]
    facts = gate_facts.gate_facts(database, [out for _, out in letters], day)
    stopped = {
        case_id
        for (case_id, out), known in zip(letters, facts, strict=True)
        if not may_release_itself(out, known, check(out, known, database.law.gate))
    }
    return {case_id for case_id, _ in letters} - stopped


def _may(drafts: Sequence[Draft], may: May) -> bool:
    return all(one.creditor_id in may.creditors for one in drafts)


def _due(record: CaseRecord, run: RunRecord, day: date, database: Database) -> Due | None:
    found = reminder_rows.next_of(record, run, day, database.law).value
    if found is None or found.due_on > day or found.wants_default or found.step.letter is None:
        return None
    return Due(record, run, found.step)
