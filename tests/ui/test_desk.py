"""What is searched for gives way to what somebody waits for."""

import asyncio

import pytest

from casebook.store.database import Database
from casebook.store.reading import Interrupted
from tests.ui.conftest import Office
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
