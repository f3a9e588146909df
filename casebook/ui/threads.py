"""The threads of a session: one reads, one writes, one goes on an errand, each with a connection of its own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from casebook.store.database import Database
from casebook.store.trouble import told

R = TypeVar("R")


class Threads:
    """Does work on the database beside what is shown, one thing at a time in each thread.

    Two connections are kept for as long as the session lasts; whoever is on an errand closes that one after it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._reading = ThreadPoolExecutor(1, "casebook-read")
        self._writing = ThreadPoolExecutor(1, "casebook-write")
        self._errands = ThreadPoolExecutor(1, "casebook-errand")
        self._waited_for = 0
        self.closed = False

    @property
    def are_at_work(self) -> bool:
        """Whether something is under way that somebody waits for."""
        return self._waited_for > 0

    async def read(self, work: Callable[[], R]) -> R:
        """Return what work comes to in the thread that reads."""
        return await self._on(self._reading, work)

    async def write(self, work: Callable[[], R]) -> R:
        """Return what work comes to in the thread that writes."""
        return await self._on(self._writing, work)

    async def go(self, work: Callable[[], R]) -> R:
        """Return what work comes to in the thread of errands."""
        return await self._on(self._errands, work)

    def write_later(self, work: Callable[[], None]) -> None:
        """Do work in the thread that writes; nobody waits for it."""
        if not self.closed:
            self._writing.submit(work)

    def close(self, last: Callable[[], None]) -> None:
        """Write what is left to write, and end when what is under way is done, with the connections."""
        self.closed = True
        self._writing.submit(last)
        for thread in (self._reading, self._writing, self._errands):
            thread.submit(self._database.close)
            thread.shutdown()

    async def _on(self, thread: ThreadPoolExecutor, work: Callable[[], R]) -> R:
        if self.closed:
            # A timer or a message that was still under way when the app ended.
            raise asyncio.CancelledError

        def connected() -> R:
            with told(self._database.address):
                self._database.connect()
                return work()

        self._waited_for += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(thread, connected)
        finally:
            self._waited_for -= 1
