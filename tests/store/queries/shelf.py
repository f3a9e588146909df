"""Rows for the lists, put straight into the tables: as many as a test or a benchmark wants."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from peewee import Model

from casebook.domain.search import sort_name
from casebook.store import search, tables
from casebook.store.database import Database
from casebook.store.models.cases import Case
from casebook.store.models.claims import Claim
from casebook.store.models.derived import CaseNow, ClockNow
from casebook.store.models.parties import Creditor, Party
from casebook.store.models.people import Person, Team

TODAY = date(2026, 11, 21)
PERSONS, TEAMS = range(101, 104), range(201, 203)
CREDITOR = 10_000_001


class Shown(NamedTuple):
    """A case as the lists show it, with one claim and its clock."""

    case_id: int
    name: str = "Jansen"
    band: int = 3
    by_on: date = TODAY
    cents: int = 1000
    person_id: int = 0
    team_id: int = 0
    holds_until: date = date.max
    listed: str = "radar"
    year: int = 2026

    @property
    def number(self) -> str:
        return f"{self.year}-{self.case_id:07d}"


def put(database: Database, model: type[Model], values: Sequence[dict[str, Any]]) -> None:
    table = tables.of(model)
    if values:
        database.insert_many(table.name, table.columns, [table.row(one) for one in values])


def shelve(database: Database, shown: Sequence[Shown]) -> None:
    """Put cases into an empty database, with the people and teams that may own them, and what they are found by."""
    with database.peewee.atomic():
        put(database, Person, [{"id": n, "login": f"p{n}", "name": f"Person {n}"} for n in PERSONS])
        put(database, Team, [{"id": n, "name": f"Team {n}"} for n in TEAMS])
        put(database, Party, [{"id": CREDITOR, "name": "Wij B.V.", "sort_name": "wij bv"}])
        put(database, Creditor, [{"id": CREDITOR, "party_id": CREDITOR, "code": "W"}])
        search.rebuild(database, search.PARTY, [CREDITOR])
    put_cases(database, shown)


def put_cases(database: Database, shown: Sequence[Shown]) -> None:
    with database.peewee.atomic():
        put(database, Party, [{"id": one.case_id, "name": one.name, "sort_name": sort_name(one.name)} for one in shown])
        put(database, Case, [case_values(one) for one in shown])
        put(database, Claim, [claim_values(one.case_id, one.case_id, one.cents) for one in shown])
        put(database, CaseNow, [now_values(one) for one in shown])
        put(database, ClockNow, [clock_values(one) for one in shown])
        for kind in (search.PARTY, search.CASE, search.CLAIM):
            search.rebuild(database, kind, [one.case_id for one in shown])


def case_values(one: Shown) -> dict[str, Any]:
    return {
        "id": one.case_id, "number": one.number, "debtor_id": one.case_id, "state": "open", "opened_on": TODAY,
        "next_on": one.by_on, "next_kind": "call",
        "owner_person_id": None if one.team_id else one.person_id or PERSONS[0], "owner_team_id": one.team_id or None,
    }  # fmt: skip


def claim_values(claim_id: int, case_id: int, cents: int) -> dict[str, Any]:
    return {
        "id": claim_id, "case_id": case_id, "creditor_id": CREDITOR, "number": f"F{claim_id:08d}", "kind": "contract",
        "capacity": "business", "agreed": "invoice", "principal_cents": cents, "due_on": TODAY,
    }  # fmt: skip


def now_values(one: Shown) -> dict[str, Any]:
    return {
        "case_id": one.case_id, "band": one.band, "by_on": one.by_on, "amount_rank": -one.cents,
        "owner_person_id": one.person_id, "owner_team_id": one.team_id, "number": one.number,
        "sort_name": sort_name(one.name), "next_on": one.by_on, "why": "signal.next_action",
        "why_parameters": f'{{"kind":"call","on":{{"$day":"{one.by_on}"}}}}', "why_source": "Casebook",
        "tracks": "agency court", "to_lead": 0, "neglected": 1, "segment": "", "rule_version": "1",
        "computed_on": TODAY, "holds_until": one.holds_until,
    }  # fmt: skip


def clock_values(one: Shown) -> dict[str, Any]:
    return {
        "claim_id": one.case_id, "debtor_id": one.case_id, "clock": "principal", "case_id": one.case_id,
        "listed": one.listed, "state": "running", "safe_rank": one.by_on,
        "safe_until": None if one.by_on == date.max else one.by_on, "open_cents": one.cents,
        "holds_until": date.max,
    }  # fmt: skip


def some(count: int) -> list[Shown]:
    """Cases of which many share a band, a day, an amount and a name."""
    names = ("Jansen", "De Vries", "Bakkerij Jansen", "Van Dam Bouw B.V.", "Łukasz Żak")
    return [
        Shown(
            case_id=n,
            name=names[n % 5],
            band=(1, 2, 3, 3, 4, 9)[n % 6],
            by_on=date.max if n % 7 == 0 else TODAY + timedelta(days=n % 4),
            cents=1000 * (n % 3),
            person_id=0 if n % 4 == 0 else PERSONS[n % 3],
            team_id=TEAMS[n // 4 % 2] if n % 4 == 0 else 0,
            listed=("radar", "radar", "history_missing", "abstained")[n % 4],
        )
        for n in range(1, count + 1)
    ]


def logged(number: int, case_id: int = 1) -> dict[str, Any]:
    return {
        "number": number, "step": number, "at": "2026-11-21T10:00:00.000+00:00", "day": "2026-11-21",
        "person_id": PERSONS[0], "command": "note.add", "cases": f"[{case_id}]", "body_hash": "", "hash": "",
    }  # fmt: skip
