"""Whether the tables, checks and guards of a database are those that this version of Casebook makes.

What is expected is made anew by the same steps that made the database: on SQLite in a file beside it, on PostgreSQL in
a schema that is rolled back. A frozen description would go stale with each version of the server, which words its
checks and triggers in its own way; the models say nothing of what only the steps do.
"""

import re
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from casebook.store import address
from casebook.store.database import Database
from casebook.store.migrations.anew import made_anew
from casebook.store.migrations.upgrade import upgrade

_SCRATCH = "casebook_expected"


class Part(NamedTuple):
    """A part of the schema: what it is (`table`, `column`, `check`, …), of which table, and its name."""

    what: str
    table: str
    name: str


class Difference(NamedTuple):
    """A part that is not as expected: without `found` it is missing, without `expected` it is too much."""

    part: Part
    expected: str | None
    found: str | None


Description = Mapping[Part, str]


def differences(database: Database) -> Iterator[Difference]:
    """Yield each part of the schema that is not what the steps and guards of this version make.

    Tables that are not ours are left alone. On PostgreSQL the user must be allowed to make a schema, for the time it
    takes; to be called outside a transaction.
    """
    wanted = expected(database)
    ours = {part.table for part in wanted}
    found = {part: text for part, text in described(database).items() if part.table in ours}
    for part in sorted({*wanted, *found}):
        if wanted.get(part) != found.get(part):
            yield Difference(part, wanted.get(part), found.get(part))


def may_look(database: Database) -> bool:
    """Tell whether who is connected may make the schema that it takes to tell the differences."""
    if not database.is_postgresql:
        return True
    return bool(database.value("SELECT has_database_privilege(current_database(), 'CREATE')"))


def expected(database: Database) -> Description:
    """Return the schema as the steps and guards of this version make it, on the engine of a database."""
    return _expected_postgresql(database) if database.is_postgresql else _expected_sqlite()


@cache
def _expected_sqlite() -> Description:
    with tempfile.TemporaryDirectory(prefix="casebook-") as folder:
        file = Path(folder) / "expected.db"
        file.write_bytes(made_anew())
        scratch = Database(address.read(str(file)))
        scratch.connect()
        try:
            return described(scratch)
        finally:
            scratch.close()


class _Seen(Exception):
    """How the transaction is left, so that nothing of it stays."""

    def __init__(self, description: Description) -> None:
        super().__init__()
        self.description = description


def _expected_postgresql(database: Database) -> Description:
    def look() -> None:
        database.execute(f"CREATE SCHEMA {_SCRATCH}")
        database.execute(f"SET LOCAL search_path TO {_SCRATCH}")
        upgrade(database)
        raise _Seen(described(database))

    try:
        database.transact(look)
    except _Seen as seen:
        return seen.description
    raise AssertionError("look always raises")


def described(database: Database) -> Description:
    """Return the schema that a database has: each part with its definition as text."""
    return dict(_postgresql(database) if database.is_postgresql else _sqlite(database))


_CHECK = re.compile(r"\bCHECK\s*\(", re.IGNORECASE)


def _sqlite(database: Database) -> Iterator[tuple[Part, str]]:
    # Read once: the whole of it is looked through whenever it is asked for a name.
    indexes: dict[str, str | None] = dict(database.fetch("SELECT name, sql FROM sqlite_master WHERE type = 'index'"))
    tables = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    for table, sql in database.fetch(tables):
        yield Part("table", table, table), "autoincrement" if "AUTOINCREMENT" in sql.upper() else ""
        for _, name, kind, not_null, default, key in database.fetch("SELECT * FROM pragma_table_info(?)", (table,)):
            yield Part("column", table, name), f"{kind} {'NOT NULL' if not_null else ''} {default or ''} {key}"
        references = database.fetch("SELECT * FROM pragma_foreign_key_list(?)", (table,))
        for _, position, other, column, to, on_update, on_delete, _match in references:
            yield Part("reference", table, column), f"{other}.{to} {on_update} {on_delete} {position}"
        for check in _checks(sql):
            yield Part("check", table, check), check
        yield from _sqlite_indexes(database, table, indexes)
    triggers = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
    for name, table, sql in database.fetch(triggers):
        yield Part("trigger", table, name), _plain(sql)


def _sqlite_indexes(database: Database, table: str, made_by: Mapping[str, str | None]) -> Iterator[tuple[Part, str]]:
    for name, origin in database.fetch("SELECT name, origin FROM pragma_index_list(?)", (table,)):
        columns = database.fetch('SELECT name, "desc", coll FROM pragma_index_xinfo(?) WHERE key', (name,))
        yield Part("index", table, name), f"{origin} {columns} {_plain(made_by.get(name) or '')}"


def _checks(sql: str) -> Iterator[str]:
    """Yield the conditions that the definition of a table checks."""
    for start in _CHECK.finditer(sql):
        depth, end = 1, start.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(sql[end], 0)
            end += 1
        yield _plain(sql[start.end() : end - 1])


def _plain(sql: str) -> str:
    """Return SQL without the quotes and spaces that make no difference."""
    return " ".join(sql.replace('"', "").split())


# For each kind of part: its table, its name and its definition. What switches a guard off is in the definition.
_POSTGRESQL: Mapping[str, str] = {
    "table": """
        SELECT c.relname, c.relname, concat_ws(' ', c.relpersistence, c.relrowsecurity) FROM pg_class c
        WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace
    """,
    "column": """
        SELECT c.relname, a.attname,
               concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
                         l.collname, pg_get_expr(d.adbin, d.adrelid, true))
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_collation l ON l.oid = a.attcollation
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace
    """,
    # Whether a column may be empty is said above; servers before version 18 have no constraint for it.
    "check": """
        SELECT c.relname, o.conname, concat_ws(' ', pg_get_constraintdef(o.oid, true), o.convalidated)
        FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid
        WHERE o.contype NOT IN ('n', 't') AND c.relnamespace = current_schema()::regnamespace
    """,
    "index": """
        SELECT c.relname, x.relname, concat_ws(' ', pg_get_indexdef(i.indexrelid, 0, true), i.indisvalid)
        FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
        WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace
    """,
    "trigger": """
        SELECT c.relname, t.tgname, concat_ws(' ', pg_get_triggerdef(t.oid, true), t.tgenabled)
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace
    """,
    "reference": """
        SELECT DISTINCT c.relname, o.conname, 'off'
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_constraint o ON o.oid = t.tgconstraint
        WHERE t.tgisinternal AND t.tgenabled <> 'O' AND c.relnamespace = current_schema()::regnamespace
    """,
    "rule": """
        SELECT c.relname, r.rulename, concat_ws(' ', pg_get_ruledef(r.oid, true), r.ev_enabled)
        FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
        WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace
    """,
    "function": """
        SELECT '', p.proname, concat_ws(' ', l.lanname, p.prosecdef, p.proconfig, p.prosrc)
        FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
        WHERE p.proname LIKE 'casebook%' AND p.pronamespace = current_schema()::regnamespace
    """,
}


def _postgresql(database: Database) -> Iterator[tuple[Part, str]]:
    for what, query in _POSTGRESQL.items():
        for table, name, text in database.fetch(query):
            yield Part(what, table, name), _plain(text)
