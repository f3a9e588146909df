"""Taking the next case of the team, and going on to the next one from a case that is open."""

import pytest

from casebook.store.actions.cases import OpenCase
from casebook.store.actions.owners import TakeCase
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.people import AddTeam, JoinTeam
from casebook.store.perform import perform
from casebook.store.queries import case
from casebook.ui.screens.case import CaseScreen
from casebook.ui.screens.today import Today
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import Screen, session


def chosen(screen: Screen) -> int:
    case_id = screen.app.screen.case_id  # type: ignore[attr-defined]  # the place that is on top
    assert isinstance(case_id, int)
    return case_id


def on_top(screen: Screen) -> type:
    return type(screen.app.screen)


def waiting(office: Office) -> int:
    """Let a case wait for a team of the person, and return it."""

    def act(command: object) -> int:
        result: int = perform(office.database, office.actor, TODAY, command).result
        return result

    team = act(AddTeam("Zuid"))
    assert office.actor.person is not None
    # What the sample office has waiting is somebody's already.
    for case_id, version in office.database.fetch("SELECT id, version FROM cases WHERE owner_team_id IS NOT NULL"):
        act(TakeCase(case_id, version))
    act(JoinTeam(team, office.actor.person, TODAY))
    return act(OpenCase(act(AddParty(PartyFacts("Wachtend B.V."))), TODAY, owner_team_id=team))


async def test_the_cursor_goes_to_the_case_that_was_taken(office: Office) -> None:
    case_id = waiting(office)
    async with session(*office) as screen:
        await screen.press("N")
        assert on_top(screen) is Today
        assert chosen(screen) == case_id
        assert screen.shows("Wachtend B.V. is nu van u")
    card = case.card(office.database, case_id)
    assert card is not None
    assert card.owner_person_id == office.actor.person


async def test_from_another_place_the_case_is_opened(office: Office) -> None:
    case_id = waiting(office)
    async with session(*office) as screen:
        await screen.press("enter", "N")
        assert on_top(screen) is CaseScreen
        assert chosen(screen) == case_id
        # It stands in the place of the case that was open.
        await screen.press("q")
        assert on_top(screen) is Today


async def test_where_nothing_waits_it_is_said(office: Office) -> None:
    waiting(office)
    async with session(*office) as screen:
        for _ in range(30):
            await screen.press("N")
            if screen.shows("staat geen dossier"):
                break
        else:
            pytest.fail("there is always a next one")


async def test_back_from_a_case_that_was_worked_on_the_next_one_stands_there(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("G", *"k" * 10)
        first = chosen(screen)
        await screen.press("j")
        second = chosen(screen)
        await screen.press("k", "enter", "z", *"+20", "enter", "q")
        assert chosen(screen) == second != first
