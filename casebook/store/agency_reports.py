"""Reports of an agency that come in a file: chunk by chunk, each whole in itself, no report twice.

A report says what the agency received; nothing is booked for it. The bank books.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.placements.told import ToldReport
from casebook.store import runs, stale
from casebook.store.actions import placement_bearing, placement_events
from casebook.store.actions.placement_events import ReportFacts
from casebook.store.database import Database
from casebook.store.models.imports import ImportedRecord
from casebook.store.models.placements import Placement
from casebook.store.rows import many, rows
from casebook.store.runs import File, Run
from casebook.store.transaction import Actor, Transaction

KIND, COMMAND = "agency_report", "import.agency_report"
_THERE = "SELECT key FROM imported_record WHERE kind = 'agency_report' AND key IN ({marks})"
_FIRST = "SELECT on_day FROM import_run WHERE kind = 'agency_report' AND sha256 = ? ORDER BY id LIMIT 1"
_CASES = "SELECT DISTINCT case_id FROM placement WHERE id IN ({marks})"


class Told(NamedTuple):
    """A report of a placement, and the key by which it is recognised."""

    placement_id: int
    report: ToldReport
    key: str


class Written(NamedTuple):
    """How many reports of a chunk are new, and how many were there."""

    added: int
    unchanged: int


class _Key(NamedTuple):
    key: str


class _Id(NamedTuple):
    id: int


class _Day(NamedTuple):
    on_day: date


def first_day(database: Database, sha256: str) -> date | None:
    """Return the day on which a file with the same content was brought in first, None where it was not."""
    found = rows(database, _FIRST, _Day, (sha256,))
    return found[0].on_day if found else None


def begin(database: Database, actor: Actor, day: date, file: File) -> Run:
    """Begin a run, or go on with one of the same file that was killed. Raises `Refused` for somebody who may not."""
    runs.check_role(actor)

    def work() -> Run:
        tx = Transaction(database, actor, day)
        run = Run(runs.find_or_add(tx, KIND, file), COMMAND)
        run.finish(tx, file=file.file_name)
        return run

    return database.transact(work)


def there(database: Database, keys: Sequence[str]) -> set[str]:
    """Return the keys of reports that came in before."""
    return {found.key for found in many(database, _THERE, _Key, keys)}


def write(database: Database, actor: Actor, day: date, run: Run, told: Sequence[Told]) -> Written:
    """Write a chunk of reports in one transaction with its own line of the log; it is part of the step of the run."""

    def work() -> Written:
        tx = Transaction(database, actor, day)
        tx.hold(f"import {KIND}")
        known = there(database, [one.key for one in told])
        fresh = {one.key: one for one in told if one.key not in known}
        placed = {one.placement_id for one in fresh.values()}
        tx.lock(one.id for one in many(database, _CASES, _Id, sorted(placed)))
        for one in fresh.values():
            placement_events.add_report(tx, one.placement_id, _facts(one.report), run_id=run.run_id)
        for placement_id in sorted(placed):
            placement_bearing.keep(tx, placement_id)
        _learn(tx, list(fresh.values()))
        tx.add_many(ImportedRecord, [{"kind": KIND, "run_id": run.run_id, "key": key} for key in fresh])
        stale.mark(database, sorted(tx.cases), day)
        run.finish(tx, derive=False, first=told[0].report.line, last=told[-1].report.line)
        return Written(len(fresh), len(told) - len(fresh))

    return run.transact(database, work)


def _facts(told: ToldReport) -> ReportFacts:
    return ReportFacts(
        told.on,
        told.phase,
        told.open,
        told.received,
        told.remitted,
        told.costs,
        told.next_action,
        told.next_on,
    )


def _learn(tx: Transaction, told: Sequence[Told]) -> None:
    """Keep how the agency calls a placement that it names by our number, where that was not known."""
    for one in told:
        row = tx.get(Placement, one.placement_id)
        if one.report.of.number and one.report.of.reference and not row.reference:
            tx.change(row, reference=one.report.of.reference)
