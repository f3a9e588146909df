"""The sample office: made in an empty database from its files, with its dates moved so that today is alive."""

import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from casebook.domain.calendar import add_working_days
from casebook.domain.money import from_decimal
from casebook.jobs import history, receivables, sample_bank, sample_debits, sample_post
from casebook.jobs.importing import Import, Options
from casebook.jobs.sample_bank import Bank
from casebook.jobs.sample_desk import SampleDesk
from casebook.paths import sample_data
from casebook.store.actions.cases import SetNextAction
from casebook.store.actions.direct_debit import SetDebitIdentity
from casebook.store.actions.mandates import SetMandate
from casebook.store.actions.office import CreateOffice
from casebook.store.actions.parties import AddAccount, AddCreditor, AddParty, CreditorFacts, PartyFacts
from casebook.store.actions.people import AddPerson, AddTeam, JoinTeam
from casebook.store.database import Database
from casebook.store.mandates import Act
from casebook.store.models.cases import NextKind
from casebook.store.models.parties import PartyKind
from casebook.store.models.people import Role
from casebook.store.perform import perform, perform_all
from casebook.store.rows import rows
from casebook.store.transaction import EVERY_ROLE, Actor

# The order in which the past goes in: who there is before what happened to them.
_HISTORY = ("parties", "titles", "events", "insolvencies", "payments", "contacts", "assignments", "vat", "securities")
_DAY = re.compile(r"\b(\d{2})-(\d{2})-(\d{4})\b")
_FIRST_STEPS = (NextKind.FIRST_LOOK, NextKind.CALL, NextKind.WRITE, NextKind.CHECK_PAYMENT)


def make(database: Database, day: date, login: str) -> Actor:
    """Make the sample office with `day` as its today, and `login` as one of its people; return who that is."""
    folder = sample_data() / "office"
    office = tomllib.loads((folder / "office.toml").read_text("utf-8"))
    # Who looks at it may happen to have the login of one of its people.
    names = {person["login"]: person["name"] for person in office["person"]}
    command = CreateOffice(office["name"], office["time_zone"], login, names.get(login, login))
    actor = Actor(perform(database, Actor(None, EVERY_ROLE), day, command).result, EVERY_ROLE)
    _entities(database, actor, day, office)
    people = _people(database, actor, day, office)
    with TemporaryDirectory(prefix="casebook-") as moved:
        _move(folder, Path(moved), day - office["base_day"])
        _import(database, actor, day, Path(moved))
        by = day - office["base_day"]
        sample_post.bring_in(database, actor, day, sample_data() / "post", lambda text: _moved(text, by))
        _share_out(database, actor, day, people)
        desk = SampleDesk(database, actor, day)
        desk.work()
        sample_bank.bring_in(database, actor, day, Bank(Path(moved), office["bank"], desk.collected))
    sample_debits.accept(database, actor, day, desk.collected)
    return actor


def _entities(database: Database, actor: Actor, day: date, office: Mapping[str, Any]) -> None:
    for entity in office["creditor"]:
        facts = PartyFacts(entity["name"], PartyKind.LEGAL, kvk=entity["kvk"], btw_id=entity["btw"])
        party_id = perform(database, actor, day, AddParty(facts)).result
        creditor = CreditorFacts(
            entity["code"],
            vat_period=entity["vat_period"],
            cash_scheme=entity["cash_scheme"],
            receipts_from=entity["receipts_from"],
        )
        creditor_id = perform(database, actor, day, AddCreditor(party_id, creditor)).result
        for iban in entity["ibans"]:
            perform(database, actor, day, AddAccount(party_id, iban))
        if "identifier" in entity:
            identity = SetDebitIdentity(creditor_id, entity["identifier"], entity["ibans"][0])
            perform(database, actor, day, identity)


def _people(database: Database, actor: Actor, day: date, office: Mapping[str, Any]) -> list[int]:
    """Add the people, teams and mandates; return who work cases, whoever looks in front."""
    assert actor.person is not None
    ids = {database.value("SELECT login FROM person WHERE id = ?", (actor.person,)): actor.person}
    for person in office["person"]:
        if person["login"] in ids:
            continue
        roles = tuple(map(Role, person["roles"]))
        added = perform(database, actor, day, AddPerson(person["login"], person["name"], roles, person["language"]))
        ids[person["login"]] = added.result
    for team in office["team"]:
        team_id = perform(database, actor, day, AddTeam(team["name"])).result
        for member in dict.fromkeys([actor.person, *(ids[login] for login in team["members"])]):
            perform(database, actor, day, JoinTeam(team_id, member, day))
    for mandate in office["mandate"]:
        most = mandate.get("most")
        cents = None if most is None else from_decimal(Decimal(most))
        terms = mandate.get("terms")
        act, role, since = Act(mandate["act"]), Role(mandate["role"]), max(mandate["from"], day)
        limits = SetMandate(act, role, cents, terms, since, mandate.get("percent"))
        perform(database, actor, day, limits)
    handlers = [ids[person["login"]] for person in office["person"] if "handler" in person["roles"]]
    return list(dict.fromkeys([actor.person, *handlers]))


def _move(folder: Path, target: Path, by: timedelta) -> None:
    """Copy the files with every day in them moved."""

    for file in sorted(folder.glob("*.csv")):
        (target / file.name).write_text(_moved(file.read_text("utf-8"), by), "utf-8", newline="")
    shutil.copy(folder / "receivables.toml", target)


def _moved(text: str, by: timedelta) -> str:
    """Return a text with every day in it moved."""

    def moved(found: re.Match[str]) -> str:
        day, month, year = map(int, found.groups())
        return (date(year, month, day) + by).strftime("%d-%m-%Y")

    return _DAY.sub(moved, text)


def _import(database: Database, actor: Actor, day: date, folder: Path) -> None:
    profile = receivables.load_profile(database, str(folder / "receivables.toml"))
    receivables.run(Import(database, actor, day, folder / "receivables.csv", profile, Options(strict=True)))
    past = receivables.load_profile(database, "history-nl")
    for kind in _HISTORY:
        history.run(Import(database, actor, day, folder / f"{kind}.csv", past, Options(strict=True)), kind)


def _share_out(database: Database, actor: Actor, day: date, people: list[int]) -> None:
    """Give the cases to the people in turn, with a next action today or in the four weeks to come."""
    for command, outcome in perform_all(database, actor, day, _next_actions(database, day, people)):
        if isinstance(outcome, Exception):
            raise RuntimeError(f"the sample office cannot be made: {command}") from outcome


def _next_actions(database: Database, day: date, people: list[int]) -> Iterator[SetNextAction]:
    """Yield the next actions, never later than the first day on which a right is lost."""
    cases = rows(
        database,
        "SELECT c.id, c.version, (SELECT min(COALESCE(s.due_on, s.red_on)) FROM signal s"
        " WHERE s.case_id = c.id AND s.red_on IS NOT NULL) FROM cases c ORDER BY c.id",
        _Case,
    )
    for place, (case, person, kind) in enumerate(zip(cases, cycle(people), cycle(_FIRST_STEPS))):
        on = add_working_days(day, place % 21, database.law.holidays)
        on = max(day, min(on, case.red_on or on))
        yield SetNextAction(case.id, case.version, on, kind, owner_person_id=person)


class _Case(NamedTuple):
    id: int
    version: int
    red_on: date | None
