"""A session of the app at a size, driven by keys, and looked at as text."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from casebook.store.database import Database
from casebook.store.queries.queue import Whose
from casebook.store.transaction import Actor
from casebook.ui.app import CasebookApp
from casebook.ui.desk import Session
from casebook.ui.drafts import Drafts
from casebook.ui.widgets.windowed_list import WindowedList
from tests.databases import TODAY

SMALL, USUAL = (80, 24), (120, 40)
# In seconds: longer than this nothing takes, unless the app came to a stop.
_LONGEST = 20
PICTURES = Path(__file__).parent / "pictures"


class Screen:
    """The screen of a running app."""

    def __init__(self, app: CasebookApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys, and wait until all they do is done and shown."""
        for key in keys:
            await self.pilot.press(key)
            if key == "enter":
                # What it does is looked at before the next one.
                await self.settled()
        await self.settled()

    async def type(self, text: str) -> None:
        """Type a text, a key for each letter."""
        await self.press(*text)

    async def settled(self) -> None:
        """Wait until nothing is under way and what is shown was painted."""
        await asyncio.wait_for(self._settled(), _LONGEST)
        if self.app.fault is not None:
            raise self.app.fault

    async def _settled(self) -> None:
        await self.app.gate.settled()
        await self.pilot.pause()
        await self.app.gate.settled()

    @property
    def lines(self) -> list[str]:
        """What the screen shows, without the room at the end of lines."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        """What the screen shows."""
        return "\n".join(self.lines)

    def shows(self, *texts: str) -> bool:
        """Say whether all texts are on the screen."""
        return all(text in self.text for text in texts)

    async def rests(self) -> None:
        """Wait until what follows the cursor's rest is shown too."""
        lists = [one for screen in self.app.screen_stack for one in screen.query(WindowedList)]
        while any(one.is_moving for one in lists):
            await self.pilot.pause(0.02)
        await self.settled()

    async def is_as(self, name: str) -> None:
        """Compare the screen with the picture of a name; with PICTURES=new in the environment, take it anew."""
        await self.rests()
        file = PICTURES / f"{name}.txt"
        if os.environ.get("PICTURES") == "new":
            file.write_text(self.text + "\n", "utf-8")
        assert self.text + "\n" == file.read_text("utf-8")


@asynccontextmanager
async def session(
    database: Database,
    actor: Actor,
    *,
    size: tuple[int, int] = USUAL,
    language: str = "nl",
    keymap: dict[str, str] | None = None,
    theme: str = "dark",
    drafts: Drafts | None = None,
) -> AsyncIterator[Screen]:
    """Run the app for somebody on a database."""
    about = Session(database, actor, Whose(actor.person), TODAY, language, today=lambda _: TODAY, drafts=drafts)
    app = CasebookApp(about, keymap or {}, theme)
    async with app.run_test(size=size) as pilot:
        screen = Screen(app, pilot)
        await screen.settled()
        yield screen
