"""Runs that bring in the past: chunk by chunk, each whole in itself, no record twice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.history import DebtorRef
from casebook.store import runs, stale
from casebook.store.database import Database
from casebook.store.history import (
    assignments,
    contacts,
    events,
    insolvencies,
    parties,
    payments,
    placements,
    plans,
    securities,
    titles,
    vat,
)
from casebook.store.history.records import Left, Source, Told, Write, nobody
from casebook.store.models.imports import ImportedRecord
from casebook.store.rows import many
from casebook.store.runs import File
from casebook.store.transaction import Actor, Transaction

COMMAND = "import.history"
_THERE = "SELECT key FROM imported_record WHERE kind = ? AND key IN ({marks})"
_WRITERS: Mapping[str, Write[Any]] = {
    "events": events.write,
    "payments": payments.write,
    "parties": parties.write,
    "contacts": contacts.write,
    "titles": titles.write,
    "insolvencies": insolvencies.write,
    "assignments": assignments.write,
    "plans": plans.write,
    "placements": placements.write,
    "securities": securities.write,
    "vat": vat.write,
}


class _Key(NamedTuple):
    key: str


class Start(NamedTuple):
    """What a run begins with: a kind of history, and the file; `came_before` as its source has it."""

    kind: str
    file: File
    came_before: Callable[[DebtorRef], bool] = nobody


@dataclass(slots=True)
class Run(runs.Run):
    """A run under way: the kind of history that it brings in, and where it comes from."""

    kind: str = field(kw_only=True)
    source: Source = field(kw_only=True)


@dataclass(slots=True)
class Written:
    """What became of records: how many are new, how many were there, and which were left out and why."""

    added: int = 0
    unchanged: int = 0
    left: list[Left] = field(default_factory=list)


def begin(database: Database, actor: Actor, day: date, start: Start) -> Run:
    """Begin a run, or go on with one of the same file that was killed. Raises `Refused` for somebody who may not."""
    runs.check_role(actor)

    def work() -> Run:
        tx = Transaction(database, actor, day)
        run_id = runs.find_or_add(tx, start.kind, start.file)
        source = Source(run_id, start.file.file_name, start.came_before)
        run = Run(run_id, COMMAND, kind=start.kind, source=source)
        run.finish(tx, kind=start.kind, file=start.file.file_name)
        return run

    return database.transact(work)


def write(database: Database, actor: Actor, day: date, run: Run, told: Sequence[Told[Any]]) -> Written:
    """Write a chunk of records in one transaction with its own line of the log; it is part of the step of the run."""

    def work() -> Written:
        tx = Transaction(database, actor, day)
        written = _write(tx, run.kind, run.source, told)
        run.finish(tx, derive=False, kind=run.kind, first=told[0].record.line, last=told[-1].record.line)
        return written

    return run.transact(database, work)


def try_out(database: Database, actor: Actor, day: date, start: Start, told: Sequence[Told[Any]]) -> Written:
    """Return what a chunk of records would come to; nothing is kept."""

    def work() -> Written:
        with database.peewee.atomic() as kept:
            run = begin(database, actor, day, start)
            written = _write(Transaction(database, actor, day), run.kind, run.source, told)
            kept.rollback()
        return written

    return database.transact(work)


def _write(tx: Transaction, kind: str, source: Source, told: Sequence[Told[Any]]) -> Written:
    """Write what is not there yet. Its cases wait to be made anew, because the next chunk may touch them again."""
    tx.hold(f"import {kind}")
    keys = [one.key for one in told]
    there = {found.key for found in many(tx.database, _THERE, _Key, keys, [kind])}
    fresh = [one for one in told if one.key not in there]
    left = _WRITERS[kind](tx, source, fresh) if fresh else []
    payment_of = {one.line: one.payment_id for one in left if one.payment_id is not None}
    left_out = {one.line for one in left} - payment_of.keys()
    run = {"kind": kind, "run_id": source.run_id}
    tx.add_many(
        ImportedRecord,
        [
            {**run, "key": key, "payment_id": payment_of.get(record.line)}
            for record, key in fresh
            if record.line not in left_out
        ],
    )
    stale.mark(tx.database, sorted(tx.cases), tx.day)
    return Written(len(fresh) - len(left), len(told) - len(fresh), left)
