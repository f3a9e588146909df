"""When the app is at rest: nothing is under way, everything posted was handled, and all of it is painted."""

import asyncio
from collections.abc import Iterable
from typing import Any

from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen

from casebook.ui.app import CasebookApp
from casebook.ui.dialogs.form import Form
from casebook.ui.widgets.windowed_list import WindowedList

# In seconds: between two looks whether a thread is done.
STEP = 0.002


async def comes_to_rest(app: CasebookApp) -> None:
    """Wait until nothing is under way, in whatever order it arrives, and all of it is shown."""
    while _goes_on(app):
        # Nothing is painted for a moment while one place takes the stead of another.
        if app.under_way or app._batch_count:
            await asyncio.sleep(STEP)
        elif (one := next((one for one in _pumps(app) if one.message_queue_size), None)) is not None:
            await asyncio.sleep(0)
            # To look whether it still has some takes nothing; to look through all that is shown does.
            while one.message_queue_size and one.is_running and not app.under_way and _goes_on(app):
                await asyncio.sleep(0)
        elif await _is_still(app):
            return


def resting(app: CasebookApp) -> list[WindowedList[Any] | Form]:
    """Return what waits for the person to rest."""
    found: list[WindowedList[Any] | Form] = []
    for screen in app.screen_stack:
        found += [one for one in screen.query(WindowedList) if one.is_moving]
        if isinstance(screen, Form) and screen.is_typed_in:
            found.append(screen)
    return found


async def _is_still(app: CasebookApp) -> bool:
    """Let what is being handled be done, and paint; say whether nothing came of it."""
    await app.animator.wait_until_complete()
    waiting: set[MessagePump] = set()
    for pump in _pumps(app):
        if not _waits(pump) and pump.call_later(lambda pump=pump: waiting.discard(pump)):
            waiting.add(pump)
    while any(pump.is_running for pump in waiting):
        await asyncio.sleep(STEP if app.under_way else 0)
    still = not app.under_way and not app._batch_count and not any(one.message_queue_size for one in _pumps(app))
    # What is below shines through, so it is painted first; what does not is laid out when it is on top again.
    for screen in app.screen_stack:
        if screen.is_running and screen.is_current:
            still &= not (screen._layout_required or screen._callbacks or screen._scroll_required)
            screen._on_timer_update()
            still &= not screen._next_callbacks
    return still and app.animator._complete_event.is_set()


def _goes_on(app: CasebookApp) -> bool:
    return app.fault is None and app.is_running and not app._exit


def _waits(pump: MessagePump) -> bool:
    """Say whether what is shown waits for a message: what it was told is handled, and what it owes after that is done.

    Not of the app and its screens: by asking those, whoever can go on by then does.
    """
    waiters: Iterable[asyncio.Future[bool]] = pump._message_queue.ready_event._waiters
    return not isinstance(pump, App | Screen) and any(not one.done() for one in waiters)


def _pumps(app: CasebookApp) -> list[MessagePump]:
    """Return what handles messages: all that is shown, what is below it, and the app."""
    return [app, *(one for screen in app.screen_stack for one in screen.walk_children(with_self=True))]
