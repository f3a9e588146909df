"""The list of an agency held against ours, recorded chunk by chunk: it takes the place of the one before."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.domain.placements.inventory import Compared, Difference, DifferenceKind, Resolution
from casebook.domain.placements.known import TheirState
from casebook.errors import Refused
from casebook.store import agency_runs, runs
from casebook.store.database import Database
from casebook.store.models.agency_files import InventoryDifference, InventoryRun
from casebook.store.models.imports import ImportRun, RunState
from casebook.store.rows import rows
from casebook.store.runs import File, Run
from casebook.store.transaction import Actor, Transaction

KIND, COMMAND = "agency_list", "import.agency_list"
# So many differences are recorded in one transaction, which others wait for.
CHUNK = 1000
# What was resolved in a way that holds as long as the lists say the same.
_LASTING = (Resolution.NOTED, Resolution.IGNORED)
_NEWEST = """
    SELECT v.id, v.run_id, v.on_day, r.sha256, r.state FROM inventory_run v JOIN import_run r ON r.id = v.run_id
    WHERE v.agency_id = ? ORDER BY v.id DESC LIMIT 1
"""
# Of the last list that came in whole, and of those after it that were killed.
_OLD = """
    SELECT d.id, d.inventory_id, d.kind, d.placement_id, d.number, d.reference, d.name, d.ours_cents, d.theirs_cents,
           d.their_state, d.resolved_on, d.resolution
    FROM inventory_difference d JOIN inventory_run v ON v.id = d.inventory_id
    WHERE v.agency_id = ? AND v.id >= (
        SELECT COALESCE(max(w.id), 0) FROM inventory_run w JOIN import_run r ON r.id = w.run_id
        WHERE w.agency_id = ? AND r.state = 'done')
    ORDER BY d.id
"""
_Key = tuple[object, ...]


class List(NamedTuple):
    """The list of an agency as of a day, and how it was held against ours; `unread` are lines with a fault."""

    agency_id: int
    on_day: date
    file: File
    compared: Compared
    unread: int


class _Newest(NamedTuple):
    id: int
    run_id: int
    on_day: date
    sha256: str
    state: RunState


class _Old(NamedTuple):
    id: int
    inventory_id: int
    kind: DifferenceKind
    placement_id: int | None
    number: str
    reference: str
    name: str
    ours: Cents | None
    theirs: Cents | None
    state: TheirState | None
    resolved_on: date | None
    resolution: Resolution | None


class _Said(NamedTuple):
    """What was made of a difference, and the day on which the agency was asked about it."""

    resolved_on: date | None
    resolution: str | None
    note: str
    asked_on: date | None


_NOTHING = _Said(None, None, "", None)


class _Begun(NamedTuple):
    """A list that is being recorded."""

    run: Run
    inventory_id: int


class _Work(NamedTuple):
    """What is left to do: differences to add, and those of lists before that are there no more.

    `before` are the differences of lists before that one takes the place of, by what it says.
    """

    added: Sequence[Difference]
    gone: Sequence[int]
    before: Mapping[_Key, Sequence[int]]

    def chunks(self) -> "list[_Work]":
        """Return it in parts that are done in one transaction each, at least one."""
        starts = range(0, max(len(self.added), len(self.gone), 1), CHUNK)
        return [
            _Work(self.added[start : start + CHUNK], self.gone[start : start + CHUNK], self.before) for start in starts
        ]


def record(database: Database, actor: Actor, day: date, listed: List) -> None:
    """Record how a list differs from ours: it takes the place of the one before, and changes no placement.

    What was noted or ignored before stays so where the lists still say the same. A list that was killed half-way is
    gone on with when it comes again. Raises `Refused` for somebody who may not, and where another list overtook it.
    """
    runs.check_role(actor)
    newest = _newest(database, listed.agency_id)
    if agency_runs.listed_before(database, listed.agency_id, listed.on_day, listed.file.sha256):
        return
    killed = newest if newest is not None and _is_of(newest, listed) else None
    begun = _Begun(Run(killed.run_id, COMMAND), killed.id) if killed else None
    seen = newest.id if newest else 0
    said: Mapping[_Key, _Said] = {}
    chunks = _work(database, listed, begun).chunks()
    for at, chunk in enumerate(chunks):
        part = _Part(listed, begun, seen, chunk, said, last=at == len(chunks) - 1)
        begun, said = part.write(database, actor, day)
        seen = begun.inventory_id


class _Part(NamedTuple):
    """What is recorded of a list in one transaction; `seen` is the newest list there is when it is."""

    listed: List
    begun: _Begun | None
    seen: int
    work: _Work
    said: Mapping[_Key, _Said]
    last: bool

    def write(self, database: Database, actor: Actor, day: date) -> tuple[_Begun, Mapping[_Key, _Said]]:
        """Write it, and return the list that is being recorded, and what was said of what it took the place of."""
        listed = self.listed

        def work() -> tuple[_Begun, Mapping[_Key, _Said]]:
            tx = Transaction(database, actor, day)
            tx.hold(f"{KIND} {listed.agency_id}")
            now = _newest(database, listed.agency_id)
            if (now.id if now else 0) != self.seen:
                raise Refused("agency_file.overtaken", source=HOUSE_RULE, on=listed.on_day)
            begun = self.begun or _begin(tx, listed)
            known = {**self.said, **_take_over(tx, self.work)}
            added = [_row(one, begun.inventory_id, known.get(_key(one), _NOTHING)) for one in self.work.added]
            tx.add_many(InventoryDifference, added)
            if self.last:
                tx.change(tx.get(ImportRun, begun.run.run_id), state=RunState.DONE)
            begun.run.finish(tx, agency=listed.agency_id, file=listed.file.file_name)
            return begun, known

        return self.begun.run.transact(database, work) if self.begun else database.transact(work)


def _newest(database: Database, agency_id: int) -> _Newest | None:
    return next(iter(rows(database, _NEWEST, _Newest, (agency_id,))), None)


def _is_of(newest: _Newest, listed: List) -> bool:
    """Tell whether a list that was killed is this one."""
    same = newest.sha256 == listed.file.sha256 and newest.on_day == listed.on_day
    return same and newest.state is RunState.RUNNING


def _work(database: Database, listed: List, begun: _Begun | None) -> _Work:
    """Return what is left to do of a list, with the differences before it that it takes the place of."""
    before: dict[_Key, list[int]] = defaultdict(list)
    there: Counter[_Key] = Counter()
    waiting: dict[int, _Key] = {}
    for old in rows(database, _OLD, _Old, (listed.agency_id, listed.agency_id)):
        key = _key(old)
        if begun is not None and old.inventory_id == begun.inventory_id:
            there[key] += 1
        elif old.resolved_on is None or old.resolution in _LASTING:
            before[key].append(old.id)
            if old.resolved_on is None:
                waiting[old.id] = key
    added, keys = [], set()
    for one in listed.compared.differences:
        key = _key(one)
        keys.add(key)
        there[key] -= 1
        if there[key] < 0:
            added.append(one)
    return _Work(added, [id_ for id_, key in waiting.items() if key not in keys], before)


def _begin(tx: Transaction, listed: List) -> _Begun:
    compared = listed.compared
    counts = {"rows": compared.theirs, "added": len(compared.differences), "refused": listed.unread}
    run_id = tx.add(ImportRun, kind=KIND, on_day=tx.day, **counts, **listed.file._asdict())
    inventory_id = tx.add(
        InventoryRun,
        run_id=run_id,
        agency_id=listed.agency_id,
        on_day=listed.on_day,
        ours=compared.ours,
        theirs=compared.theirs,
        matched=compared.matched,
        unread=listed.unread,
    )
    return _Begun(Run(run_id, COMMAND), inventory_id)


def _take_over(tx: Transaction, work: _Work) -> Mapping[_Key, _Said]:
    """Close what is open of what takes another place, or is gone; return what was said of each that still holds."""
    keys = {id_: key for key in map(_key, work.added) for id_ in work.before.get(key, ())}
    ids = [*keys, *work.gone]
    if not ids:
        return {}
    found = tx.find(
        InventoryDifference.select().where(InventoryDifference.id.in_(ids)).order_by(InventoryDifference.id)
    )
    said = {
        keys[one.id]: _Said(one.resolved_on, one.resolution, one.note, one.asked_on)
        for one in found
        if one.id in keys and (one.resolved_on is None or one.resolution in _LASTING)
    }
    waiting = [one for one in found if one.resolved_on is None]
    tx.change_all(waiting, resolved_on=tx.day, resolution=Resolution.SUPERSEDED)
    return said


def _key(one: Difference | _Old) -> _Key:
    """Return what a difference says: of a placement of ours by that, else by how the list names it."""
    named = () if one.placement_id else (one.number, one.reference, one.name)
    return (one.kind, one.placement_id, *named, one.ours, one.theirs, one.state)


def _row(one: Difference, inventory_id: int, said: _Said) -> dict[str, object]:
    return {
        "inventory_id": inventory_id,
        "kind": one.kind,
        "placement_id": one.placement_id,
        "list_line": one.line,
        "number": one.number,
        "reference": one.reference,
        "name": one.name,
        "ours_cents": one.ours,
        "theirs_cents": one.theirs,
        "their_state": one.state,
        **said._asdict(),
    }
