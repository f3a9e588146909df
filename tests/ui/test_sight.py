"""Who may not see an entity sees nothing of its cases from the moment on that it is said, and says so himself."""

from casebook.store.actions.people import AddPerson, AddTeam
from casebook.store.actions.sight import GiveSight
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import sights
from casebook.store.transaction import Actor
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, session

_OF_CASES = "SELECT DISTINCT c.number FROM cases c JOIN claim k ON k.case_id = c.id WHERE k.creditor_id = ?"


async def test_cases_go_and_come_back_while_one_works(office: Office) -> None:
    database, actor = office
    handler = Actor(perform(database, actor, TODAY, AddPerson("een", "Een", (Role.HANDLER,))).result, actor.roles)
    team = perform(database, actor, TODAY, AddTeam("Vertrouwelijk")).result
    entities = [id_ for (id_,) in database.fetch("SELECT id FROM creditor ORDER BY id")]
    async with session(database, handler) as screen:
        await screen.press("g", "c")
        before = screen.text
        for entity in entities:
            perform(database, actor, TODAY, GiveSight(entity, team, None, TODAY, "vertrouwelijk"))
        await screen.app.look_for_news()
        await screen.settled()
        hidden = [number for one in entities for (number,) in database.fetch(_OF_CASES, (one,))]
        assert any(number in before for number in hidden)
        assert not any(number in screen.text for number in hidden)
        await screen.press("F")
        await screen.type(hidden[0])
        assert not screen.shows("€")


async def test_an_administrator_lets_a_team_see_and_takes_it_back(office: Office) -> None:
    database = office.database
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "l", *["right_square_bracket"] * 3, "enter", "e", "1", "z")
        await screen.press("right")
        await screen.press("tab", "tab")
        await screen.type("vertrouwelijk")
        await screen.is_as("sight-80-nl")
        await screen.press("enter")
        (row,) = sights.standing(database)
        assert (row.is_team, row.reason, row.from_on) == (True, "vertrouwelijk", TODAY)
        await screen.press("e", "1", "z")
        assert screen.shows("team Bijzonder Beheer", "sinds")
        await screen.press("1")
        assert screen.shows("iedereen")
        await screen.type("niet meer")
        await screen.press("enter")
    assert sights.standing(database) == []
