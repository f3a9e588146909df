"""One command, one transaction, one line of the log."""

from datetime import date

import pytest

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.money import Cents
from casebook.errors import Refused, Stale
from casebook.store import log
from casebook.store.actions.cases import OpenCase, SetNextAction
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.office import CreateOffice
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.database import Database
from casebook.store.models.cases import NextKind
from casebook.store.models.parties import Party
from casebook.store.perform import Done, perform, perform_all, rehearse
from casebook.store.transaction import EVERY_ROLE, Actor, Transaction
from casebook.store.verify import verify
from tests.store.book import case, grown
from tests.store.conftest import Databases

TODAY = date(2026, 11, 21)


def test_an_office_is_made_once(database: Database, actor: Actor) -> None:
    with pytest.raises(Refused, match=r"office\.exists"):
        perform(database, actor, TODAY, CreateOffice("Other", "Europe/Amsterdam", "x", "X"))
    assert log.head(database) == 1


def test_a_bulk_is_one_step_and_a_refusal_stops_only_the_one_refused(database: Database, actor: Actor) -> None:
    tx = Transaction(database, actor, TODAY)
    with database.peewee.atomic():
        parties = [tx.add(Party, name=name, sort_name=name.casefold()) for name in ("Van Dam", "Pietersen")]
    first, second = (OpenCase(party, TODAY, owner_person_id=actor.person) for party in parties)
    outcomes = list(perform_all(database, actor, TODAY, [first, OpenCase(parties[1], TODAY), second]))
    assert [type(outcome).__name__ for _, outcome in outcomes] == ["Done", "Refused", "Done"]
    assert database.fetch("SELECT number, step FROM log ORDER BY number") == [(1, 1), (2, 2), (3, 2)]
    assert database.fetch("SELECT number FROM cases ORDER BY id") == [("2026-0001",), ("2026-0002",)]


def test_in_a_bulk_each_command_knows_what_follows_from_those_before_it(databases: Databases) -> None:
    database = databases.empty()
    book = grown(database)
    _, other = case(database, book.actor, "Ander")
    version = database.value("SELECT version FROM cases WHERE id = ?", (book.case,))
    facts = ClaimFacts("OUD", "contract", Capacity.BUSINESS, Agreed.CONTRACT, due_on=date(2021, 12, 1))
    late = SetNextAction(book.case, version, date(2027, 3, 1), NextKind.CALL)
    bulk = [AddNote(other, "x"), AddClaim(book.case, book.creditor, Cents(100_00), facts), late, AddNote(other, "y")]
    outcomes = [outcome for _, outcome in perform_all(database, book.actor, TODAY, bulk)]
    assert [type(outcome).__name__ for outcome in outcomes] == ["Done", "Done", "Refused", "Done"]
    assert isinstance(outcomes[2], Refused)
    assert outcomes[2].code == "case.beyond_red"
    assert list(verify(database, TODAY)) == []


@pytest.mark.parametrize(
    ("code", "zone", "login"), [("office.time_zone", "Europe", "m"), ("person.no_name", "Europe/Amsterdam", " \x1b ")]
)
def test_an_office_has_a_time_zone_and_a_first_person_with_a_login(
    database: Database, code: str, zone: str, login: str
) -> None:
    with pytest.raises(Refused, match=code.replace(".", r"\.")):
        perform(database, Actor(None, EVERY_ROLE), TODAY, CreateOffice("A", zone, login, "M"))


def test_a_rehearsal_shows_what_would_be_done_and_leaves_nothing(database: Database, actor: Actor) -> None:
    tx = Transaction(database, actor, TODAY)
    with database.peewee.atomic():
        party = tx.add(Party, name="Van Dam", sort_name="van dam")
    command = OpenCase(party, TODAY, owner_person_id=actor.person)

    def seen(inside: Database, done: Done) -> tuple[Done, object]:
        query = "SELECT c.number, n.why FROM cases c JOIN case_now n ON n.case_id = c.id WHERE c.id = ?"
        return done, inside.fetch(query, (done.result,))

    # What is not needed is not derived.
    assert rehearse(database, actor, TODAY, command, seen, derive=False)[1] == []
    done, shown = rehearse(database, actor, TODAY, command, seen)
    assert (done.number, done.step, shown) == (2, 2, [("2026-0001", "signal.next_action")])
    assert log.head(database) == 1
    for table in ("cases", "case_now", "case_number", "signal", "search_term"):
        assert database.value(f"SELECT count(*) FROM {table}") == 0
    performed = perform(database, actor, TODAY, command)
    assert seen(database, performed)[1] == shown
    assert (performed.number, performed.step) == (done.number, done.step)


def test_a_rehearsal_is_refused_as_the_command_is_and_what_fails_leaves_nothing(
    database: Database, actor: Actor
) -> None:
    def never(_: Database, done: Done) -> None:
        raise AssertionError(done)

    with pytest.raises(Refused, match=r"office\.exists"):
        rehearse(database, actor, TODAY, CreateOffice("Other", "Europe/Amsterdam", "x", "X"), never)
    with pytest.raises(AssertionError):
        rehearse(database, actor, TODAY, AddParty(PartyFacts("Van Dam")), never)
    assert (log.head(database), database.value("SELECT count(*) FROM party")) == (1, 0)


def test_rows_changed_at_once_are_logged_each_and_none_goes_over_what_another_did(
    database: Database, actor: Actor
) -> None:
    tx = Transaction(database, actor, TODAY)

    def parties() -> list[Party]:
        return tx.find(Party.select().where(Party.id.in_(ids)).order_by(Party.id))

    with database.peewee.atomic():
        ids = [tx.add(Party, name=name, sort_name=name.casefold()) for name in ("Van Dam", "Pietersen")]
        seen = parties()
        tx.change_all(parties(), language="en")
        tx.change_all([], language="en")
    assert [(one.language, one.version) for one in parties()] == [("en", seen[0].version + 1)] * 2
    assert tx.changes[-1] == {
        "change": "party",
        "id": ids[1],
        "old": {"language": None, "version": seen[1].version},
        "new": {"language": "en", "version": seen[1].version + 1},
    }
    with pytest.raises(Stale), database.peewee.atomic():
        tx.change_all(seen, language="nl")
    assert {one.language for one in parties()} == {"en"}
