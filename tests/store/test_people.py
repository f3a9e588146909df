"""Who acts, with which roles, and on which day."""

from datetime import date, timedelta

import pytest

from casebook.errors import Refused
from casebook.store.actions.office import CreateOffice
from casebook.store.actions.people import AddPerson, DeactivatePerson, EndRole, GrantRole
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.people import actor_for, today
from casebook.store.perform import perform
from casebook.store.transaction import EVERY_ROLE, Actor
from tests.store.actions.refusal import refused

TODAY = date(2026, 11, 21)
TOMORROW = TODAY + timedelta(days=1)


def test_who_works_alone_has_every_role(database: Database, actor: Actor) -> None:
    assert actor_for(database, "m.jansen", TODAY) == Actor(actor.person, EVERY_ROLE)
    perform(database, actor, TODAY, AddPerson("p.devries", "P. de Vries", (Role.HANDLER,)))
    assert actor_for(database, "p.devries", TODAY).roles == {Role.HANDLER}


def test_roles_hold_from_their_first_day_up_to_and_including_their_last(database: Database, actor: Actor) -> None:
    person = perform(database, actor, TODAY, AddPerson("p.devries", "P. de Vries", ())).result
    grant = perform(database, actor, TODAY, GrantRole(person, Role.LEAD, TOMORROW)).result
    perform(database, actor, TODAY, EndRole(grant, 1, TOMORROW))
    days = (TODAY, TOMORROW, TOMORROW + timedelta(days=1))
    assert [actor_for(database, "p.devries", day).roles for day in days] == [set(), {Role.LEAD}, set()]


def test_who_left_is_alone_no_more_than_who_stays(database: Database, actor: Actor) -> None:
    person = perform(database, actor, TODAY, AddPerson("p.devries", "P. de Vries")).result
    handler = database.value("SELECT id FROM role WHERE person_id = ? AND role = 'handler'", (actor.person,))
    perform(database, actor, TODAY - timedelta(days=1), EndRole(handler, 1, TODAY))
    assert actor_for(database, "m.jansen", TOMORROW).roles == {Role.LEAD, Role.ADMINISTRATOR}
    perform(database, actor, TODAY, DeactivatePerson(person, 1))
    assert actor_for(database, "m.jansen", TOMORROW).roles == EVERY_ROLE
    refused("person.not_here", lambda login: actor_for(database, login, TODAY), "p.devries")


def test_a_stranger_is_told_what_to_do(database: Database, actor: Actor) -> None:
    assert actor.person is not None
    assert refused("person.not_here", lambda login: actor_for(database, login, TODAY), "x") == {"login": "x"}


def test_the_day_is_that_of_the_office(database: Database) -> None:
    with pytest.raises(Refused, match=r"office\.missing"):
        today(database)
    perform(database, Actor(None, EVERY_ROLE), TODAY, CreateOffice("A", "Pacific/Kiritimati", "x", "X"))
    ahead = today(database)
    database.execute("UPDATE office SET time_zone = 'Pacific/Pago_Pago', version = 2")
    # Twenty-five hours lie between the two, so never the same day.
    assert ahead > today(database)


def test_a_time_zone_there_is_not(database: Database) -> None:
    act = lambda command: perform(database, Actor(None, EVERY_ROLE), TODAY, command)  # noqa: E731 short
    refused("office.time_zone", act, CreateOffice("A", "Europe/Rotterdam", "x", "X"))
