"""Whatever is pressed, in whatever order, the app goes on and the books stay whole."""

import asyncio
import random
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual import events
from textual.errors import NoWidget
from textual.screen import Screen as AnyScreen

from casebook.errors import CasebookError
from casebook.store.actions.cases import CloseCase, ReopenCase, SetNextAction
from casebook.store.actions.contacts import AddNote
from casebook.store.models.cases import Closing, NextKind
from casebook.store.perform import perform
from casebook.store.verify import verify
from casebook.text import without_controls
from casebook.ui.screens.place import Place
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import Screen, session

_PLAIN = (*"jjjjkkGcnfzhmuUN#VeKLP+=$g[]/1290,.-abOHyMvlxdsw ", "enter", "enter", "enter", "escape", "escape")
_OTHERS = (
    "tab", "shift+tab", "space", "up", "down", "left", "right", "pagedown", "pageup", "home", "end", "backspace",
    "delete", "ctrl+a", "ctrl+k", "ctrl+u", "ctrl+w", "ctrl+r", "ctrl+p", "ctrl+c", "ctrl+j", "ctrl+z", "alt+j", "f1",
    "question_mark", "colon",
)  # fmt: skip
_PASTES = (
    "hello", "", "\n", "two\nlines", "\x1b[2J\x1b]0;title\x07gone", "[red]A [x=2][/b]",
    "\N{RIGHT-TO-LEFT OVERRIDE}desrever", "1.234,56",
    "\N{FAMILY}e\N{COMBINING ACUTE ACCENT}\N{ZERO WIDTH JOINER}\N{WOMAN}", "9" * 5_000, "\t\x00\x7f\x9b31m", "+9999w",
)  # fmt: skip


class Monkey:
    """Presses keys at random, while a colleague works and days pass. What it did last is in `did`."""

    def __init__(self, screen: Screen, office: Office, seed: int) -> None:
        self._screen, self._office = screen, office
        self._random = random.Random(seed)
        self.day = TODAY
        self.did: list[str] = []
        about = screen.app.desk.session
        screen.app.desk.session = about._replace(today=lambda _: self.day)

    async def burst(self) -> None:
        """Do some things one right after the other, then wait until all that came of them is done."""
        for _ in range(self._random.randint(1, 12)):
            await self._anything()
        await self._screen.settled()

    async def _anything(self) -> None:
        chance = self._random.random()
        if chance < 0.03:
            self._paste(self._random.choice(_PASTES))
        elif chance < 0.05:
            await self._resize(self._random.randint(10, 200), self._random.randint(3, 60))
        elif chance < 0.08:
            await self._click(double=self._random.random() < 0.3)
        elif chance < 0.11:
            self._colleague()
        elif chance < 0.13:
            self._does("news")
            await self._screen.app.look_for_news()
        elif chance < 0.132:
            self._does("day")
            self.day += timedelta(days=1)
        elif chance < 0.3:
            self._key(self._random.choice(_OTHERS))
        else:
            self._key(self._random.choice(_PLAIN))
        if self._random.random() < 0.3:
            await asyncio.sleep(0)

    def _key(self, key: str) -> None:
        self._does(key)
        self._screen.app.post_message(events.Key(*_told(key)))

    def _paste(self, text: str) -> None:
        self._does(f"paste {text[:20]!r}")
        self._screen.app.post_message(events.Paste(text))

    async def _resize(self, width: int, height: int) -> None:
        self._does(f"resize {width} {height}")
        await self._screen.pilot.resize_terminal(width, height)

    async def _click(self, *, double: bool) -> None:
        size = self._screen.app.size
        at = (self._random.randrange(size.width), self._random.randrange(size.height))
        self._does(f"click {at} {double}")
        with suppress(NoWidget):
            await self._screen.pilot.click(offset=at, times=1 + double)

    def _colleague(self) -> None:
        database, actor = self._office
        query = "SELECT id, version, state FROM cases ORDER BY id"
        id_, version, state = self._random.choice(list(database.fetch(query)))
        soon = self.day + timedelta(days=self._random.randint(0, 20))
        commands: tuple[object, ...]
        if state == "closed":
            commands = (ReopenCase(id_, version, soon, NextKind.CALL),)
        else:
            commands = (
                SetNextAction(id_, version, soon, NextKind.CALL, "of a colleague"),
                CloseCase(id_, version, Closing.PAID),
                AddNote(id_, "[b]seen\x1b[31m"),
            )
        self._does(f"colleague {id_}")
        with suppress(CasebookError):
            perform(database, actor, self.day, self._random.choice(commands))

    def _does(self, what: str) -> None:
        where = self._screen.app._screen_stack
        self.did.append(f"{type(where[-1]).__name__ if where else '-'}: {what}")


def _told(key: str) -> tuple[str, str | None]:
    named = {"enter": "\r", "escape": "\x1b", "tab": "\t", "space": " ", "question_mark": "?", "colon": ":"}
    if len(key) > 1:
        return key, named.get(key)
    from textual.keys import _character_to_key

    return _character_to_key(key), key


async def check(screen: Screen) -> None:
    """Look for what may never be."""
    app = screen.app
    assert app.gate._busy == 0
    assert not app.gate._waiting
    stack: list[AnyScreen[object]] = list(app.screen_stack)
    assert isinstance(stack[0], Place)
    assert len(stack) < 12, stack
    assert all(one.is_running for one in stack)
    for line in screen.lines:
        assert without_controls(line) == line


def wrong(office: Office, day: date) -> Iterator[str]:
    """Yield what is wrong with the books."""
    for problem in verify(office.database, day):
        if problem.wrong:
            yield f"{problem.code} {problem.parameters}"


@pytest.mark.parametrize("seed", [1, 2])
async def test_the_app_goes_on_whatever_is_pressed(
    seed: int, office: Office, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    faults: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: faults.append(context))
    bursts = 2_000 if request.config.getoption("--long") else 40
    async with session(*office, language="en" if seed % 2 else "nl") as screen:
        monkey = Monkey(screen, office, seed)
        try:
            for _ in range(bursts):
                await monkey.burst()
                await check(screen)
        except BaseException as error:
            error.add_note("\n".join(monkey.did[-60:]))
            raise
    assert not faults
    assert list(wrong(office, monkey.day)) == []
