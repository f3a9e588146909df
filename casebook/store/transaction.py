"""The work of one transaction: rows are read and written through it, and it remembers every change for the log."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from peewee import Model, ModelSelect

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused, Stale
from casebook.store import tables
from casebook.store.database import Database
from casebook.store.models.base import Edited, Record
from casebook.store.models.people import Role

if TYPE_CHECKING:
    from casebook.law.book import Book

M = TypeVar("M", bound=Record)
E = TypeVar("E", bound=Edited)

_MOST_IN_ONE = 500
# What a month that is closed holds: each row says when it was recorded, and none comes while a month is being closed.
_BOOKED, LEDGER = frozenset({"ledger_entry", "write_off"}), "ledger"


# Who has these needs no other: a viewer may nothing that they do not let him.
EVERY_ROLE = frozenset(Role) - {Role.VIEWER}


class Actor(NamedTuple):
    """Who acts, with which roles, and for whom he stands in; `person` is None only before there is anybody.

    `key` is the key with which he came in over SSH, None for who did not. `unseen` are the entities of ours whose
    cases he may not see.
    """

    person: int | None
    roles: frozenset[Role]
    on_behalf_of: int | None = None
    key: int | None = None
    unseen: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Again:
    """What a step that is done again finds: rows whose version went up since, and the ids of rows that were removed.

    `versions` says by how much, for each table and id; `ids` are given out once more, in their order, and `numbers` to
    cases. `stand_ins` are the rows that were booked anew for those that are only ever added to and were reversed.
    `keys` are those of the payments that were taken back.
    """

    versions: Mapping[tuple[str, int], int] = field(default_factory=dict)
    ids: Mapping[str, list[int]] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)
    stand_ins: Mapping[tuple[str, int], int] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()


# Who does what needs nobody: making derived rows anew.
NOBODY = Actor(None, frozenset())


@dataclass(slots=True)
class Transaction:
    """One transaction as its action sees it.

    `cases` are the cases it touches: their derived rows are made anew, and the log says so. `changes` is what the
    log keeps: rows as they were and as they are. `undoes` is the step that is taken back, if one is, `again` helps to
    do one again. `approves` is who asked for what is done now because somebody approves it. `outside` says that
    something was done outside the database: the log tells it though no row was changed. `stands` are rows as they
    are, of which lines before say no more what became of them.
    """

    database: Database
    actor: Actor
    day: date
    undoes: int | None = None
    again: Again = field(default_factory=Again)
    approves: int | None = None
    outside: bool = False
    cases: set[int] = field(default_factory=set)
    changes: list[dict[str, Any]] = field(default_factory=list)
    stands: list[dict[str, Any]] = field(default_factory=list)

    @property
    def law(self) -> "Book":
        """The law book and the settings of the house."""
        return self.database.law

    def get(self, model: type[M], id_: int, version: int | None = None) -> M:
        """Return a row. Raises `Refused` where there is none, `Stale` where it is no longer the version seen."""
        id_ = self.again.stand_ins.get((tables.of(model).name, id_), id_)
        found = self.first(model.select().where(model.id == id_))
        if found is None:
            raise Refused("store.no_record", source=HOUSE_RULE, record=tables.of(model).word, id=id_)
        if version is not None and isinstance(found, Edited):
            table = tables.of(model)
            if found.version != version + self.again.versions.get((table.name, id_), 0):
                seen = (table.name, id_, version)
                raise Stale("store.stale", changed=dict(found.__data__), row=seen, record=table.word)
        return found

    def find(self, query: "ModelSelect[M]") -> list[M]:
        """Return the rows of a query."""
        return list(query.execute(self.database.peewee))

    def first(self, query: "ModelSelect[M]") -> M | None:
        """Return the first row of a query, None without one."""
        return next(iter(self.find(query.limit(1))), None)

    def add(self, model: type[Model], **values: Any) -> int:
        """Add a row and return its id; columns that are not given hold their default."""
        return self.add_many(model, [values])[0]

    def add_many(self, model: type[Model], rows: Sequence[Mapping[str, Any]]) -> Sequence[int]:
        """Add rows and return their ids, in the same order."""
        table = tables.of(model)
        if not rows:
            return ()
        ids = self._new_ids(table.name, len(rows))
        recorded = {"recorded_on": self.day} if table.name in _BOOKED else {}
        complete = [table.row({**values, **recorded, "id": id_}) for values, id_ in zip(rows, ids, strict=True)]
        self.add_rows(model, complete)
        return ids

    def add_rows(self, model: type[Model], rows: Sequence[Sequence[Any]]) -> None:
        """Add whole rows, with ids from `new_ids`, in the order of the columns: the quick way for thousands."""
        table = tables.of(model)
        self.database.insert_many(table.name, table.columns, rows)
        self.changes.append({"add": table.name, "columns": table.columns, "rows": [tables.plain(row) for row in rows]})

    def new_ids(self, model: type[Model], count: int) -> Sequence[int]:
        """Return ids for rows to come, never given before."""
        return self._new_ids(tables.of(model).name, count)

    def change(self, record: Edited, **values: Any) -> None:
        """Change columns of a row that was read in this transaction; what is the same already is left alone."""
        table = tables.of(type(record))
        new = {name: value for name, value in values.items() if record.__data__[name] != value}
        if not new:
            return
        new["version"] = record.version + 1
        old = {name: record.__data__[name] for name in new}
        self._update(table, record.id, old["version"], new)
        for name, value in new.items():
            setattr(record, name, value)
        self.changes.append({"change": table.name, "id": record.id, "old": _plain(old), "new": _plain(new)})

    def change_all(self, records: Sequence[Edited], **values: Any) -> None:
        """Change columns of rows of one model, read in this transaction, to the same: the quick way for hundreds."""
        if not records:
            return
        table = tables.of(type(records[0]))
        assignments = ", ".join(f'"{name}" = ?' for name in (*values, "version"))
        if self._changed(table.name, assignments, values, records) != len(records):
            raise Stale("store.stale", changed={}, record=table.word)
        for record in records:
            new = {**values, "version": record.version + 1}
            old = {name: record.__data__[name] for name in new}
            for name, value in new.items():
                setattr(record, name, value)
            self.changes.append({"change": table.name, "id": record.id, "old": _plain(old), "new": _plain(new)})

    def _changed(self, name: str, assignments: str, values: Mapping[str, Any], records: Sequence[Edited]) -> int:
        """Change rows that are as they were read, and return how many were."""
        statement = f'UPDATE "{name}" SET {assignments}'  # noqa: S608 names of models
        if not self.database.is_postgresql:
            rows = [(*values.values(), one.version + 1, one.id, one.version) for one in records]
            return self.database.run_many(f"{statement} WHERE id = ? AND version = ?", rows)
        # Rows of one version in one statement: the server answers once.
        by_version: dict[int, list[int]] = defaultdict(list)
        for one in records:
            by_version[one.version].append(one.id)
        statement += " WHERE id = ANY(?) AND version = ?"
        return sum(
            self.database.execute(statement, (*values.values(), version + 1, ids, version)).rowcount
            for version, ids in by_version.items()
        )

    def overwrite(self, record: Record, new: Mapping[str, Any]) -> None:
        """Change columns of a row for good: how they were the log does not say. Only what erases does so."""
        table = tables.of(type(record))
        assignments = ", ".join(f'"{name}" = ?' for name in new)
        statement = f'UPDATE "{table.name}" SET {assignments} WHERE id = ?'  # noqa: S608 names of models
        self.database.execute(statement, (*new.values(), record.id))
        old = {"version": record.version} if isinstance(record, Edited) else {}
        self.changes.append({"change": table.name, "id": record.id, "old": old, "new": _plain(new)})

    def remove(self, record: Edited) -> None:
        """Remove a row that people may change; the log keeps it."""
        table = tables.of(type(record))
        statement = f'DELETE FROM "{table.name}" WHERE id = ? AND version = ?'  # noqa: S608 name of a model
        if self.database.execute(statement, (record.id, record.version)).rowcount != 1:
            raise Stale("store.stale", changed={}, record=table.word)
        self.changes.append({"remove": table.name, "id": record.id, "old": _plain(record.__data__)})

    def lock(self, cases: Iterable[int]) -> None:
        """Lock cases in order of their ids, so that two transactions can never wait for each other, and touch them.

        With each case come the others of its debtor, since what he owes in all bears on their place in the queue.
        """
        ids = self._with_siblings(sorted(set(cases)))
        if self.database.is_postgresql:
            for start in range(0, len(ids), _MOST_IN_ONE):
                some = ids[start : start + _MOST_IN_ONE]
                marks = ", ".join("?" * len(some))
                self.database.fetch(f"SELECT id FROM cases WHERE id IN ({marks}) ORDER BY id FOR UPDATE", some)  # noqa: S608 only marks
        self.cases.update(ids)

    def _with_siblings(self, ids: Sequence[int]) -> list[int]:
        found: set[int] = set()
        for start in range(0, len(ids), _MOST_IN_ONE):
            some = ids[start : start + _MOST_IN_ONE]
            marks = ", ".join("?" * len(some))
            query = (
                "SELECT s.id FROM cases c JOIN cases s ON s.debtor_id = c.debtor_id"  # noqa: S608 only marks
                f" WHERE c.id IN ({marks})"
            )
            found.update(id_ for (id_,) in self.database.fetch(query, some))
        return sorted(found)

    def hold(self, name: str, *, shared: bool = False) -> None:
        """Let nobody else work under a name until the transaction ends: of a number or key that nobody may have yet.

        Those who only want that something stays as it is hold the name `shared`, together.
        """
        if self.database.is_postgresql:
            lock = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
            self.database.fetch(f"SELECT {lock}(hashtextextended(?, 0))", (name,))

    def _update(self, table: tables.Table, id_: int, version: int, new: Mapping[str, Any]) -> None:
        assignments = ", ".join(f'"{name}" = ?' for name in new)
        statement = f'UPDATE "{table.name}" SET {assignments} WHERE id = ? AND version = ?'  # noqa: S608 names of models
        cursor = self.database.execute(statement, (*new.values(), id_, version))
        if cursor.rowcount != 1:
            raise Stale("store.stale", changed={}, record=table.word)

    def _new_ids(self, table: str, count: int) -> Sequence[int]:
        if table in _BOOKED:
            self.hold(LEDGER, shared=True)
        waiting = self.again.ids.get(table, [])
        given = [waiting.pop(0) for _ in range(min(count, len(waiting)))]
        return [*given, *self._fresh_ids(table, count - len(given))] if given else self._fresh_ids(table, count)

    def _fresh_ids(self, table: str, count: int) -> Sequence[int]:
        if self.database.is_postgresql:
            query = "SELECT nextval(pg_get_serial_sequence(?, 'id')) FROM generate_series(1, ?)"
            return [id_ for (id_,) in self.database.fetch(query, (table, count))]
        last = self.database.value("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)) or 0
        return range(last + 1, last + 1 + count)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return dict(zip(values, tables.plain(list(values.values())), strict=True))
