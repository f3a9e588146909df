"""What a command that waits for approval would do, as it was when it was asked: so that it does that, or nothing.

Days are not compared, nor who does it: it is done later, by somebody else. All other columns are.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from peewee import ForeignKeyField

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store import tables
from casebook.store.commands import Action
from casebook.store.log import canonical
from casebook.store.transaction import Actor, Transaction

Change = Mapping[str, Any]

# Of so many rows each is kept; of more only whether they are the same ones.
_MOST_KEPT = 400
# How far the ledger went when a month is closed is nothing of what it comes to.
_LEFT_OUT = frozenset({"id", "version", "last_entry", "last_write_off"})


class Moved(Refused):
    """What would be done is no longer what was asked; `differences` say where, as far as that is known.

    `row` is the record that somebody changed, its table, id and the version that was seen, where it is that.
    """

    def __init__(
        self,
        code: str,
        differences: "Sequence[Different]" = (),
        row: tuple[str, int, int] | None = None,
        **more: object,
    ) -> None:
        super().__init__(code, source=HOUSE_RULE, **more)
        self.differences = differences
        self.row = row


class Different(NamedTuple):
    """A column that would hold something else: of a row of a table, None as id where it is to be added.

    The rows are as they were foreseen and as they would be now; None where there was or is none.
    """

    table: str
    id: int | None
    column: str
    was: Mapping[str, Any] | None
    now: Mapping[str, Any] | None


class _Effect(NamedTuple):
    """A row that a command writes; `place` is its id, or for one it adds which of them it is."""

    how: str
    table: str
    place: int
    values: Mapping[str, Any]


def tried(tx: Transaction, found: Action[Any], command: object, actor: Actor) -> list[dict[str, Any]]:
    """Return what a command would change if somebody performed it now. Raises what it raises."""
    trial = Transaction(tx.database, actor, tx.day, approves=tx.actor.person)
    with tx.database.peewee.atomic() as savepoint:
        found.perform(trial, command)
        savepoint.rollback()
    return trial.changes


def kept(changes: Sequence[Change], asker: int) -> str:
    """Return changes as a request keeps them, as JSON."""
    if sum(1 for _ in _effects(changes)) <= _MOST_KEPT:
        return canonical({"person": asker, "changes": list(_without_ids(changes))})
    return canonical({"digests": sorted(_digest(one) for one in _compared(changes, {asker}))})


def check(foreseen: str, changes: Sequence[Change], people: Collection[int | None], *, less: bool) -> None:
    """Refuse to do something else than was foreseen; `less` of it is right where the command says what it leaves.

    The `people` are who asked and who decides.
    """
    known = json.loads(foreseen)
    now = _compared(changes, people)
    if "digests" in known:
        before, after = known["digests"], sorted(_digest(one) for one in now)
        if before != after and not (less and set(after) <= set(before)):
            raise Moved("approval.moved")
        return
    was = _compared(known["changes"], {known["person"]})
    if was == now or (less and all(one in was for one in now)):
        return
    raise Moved("approval.moved", tuple(_differences(known["changes"], {known["person"]}, changes, people)))


def _without_ids(changes: Sequence[Change]) -> Iterator[Change]:
    """Yield changes in which rows to come have no ids yet, but numbers below nothing: others may be given."""
    new: dict[tuple[str, int], int] = {}
    for one in _effects(changes):
        if one.how == "add" and "id" in one.values:
            new[one.table, one.values["id"]] = -one.place
    for change in changes:
        if "add" not in change:
            table = change.get("change")
            kept_values = {} if table is None else {"new": _renumbered(table, change["new"], new)}
            yield {**change, **kept_values}
            continue
        table, columns = change["add"], change["columns"]
        rows = [list(_renumbered(table, dict(zip(columns, row, strict=True)), new).values()) for row in change["rows"]]
        yield {**change, "rows": rows}


def _renumbered(table: str, values: Mapping[str, Any], new: Mapping[tuple[str, int], int]) -> dict[str, Any]:
    targets = {**_targets(table), "id": table}
    return {
        column: new.get((targets[column], value), value) if column in targets else value
        for column, value in values.items()
    }


def _digest(effect: _Effect) -> str:
    return hashlib.sha256(canonical(effect).encode()).hexdigest()[:16]


def _effects(changes: Sequence[Change]) -> Iterator[_Effect]:
    added: dict[str, int] = {}
    for change in changes:
        if "add" in change:
            table = change["add"]
            for row in change["rows"]:
                place = added[table] = added.get(table, 0) + 1
                yield _Effect("add", table, place, dict(zip(change["columns"], row, strict=True)))
        elif "change" in change:
            yield _Effect("change", change["change"], change["id"], change["new"])
        else:
            yield _Effect("remove", change["remove"], change["id"], {})


def _compared(changes: Sequence[Change], people: Collection[int | None]) -> list[_Effect]:
    """Return what changes come to, without what differs each time: ids to come, days, and who does it."""
    effects = list(_effects(changes))
    new = {(one.table, one.values["id"]): one.place for one in effects if one.how == "add" and "id" in one.values}
    return [one._replace(values=dict(_plain(one, new, people))) for one in effects]


def _plain(
    effect: _Effect, new: Mapping[tuple[str, int], int], people: Collection[int | None]
) -> Iterator[tuple[str, Any]]:
    table, targets = tables.named(effect.table), _targets(effect.table)
    for column, value in effect.values.items():
        target = targets.get(column)
        if column in _LEFT_OUT:
            continue
        if value is not None and column in table.days:
            yield column, "day"
        elif target is not None and (target, value) in new:
            yield column, f"new {new[target, value]}"
        elif target == "person" and value in people:
            yield column, "who does it"
        else:
            yield column, value


@cache
def _targets(name: str) -> Mapping[str, str]:
    """Return to which tables the columns of a table refer."""
    fields = tables.named(name).model._meta.sorted_fields
    return {one.column_name: one.rel_model._meta.table_name for one in fields if isinstance(one, ForeignKeyField)}


def _differences(
    was: Sequence[Change],
    who_was: Collection[int | None],
    now: Sequence[Change],
    who_now: Collection[int | None],
) -> Iterator[Different]:
    before = {one[:3]: (one.values, raw.values) for one, raw in _beside(was, who_was)}
    after = {one[:3]: (one.values, raw.values) for one, raw in _beside(now, who_now)}
    for key in dict.fromkeys([*before, *after]):
        how, table, place = key
        id_ = None if how == "add" else place
        if key not in after:
            yield Different(table, id_, "", before[key][1], None)
        elif key not in before:
            yield Different(table, id_, "", None, after[key][1])
        else:
            (old, old_raw), (new, new_raw) = before[key], after[key]
            for column in dict.fromkeys([*old, *new]):
                if old.get(column) != new.get(column):
                    yield Different(table, id_, column, old_raw, new_raw)


def _beside(changes: Sequence[Change], people: Collection[int | None]) -> Iterator[tuple[_Effect, _Effect]]:
    return zip(_compared(changes, people), _effects(changes), strict=True)
