"""An errand: long work that goes on in a thread of its own while the person types on, and what comes of it."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import CasebookError, Refused
from casebook.store.database import Database
from casebook.ui.prose import Line
from casebook.ui.threads import Threads

if TYPE_CHECKING:
    from casebook.ui.app import CasebookApp
    from casebook.ui.desk import Desk

R = TypeVar("R")

# How much is done, and of how much.
Progress = Callable[[int, int], None]


class Came(NamedTuple):
    """What is told of an errand that is over: a sentence, and lines to read under a heading where there are any."""

    sentence: str
    heading: str = ""
    lines: Sequence[Line] = ()
    trouble: bool = False


class Errand:
    """The errand of a session: one at a time. `came` is what came of the one that is over, until it was told.

    `said` is what title bars say of it.
    """

    def __init__(self, app: "CasebookApp", desk: "Desk", threads: Threads) -> None:
        self._app = app
        self._desk = desk
        self._threads = threads
        self._task: asyncio.Task[None] | None = None
        self.came: Came | None = None
        self.said = ""

    @property
    def is_under_way(self) -> bool:
        """Whether somebody is on it."""
        return self._task is not None

    def send_out(self, sentence: str, work: Callable[[Database, Progress], R], came: Callable[[R], Came]) -> None:
        """Begin an errand: title bars say the sentence, keys go on, and the outbox tells what came of it.

        `work` may say how far it is, and ends at that when the session does. Raises `Refused` where one is under way.
        """
        if self._task is not None:
            raise Refused("errand.one_at_a_time", source=HOUSE_RULE)
        self._task = asyncio.create_task(self._out(sentence, work, came))

    def left_behind(self) -> str:
        """Return what is said to who leaves now: that it was under way, or what came of it; or nothing."""
        if self._task is not None:
            return self._desk.say("errand.left", what=self.said)
        return "" if self.came is None else self.came.sentence

    async def tell(self) -> None:
        """Show what came of the errand that is over, once. Only within a flow."""
        came, self.came = self.came, None
        if came is None:
            return
        self._app.say_meanwhile("")
        if came.lines:
            from casebook.ui.dialogs.reader import Reader

            await self._desk.ask(Reader(self._desk, came.heading, came.lines))
        self._desk.tell(came.sentence, trouble=came.trouble)

    async def _out(self, sentence: str, work: Callable[[Database, Progress], R], came: Callable[[R], Came]) -> None:
        loop = asyncio.get_running_loop()

        def progress(done: int, count: int) -> None:
            if self._threads.closed:
                raise asyncio.CancelledError
            loop.call_soon_threadsafe(self._app.say_meanwhile, f"{sentence} {done}/{count}")

        self._app.say_meanwhile(sentence)
        try:
            self.came = came(await self._threads.go(lambda: self._alone(work, progress)))
        except CasebookError as error:
            self.came = Came(self._desk.told(error), trouble=True)
        except Exception as fault:  # noqa: BLE001 the app ends with it, loudly
            self._app.fail(fault)
            return
        finally:
            self._task = None
        await self._app.came_back()

    def _alone(self, work: Callable[[Database, Progress], R], progress: Progress) -> R:
        """Return what an errand comes to; its connection is closed with it."""
        database = self._desk.session.database
        try:
            return work(database, progress)
        finally:
            database.leave()
