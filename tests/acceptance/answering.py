"""The app as it is, but that it says when it is at rest: a test asks on the terminal, and is answered there.

The question stands behind all keys that were typed before it, and the answer behind all that was painted for them.
"""

import asyncio

from textual import events

from casebook.ui.app import CasebookApp
from tests.acceptance.terminal import ANSWER, ASK
from tests.rest import STEP, comes_to_rest, resting


class Answering(CasebookApp):
    """The app, which answers when it is asked whether it is at rest."""

    async def on_event(self, event: events.Event) -> None:
        """Take the question out of what is typed."""
        if not isinstance(event, events.Key) or event.character != ASK:
            await super().on_event(event)
            return
        if event.key != ASK:
            # Escape just before it makes one key of the two.
            await super().on_event(events.Key("escape", "\x1b"))
        self._answer = asyncio.create_task(self._answers())

    async def _answers(self) -> None:
        await comes_to_rest(self)
        while resting(self):
            await asyncio.sleep(STEP)
            await comes_to_rest(self)
        if self._driver is not None:
            self._driver.write(ANSWER.decode())
