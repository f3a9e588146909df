"""People, roles and teams: who works here, and never nobody who could let others in."""

from datetime import date, timedelta

import pytest

from casebook.errors import Stale
from casebook.store.actions.approvals import asked_for
from casebook.store.actions.cases import CloseCase, OpenCase, ReopenCase
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.owners import HandOverCase
from casebook.store.actions.people import (
    AddPerson,
    AddTeam,
    ChangePerson,
    DeactivatePerson,
    EndRole,
    GrantRole,
    JoinTeam,
    LeaveTeam,
)
from casebook.store.actions.stand_ins import BeginStandIn
from casebook.store.models.cases import Closing, NextKind
from casebook.store.models.people import Role
from casebook.store.people import active
from casebook.store.perform import perform
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.refusal import refused

TOMORROW, LATER = TODAY + timedelta(days=1), TODAY + timedelta(days=30)


def test_a_person_is_added_changed_and_leaves(desk: Desk) -> None:
    person = desk.act(AddPerson(" p.devries ", "P.\x1b[31m de Vries", (Role.HANDLER, Role.LEAD, Role.LEAD)))
    assert desk.database.fetch("SELECT role FROM role WHERE person_id = ? ORDER BY id", (person,)) == [
        ("handler",),
        ("lead",),
    ]
    desk.act(ChangePerson(person, 1, "pdv", "Piet de Vries", "nl"))
    assert desk.database.fetch("SELECT login, name, language FROM person WHERE id = ?", (person,)) == [
        ("pdv", "Piet de Vries", "nl")
    ]
    desk.act(DeactivatePerson(person, 2))
    assert active(desk.database, TODAY) == [desk.actor.person]


def test_a_login_is_of_one_person(desk: Desk) -> None:
    person = desk.act(AddPerson("p.devries", "P. de Vries"))
    assert refused("person.login_taken", desk.act, AddPerson("m.jansen", "X"))["name"] == "M. Jansen"
    refused("person.login_taken", desk.act, ChangePerson(person, 1, "m.jansen", "X"))
    refused("person.no_name", desk.act, AddPerson("x", " \x07"))
    refused("person.no_name", desk.act, AddPerson("", "X"))
    refused("person.language", desk.act, AddPerson("x", "X", language="fr"))
    with pytest.raises(Stale):
        desk.act(ChangePerson(person, 7, "p.devries", "X"))


def test_only_an_administrator_lets_people_in(desk: Desk) -> None:
    assert refused("actions.role", desk.as_handler, AddPerson("x", "X"))["role"] == "administrator"


def test_work_is_given_away_before_somebody_leaves(desk: Desk) -> None:
    person = desk.act(AddPerson("p.devries", "P. de Vries"))
    other = Actor(person, frozenset({Role.HANDLER}))
    desk.act(HandOverCase(desk.case, 1, owner_person_id=person))
    second = desk.act(OpenCase(desk.party("Ander"), TODAY, owner_person_id=person))
    both = ("open_work.cases", {"count": 2})
    assert refused("person.open_work", desk.act, DeactivatePerson(person, 1))["what"] == both
    desk.act(HandOverCase(desk.case, 2, owner_person_id=desk.actor.person))
    desk.act(HandOverCase(second, 1, owner_person_id=desk.actor.person))
    perform(desk.database, other, TODAY, asked_for(AddNote(desk.case, "x"), "mag dit?"))
    asked = ("open_work.approvals", {"count": 1})
    assert refused("person.open_work", desk.act, DeactivatePerson(person, 1))["what"] == asked


def test_nobody_leaves_a_team_alone_with_its_cases_nor_a_colleague_he_stands_in_for(desk: Desk) -> None:
    person = desk.act(AddPerson("p.devries", "P. de Vries"))
    team = desk.act(AddTeam("Noord"))
    desk.act(JoinTeam(team, person, TODAY - timedelta(days=30)))
    desk.act(HandOverCase(desk.case, 1, owner_team_id=team))
    me = desk.actor.person or 0
    desk.act(BeginStandIn(person, me, TODAY))
    teams, stand_ins = (("open_work.teams", {"count": 1}), ("open_work.stand_ins", {"count": 1}))
    # Who left the team before is nobody who stays.
    desk.act(JoinTeam(team, me, TODAY - timedelta(days=9), TODAY - timedelta(days=1)))
    left = refused("person.open_work", desk.act, DeactivatePerson(person, 1))["what"]
    assert left == ("open_work.and", {"first": teams, "second": stand_ins})
    desk.act(JoinTeam(team, me, TODAY))
    assert refused("person.open_work", desk.act, DeactivatePerson(person, 1))["what"] == stand_ins


def test_who_left_does_not_leave_again_and_gets_nothing_more(desk: Desk) -> None:
    person = desk.act(AddPerson("p.devries", "P. de Vries"))
    team = desk.act(AddTeam("Noord"))
    desk.act(DeactivatePerson(person, 1))
    refused("person.inactive", desk.act, DeactivatePerson(person, 2))
    refused("person.inactive", desk.act, GrantRole(person, Role.LEAD, TODAY))
    refused("person.inactive", desk.act, JoinTeam(team, person, TODAY))
    refused("person.inactive", desk.act, HandOverCase(desk.case, 1, owner_person_id=person))


def test_somebody_stays_who_can_let_others_in(desk: Desk) -> None:
    me = desk.actor.person
    assert me is not None
    refused("person.last", desk.act, DeactivatePerson(_without_cases(desk), 1))
    first = desk.act(AddPerson("a", "A"))
    desk.act(AddPerson("b", "B"))
    refused("person.last_administrator", desk.act, DeactivatePerson(me, 1))
    grant = desk.database.value("SELECT id FROM role WHERE person_id = ? AND role = 'administrator'", (me,))
    refused("person.last_administrator", desk.act, EndRole(grant, 1, TODAY))
    desk.act(GrantRole(first, Role.ADMINISTRATOR, TODAY))
    desk.act(DeactivatePerson(me, 1))
    assert me not in active(desk.database, TODAY)


def test_of_two_people_the_administrator_may_leave_since_one_alone_has_every_role(desk: Desk) -> None:
    desk.act(AddPerson("a", "A"))
    desk.act(DeactivatePerson(_without_cases(desk), 1))


def _without_cases(desk: Desk) -> int:
    """Give the case of the first person to a team and return who he is."""
    version = desk.version("cases", desk.case)
    desk.act(HandOverCase(desk.case, version, owner_team_id=desk.act(AddTeam("Noord"))))
    assert desk.actor.person is not None
    return desk.actor.person


def test_a_role_is_held_once_at_a_time(desk: Desk) -> None:
    person = desk.act(AddPerson("p.devries", "P. de Vries", ()))
    grant = desk.act(GrantRole(person, Role.LEAD, TODAY))
    refused("person.has_role", desk.act, GrantRole(person, Role.LEAD, LATER))
    refused("given.days_order", desk.act, EndRole(grant, 1, TODAY - timedelta(days=1)))
    desk.act(EndRole(grant, 1, TOMORROW))
    refused("person.has_role", desk.act, GrantRole(person, Role.LEAD, TOMORROW))
    desk.act(GrantRole(person, Role.LEAD, LATER))


def test_a_team_has_members_for_a_period(desk: Desk) -> None:
    team, person = desk.act(AddTeam("Noord")), desk.act(AddPerson("p.devries", "P. de Vries"))
    refused("team.exists", desk.act, AddTeam("Noord "))
    refused("team.no_name", desk.act, AddTeam(" "))
    refused("given.days_order", desk.act, JoinTeam(team, person, TOMORROW, TODAY))
    membership = desk.act(JoinTeam(team, person, TODAY))
    refused("team.member_already", desk.act, JoinTeam(team, person, LATER))
    refused("given.days_order", desk.act, LeaveTeam(membership, 1, date(2020, 1, 1)))
    desk.act(LeaveTeam(membership, 1, TOMORROW))
    refused("team.member_already", desk.act, JoinTeam(team, person, TOMORROW))
    desk.act(JoinTeam(team, person, LATER))
    desk.act(JoinTeam(team, person, TOMORROW + timedelta(days=1), LATER - timedelta(days=1)))


def test_a_closed_case_keeps_nobody_here(desk: Desk) -> None:
    person = desk.act(AddPerson("p.devries", "P. de Vries"))
    desk.act(HandOverCase(desk.case, 1, owner_person_id=person))
    desk.act(CloseCase(desk.case, 2, Closing.NOT_OURS))
    desk.act(DeactivatePerson(person, 1))
    refused("person.inactive", desk.act, ReopenCase(desk.case, 3, TODAY, NextKind.CALL))
