"""Books of so many cases, the same each time: made once for each engine, and what the floor reads them with.

A case has one to ten claims, three on average; the first has 200 claims and 2,000 lines of the log, the second is
empty. The office is that of the user of the operating system, who has every role and owns one case in fifty.
"""

import os
import pwd
import random
import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from casebook.domain.component import Component
from casebook.domain.ledger import EntryKind
from casebook.domain.search import sort_name
from casebook.jobs import daily, sample_office
from casebook.store import address, commands, search
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.office import CreateOffice
from casebook.store.actions.people import JoinTeam
from casebook.store.database import Database
from casebook.store.migrations.upgrade import upgrade
from casebook.store.models.cases import Case
from casebook.store.models.claims import Claim
from casebook.store.models.derived import CaseNow, ClockNow, Signal
from casebook.store.models.money import LedgerEntry
from casebook.store.models.parties import Party
from casebook.store.perform import finish, perform
from casebook.store.transaction import EVERY_ROLE, Actor, Transaction
from tests.benchmarks.variety import vary
from tests.store.queries.shelf import (
    PERSONS,
    TEAMS,
    TODAY,
    Shown,
    case_values,
    claim_values,
    clock_values,
    now_values,
    put,
    shelve,
)

CHUNK = 20_000
# How many cases of so many claims, from one on: three on average.
CLAIMS = (34, 21, 14, 10, 7, 5, 3, 2, 2, 2)
FIRST = ("J.", "A. van", "M. de", "Sophie", "Mohammed", "Bakkerij", "Transportbedrijf", "Stichting", "P.", "H. van der")
LAST = ("B.V.", "", "", "VOF", "Holding", "en Zonen", "", "")
SOUNDS = ("jan", "dam", "vries", "berg", "bos", "mul", "der", "huis", "man", "kamp", "stra", "ker", "wil", "lem", "oos")


class Book(NamedTuple):
    """A database of so many cases."""

    engine: str
    target: str
    cases: int

    def open(self) -> Database:
        """Return the database, connected and up to date."""
        database = Database(address.read(self.target))
        database.connect()
        upgrade(database)
        return database

    def raw(self) -> Any:
        """Return a bare connection, as safe as that of the app; it begins and commits by what it is told."""
        if self.engine == "postgresql":
            import psycopg

            return psycopg.connect(self.target, autocommit=True)
        connection = sqlite3.connect(self.target, isolation_level=None)
        connection.execute("PRAGMA synchronous = full")
        connection.execute("PRAGMA foreign_keys = 1")
        return connection


def login() -> str:
    """Return the user of the operating system."""
    return pwd.getpwuid(os.getuid()).pw_name


def surname(number: int) -> str:
    """One of 3,375 names; low numbers come more often."""
    return "".join(SOUNDS[number // 15**place % 15] for place in range(3)).capitalize()


def name_of(rng: random.Random) -> str:
    return f"{rng.choice(FIRST)} {surname(int(rng.random() ** 2 * 3375))} {rng.choice(LAST)}".strip()


def fill(database: Database, count: int) -> None:
    """Fill an empty database with so many cases."""
    if not database.is_postgresql:
        for pragma in ("foreign_keys = 0", "synchronous = off", "cache_size = -400000"):
            database.execute(f"PRAGMA {pragma}")
    rng = random.Random(20261121)
    office = CreateOffice("Bijzonder Beheer", "Europe/Amsterdam", login(), "M. Jansen")
    me = Actor(perform(database, Actor(None, EVERY_ROLE), TODAY, office).result, EVERY_ROLE)
    with database.peewee.atomic():
        shelve(database, [])
    claims = 0
    for start in range(1, count + 1, CHUNK):
        some = [shown(rng, n, count, me.person or 0) for n in range(start, min(start + CHUNK, count + 1))]
        claims = put_cases(database, rng, some, claims)
    perform(database, me, TODAY, JoinTeam(TEAMS[0], me.person or 0, TODAY))
    _much(database, claims, me)
    vary(database)
    # As the server does by itself from time to time.
    database.execute("VACUUM ANALYZE" if database.is_postgresql else "ANALYZE")
    database.close()


def shown(rng: random.Random, n: int, count: int, me: int) -> Shown:
    person = me if n % 50 == 7 else PERSONS[n % 3]
    return Shown(
        n,
        name_of(rng),
        band=rng.choices((1, 2, 3, 4, 9), (2, 18, 60, 5, 15))[0],
        by_on=TODAY + timedelta(days=rng.randrange(-30, 300)),
        cents=rng.randrange(1_000, 5_000_000),
        person_id=person if n % 10 else 0,
        team_id=0 if n % 10 else TEAMS[n // 10 % 2],
        listed=("radar", "radar", "history_missing", "abstained")[n % 4],
        year=2010 + n * 17 // (count + 1),
    )


def put_cases(database: Database, rng: random.Random, some: Sequence[Shown], last: int) -> int:
    """Put cases with their claims into the tables, numbered on from the last claim; return the last one now."""
    claims, clocks = [], []
    for one in some:
        number = rng.choices(range(1, 11), CLAIMS)[0] if one.case_id > 2 else 1
        for cents in _shares(one.cents, number):
            last += 1
            due_on = date(min(one.year, 2025), 1 + rng.randrange(12), 1 + rng.randrange(28))
            claims.append(claim_values(last, one.case_id, cents) | {"due_on": due_on})
            clocks.append(clock_values(one) | {"claim_id": last, "open_cents": cents})
    with database.peewee.atomic():
        put(database, Party, [{"id": one.case_id, "name": one.name, "sort_name": sort_name(one.name)} for one in some])
        put(database, Case, [case_values(one) for one in some])
        put(database, Claim, claims)
        put(database, LedgerEntry, [charge(one["id"], one["principal_cents"]) for one in claims])
        put(database, CaseNow, [now_values(one) for one in some])
        put(database, ClockNow, clocks)
        put(database, Signal, [signal(one) for one in some])
        ids = [one.case_id for one in some]
        for kind, found in ((search.PARTY, ids), (search.CASE, ids), (search.CLAIM, [one["id"] for one in claims])):
            search.rebuild(database, kind, found)
    return last


def _shares(cents: int, number: int) -> Sequence[int]:
    each = cents // number
    return [cents - each * (number - 1), *[each] * (number - 1)]


def charge(claim_id: int, cents: int) -> dict[str, Any]:
    kind = {"kind": EntryKind.CHARGE, "component": Component.PRINCIPAL}
    return {"id": claim_id, "claim_id": claim_id, "on_day": TODAY, "cents": cents, **kind}


def signal(one: Shown) -> dict[str, Any]:
    """Why a case stands in the queue, as its row there says it."""
    now = now_values(one)
    why = {"code": now["why"], "parameters": now["why_parameters"], "source": now["why_source"]}
    return {"case_id": one.case_id, "rank": 0, "due_on": one.by_on, **why}


def _much(database: Database, last: int, me: Actor) -> None:
    """Give the first case 200 claims and 2,000 lines of the log; the second stays as it is."""
    ids = range(last + 1, last + 200)
    with database.peewee.atomic():
        put(database, Claim, [claim_values(n, 1, 10_000) for n in ids])
        put(database, LedgerEntry, [charge(n * 3 + part, 1) | {"claim_id": n} for n in ids for part in range(3)])
        for number in range(1, 2001):
            _note(database, me, AddNote(1, f"Notitie {number}"))


def _note(database: Database, me: Actor, command: AddNote) -> None:
    """Add a note, without making anew what follows from 200 claims."""
    action, tx = commands.action_for(command), Transaction(database, me, TODAY)
    tx.cases.add(command.case_id)
    action.perform(tx, command)
    finish(tx, action.name, commands.encode(command), derive=False)


def sample(database: Database) -> None:
    """Fill an empty database with the sample office, of the user of the operating system."""
    day = date.today()  # noqa: DTZ011 the day that the app will take
    sample_office.make(database, day, login())
    daily.run(database, day, workers=1)
    database.close()
