"""Whose queue Today shows, and the small claims that share a line."""

import pytest

from casebook.store.actions.people import AddPerson
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import queue
from casebook.store.queries.queue import EVERYBODY, Whose
from casebook.store.transaction import Actor
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, session
from tests.ui.screens.lists import held, shown, until


async def test_the_queue_of_oneself_of_ones_team_and_of_everybody(office: Office) -> None:
    database, person = office.database, office.actor.person
    async with session(*office) as screen:
        screen.app.desk.session = screen.app.desk.session._replace(whose=Whose(person, (1,)))
        for said, whose in (
            (database.value("SELECT name FROM team WHERE id = 1"), Whose(None, (1,))),
            ("iedereen", EVERYBODY),
            ("mijn werk", Whose(person, (1,))),
        ):
            await screen.press("right_square_bracket")
            rows = queue.queue(whose).after(database).rows
            counts = queue.band_counts(database, whose)
            assert held(screen)[:20] == [row.case_id for row in rows[:20]]
            assert screen.shows(f"Vandaag ▸ {said}", f"{counts[1].number} rood", f"{counts[3].number} gewoon")


async def test_the_small_claims_are_shown_worked_and_left(office: Office) -> None:
    whose = Whose(office.actor.person)
    small = [row.case_id for row in queue.small_queue(whose).after(office.database).rows]
    assert len(small) > 3
    async with session(*office, size=SMALL) as screen:
        await screen.press("j", "j")
        before = shown(screen).case_id
        assert screen.shows("Tab toont ze")
        await screen.press("tab", "j")
        assert held(screen) == small
        assert screen.shows("▸ kleine vorderingen", "Tab sluit ze")
        await screen.press("V")
        assert shown(screen).marked_cases() == small
        await screen.press("escape")
        assert shown(screen).case_id == before


async def test_the_line_of_small_claims_opens_with_the_mouse(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        before = shown(screen).case_id
        await screen.rests()
        await screen.pilot.click("#small")
        await until(screen, lambda: shown(screen).case_id != before)
        await screen.rests()
        await screen.pilot.click("#small")
        await until(screen, lambda: shown(screen).case_id == before)


@pytest.mark.parametrize(
    ("role", "who"), [(Role.HANDLER, "vraag een teamleider"), (Role.ADMINISTRATOR, "Enter op uzelf")]
)
async def test_who_is_in_no_team_and_has_nothing_is_told_that_cases_of_teams_are_not_there(
    office: Office, role: Role, who: str
) -> None:
    person = perform(office.database, office.actor, TODAY, AddPerson("een", "Een", (role,))).result
    async with session(office.database, Actor(person, frozenset({role})), size=SMALL) as screen:
        await screen.rests()
        assert screen.shows("Niets te doen", "U zit in geen team", who)
        await screen.press("2")
        await screen.rests()
        assert not screen.shows("U zit in geen team")
