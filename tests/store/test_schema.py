"""The schema is what the models say, and what somebody changed in it is found."""

import pytest

from casebook.store import guards, schema
from casebook.store.database import Database
from casebook.store.models.every import ALL
from tests.store.bare import bare
from tests.store.conftest import Databases

pytestmark = pytest.mark.usefixtures("expected_anew")


def test_a_migrated_database_is_as_the_models_and_guards_say(databases: Databases, database: Database) -> None:
    made = bare(databases)
    with made.peewee.bind_ctx(ALL):
        made.peewee.create_tables(ALL, safe=False)
    guards.apply(made)
    described = {part: text for part, text in schema.described(database).items() if part.table != "migration"}
    assert schema.described(made) == described
    assert len(described) > 700


def test_a_migrated_database_is_as_expected(database: Database) -> None:
    assert list(schema.differences(database)) == []
    # Looking leaves nothing behind.
    assert database.peewee.get_tables()
    assert list(schema.differences(database)) == []


def test_guards_can_be_applied_again(database: Database) -> None:
    guards.apply(database)
    assert list(schema.differences(database)) == []


CHANGED = {
    "sqlite": [
        ("DROP TRIGGER guard_payment_update", "trigger", "missing"),
        ("DROP TRIGGER guard_note_version", "trigger", "missing"),
        ("DROP INDEX claim_case_id", "index", "missing"),
        ("CREATE INDEX mine ON claim (law)", "index", "extra"),
        ("ALTER TABLE note ADD COLUMN mood TEXT", "column", "extra"),
        ("ALTER TABLE alias RENAME COLUMN name TO title", "column", "missing"),
        ("CREATE TRIGGER mine AFTER INSERT ON note BEGIN DELETE FROM signal; END", "trigger", "extra"),
        ("DROP TABLE signal", "table", "missing"),
    ],
    "postgresql": [
        ("DROP TRIGGER guard_payment_change ON payment", "trigger", "missing"),
        ("DROP TRIGGER guard_payment_truncate ON payment", "trigger", "missing"),
        ("ALTER TABLE payment DISABLE TRIGGER guard_payment_change", "trigger", "changed"),
        ("ALTER TABLE claim DISABLE TRIGGER ALL", "reference", "extra"),
        ("DROP INDEX claim_case_id", "index", "missing"),
        ("CREATE INDEX mine ON claim (law)", "index", "extra"),
        ("ALTER TABLE note ADD COLUMN mood TEXT", "column", "extra"),
        ("ALTER TABLE note ALTER COLUMN text DROP NOT NULL", "column", "changed"),
        ("ALTER TABLE claim ALTER COLUMN principal_cents TYPE numeric", "column", "changed"),
        ("ALTER TABLE cases DROP CONSTRAINT cases_state_check", "check", "missing"),
        ("ALTER TABLE cases DROP CONSTRAINT cases_debtor_id_fkey", "check", "missing"),
        ("CREATE RULE mine AS ON DELETE TO note DO INSTEAD NOTHING", "rule", "extra"),
        (
            "CREATE OR REPLACE FUNCTION casebook_version() RETURNS trigger AS 'BEGIN RETURN NEW; END' LANGUAGE plpgsql",
            "function",
            "changed",
        ),
        ("DROP TABLE signal", "table", "missing"),
    ],
}


@pytest.mark.parametrize(
    ("engine", "statement", "what", "how"), [(engine, *change) for engine, some in CHANGED.items() for change in some]
)
def test_a_change_behind_our_back_is_found(
    databases: Databases, engine: str, statement: str, what: str, how: str
) -> None:
    if databases.engine != engine:
        return
    database = databases.empty()
    database.execute(statement)
    found = {
        (
            difference.part.what,
            "missing" if difference.found is None else "extra" if difference.expected is None else "changed",
        )
        for difference in schema.differences(database)
    }
    assert (what, how) in found


def test_a_check_that_was_taken_out_of_a_file_is_found(databases: Databases) -> None:
    database = databases.empty()
    if database.is_postgresql:
        return
    (sql,) = database.fetch("SELECT sql FROM sqlite_master WHERE name = 'payment'")[0]
    start = sql.index("CHECK ((cents > 0)")
    database.execute("PRAGMA writable_schema = 1")
    database.execute(
        "UPDATE sqlite_master SET sql = ? WHERE name = 'payment'", (sql[:start].rstrip().rstrip(",") + ")",)
    )
    database.execute("PRAGMA writable_schema = RESET")
    (difference,) = schema.differences(database)
    assert (difference.part.what, difference.part.table, difference.found) == ("check", "payment", None)


def test_tables_that_are_not_ours_are_left_alone(database: Database) -> None:
    database.execute("CREATE TABLE lunch (who TEXT)")
    assert list(schema.differences(database)) == []
