"""Who works here, on a day."""

from datetime import date, timedelta

from casebook.store.actions.people import AddPerson, AddTeam, GrantRole, JoinTeam
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.queries.people import persons, teams
from casebook.store.transaction import Actor
from tests.store.book import TODAY, act

TOMORROW = TODAY + timedelta(days=1)


def test_roles_and_teams_of_the_day(database: Database, actor: Actor) -> None:
    piet = act(database, actor, AddPerson("p.devries", "P. de Vries", (Role.HANDLER,)))
    act(database, actor, GrantRole(piet, Role.LEAD, TOMORROW))
    retail, legal = (act(database, actor, AddTeam(name)) for name in ("Retail", "Juridisch"))
    act(database, actor, JoinTeam(retail, piet, TODAY, TODAY))
    act(database, actor, JoinTeam(legal, piet, TOMORROW))
    assert of(database, piet, TODAY) == ((Role.HANDLER,), ("Retail",), (retail,))
    assert of(database, piet, TOMORROW) == ((Role.HANDLER, Role.LEAD), ("Juridisch",), (legal,))
    assert [(team.name, team.person_ids) for team in teams(database, TODAY)] == [("Retail", (piet,)), ("Juridisch", ())]


def of(database: Database, person_id: int, day: date) -> tuple[object, ...]:
    (row,) = (row for row in persons(database, day) if row.person_id == person_id)
    return row.roles, row.teams, row.team_ids
