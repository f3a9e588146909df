"""What has a day in the cases of a person and of a team, on both engines."""

from datetime import timedelta

import pytest

from casebook.domain.money import Cents
from casebook.store.actions.owners import HandOverCase
from casebook.store.actions.people import AddTeam, JoinTeam
from casebook.store.database import Database
from casebook.store.queries.deadlines import deadlines, ends_of_log
from casebook.store.queries.queue import EVERYBODY, Whose
from casebook.store.transaction import Actor
from tests.store.actions.desk import DUE, TODAY, Desk


@pytest.fixture
def desk(database: Database, actor: Actor) -> Desk:
    found = Desk(database, actor)
    found.claim("2026-001", Cents(50_000))
    return found


def test_a_person_has_his_next_action_and_the_end_of_a_claim_years_ahead(desk: Desk, actor: Actor) -> None:
    found = deadlines(desk.database, Whose(actor.person), TODAY)
    told = [(one.announced.of, one.announced.signal.code) for one in found]
    assert told[0] == ("next_action", "signal.next_action")
    assert ("limitation", "signal.limitation") in told
    last = max(one.on for one in found)
    assert last > DUE + timedelta(days=4 * 365)
    # It is no matter of the queue before it is nearer.
    assert desk.database.value("SELECT count(*) FROM signal WHERE code = 'signal.limitation'") == 0
    assert [one.on for one in found] == sorted(one.on for one in found)


def test_a_team_has_its_own_cases_and_those_of_who_is_in_it(desk: Desk, actor: Actor) -> None:
    assert actor.person is not None
    team = desk.act(AddTeam("Noord"))
    empty = desk.act(AddTeam("Zuid"))
    assert deadlines(desk.database, Whose(None, (team,)), TODAY) == []
    desk.act(JoinTeam(team, actor.person, TODAY))
    assert {one.case_id for one in deadlines(desk.database, Whose(None, (team,)), TODAY)} == {desk.case}
    desk.act(HandOverCase(desk.case, desk.version("cases", desk.case), owner_team_id=empty))
    assert deadlines(desk.database, Whose(None, (team,)), TODAY) == []
    assert {one.case_id for one in deadlines(desk.database, Whose(None, (empty,)), TODAY)} == {desk.case}
    assert deadlines(desk.database, EVERYBODY, TODAY) == []


def test_the_ends_of_the_log_tell_a_database_and_its_state(desk: Desk) -> None:
    before = ends_of_log(desk.database)
    desk.act(AddTeam("Noord"))
    after = ends_of_log(desk.database)
    assert after.first_hash == before.first_hash
    assert after.last == before.last + 1
