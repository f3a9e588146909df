"""The key gate: keys reach the app one by one, each on what the one before it produced.

Left to itself, the app takes the next key while a dialog is still opening or a save is still under way: of
`chello⏎` in one packet the letters would be lost. Here they wait, in order, for as long as it takes.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

from textual import events

from casebook.ui.hold import Hold

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from textual.app import App
    from textual.message_pump import MessagePump

Typed = events.Key | events.Paste
_ALT = "alt+"
# In seconds: how often it is looked whether a widget that is waited for was removed meanwhile.
_STILL_THERE = 0.2
# In seconds: how long it takes at least to read that a key was dropped, and to type on for that.
_TO_READ = 1.0


class _Waiting(NamedTuple):
    event: Typed
    seen: int
    chosen: Hashable


class Gate:
    """Holds typed keys while something is under way, and gives them on in order.

    `deliver` takes one key to where it belongs. `chosen` says what work would be begun on now. `reaches` says whether a
    key may still act that was typed when something else was chosen, or before what is shown now was painted, which it
    is told too; where it may not, it is dropped with all that is typed until one can have read so: that was meant for
    what it would have opened. `dropped` is told how many.
    """

    def __init__(
        self,
        app: "App[Any]",
        deliver: "Callable[[Typed], Awaitable[None]]",
        chosen: Callable[[], Hashable],
        reaches: Callable[[Typed, bool], bool],
        dropped: Callable[[int], None],
    ) -> None:
        self._app = app
        self.hold = Hold(app, self)
        self._deliver = deliver
        self._chosen = chosen
        self._reaches = reaches
        self._dropped = dropped
        self._waiting: deque[_Waiting] = deque()
        self._arrived = asyncio.Event()
        self._busy = 0
        self._free = asyncio.Event()
        self._free.set()
        self._seen = 0
        self._at_work = False
        self._unread_until = 0.0
        self._in_run = 0

    def take(self, event: Typed) -> None:
        """Take a key that was typed; it waits for those before it."""
        if isinstance(event, events.Key) and event.key.startswith(_ALT):
            # Escape and the next key in one packet.
            rest = event.key.removeprefix(_ALT)
            for key in (
                events.Key("escape", "\x1b"),
                events.Key(rest, event.character if event.character != "\x1b" else None),
            ):
                key.time = event.time
                self._put(key)
        else:
            self._put(event)

    async def run(self) -> None:
        """Give on one key after the other, for as long as the app runs."""
        while True:
            while not self._waiting:
                self._arrived.clear()
                await self._arrived.wait()
                await self.quiet()
            first = self._waiting.popleft()
            if self._is_of_dropped_run(first) or not self._may_act(first):
                self._drop(first)
                continue
            self._at_work = True
            if self._waiting:
                # What the next key makes of it is soon there too.
                self.hold.begin()
            try:
                await self._deliver(first.event)
                await self.quiet()
            finally:
                self._at_work = False
            if not self._waiting:
                await self.hold.end()

    @property
    def is_busy(self) -> bool:
        """Whether something is under way that keys wait for."""
        return self._busy > 0

    @property
    def is_last(self) -> bool:
        """Whether what is under way is one thing: nothing more is to come than it brings."""
        return self._busy <= 1

    @property
    def is_typed_ahead(self) -> bool:
        """Whether keys wait."""
        return bool(self._waiting)

    @property
    def is_at_work(self) -> bool:
        """Whether something is under way, or a key that was typed has yet to do what it does."""
        return self.is_busy or self._at_work or bool(self._waiting)

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
        while self.is_at_work:
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
        await self.refreshed()
        self._seen += 1

    async def refreshed(self) -> None:
        """Wait until what is shown now was painted."""
        await self.hold.end()
        screen, done = self._app.screen, asyncio.Event()
        if screen.call_after_refresh(done.set):
            await _while(lambda: screen.is_running and screen is self._app.screen, done)

    def forget(self) -> int:
        """Drop all keys that wait; return how many."""
        count = len(self._waiting)
        self._waiting.clear()
        return count

    def _may_act(self, typed: _Waiting) -> bool:
        is_blind = typed.seen < self._seen or typed.chosen != self._chosen()
        return not is_blind or self._reaches(typed.event, typed.seen == self._seen)

    def _is_of_dropped_run(self, typed: _Waiting) -> bool:
        return typed.event.time < self._unread_until

    def _drop(self, typed: _Waiting) -> None:
        self._in_run = self._in_run + 1 if self._is_of_dropped_run(typed) else 1
        self._unread_until = monotonic() + _TO_READ
        if not (self._waiting and self._is_of_dropped_run(self._waiting[0])):
            self._dropped(self._in_run)

    def _put(self, event: Typed) -> None:
        self._waiting.append(_Waiting(event, self._seen, self._chosen()))
        self._arrived.set()


async def handled(pump: "MessagePump") -> None:
    """Wait until a widget has handled what was posted to it so far; one that closes handles nothing more."""
    done = asyncio.Event()
    if not pump.call_later(done.set):
        return
    await _while(lambda: pump.is_running, done)


async def _while(there: Callable[[], bool], done: asyncio.Event) -> None:
    """Wait until something is done, for as long as what does it is there."""
    while there() and not done.is_set():
        # `wait_for` would start a task for each key.
        with suppress(TimeoutError):
            async with asyncio.timeout(_STILL_THERE):
                await done.wait()
