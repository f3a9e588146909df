"""After work on a case its list shows the next one, whoever reads the list anew at the same time."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from casebook.errors import StoreError
from casebook.store.actions.cases import SetNextAction
from casebook.store.actions.contacts import AddNote
from casebook.store.models.cases import NextKind
from casebook.store.perform import perform
from casebook.store.reading import Interrupted
from casebook.ui import presence
from casebook.ui.desk import Desk
from casebook.ui.screens.today import Today
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import Screen, pressed, session

# A contact after which the case waits further down for what is done next.
CALL = ("c", "g", *"said", "enter")
SPOKEN = "SELECT case_id FROM contact WHERE text = 'said' ORDER BY id"


class Look:
    """A look at the news that was begun by the clock. It is held up in its reading until a test lets it go on."""

    def __init__(self, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
        self._app = screen.app
        self._monkeypatch = monkeypatch
        self._waits, self._going_on = asyncio.Event(), asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def begin(self, held: str) -> None:
        """Begin it, up to where it reads the log, or the list for the news it found there."""
        read, search = Desk.read, Desk.search

        async def held_read(desk: Desk, query: Any, *args: Any) -> Any:
            if held == "log" and query is presence._news and self._is_asking:
                await self._wait()
            return await read(desk, query, *args)

        async def held_search(desk: Desk, query: Any, *args: Any) -> Any:
            if held == "list" and self._is_asking and not self._going_on.is_set():
                await self._wait()
                # As whatever was read before it made it give way.
                raise Interrupted("search.interrupted")
            return await search(desk, query, *args)

        self._monkeypatch.setattr(Desk, "read", held_read)
        self._monkeypatch.setattr(Desk, "search", held_search)
        self._task = asyncio.create_task(self._app.look_for_news())
        await self._waits.wait()

    async def end(self) -> None:
        """Let it go on, and wait until it shows what it found."""
        self._going_on.set()
        assert self._task is not None
        await self._task

    @property
    def _is_asking(self) -> bool:
        return asyncio.current_task() is self._task

    async def _wait(self) -> None:
        self._waits.set()
        await self._going_on.wait()


@pytest.mark.parametrize("held", ["log", "list"])
@pytest.mark.parametrize(("before", "after"), [((), ()), (("enter",), ("q",))], ids=["in the list", "in the case"])
async def test_the_next_call_is_of_the_next_case(
    office: Office, monkeypatch: pytest.MonkeyPatch, held: str, before: Sequence[str], after: Sequence[str]
) -> None:
    async with session(*office) as screen:
        today = await routine(screen)
        first, second = today.list.window.rows[:2]
        note_elsewhere(office)
        look, worked = Look(screen, monkeypatch), Today.worked
        await look.begin(held)

        async def overtaken(place: Today) -> None:
            await look.end()
            await worked(place)

        monkeypatch.setattr(Today, "worked", overtaken)
        await screen.press(*before, *CALL, *after)
        assert today.case_id == second.case_id
        await screen.press(*CALL)
    assert office.database.fetch(SPOKEN) == [(first.case_id,), (second.case_id,)]


async def test_what_was_typed_ahead_is_dropped_where_what_became_of_it_cannot_be_read(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lost(_: Today) -> None:
        raise StoreError("store.lost", database="books", reason="gone")

    async with session(*office) as screen:
        today = await routine(screen)
        first = today.list.window.rows[0]
        monkeypatch.setattr(Today, "worked", lost)
        for key in (*CALL, *CALL):
            screen.app.post_message(pressed(key))
        await screen.settled()
        assert screen.shows("✗", "books")
        assert today.outdated
    assert office.database.fetch(SPOKEN) == [(first.case_id,)]


async def test_after_turning_back_the_cursor_follows_its_case(office: Office) -> None:
    database, actor = office
    async with session(*office) as screen:
        today = await routine(screen)
        chosen = today.list.window.rows[0]
        await screen.press("c")
        version = database.value("SELECT version FROM cases WHERE id = ?", (chosen.case_id,))
        later = TODAY + timedelta(days=60)
        perform(database, actor, TODAY, SetNextAction(chosen.case_id, version, later, NextKind.CALL))
        await screen.app.look_for_news()
        await screen.press("escape")
        assert today.list.window.cursor > 0
        assert today.case_id == chosen.case_id


async def routine(screen: Screen) -> Today:
    """Show what is routine."""
    await screen.press("slash", *"band:3", "enter")
    today = screen.app.screen
    assert isinstance(today, Today)
    return today


def note_elsewhere(office: Office) -> None:
    """Let there be news of a case that is not in the list."""
    other = office.database.value("SELECT max(id) FROM cases")
    perform(office.database, office.actor, TODAY, AddNote(other, "of a colleague"))
