"""What the database itself refuses: changing what is only ever added to, and saving over somebody else's change.

Applied again after every migration, because rebuilding a table drops its triggers.
"""

from collections.abc import Iterator

from casebook.store import tables
from casebook.store.database import Database
from casebook.store.erasing.columns import BY_TABLE
from casebook.store.models import every
from casebook.store.models.base import Edited

_PREFIX = "guard_"
_CONTENT, _READINGS = "document_content", "read_log"
_ALLOCATED = """
    (SELECT sum(cents) FROM allocation WHERE payment_id = NEW.payment_id) * p.cents < 0
    OR abs((SELECT sum(cents) FROM allocation WHERE payment_id = NEW.payment_id)) > abs(p.cents)
"""
# What erases does so before its line is written: after that nothing of it may be changed again.
_LAST_LINE = "(SELECT number FROM log_head)"
_ERASED = f"""
    (NEW.body IS NULL AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM log_erasure WHERE number = OLD.number))
    OR (NEW.number = OLD.number AND NEW.body IS NOT NULL AND NEW.salt <> OLD.salt
        AND EXISTS (SELECT 1 FROM log_redaction WHERE number = OLD.number AND erased_by > {_LAST_LINE}))
"""  # noqa: S608 no value in it
_ERASING = "SELECT 1 FROM erased_row WHERE name = {name} AND row_id = OLD.id AND line > " + _LAST_LINE  # noqa: S608 no value in it
_CONTENT_ERASING = f"""
    SELECT 1 FROM erased_row r JOIN document d ON r.name = 'document' AND d.id = r.row_id
    WHERE d.sha256 = OLD.sha256 AND r.line > {_LAST_LINE}
"""  # noqa: S608 no value in it
_READINGS_REMOVED = "OLD.number <= (SELECT max(number) FROM read_log_cut)"


def apply(database: Database) -> None:
    """Put every guard in place, replacing those there are."""
    remove(database)
    for statement in statements(database):
        database.execute(statement)


def remove(database: Database) -> None:
    """Remove every guard there is, for a step that rebuilds tables; `apply` puts them back in the same transaction."""
    for statement in list(_dropped(database)):
        database.execute(statement)


def statements(database: Database) -> Iterator[str]:
    """Yield what makes the guards, where there are none."""
    if database.is_postgresql:
        yield from _FUNCTIONS
        yield from _postgresql()
    else:
        yield from _sqlite()


def _tables() -> tuple[list[str], list[str]]:
    """Return the names of the tables that are only added to, and of those with a version."""
    added = [*(model._meta.table_name for model in every.APPEND_ONLY), _READINGS]
    edited = [model._meta.table_name for model in every.ALL if issubclass(model, Edited)]
    return added, edited


def _dropped(database: Database) -> Iterator[str]:
    if database.is_postgresql:
        query = (
            "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE NOT t.tgisinternal AND t.tgname LIKE 'guard\\_%'"
            " AND c.relnamespace = current_schema()::regnamespace"
        )
        for name, table in database.fetch(query):
            yield f'DROP TRIGGER "{name}" ON "{table}"'
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard\\_%' ESCAPE '\\'"
        for (name,) in database.fetch(query):
            yield f'DROP TRIGGER "{name}"'


def _sqlite() -> Iterator[str]:
    added, edited = _tables()
    for table in added:
        for event, condition in (("UPDATE", _sqlite_update(table)), ("DELETE", _sqlite_delete(table))):
            yield _sqlite_trigger(table, event.lower(), f"BEFORE {event}", condition, f"{table} is only ever added to")
        # A connection that forgot `recursive_triggers` cannot replace a row either.
        there = " OR ".join(
            f'EXISTS (SELECT 1 FROM "{table}" WHERE {" AND ".join(f"{name} = NEW.{name}" for name in key)})'  # noqa: S608 names of models
            for key in _keys(table)
        )
        yield _sqlite_trigger(table, "replace", "BEFORE INSERT", there, f"{table} is only ever added to")
    for table in edited:
        condition = "NEW.version <> OLD.version + 1 OR NEW.id <> OLD.id"
        yield _sqlite_trigger(table, "version", "BEFORE UPDATE", condition, f"{table} was changed by somebody else")
    there = "EXISTS (SELECT 1 FROM log_body WHERE number = NEW.number)"
    yield _sqlite_trigger("log_body", "replace", "BEFORE INSERT", there, "log_body is only ever added to")
    yield _sqlite_trigger("log_body", "delete", "BEFORE DELETE", "1", "log_body is only ever added to")
    yield _sqlite_trigger("log_body", "erase", "BEFORE UPDATE", f"NOT ({_ERASED})", "log_body is only ever added to")
    more = f"(SELECT {_ALLOCATED} FROM payment p WHERE p.id = NEW.payment_id)"  # noqa: S608 no value in it
    yield _sqlite_trigger("allocation", "sum", "AFTER INSERT", more, "more was allocated than was paid")


def _sqlite_update(table: str) -> str:
    """Return when a row may not be changed: always, but for what is personal in one that is being erased."""
    erased = BY_TABLE.get(table)
    if erased is None:
        return "1"
    stays = [name for name in tables.named(table).columns if name not in erased.columns]
    same = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in stays)
    return f"NOT ({same} AND EXISTS ({_ERASING.format(name=f'{table!r}')}))"


def _sqlite_delete(table: str) -> str:
    """Return when a row may not be removed: always, but for the bytes of a document that is being erased."""
    if table == _READINGS:
        return f"NOT coalesce({_READINGS_REMOVED}, 0)"
    return f"NOT EXISTS ({_CONTENT_ERASING})" if table == _CONTENT else "1"


def _keys(table: str) -> Iterator[tuple[str, ...]]:
    """Yield the columns that together name one row."""
    known = tables.named(table)
    yield known.key
    for field in known.model._meta.sorted_fields:
        if field.unique and not field.primary_key:
            yield (field.column_name,)
    for index in known.model._meta.indexes:
        # One of only some of the rows is no tuple, and names none.
        if isinstance(index, tuple) and index[1]:
            yield tuple(index[0])


def _sqlite_trigger(table: str, name: str, event: str, condition: str, refusal: str) -> str:
    return (
        f'CREATE TRIGGER "{_PREFIX}{table}_{name}" {event} ON "{table}" FOR EACH ROW WHEN {condition}'
        f" BEGIN SELECT RAISE(ABORT, 'casebook: {refusal}'); END"
    )


_FUNCTIONS = (
    """
    CREATE OR REPLACE FUNCTION casebook_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'casebook: % is only ever added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE OR REPLACE FUNCTION casebook_version() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.version <> OLD.version + 1 OR NEW.id <> OLD.id THEN
            RAISE EXCEPTION 'casebook: % was changed by somebody else', TG_TABLE_NAME
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION casebook_erased() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT ({_ERASED}) THEN
            RAISE EXCEPTION 'casebook: log_body is only ever added to' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION casebook_overwritten() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF to_jsonb(NEW) - TG_ARGV::text[] IS DISTINCT FROM to_jsonb(OLD) - TG_ARGV::text[]
           OR NOT EXISTS ({_ERASING.format(name="TG_TABLE_NAME")}) THEN
            RAISE EXCEPTION 'casebook: % is only ever added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION casebook_content_erased() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS ({_CONTENT_ERASING}) THEN
            RAISE EXCEPTION 'casebook: % is only ever added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION casebook_readings_removed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT coalesce({_READINGS_REMOVED}, false) THEN
            RAISE EXCEPTION 'casebook: % is only ever added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END $$
    """,
    f"""
    CREATE OR REPLACE FUNCTION casebook_allocated() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF (SELECT {_ALLOCATED} FROM payment p WHERE p.id = NEW.payment_id) THEN
            RAISE EXCEPTION 'casebook: more was allocated than was paid' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
    END $$
    """,  # noqa: S608 no value in it
)


_REMOVED = {_CONTENT: "casebook_content_erased", _READINGS: "casebook_readings_removed"}


def _call(function: str, *arguments: str) -> str:
    named = ", ".join(f"'{one}'" for one in arguments)
    return f"{function}({named})"


def _postgresql_trigger(table: str, name: str, event: str, call: str) -> str:
    return f'CREATE TRIGGER "{_PREFIX}{table}_{name}" BEFORE {event} ON "{table}" FOR EACH ROW EXECUTE FUNCTION {call}'


def _postgresql() -> Iterator[str]:
    added, edited = _tables()
    for table in (*added, "log_body"):
        if table != "log_body":
            erased = BY_TABLE.get(table)
            changed = _call("casebook_only_added") if erased is None else _call("casebook_overwritten", *erased.columns)
            yield _postgresql_trigger(table, "change", "UPDATE", changed)
        yield _postgresql_trigger(table, "remove", "DELETE", _call(_REMOVED.get(table, "casebook_only_added")))
        yield (
            f'CREATE TRIGGER "{_PREFIX}{table}_truncate" BEFORE TRUNCATE ON "{table}"'
            " FOR EACH STATEMENT EXECUTE FUNCTION casebook_only_added()"
        )
    for table in edited:
        yield (
            f'CREATE TRIGGER "{_PREFIX}{table}_version" BEFORE UPDATE ON "{table}"'
            " FOR EACH ROW EXECUTE FUNCTION casebook_version()"
        )
    yield (
        f'CREATE TRIGGER "{_PREFIX}log_body_erase" BEFORE UPDATE ON log_body'
        " FOR EACH ROW EXECUTE FUNCTION casebook_erased()"
    )
    yield (
        f'CREATE TRIGGER "{_PREFIX}allocation_sum" AFTER INSERT ON allocation'
        " FOR EACH ROW EXECUTE FUNCTION casebook_allocated()"
    )
