"""Steps are applied once, all or none, and the guards are back after them."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import peewee
import pytest
from playhouse import migrate  # type: ignore[import-untyped]  # it has none

from casebook.domain.money import Cents
from casebook.errors import StoreError
from casebook.jobs.daily import run as daily
from casebook.store import address, log, schema, tables
from casebook.store.actions.claim_days import NamedDay
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.contacts import AddNote
from casebook.store.database import Database
from casebook.store.migrations import upgrade as upgrading
from casebook.store.migrations.upgrade import STEPS, check, newest_applied, upgrade
from casebook.store.models.every import ALL
from casebook.store.perform import perform, perform_all
from casebook.store.verify import verify
from tests.store.bare import bare
from tests.store.book import TODAY, grown
from tests.store.conftest import Databases

pytestmark = pytest.mark.usefixtures("expected_anew")
Step = Callable[[Database], None]
_BEFORE = "0044_vat"
_TERMS = "SELECT term, kind, record_id FROM search_term"


def rebuild(database: Database) -> None:
    """A step as a later version may have: it rebuilds guarded tables on SQLite, which drops their triggers."""
    kind: Any = migrate.PostgresqlMigrator if database.is_postgresql else migrate.SqliteMigrator
    migrator = kind(database.peewee)
    migrate.migrate(
        migrator.drop_not_null("payment", "reference"),
        migrator.drop_not_null("note", "text"),
        migrator.add_column("ledger_entry", "batch", peewee.TextField(null=True)),
    )


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Callable[[Step], None]:
    """What makes a version with one more step."""

    def later(step: Step) -> None:
        monkeypatch.setitem(STEPS, "9998_later", step)
        monkeypatch.setattr(upgrading, "NEWEST", "9998_later")

    return later


def test_all_steps_are_applied_once(databases: Databases) -> None:
    database = bare(databases)
    assert upgrade(database) == tuple(STEPS)
    assert upgrade(database) == ()
    check(database)


def test_guards_and_references_are_back_after_tables_were_rebuilt(
    database: Database, steps: Callable[[Step], None]
) -> None:
    grown(database)
    counts = [database.value(f"SELECT count(*) FROM {name}") for name in ("payment", "note", "allocation")]
    steps(rebuild)
    assert upgrade(database) == ("9998_later",)
    assert list(schema.differences(database)) == []
    assert counts == [database.value(f"SELECT count(*) FROM {name}") for name in ("payment", "note", "allocation")]
    for refused in (
        "UPDATE payment SET cents = 1",
        "DELETE FROM payment",
        "UPDATE note SET text = 'x'",
        "UPDATE ledger_entry SET cents = 1",
        "DELETE FROM party",
    ):
        with pytest.raises((peewee.IntegrityError, peewee.InternalError, peewee.DatabaseError)):
            database.execute(refused)
    if not database.is_postgresql:
        assert database.value("PRAGMA foreign_keys") == 1


def test_what_an_earlier_version_recorded_is_kept(databases: Databases, database: Database) -> None:
    """A database as it was before the steps on insolvencies, with a case in it, is brought up to this version."""
    grown(database)
    earlier = bare(databases)
    earlier.transact(lambda: _as_by(earlier, _BEFORE))
    earlier.transact(lambda: _copy(database, earlier))
    known = _columns(earlier)
    kept = _rows(earlier, known)
    assert len(kept["payment"]) > 1
    assert upgrade(earlier) == tuple(name for name in STEPS if name > _BEFORE)
    check(earlier)
    assert list(schema.differences(earlier)) == []
    assert list(verify(earlier, TODAY)) == list(verify(database, TODAY))
    columns = earlier.fetch("SELECT slate_exception FROM claim")
    assert columns == [(None,)] * len(kept["claim"])
    assert _rows(earlier, known) == kept


def test_a_title_of_before_there_were_any_is_listed_after_an_upgrade(databases: Databases, database: Database) -> None:
    """The claim and its day are there; the nightly pass puts it among the titles, in the log."""
    book = grown(database)
    facts = ClaimFacts("V-1", "judgment", None, None)
    given_on = NamedDay("judged_on", date(2019, 4, 2))
    command = AddClaim(book.case, book.creditor, Cents(100_000), facts, days=(given_on,))
    perform(database, book.actor, TODAY, command)
    earlier = bare(databases)
    earlier.transact(lambda: _as_by(earlier, "0055_maxima"))
    earlier.transact(lambda: _copy(database, earlier))
    assert "0061_court" in upgrade(earlier)
    assert earlier.value("SELECT count(*) FROM title") == 0
    daily(earlier, TODAY)
    assert [(kind, str(on)) for kind, on in earlier.fetch("SELECT kind, given_on FROM title")] == [
        ("judgment", "2019-04-02")
    ]
    assert list(verify(earlier, TODAY)) == []


def _as_by(database: Database, last: str) -> None:
    """Make the tables that a version had whose newest step was `last`."""
    database.execute("CREATE TABLE migration (name TEXT NOT NULL PRIMARY KEY, applied_at TEXT NOT NULL)")
    for name in STEPS:
        if name <= last:
            STEPS[name](database)
            database.execute("INSERT INTO migration (name, applied_at) VALUES (?, '2026-11-22')", (name,))


def _copy(source: Database, target: Database) -> None:
    """Fill the tables that there are, those first to which others refer."""
    there = set(target.peewee.get_tables())
    for name in (tables.of(model).name for model in ALL):
        if name in there:
            columns = [column.name for column in target.peewee.get_columns(name)]
            listed, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
            # A step may have begun it.
            target.execute(f'DELETE FROM "{name}"')
            for row in source.fetch(f'SELECT {listed} FROM "{name}" ORDER BY 1'):
                target.execute(f'INSERT INTO "{name}" ({listed}) VALUES ({marks})', row)


def _columns(database: Database) -> dict[str, list[str]]:
    """Return the tables that a version knew, with their columns."""
    names = [name for name in database.peewee.get_tables() if name not in ("migration", "search_term")]
    return {name: [column.name for column in database.peewee.get_columns(name)] for name in names}


def _rows(database: Database, known: Mapping[str, list[str]]) -> dict[str, list[Any]]:
    """Return what is in tables, in some of their columns."""
    found = {}
    for name, columns in known.items():
        listed = ", ".join(f'"{column}"' for column in columns)
        found[name] = sorted(map(repr, database.fetch(f'SELECT {listed} FROM "{name}"')))
    return found


def test_what_records_are_found_by_is_made_anew(database: Database, steps: Callable[[Step], None]) -> None:
    grown(database)
    found = sorted(database.fetch(_TERMS))
    steps(lambda _: None)

    def as_an_earlier_version_left_them() -> None:
        # It knew no names but those of parties, and found them by something else too.
        database.execute("DELETE FROM search_term WHERE kind <> 'party'")
        database.execute("INSERT INTO search_term (term, kind, record_id) VALUES ('vroeger', 'party', 1)")
        database.execute("DELETE FROM search_term WHERE kind = 'party' AND record_id > 1 AND term LIKE '-%'")

    database.transact(as_an_earlier_version_left_them)
    upgrade(database)
    assert len({kind for _, kind, _ in found}) == 3
    assert sorted(database.fetch(_TERMS)) == found


def test_two_upgrades_at_once_do_it_once(databases: Databases) -> None:
    database = bare(databases)

    def one(_: int) -> tuple[str, ...]:
        own = Database(address.read(database.address.text))
        own.connect()
        try:
            return upgrade(own)
        finally:
            own.close()

    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(one, range(6)))
    assert sorted(done) == [(), (), (), (), (), tuple(STEPS)]
    assert list(schema.differences(database)) == []


def test_a_step_that_stops_in_the_middle_leaves_the_old_state(
    database: Database, steps: Callable[[Step], None]
) -> None:
    grown(database)
    before = schema.described(database)

    def stops(database: Database) -> None:
        rebuild(database)
        raise KeyboardInterrupt

    steps(stops)
    with pytest.raises(KeyboardInterrupt):
        upgrade(database)
    assert newest_applied(database) == max(name for name in STEPS if name < "9")
    assert schema.described(database) == before
    with pytest.raises(StoreError, match=r"store\.older"):
        check(database)
    steps(rebuild)
    assert upgrade(database) == ("9998_later",)
    check(database)


def test_who_has_it_open_while_another_upgrades_it_writes_nothing_more(database: Database) -> None:
    book = grown(database)
    head = log.head(database)
    database.execute("INSERT INTO migration (name, applied_at) VALUES ('9999_future', '2031-01-01')")
    late = AddNote(book.case, "late")
    with pytest.raises(StoreError, match=r"store\.newer_meanwhile"):
        perform(database, book.actor, TODAY, late)
    with pytest.raises(StoreError, match=r"store\.newer_meanwhile"):
        list(perform_all(database, book.actor, TODAY, [late]))
    assert log.head(database) == head


def test_a_newer_database_is_refused(database: Database) -> None:
    database.execute("INSERT INTO migration (name, applied_at) VALUES ('0099_future', '2031-01-01')")
    for asked in (check, upgrade):
        with pytest.raises(StoreError, match=r"store\.newer"):
            asked(database)


def test_a_database_with_a_step_that_is_unknown_here_is_refused(database: Database) -> None:
    database.execute("INSERT INTO migration (name, applied_at) VALUES ('0000_branch', '2031-01-01')")
    with pytest.raises(StoreError, match=r"store\.newer"):
        upgrade(database)


def test_a_database_of_something_else_is_refused(databases: Databases) -> None:
    database = bare(databases)
    with pytest.raises(StoreError, match=r"store\.empty"):
        check(database)
    database.execute("CREATE TABLE lunch (who TEXT)")
    with pytest.raises(StoreError, match=r"store\.not_ours"):
        upgrade(database)
    assert database.peewee.get_tables() == ["lunch"]


def test_a_migration_table_of_something_else_is_refused(databases: Databases) -> None:
    database = bare(databases)
    database.execute("CREATE TABLE migration (id INTEGER)")
    for asked in (check, upgrade):
        with pytest.raises(StoreError, match=r"store\.not_ours"):
            asked(database)
