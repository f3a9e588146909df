"""The key gate: keys reach the app one by one, each on what the one before it produced.

Left to itself, the app takes the next key while a dialog is still opening or a save is still under way: of
`chello⏎` in one packet the letters would be lost. Here they wait, in order, for as long as it takes.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from textual import events

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from textual.app import App
    from textual.message_pump import MessagePump

Typed = events.Key | events.Paste
_ALT = "alt+"
# In seconds: how often it is looked whether a widget that is waited for was removed meanwhile.
_STILL_THERE = 0.2


class _Waiting(NamedTuple):
    event: Typed
    seen: int


class Gate:
    """Holds typed keys while something is under way, and gives them on in order.

    `deliver` takes one key to where it belongs. `reaches` says whether a key that was typed before what is shown now
    was painted may still act on it; where it may not, it and all keys typed before the paint are dropped, and
    `dropped` is told how many.
    """

    def __init__(
        self,
        app: "App[Any]",
        deliver: "Callable[[Typed], Awaitable[None]]",
        reaches: Callable[[Typed], bool],
        dropped: Callable[[int], None],
    ) -> None:
        self._app = app
        self._deliver = deliver
        self._reaches = reaches
        self._dropped = dropped
        self._waiting: deque[_Waiting] = deque()
        self._arrived = asyncio.Event()
        self._busy = 0
        self._free = asyncio.Event()
        self._free.set()
        self._seen = 0
        self._at_work = False

    def take(self, event: Typed) -> None:
        """Take a key that was typed; it waits for those before it."""
        if isinstance(event, events.Key) and event.key.startswith(_ALT):
            # Escape and the next key in one packet.
            self._put(events.Key("escape", "\x1b"))
            rest = event.key.removeprefix(_ALT)
            self._put(events.Key(rest, event.character if event.character != "\x1b" else None))
        else:
            self._put(event)

    async def run(self) -> None:
        """Give on one key after the other, for as long as the app runs."""
        while True:
            while not self._waiting:
                self._arrived.clear()
                await self._arrived.wait()
                await self.quiet()
            event, seen = self._waiting.popleft()
            if seen < self._seen and not self._reaches(event):
                self._drop_unseen()
                continue
            self._at_work = True
            try:
                await self._deliver(event)
                await self.quiet()
            finally:
                self._at_work = False

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Let keys wait for as long as something is under way."""
        self.begin()
        try:
            yield
        finally:
            self.end()

    def begin(self) -> None:
        """Let keys wait from now on, until `end`."""
        self._busy += 1
        self._free.clear()

    def end(self) -> None:
        """Let keys go on, where nothing else is under way."""
        self._busy -= 1
        if not self._busy:
            self._free.set()

    async def settled(self) -> None:
        """Wait until every key that was typed so far has done what it does."""
        while self._waiting or self._at_work:
            await asyncio.sleep(0)
            await self.quiet()
        await self.quiet()

    async def quiet(self) -> None:
        """Wait until nothing is under way and everything posted so far was handled."""
        while True:
            await self._free.wait()
            screen = self._app.screen
            # What the focused widget tells goes up from one to the next.
            for pump in screen.focused.ancestors_with_self if screen.focused else (screen,):
                await handled(pump)
                if pump is screen:
                    break
            if not self._busy and screen is self._app.screen:
                return

    async def painted(self) -> None:
        """Wait until what is shown now was painted: what was typed before that was typed without seeing it."""
        done = asyncio.Event()
        if self._app.screen.call_after_refresh(done.set):
            await done.wait()
        self._seen += 1

    def forget(self) -> int:
        """Drop all keys that wait; return how many."""
        count = len(self._waiting)
        self._waiting.clear()
        return count

    def _drop_unseen(self) -> None:
        count = 1
        while self._waiting and self._waiting[0].seen < self._seen:
            self._waiting.popleft()
            count += 1
        self._dropped(count)

    def _put(self, event: Typed) -> None:
        self._waiting.append(_Waiting(event, self._seen))
        self._arrived.set()


async def handled(pump: "MessagePump") -> None:
    """Wait until a widget has handled what was posted to it so far; one that closes handles nothing more."""
    done = asyncio.Event()
    if not pump.call_later(done.set):
        return
    while pump.is_running and not done.is_set():
        # `wait_for` would start a task for each key.
        with suppress(TimeoutError):
            async with asyncio.timeout(_STILL_THERE):
                await done.wait()
