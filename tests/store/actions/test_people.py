"""People, roles and teams: who works here, and never nobody who could let others in."""

from datetime import date, timedelta

import pytest

from casebook.errors import Refused, Stale
from casebook.store.actions.approvals import asked_for
from casebook.store.actions.cases import CloseCase, OpenCase, ReopenCase
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.owners import HandOverCase, TakeCase
from casebook.store.actions.people import (
    ActivatePerson,
    AddPerson,
    AddTeam,
    ChangePerson,
    DeactivatePerson,
    EndRole,
    GrantRole,
    JoinTeam,
    LeaveTeam,
    RenameTeam,
)
from casebook.store.actions.stand_ins import BeginStandIn
from casebook.store.actions.undo import UndoStep
from casebook.store.models.cases import Closing, NextKind
from casebook.store.models.people import Role
from casebook.store.people import active, actor_for
from casebook.store.perform import perform
from casebook.store.queries import choices
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
    refused("person.leaves", desk.act, DeactivatePerson(person, 2))
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
    # One that ends is none that stays.
    ends = desk.act(GrantRole(first, Role.ADMINISTRATOR, TODAY))
    desk.act(EndRole(ends, 1, LATER))
    refused("person.last_administrator", desk.act, DeactivatePerson(me, 1))
    desk.act(GrantRole(first, Role.ADMINISTRATOR, LATER + timedelta(days=1)))
    refused("person.last_lead", desk.act, DeactivatePerson(me, 1))
    lead = desk.database.value("SELECT id FROM role WHERE person_id = ? AND role = 'lead'", (me,))
    refused("person.last_lead", desk.act, EndRole(lead, 1, LATER))
    desk.act(GrantRole(first, Role.LEAD, TODAY))
    desk.act(DeactivatePerson(me, 1))
    assert me not in active(desk.database, TODAY)


def test_nobody_who_is_needed_goes_by_taking_something_back(desk: Desk) -> None:
    me = desk.actor.person
    assert me is not None
    first = desk.act(AddPerson("a", "A", (Role.HANDLER, Role.LEAD)))
    desk.act(AddPerson("b", "B"))
    other = Actor(first, frozenset({Role.ADMINISTRATOR}))
    done = perform(desk.database, desk.actor, TODAY, GrantRole(first, Role.ADMINISTRATOR, TODAY))
    mine = desk.database.value("SELECT id FROM role WHERE person_id = ? AND role = 'administrator'", (me,))
    perform(desk.database, other, TODAY, EndRole(mine, 1, LATER))
    assert done.step is not None
    refused("person.last_administrator", desk.act, UndoStep(done.step))


def test_who_is_back_does_not_go_again_with_work_by_taking_it_back(desk: Desk) -> None:
    person = desk.act(AddPerson("p.devries", "P. de Vries"))
    colleague = Actor(desk.act(AddPerson("c", "C")), frozenset({Role.HANDLER}))
    desk.act(DeactivatePerson(person, 1))
    back = perform(desk.database, desk.actor, TODAY, ActivatePerson(person, 2))
    refused("person.active", desk.act, ActivatePerson(person, 3))
    assert back.step is not None
    perform(desk.database, colleague, TODAY, HandOverCase(desk.case, 1, owner_person_id=person))
    refused("person.open_work", desk.act, UndoStep(back.step))


def test_who_leaves_on_a_later_day_works_till_then_and_gets_nothing_new(desk: Desk) -> None:
    person = desk.act(AddPerson("p.devries", "P. de Vries"))
    refused("person.leaves_past", desk.act, DeactivatePerson(person, 1, TODAY - timedelta(days=1)))
    desk.act(HandOverCase(desk.case, 1, owner_person_id=person))
    refused("person.open_work", desk.act, DeactivatePerson(person, 1, LATER))
    desk.act(HandOverCase(desk.case, 2, owner_person_id=desk.actor.person))
    desk.act(DeactivatePerson(person, 1, LATER))
    his = Actor(person, frozenset({Role.HANDLER}))
    for command in (HandOverCase(desk.case, 3, owner_person_id=person), TakeCase(desk.case, 3)):
        with pytest.raises(Refused) as told:
            perform(desk.database, his, TODAY, command)
        assert (told.value.code, told.value.parameters["on"]) == ("person.leaves", LATER)
    perform(desk.database, his, TODAY, AddNote(desk.case, "nog iets"))
    refused("person.leaves", desk.act, BeginStandIn(person, desk.actor.person or 0, TODAY, LATER))
    desk.act(BeginStandIn(person, desk.actor.person or 0, TODAY, LATER - timedelta(days=1)))
    with pytest.raises(Refused, match=r"person\.left"):
        perform(desk.database, his, LATER, AddNote(desk.case, "te laat"))


def test_who_only_administers_is_given_no_work_and_is_not_offered_for_it(desk: Desk) -> None:
    person = desk.act(AddPerson("b", "B. Beheer", (Role.ADMINISTRATOR,)))
    refused("person.works_no_cases", desk.act, HandOverCase(desk.case, 1, owner_person_id=person))
    assert person not in [one.id for one in choices.receivers(desk.database, TODAY)]
    # He may stand in for another who administers.
    assert person in [one.id for one in choices.persons(desk.database, TODAY)]
    desk.act(GrantRole(person, Role.LEAD, TODAY))
    assert person in [one.id for one in choices.receivers(desk.database, TODAY)]
    desk.act(HandOverCase(desk.case, 1, owner_person_id=person))


def test_a_viewer_changes_nothing_and_gets_nothing(desk: Desk) -> None:
    viewer = desk.act(AddPerson("v", "V. Kijker", (Role.VIEWER,)))
    refused("person.only_views", desk.act, HandOverCase(desk.case, 1, owner_person_id=viewer))
    refused("person.only_views", desk.act, BeginStandIn(viewer, desk.actor.person or 0, TODAY))
    with pytest.raises(Refused, match=r"actions\.role"):
        perform(desk.database, actor_for(desk.database, "v", TODAY), TODAY, AddNote(desk.case, "x"))
    # Who also handles cases does more than look.
    desk.act(GrantRole(viewer, Role.HANDLER, TODAY))
    desk.act(HandOverCase(desk.case, 1, owner_person_id=viewer))


def test_a_team_gets_another_name(desk: Desk) -> None:
    team, _ = desk.act(AddTeam("Noord")), desk.act(AddTeam("Zuid"))
    refused("team.exists", desk.act, RenameTeam(team, 1, " Zuid"))
    refused("team.no_name", desk.act, RenameTeam(team, 1, "\x07"))
    desk.act(RenameTeam(team, 1, "Noordoost"))
    assert desk.database.value("SELECT name FROM team WHERE id = ?", (team,)) == "Noordoost"


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


def test_nobody_leaves_a_team_with_open_work_that_nobody_has_then(desk: Desk) -> None:
    north, south = desk.act(AddTeam("Noord")), desk.act(AddTeam("Zuid"))
    person = desk.act(AddPerson("p.devries", "P. de Vries"))
    membership = desk.act(JoinTeam(north, person, TODAY))
    desk.act(HandOverCase(desk.case, 1, owner_person_id=person))
    leave = LeaveTeam(membership, 1, TOMORROW)
    assert refused("team.open_work", desk.act, leave)["what"] == ("open_work.cases", {"count": 1})
    assert desk.database.value("SELECT until_on FROM team_member WHERE id = ?", (membership,)) is None
    # With another team he takes it along.
    other = desk.act(JoinTeam(south, person, TODAY))
    desk.act(leave)
    refused("team.open_work", desk.act, LeaveTeam(other, 1, LATER))
    desk.act(HandOverCase(desk.case, 2, owner_team_id=south))
    of_team = ("open_work.of_team", {"count": 1})
    assert refused("team.open_work", desk.act, LeaveTeam(other, 1, LATER))["what"] == of_team
    desk.act(JoinTeam(south, desk.act(AddPerson("q", "Q")), TODAY))
    desk.act(LeaveTeam(other, 1, LATER))


def test_a_closed_case_keeps_nobody_here(desk: Desk) -> None:
    person = desk.act(AddPerson("p.devries", "P. de Vries"))
    desk.act(HandOverCase(desk.case, 1, owner_person_id=person))
    desk.act(CloseCase(desk.case, 2, Closing.NOT_OURS))
    desk.act(DeactivatePerson(person, 1))
    refused("person.inactive", desk.act, ReopenCase(desk.case, 3, TODAY, NextKind.CALL))
