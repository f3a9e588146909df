"""Runs that bring in lists of receivables: what they need to begin, and what is absent from a list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import NamedTuple

from casebook.domain.parameters import encode
from casebook.domain.search import sort_name
from casebook.store import balances, listed, receivables, runs, stale
from casebook.store.database import Database
from casebook.store.differences import ABSENT, proposed
from casebook.store.models.imports import Proposal
from casebook.store.models.parties import Creditor, Party, PartyKind
from casebook.store.models.people import Team
from casebook.store.receivables import Told, Written
from casebook.store.rows import rows
from casebook.store.runs import File
from casebook.store.transaction import Actor, Transaction

KIND = "receivables"
COMMAND = "import.receivables"
_CHUNK = 400


@dataclass(slots=True)
class Run(runs.Run):
    """A run under way: where its items come from, and the entities it added."""

    source: receivables.Source = field(kw_only=True)
    new_creditors: tuple[str, ...] = field(kw_only=True)


class Recognise(NamedTuple):
    """The team that gets new cases, and by what else than his number a debtor is recognised, or flagged."""

    team: str
    by_kvk: bool
    flag_same_name: bool


class Start(NamedTuple):
    """What a run begins with: the file, the codes of the entities in it, and how debtors are recognised.

    `complete`: the list holds every open item of these entities.
    """

    file: File
    creditors: frozenset[str]
    recognise: Recognise
    complete: bool = False


class _Imported(NamedTuple):
    id: int
    creditor_id: int
    key: str
    claim_id: int
    case_id: int


_IMPORTED = """
    SELECT i.id, i.creditor_id, i.key, i.claim_id, k.case_id
    FROM imported_item i JOIN claim k ON k.id = i.claim_id JOIN import_run r ON r.id = i.run_id
    WHERE i.id > ? AND k.ended_on IS NULL AND r.profile = (SELECT profile FROM import_run WHERE id = ?)
    ORDER BY i.id LIMIT ?
"""


def begin(database: Database, actor: Actor, day: date, start: Start) -> Run:
    """Begin a run, or go on with one of the same file that was killed; add entities and a team that are new.

    Raises `Refused` for somebody who may not.
    """
    runs.check_role(actor)

    def work() -> Run:
        tx = Transaction(database, actor, day)
        ids, new = _creditors(tx, sorted(start.creditors))
        file, recognise = start.file, start.recognise
        team_id = _team(tx, recognise.team)
        run_id = runs.find_or_add(tx, KIND, file)
        source = receivables.Source(run_id, ids, team_id, recognise.by_kvk, recognise.flag_same_name, start.complete)
        run = Run(run_id, COMMAND, source=source, new_creditors=new)
        run.finish(tx, file=file.file_name)
        return run

    return database.transact(work)


def _creditors(tx: Transaction, codes: Sequence[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Return the entity of each code, and which are new: added under their code, for a person to complete."""
    known = {creditor.code: creditor.id for creditor in tx.find(Creditor.select())}
    new = tuple(code for code in codes if code not in known)
    for code in new:
        party_id = tx.add(Party, kind=PartyKind.LEGAL, name=code, sort_name=sort_name(code))
        known[code] = tx.add(Creditor, party_id=party_id, code=code)
    return {code: known[code] for code in codes}, new


def _team(tx: Transaction, name: str) -> int:
    found = tx.first(Team.select().where(Team.name == name))
    return found.id if found else tx.add(Team, name=name)


def write(database: Database, actor: Actor, day: date, run: Run, told: Sequence[Told]) -> Written:
    """Write a chunk of items in one transaction with its own line of the log; it is part of the step of the run."""

    def work() -> Written:
        tx = Transaction(database, actor, day)
        written = receivables.write(tx, run.source, told)
        run.finish(tx, derive=False, first=told[0].item.line, last=told[-1].item.line)
        return written

    return run.transact(database, work)


def try_out(database: Database, actor: Actor, day: date, start: Start, told: Sequence[Told]) -> Written:
    """Return what a chunk of items would come to; nothing is kept."""

    def work() -> Written:
        with database.peewee.atomic() as kept:
            run = begin(database, actor, day, start)
            written = receivables.write(Transaction(database, actor, day), run.source, told)
            kept.rollback()
        return written

    return database.transact(work)


def items_before(database: Database, profile: str) -> int:
    """Return how many items the last list of a profile had that was imported to its end, 0 without one."""
    query = "SELECT rows FROM import_run WHERE kind = ? AND profile = ? AND state = 'done' ORDER BY id DESC LIMIT 1"
    return int(database.value(query, (KIND, profile)) or 0)


def take_over(database: Database, run: Run) -> None:
    """Let the list of a run that is done be the last one of its entities, for whoever reconciles with it."""
    if run.source.complete:
        listed.forget_earlier(database, run.run_id, list(run.source.creditors.values()))


def absent(database: Database, actor: Actor, day: date, run: Run, is_listed: Callable[[int, str], bool]) -> int:
    """Propose to look at claims that lists had before and this one has no longer; nothing is closed.

    `is_listed` tells whether the list has an item of an entity. Returns how many are proposed; their cases wait to be
    made anew.
    """
    creditors = set(run.source.creditors.values())
    proposed = last = 0
    while found := rows(database, _IMPORTED, _Imported, (last, run.run_id, _CHUNK)):
        last = found[-1].id
        missing = [i for i in found if i.creditor_id in creditors and not is_listed(i.creditor_id, i.key)]
        if missing:
            proposed += run.transact(database, partial(_propose_absent, database, actor, day, run, missing))
    return proposed


def _propose_absent(database: Database, actor: Actor, day: date, run: Run, missing: Sequence["_Imported"]) -> int:
    tx = Transaction(database, actor, day)
    tx.lock(item.case_id for item in missing)
    owed = balances.open_balances(database, [item.claim_id for item in missing], day)
    still_open = {f"absent:{item.claim_id}": item for item in missing if owed[item.claim_id].total > 0}
    there = proposed(database, list(still_open))
    new = [
        {
            "run_id": run.run_id,
            "case_id": item.case_id,
            "claim_id": item.claim_id,
            "code": ABSENT,
            "parameters": encode({"number": item.key}),
            "key": key,
        }
        for key, item in still_open.items()
        if key not in there
    ]
    if new:
        tx.add_many(Proposal, new)
        stale.mark(tx.database, sorted(tx.cases), tx.day)
    run.finish(tx, derive=False, absent=len(new))
    return len(new)
