"""Who may not see an entity finds nothing of its cases, wherever he looks, and does nothing on them."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.money import Cents
from casebook.domain.security.facts import SecurityEventKind, SecurityKind
from casebook.errors import CasebookError, Refused
from casebook.jobs.lists.asked import LISTS, Asked, listed
from casebook.store import commands, people, sight
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.owners import TakeNext
from casebook.store.actions.parties import AddAlias, AddCreditor, AddParty, CreditorFacts, PartyFacts
from casebook.store.actions.people import AddPerson, AddTeam, JoinTeam
from casebook.store.actions.receipts import Receipt
from casebook.store.actions.securities import ChangeSecurity, RegisterSecurity, SecurityFacts, WithdrawSecurity
from casebook.store.actions.security_events import RecordProceeds, RecordSecurityEvent, VoidSecurityEvent
from casebook.store.actions.sight import GiveSight, WithdrawSight
from casebook.store.actions.undo import RedoStep, UndoStep
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.perform import Done, perform, perform_all, rehearse
from casebook.store.queries import audit, cases, log, search, securities, sights
from casebook.store.queries import case as case_queries
from casebook.store.queries.cases import Order
from casebook.store.queries.queue import EVERYBODY
from casebook.store.transaction import EVERY_ROLE, Actor
from casebook.store.verify import verify
from tests.store.actions.desk import FACTS, TODAY, Desk
from tests.store.queries.played import Play, told
from tests.store.queries.recorded import asked

TOMORROW = TODAY + timedelta(days=1)
_ANYHOW = inspect.Parameter.POSITIONAL_OR_KEYWORD


class Watched:
    """A desk with a colleague, a team that may see the entity, and a case of another entity that anybody sees."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.database = desk, desk.database
        desk.claim("2026-001", 10_000)
        self.colleague = desk.act(AddPerson("p.smit", "P. Smit", (Role.HANDLER,)))
        self.team = desk.act(AddTeam("Vertrouwelijk"))
        other = desk.act(AddCreditor(desk.act(AddParty(PartyFacts("Molenaar Zuid B.V."))), CreditorFacts("MZ")))
        self.open = desk.act(OpenCase(desk.party("Slagerij Bos"), TODAY, owner_person_id=desk.actor.person))
        desk.act(AddClaim(self.open, other, Cents(500), replace(FACTS, number="Z-1")))

    def give(self, **who: int) -> int:
        given: int = self.desk.act(
            GiveSight(self.desk.creditor, who.get("team"), who.get("person"), TODAY, "vertrouwelijk")
        )
        return given

    def unseen(self, person: int | None = None, day: date = TODAY) -> frozenset[int]:
        return sight.unseen(self.database, person or self.colleague, day)


@pytest.fixture
def watched(desk: Desk) -> Watched:
    return Watched(desk)


def test_everybody_sees_what_was_given_to_nobody_in_particular(watched: Watched) -> None:
    assert watched.unseen() == frozenset()
    given = watched.give(team=watched.team)
    assert watched.unseen() == watched.unseen(watched.desk.actor.person) == {watched.desk.creditor}
    watched.desk.act(JoinTeam(watched.team, watched.colleague, TODAY, TODAY))
    assert watched.unseen() == frozenset()
    assert watched.unseen(day=TOMORROW) == {watched.desk.creditor}
    mine = watched.give(person=watched.desk.actor.person or 0)
    assert watched.unseen(watched.desk.actor.person) == frozenset()
    (person, team) = sights.standing(watched.database)[::-1]
    assert (team.name, team.is_team, person.name, person.is_team) == ("Vertrouwelijk", True, "M. Jansen", False)
    done = perform(watched.database, watched.desk.actor, TODAY, WithdrawSight(given, 1, "niet meer"))
    watched.desk.act(WithdrawSight(mine, 1, "niet meer"))
    assert watched.unseen() == frozenset()
    assert done.step is not None
    # Somebody else did something since; what he did last is taken back, and done again.
    last = perform(
        watched.database, watched.desk.actor, TODAY, GiveSight(watched.desk.creditor, watched.team, None, TODAY, "x")
    )
    perform(watched.database, watched.desk.actor, TODAY, UndoStep(last.step or 0))
    assert watched.unseen(day=TOMORROW) == frozenset()
    perform(watched.database, watched.desk.actor, TODAY, RedoStep(last.step or 0))
    assert watched.unseen(day=TOMORROW) == {watched.desk.creditor}
    assert [row.until_on for row in audit.grants(watched.database, TODAY) if row.kind == "audit_sight"] == [
        TODAY,
        TODAY,
        None,
    ]
    # The desk is furnished past the log.
    told_ = [one for one in verify(watched.database, TODAY) if one.wrong and one.parameters["record"] != "table_party"]
    assert [one.parameters["record"] for one in told_] == ["table_creditor"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"person_id": 1}, "sight.who"),
        ({"team_id": None}, "sight.who"),
        ({"from_on": TODAY - timedelta(days=1)}, "sight.past"),
        ({"reason": " "}, "given.no_reason"),
        ({"team_id": 99}, "store.no_record"),
    ],
)
def test_what_cannot_be_given_is_refused(watched: Watched, changed: dict[str, Any], code: str) -> None:
    command = {
        "entity_id": watched.desk.creditor,
        "team_id": watched.team,
        "person_id": None,
        "from_on": TODAY,
        "reason": "x",
    }
    with pytest.raises(Refused, match=code):
        watched.desk.act(GiveSight(**(command | changed)))


def test_nothing_is_given_or_withdrawn_twice(watched: Watched) -> None:
    given = watched.give(team=watched.team)
    with pytest.raises(Refused, match=r"sight\.already"):
        watched.give(team=watched.team)
    watched.desk.act(WithdrawSight(given, 1, "x"))
    with pytest.raises(Refused, match=r"sight\.withdrawn"):
        watched.desk.act(WithdrawSight(given, 2, "x"))
    watched.give(team=watched.team)


def test_one_claim_of_an_entity_hides_the_whole_case(watched: Watched) -> None:
    """What is left of it would be a balance that is not true, and letters that say more."""
    watched.give(team=watched.team)
    unseen = watched.unseen()
    assert sight.hidden(watched.database, unseen, [watched.desk.case, watched.open]) == {watched.desk.case}
    watched.desk.act(AddClaim(watched.open, watched.desk.creditor, Cents(700), replace(FACTS, number="2026-002")))
    assert sight.hidden(watched.database, unseen, [watched.open]) == {watched.open}


def test_the_views_hold_for_a_thread_until_the_next_and_what_is_written_rests_on_all(watched: Watched) -> None:
    database, watching = watched.database, "SELECT count(*) FROM cases"
    watched.give(team=watched.team)
    sight.narrow(database, watched.unseen())
    assert database.value(watching) == 1
    assert database.transact(lambda: database.value(watching)) == 2
    assert database.value(watching) == 1
    database.leave()
    database.connect()
    assert database.value(watching) == 1
    with database.snapshot():
        assert database.value(watching) == 1
    sight.narrow(database, frozenset())
    assert database.value(watching) == 2


def test_a_book_in_which_nothing_was_given_is_read_as_before(watched: Watched) -> None:
    def read() -> None:
        sight.narrow(watched.database, watched.unseen())
        cases.cases(watched.database, Order.NUMBER).after(watched.database)

    statements = asked(watched.database, read)
    # Only who may not see what is asked, which the session does once.
    assert not any("VIEW" in text or "hides" in text for text, _ in statements)
    actor = people.actor_for(watched.database, "p.smit", TODAY)
    done = asked(watched.database, lambda: perform(watched.database, actor, TODAY, AddNote(watched.open, "x")))
    assert not any("creditor_sight" in text for text, _ in done)


def test_the_next_case_is_one_that_may_be_seen(watched: Watched) -> None:
    desk = watched.desk
    team = desk.act(AddTeam("Noord"))
    desk.act(JoinTeam(team, watched.colleague, TODAY))
    waiting = desk.act(OpenCase(desk.party("Wachtend"), TODAY, owner_team_id=team))
    desk.act(AddClaim(waiting, desk.creditor, Cents(900_000), replace(FACTS, number="2026-003")))
    watched.give(team=watched.team)
    actor = people.actor_for(watched.database, "p.smit", TODAY)
    with pytest.raises(Refused, match=r"case\.none_to_take"):
        perform(watched.database, actor, TODAY, TakeNext())


def test_a_debtor_of_whom_a_case_is_left_is_worked_on(watched: Watched) -> None:
    desk = watched.desk
    watched.give(team=watched.team)
    actor = people.actor_for(watched.database, "p.smit", TODAY)
    with pytest.raises(Refused, match=r"sight\.unseen"):
        perform(watched.database, actor, TODAY, AddAlias(desk.debtor, "Van Dam"))
    second = desk.second_case()
    done = perform(watched.database, actor, TODAY, AddAlias(desk.debtor, "Van Dam"))
    # The other case of the debtor goes along in the log: it is his own step all the same.
    perform(watched.database, actor, TODAY, UndoStep(done.step or 0))
    ((_, outcome),) = perform_all(watched.database, actor, TODAY, [AddNote(desk.case, "x")])
    assert isinstance(outcome, Refused)
    assert perform(watched.database, actor, TODAY, AddNote(second, "x")).number


def test_the_securities_of_an_entity_that_may_not_be_seen_are_not_either(watched: Watched) -> None:
    """A debtor of whom a case is left has the securities of the other entity all the same."""
    desk, database = watched.desk, watched.database
    other = desk.act(AddCreditor(desk.act(AddParty(PartyFacts("Molenaar West B.V."))), CreditorFacts("MW")))
    second = desk.second_case()
    desk.act(AddClaim(second, other, Cents(900), replace(FACTS, number="W-1")))
    hidden, seen = (
        desk.act(RegisterSecurity(desk.debtor, creditor, SecurityKind.PLEDGE, SecurityFacts(name)))
        for creditor, name in ((desk.creditor, "machines"), (other, "voorraad"))
    )
    noted = desk.act(RecordSecurityEvent(hidden, SecurityEventKind.NOTE, TODAY))
    watched.give(team=watched.team)
    actor = people.actor_for(database, "p.smit", TODAY)
    for command in (
        RegisterSecurity(desk.debtor, desk.creditor, SecurityKind.PLEDGE, SecurityFacts("nog een")),
        ChangeSecurity(hidden, 1, SecurityFacts("x"), "x"),
        WithdrawSecurity(hidden, 1, "x"),
        RecordSecurityEvent(hidden, SecurityEventKind.INVOKED, TODAY),
        VoidSecurityEvent(noted, "x"),
        RecordProceeds(desk.case, seen, Receipt(TODAY, Cents(100))),
    ):
        with pytest.raises(Refused, match=r"sight\.unseen"):
            perform(database, actor, TODAY, command)
    perform(database, actor, TODAY, RecordSecurityEvent(seen, SecurityEventKind.INVOKED, TODAY))
    with sight.narrowed(database, watched.unseen()):
        assert [one.row.name for one in securities.of_case(database, second, TODAY).cards] == ["voorraad"]
        assert [one.card.row.name for one in securities.listed(database, TODAY)] == ["voorraad"]
    assert len(securities.of_case(database, second, TODAY).cards) == 2


def marks(database: Database) -> set[str]:
    """Return what of a story tells of its hidden cases: their numbers, and those of their claims."""
    hiding = "SELECT case_id FROM claim"
    found = {number for (number,) in database.fetch(f"SELECT number FROM cases WHERE id IN ({hiding})")}
    found |= {number for (number,) in database.fetch("SELECT number FROM claim")}
    return found | {"Bakkerij De Vries", "J. Bakker"}


def test_nothing_of_a_hidden_case_is_found_or_done_anywhere(database: Database) -> None:
    """Each command is tried by who may not see the case before it is given; then every list and page is looked at."""
    Refusing.let = set()
    play = told(Refusing(database))
    assert Refusing.let == set()
    hidden = {case for (case,) in database.fetch("SELECT DISTINCT case_id FROM claim")}
    creditors = {id_ for (id_,) in database.fetch("SELECT id FROM creditor")}
    telling = marks(database)
    actor = play.colleague._replace(roles=EVERY_ROLE, unseen=frozenset(creditors))
    assert play.book.case in hidden
    # Who may see them finds them, in most of the lists: the test is of something.
    before = {name for name, text in in_lists(database, actor) if any(mark in text for mark in telling)}
    assert len(before) > 8, before
    with sight.narrowed(database, creditors):
        assert {name for name, text in in_lists(database, actor) if any(mark in text for mark in telling)} == set()
        for word in (*telling, "Vries", "bakk"):
            assert search.find(database, word) == []
        pages = dict(on_pages(database, play.book.case, play.book.debtor))
        assert {name for name, text in pages.items() if any(mark in text for mark in telling)} == OF_THE_PARTY
        assert len(pages) > 30
        assert log.lines_of(play.book.case).after(database).rows == ()


# By the id of the debtor, which nothing gives away.
OF_THE_PARTY = {".debtor.party", ".enquiries.enquiries", ".person_data.knowing.known"}


def in_lists(database: Database, actor: Actor) -> Iterator[tuple[str, str]]:
    """Yield what each list says, in each of its parts and orders."""
    for name, kind in LISTS.items():
        for part in kind.parts or ("",):
            for order in kind.orders or ("",):
                one = listed(database, Asked(name, actor, TODAY, EVERYBODY, part=part, order=order))
                windows = one.windows(database)
                yield f"{name} {part} {order}", repr(windows.after(database).rows)
                windows.count(database)


def on_pages(database: Database, case_id: int, party_id: int) -> Iterator[tuple[str, str]]:
    """Yield what every query tells that is about one case or one party."""
    known = {
        "case_id": case_id,
        "party_id": party_id,
        "debtor_id": party_id,
        "day": TODAY,
        "on_day": TODAY,
        "person": 1,
    }
    package = importlib.import_module("casebook.store.queries")
    for module in pkgutil.walk_packages(package.__path__, "casebook.store.queries."):
        for name, found in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            # That somebody comes to a case or leaves it is written, by the thread that writes.
            if found.__module__ != module.name or name.startswith("_") or module.name.endswith(".presence"):
                continue
            first, *others = [*inspect.signature(found).parameters.values()] or [inspect.Parameter("_", _ANYHOW)]
            needed = [one.name for one in others if one.default is inspect.Parameter.empty]
            if first.name != "database" or not needed or not set(needed) <= known.keys():
                continue
            try:
                told_ = repr(found(database, *(known[one] for one in needed)))
            except (CasebookError, LookupError, StopIteration, AssertionError, TypeError, AttributeError) as error:
                told_ = repr(error)
            yield f"{module.name.removeprefix(package.__name__)}.{name}", told_


class Refusing(Play):
    """The story, before each command of which somebody tries it who may see nothing."""

    let: set[str]

    def done(self, command: object, actor: Actor | None = None, day: date = TODAY) -> Done:
        name = commands.action_for(command).name
        creditors = frozenset(id_ for (id_,) in self.database.fetch("SELECT id FROM creditor"))
        blind = self.book.actor._replace(unseen=creditors)
        before = sight.hidden(self.database, creditors, self._cases())
        try:
            rehearse(self.database, blind, day, command, lambda *_: None)
        except CasebookError as error:
            code = error.code
        else:
            code = "done"
        done = super().done(command, actor, day)
        touched = {
            case for (case,) in self.database.fetch("SELECT case_id FROM log_case WHERE number = ?", (done.number,))
        }
        if touched & before and code not in ("sight.unseen", "sight.whole"):
            self.let.add(f"{name}: {code}")
        return done

    def _cases(self) -> list[int]:
        return [id_ for (id_,) in self.database.fetch("SELECT id FROM cases")]


def test_a_case_that_is_hidden_is_as_one_there_is_not(watched: Watched) -> None:
    database, desk = watched.database, watched.desk
    number = database.value("SELECT number FROM cases WHERE id = ?", (desk.case,))
    watched.give(team=watched.team)
    with sight.narrowed(database, watched.unseen()):
        assert case_queries.case_of(database, number) is None
        assert [row.case_id for row in cases.cases(database, Order.NUMBER).after(database).rows] == [watched.open]
