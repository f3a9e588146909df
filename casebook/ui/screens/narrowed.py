"""What goes on beside a list while one works in it: looking further, counting, and which marked rows it still has."""

from collections.abc import Callable, Hashable
from contextlib import suppress
from functools import partial
from typing import Generic, TypeVar

from textual.worker import Worker, WorkerError

from casebook import format as form
from casebook.errors import CasebookError
from casebook.store.database import Database
from casebook.store.queries.listing import Count, Listing
from casebook.store.reading import Interrupted
from casebook.ui.desk import Desk
from casebook.ui.widgets.search_list import SearchList, Steps

R = TypeVar("R")
T = TypeVar("T")
Making = Callable[[Database], Listing[R]]


class Narrowed(Generic[R]):
    """Shows one listing after another in a list. Whoever waits for nothing is told by `tell` when more is known.

    `count` is how many rows it has, None while that is not known; `gone` how many marked rows it no longer has.
    """

    def __init__(self, desk: Desk, shown: SearchList[R], case_of: Callable[[R], int], tell: Callable[[], None]) -> None:
        self._desk, self._list, self._case_of, self._tell = desk, shown, case_of, tell
        self._make: Making[R] | None = None
        self._to_count = self._to_find = False
        self._looking: Worker[None] | None = None
        self._counting: Worker[None] | None = None
        self.count: Count | None = None
        self.gone = 0

    async def show(self, make: Making[R], near: R | None = None, *, counted: bool) -> None:
        """Show a listing from its beginning, or near a row; `counted` says whether all its rows are."""
        self._make, self.count = make, None
        self.again(counted=counted)
        self._tell()
        await self._list.show(lambda database: Steps(make(database)), near)

    def again(self, *, counted: bool) -> None:
        """Count anew what is read anew."""
        self._to_count = counted
        self._to_find = len(self._list.marked) > 0

    def find_marked(self) -> None:
        """Find out anew how many of the marked rows the list still has: others are marked now."""
        self.gone, self._to_find = 0, len(self._list.marked) > 0
        self.looked()

    def look(self, make: Making[R], *, counted: bool) -> None:
        """Show a listing as soon as can be, and nothing more of the one before."""
        self.stop()
        self._looking = self._list.run_worker(partial(self._look, make, counted=counted), group="look", exclusive=True)

    async def wait(self) -> None:
        """Wait until what is looked for is shown: whoever types on means what he has typed."""
        if self._looking is not None:
            with suppress(WorkerError):
                await self._looking.wait()

    def stop(self) -> None:
        """Look for nothing more."""
        for worker in (self._looking, self._counting):
            if worker is not None:
                worker.cancel()
        self._looking = self._counting = None

    def looked(self) -> None:
        """Count the rest, when what the list shows is found."""
        window = self._list.window
        if not (window.before or window.after):
            self.count, self._to_count = Count(len(window.rows)), False
        if not self._list.searching and (self._to_count or self._to_find):
            counted, self._to_count, self._to_find = self._to_count, False, False
            self._counting = self._list.run_worker(partial(self._count, counted=counted), group="count", exclusive=True)
        self._tell()

    def counted(self, code: str) -> str:
        """Return how many rows there are, in words; nothing while that is not known."""
        if self.count is None:
            return ""
        number = form.number(self.count.number, self._desk.language) + ("+" if self.count.more else "")
        return self._desk.say(code, count=self.count.number, number=number)

    def found(self) -> str:
        """Return how many rows are found so far, in words."""
        if self._list.searching:
            return self._desk.say("list.found_so_far", count=len(self._list.window.rows))
        return self.counted("list.found") or self._desk.say("list.still_counting")

    async def _look(self, make: Making[R], *, counted: bool) -> None:
        try:
            await self.show(make, counted=counted)
        except CasebookError as error:
            self._desk.tell(self._desk.told(error), trouble=True)

    async def _count(self, *, counted: bool) -> None:
        make = self._make
        assert make is not None
        try:
            if counted:
                count = await self._search(lambda database: make(database).count(database))
                if make is self._make:
                    self.count = count
            await self._find(make)
        except CasebookError as error:
            self._desk.tell(self._desk.told(error), trouble=True)
        self._tell()

    async def _find(self, make: Making[R]) -> None:
        """Find out how many of the marked rows the list still has."""
        marked = {self._list.identify(row): self._case_of(row) for row in self._list.marked}
        cases = sorted(set(marked.values()))

        def there(database: Database) -> set[Hashable]:
            return {self._list.identify(row) for row in make(database).of_cases(database, cases)}

        found = await self._search(there) if marked else set()
        if make is self._make:
            self.gone = len(marked.keys() - found)

    async def _search(self, query: Callable[[Database], T]) -> T:
        while True:
            try:
                return await self._desk.search(query)
            except Interrupted:
                # Something else was read first.
                continue
