"""Bringing a database up to this version of Casebook: all steps in one transaction, or none."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from casebook.errors import StoreError
from casebook.store import unfinished
from casebook.store.database import Database

# Chosen once; every upgrade of every Casebook takes the same lock.
_LOCK = 7_103_355_120
# In seconds: how long an upgrade waits for a table that people work in, before it tries again.
_PATIENCE = 10
_STEP = re.compile(r"\d{4}_\w+")


def _sql(name: str) -> Callable[[Database], None]:
    """Return the step whose statements stand in a file for each engine."""

    def step(database: Database) -> None:
        # A start only compares names.
        from importlib import resources

        text = resources.files(__package__).joinpath(f"m{name}.{database.engine}.sql").read_text("utf-8")
        for statement in text.split(";\n"):
            if statement.strip():
                database.peewee.execute_sql(statement)

    return step


_FILES = (
    "0001_first",
    "0002_views",
    "0003_tags",
    "0004_team",
    "0005_debtor",
    "0006_assessment",
    "0007_disputes",
    "0008_relation",
    "0009_care",
    "0010_bank",
    "0011_arrangements",
    "0012_direct_debit",
    "0013_books",
    "0014_promises",
    "0015_bank_cover",
    "0016_suspensions",
    "0017_prenotification",
    "0020_letters",
    "0021_reminders",
    "0022_post",
    "0023_documents",
    "0024_service",
    "0026_self_releases",
    "0027_contact",
    "0029_post_nature",
    "0030_person_exports",
    "0030_ssh",
    "0031_trust",
    "0032_review",
    "0033_closing",
    "0034_people",
    "0035_mandates",
    "0036_figures",
    "0037_sight",
    "0044_vat",
    "0046_insolvency",
    "0047_register",
    "0048_unwinding",
    "0049_filing",
    "0050_insolvency_requests",
    "0051_securities",
    "0052_after_insolvency",
    "0053_remission",
    "0054_security_letters",
    "0055_maxima",
    "0060_placements",
    "0061_court",
    "0062_agency_files",
    "0063_court_stays",
    "0065_fee_invoices",
    "0066_court_fee",
    "0067_proposals_waiting",
    "0068_what_is_reversed",
)
STEPS: dict[str, Callable[[Database], None]] = {name: _sql(name) for name in _FILES}
NEWEST = max(STEPS)


def newest_applied(database: Database) -> str | None:
    """Return the name of the last step that was applied, None for a database without tables of Casebook."""
    if not _is_ours(database):
        return None
    name: str | None = database.value("SELECT max(name) FROM migration")
    return name


def check(database: Database) -> None:
    """Refuse a database that this version does not know: of a newer version, an older one, or something else.

    And one that a restore began to fill.
    """
    unfinished.refuse(database)
    newest = newest_applied(database)
    if newest is None:
        code = "store.not_ours" if database.peewee.get_tables() else "store.empty"
        raise StoreError(code, database=database.address.shown)
    if newest > NEWEST:
        raise StoreError("store.newer", database=database.address.shown, name=newest)
    if newest < NEWEST:
        raise StoreError("store.older", database=database.address.shown)


def refuse_upgraded(database: Database) -> None:
    """Refuse to go on where another host upgraded the database while this program had it open."""
    newest: str = database.value("SELECT max(name) FROM migration")
    if newest > NEWEST:
        raise StoreError("store.newer_meanwhile", name=newest)


def missing(database: Database) -> tuple[str, ...]:
    """Return the steps that a database of ours has not had yet; none of one that has no tables yet, or is not ours."""
    if not database.peewee.table_exists("migration"):
        return ()
    applied = {name for (name,) in database.fetch("SELECT name FROM migration")}
    return tuple(name for name in sorted(STEPS) if name not in applied)


def upgrade(database: Database) -> tuple[str, ...]:
    """Apply the steps that are missing and return their names; two that start at once do it once.

    What records are found by is made anew after them; everything else that is derived is left to the nightly pass.

    Raises `StoreError` where the database knows steps that this version does not, or tables that are not ours.
    """
    if not database.is_postgresql:
        # A step may rebuild a table that others refer to; checked below, before anything is kept.
        database.execute("PRAGMA foreign_keys = OFF")
    try:
        return database.transact(lambda: _upgrade(database))
    finally:
        if not database.is_postgresql:
            database.execute("PRAGMA foreign_keys = ON")


def _upgrade(database: Database) -> tuple[str, ...]:
    # They know every table: too much for a start, which only compares a name.
    from casebook.store import guards, search

    if database.is_postgresql:
        # Who upgrades is waited for as long as it takes, people at work are not: they would wait for this one.
        database.execute("SET LOCAL statement_timeout = 0")
        database.execute("SET LOCAL lock_timeout = 0")
        database.execute("SELECT pg_advisory_xact_lock(?)", (_LOCK,))
        database.execute(f"SET LOCAL lock_timeout = '{_PATIENCE}s'")
    if not _is_ours(database):
        if database.peewee.get_tables():
            raise StoreError("store.not_ours", database=database.address.shown)
        database.execute("CREATE TABLE migration (name TEXT NOT NULL PRIMARY KEY, applied_at TEXT NOT NULL)")
    applied = {name for (name,) in database.fetch("SELECT name FROM migration")}
    unknown = applied - STEPS.keys()
    if unknown:
        raise StoreError("store.newer", database=database.address.shown, name=max(unknown))
    waiting = tuple(name for name in sorted(STEPS) if name not in applied)
    if waiting:
        # A guard that speaks of another table is in the way of rebuilding that.
        guards.remove(database)
    for name in waiting:
        STEPS[name](database)
        at = datetime.now(UTC).isoformat(timespec="seconds")
        database.execute("INSERT INTO migration (name, applied_at) VALUES (?, ?)", (name, at))
    if waiting:
        guards.apply(database)
        _check_references(database)
        # Records may be found by more than an earlier version knew.
        search.rebuild_all(database)
    return waiting


def _is_ours(database: Database) -> bool:
    """Tell whether the steps that were applied are known. Raises `StoreError` where their table is not ours."""
    if not database.peewee.table_exists("migration"):
        return False
    if {"name", "applied_at"} - {column.name for column in database.peewee.get_columns("migration")}:
        raise StoreError("store.not_ours", database=database.address.shown)
    names = [name for (name,) in database.fetch("SELECT name FROM migration")]
    if not names or not all(isinstance(name, str) and _STEP.fullmatch(name) for name in names):
        raise StoreError("store.not_ours", database=database.address.shown)
    return True


def _check_references(database: Database) -> None:
    if not database.is_postgresql and (broken := database.fetch("PRAGMA foreign_key_check")):
        raise RuntimeError(f"references lost in an upgrade: {broken[:5]}")
