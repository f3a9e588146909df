"""What is typed ahead never starts work on a case that was not seen when it was typed."""

import pytest
from textual import events

from casebook.store.actions.cases import SetNextAction
from casebook.store.actions.owners import HandOverCase
from casebook.store.models.cases import NextKind
from casebook.store.perform import perform
from casebook.ui.dialogs.dialog import Dialog
from casebook.ui.screens.list_place import ListPlace
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import Screen, session


@pytest.mark.parametrize("typed", ["jP", "GP", "gcP", "\rP", "jL", "jK", "jh", "jP1"])
async def test_a_key_with_effect_is_dropped_where_another_case_was_seen(office: Office, typed: str) -> None:
    async with session(*office, language="en") as screen:
        at_once(screen, typed)
        await screen.settled()
        assert not isinstance(screen.app.screen, Dialog)
        assert screen.shows("✗")


@pytest.mark.parametrize("typed", ["jc", "jjn", "jf", "jz", "P"])
async def test_a_key_that_only_adds_goes_with_the_cursor(office: Office, typed: str) -> None:
    async with session(*office, language="en") as screen:
        at_once(screen, typed)
        await screen.settled()
        assert isinstance(screen.app.screen, Dialog)


async def test_movement_opening_and_marks_go_with_the_cursor(office: Office) -> None:
    async with session(*office, language="en") as screen:
        place = shown(screen)
        at_once(screen, "  j\r")
        await screen.settled()
        assert len(place.list.marked) == 2
        assert screen.app.screen is not place


async def test_the_cursor_stays_on_its_case_where_a_colleague_moves_it(office: Office) -> None:
    database, actor = office
    async with session(*office, language="en") as screen:
        place = shown(screen)
        await screen.press("G")
        case_id, row = place.case_id, place.list.window.cursor
        assert case_id is not None
        perform(database, actor, TODAY, SetNextAction(case_id, version(office, case_id), TODAY, NextKind.CALL))
        with screen.app.gate.busy():
            at_once(screen, "P")
            await screen.pilot.pause()
            await screen.app.look_for_news()
        await screen.settled()
        assert place.case_id == case_id
        assert place.list.window.cursor != row
        assert isinstance(screen.app.screen, Dialog)
        assert number(office, case_id) in screen.text


async def test_a_key_typed_before_the_case_under_the_cursor_went_away_is_dropped(office: Office) -> None:
    async with session(*office, language="en") as screen:
        place = shown(screen)
        case_id = place.case_id
        assert case_id is not None
        away(office, case_id)
        with screen.app.gate.busy():
            at_once(screen, "P")
            await screen.pilot.pause()
            await screen.app.look_for_news()
        await screen.settled()
        assert place.case_id != case_id
        assert screen.app.screen is place
        assert screen.shows("✗")


@pytest.mark.parametrize(("later", "acts"), [(0.0, False), (10.0, True)])
async def test_what_is_typed_on_without_reading_that_a_key_was_dropped_is_dropped_too(
    office: Office, later: float, acts: bool
) -> None:
    async with session(*office, language="en") as screen:
        case_id = shown(screen).case_id
        assert case_id is not None
        away(office, case_id)
        with screen.app.gate.busy():
            at_once(screen, "P")
            await screen.pilot.pause()
            await screen.app.look_for_news()
        await screen.settled()
        assert screen.shows("One key typed ahead")
        at_once(screen, "n", later)
        await screen.settled()
        assert isinstance(screen.app.screen, Dialog) is acts
        assert screen.shows("2 keys typed ahead") is not acts


def at_once(screen: Screen, typed: str, later: float = 0.0) -> None:
    """Type keys in one packet, so many seconds later."""
    for key in typed:
        name = {"\r": "enter", " ": "space"}.get(key, key)
        event = events.Key(name, key)
        event.time += later
        screen.app.post_message(event)


def shown(screen: Screen) -> ListPlace[object]:
    place = screen.app.screen
    assert isinstance(place, ListPlace)
    return place


def away(office: Office, case_id: int) -> None:
    """Hand a case over to somebody else."""
    database, actor = office
    other = database.value(
        "SELECT id FROM person WHERE id <> ? AND inactive_since IS NULL ORDER BY id", (actor.person,)
    )
    perform(database, actor, TODAY, HandOverCase(case_id, version(office, case_id), other))


def version(office: Office, case_id: int) -> int:
    found: int = office.database.value("SELECT version FROM cases WHERE id = ?", (case_id,))
    return found


def number(office: Office, case_id: int) -> str:
    found: str = office.database.value("SELECT number FROM cases WHERE id = ?", (case_id,))
    return found
