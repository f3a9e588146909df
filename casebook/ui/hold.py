"""Painting that waits a moment for what is being read: both are seen at once, and painted once."""

import asyncio
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from casebook.ui.fitted import Fitted

if TYPE_CHECKING:
    from textual.app import App

    from casebook.ui.gate import Gate

# In seconds: who waits longer sees what there is by then.
_MOST = 0.05
# After so many turns of the loop all that is new has told its screen that it is to be painted.
_TURNS = 12


class Hold:
    """Holds what is to be painted back from `begin` to `end`, and no longer than a moment."""

    def __init__(self, app: "App[Any]", gate: "Gate") -> None:
        self._app = app
        self._gate = gate
        self._held: ExitStack | None = None

    def begin(self) -> None:
        """Paint nothing from now on."""
        if self._held is None:
            self._held = ExitStack()
            self._held.enter_context(self._app.batch_update())
            self._held.callback(asyncio.get_running_loop().call_later(_MOST, self._paint).cancel)

    async def end(self) -> None:
        """Paint what was held back, all of it at once."""
        if self._held is not None:
            for _ in range(_TURNS):
                await asyncio.sleep(0)
            self._paint()

    def _paint(self) -> None:
        if self._held is None:
            return
        held, self._held = self._held, None
        held.close()
        # That it may paint again is told only to the app, not to what there is to paint: nothing where that ended it.
        # What lies below a dialog is seen too, and may have changed as it opened.
        for screen in self._app.screen_stack:
            screen.check_idle()
            if isinstance(screen, Fitted) and not self._gate.is_typed_ahead:
                # Left to itself it would wait several times as long before its first frame, as it may where the keys
                # that wait make another of it: over a slow line each frame is waited for.
                screen.call_next(screen.paint)
