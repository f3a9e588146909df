"""What is searched for gives way to what somebody waits for, and what is saved is said to be while it is."""

import asyncio
from threading import Event
from typing import Any

import pytest

from casebook.store.actions.contacts import AddNote
from casebook.store.database import Database
from casebook.store.perform import Done, perform
from casebook.store.reading import Interrupted
from casebook.ui import desk as desk_module
from casebook.ui.widgets.bars import Notice
from tests.sample import Office
from tests.ui.screen import session

ENDLESS = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c"


def search(database: Database) -> int:
    """Count for ever."""
    number: int = database.value(ENDLESS)
    return number


def one(database: Database) -> int:
    """Read something at once."""
    number: int = database.value("SELECT 1")
    return number


async def test_a_search_ends_where_something_is_to_be_read(office: Office) -> None:
    async with session(*office) as screen:
        desk = screen.app.desk
        searching = asyncio.create_task(desk.search(search))
        await asyncio.sleep(0)
        assert await desk.read(one) == 1
        with pytest.raises(Interrupted):
            await searching


async def test_a_search_nobody_waits_for_any_more_ends(office: Office) -> None:
    async with session(*office) as screen:
        desk = screen.app.desk
        searching = asyncio.create_task(desk.search(search))
        await asyncio.sleep(0)
        searching.cancel()
        with pytest.raises(asyncio.CancelledError):
            await searching
        assert await desk.search(one) == 1


async def test_closing_does_not_wait_for_a_search(office: Office) -> None:
    async with session(*office) as screen:
        searching = asyncio.create_task(screen.app.desk.search(search))
        await asyncio.sleep(0)
    with pytest.raises(Interrupted):
        await searching


async def test_that_something_is_being_saved_is_said_no_longer_than_it_is(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    going_on = Event()

    def slow(*asked: Any) -> Done:
        going_on.wait()
        return perform(*asked)

    monkeypatch.setattr(desk_module, "_SLOW", 0)
    monkeypatch.setattr("casebook.store.perform.perform", slow)
    async with session(*office) as screen:
        saving = screen.app.desk.say("app.saving")
        acting = asyncio.create_task(screen.app.desk.act(AddNote(1, "slow")))
        while not screen.app.screen.query_one(Notice).display:
            await asyncio.sleep(0)
        going_on.set()
        await acting
        await screen.settled()
        assert not screen.shows(saving)
