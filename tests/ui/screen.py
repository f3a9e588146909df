"""A session of the app at a size, driven by keys, and looked at as text."""

import asyncio
import os
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from difflib import unified_diff
from pathlib import Path
from unittest.mock import patch

from textual import events
from textual._context import visible_screen_stack
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot

from casebook.settings import Settings
from casebook.store.database import Database
from casebook.store.queries.queue import Whose
from casebook.store.transaction import Actor
from casebook.ui import news
from casebook.ui.app import CasebookApp
from casebook.ui.desk import Session
from casebook.ui.dialogs import form
from casebook.ui.drafts import Drafts
from casebook.ui.widgets import windowed_list
from tests.databases import TODAY
from tests.rest import comes_to_rest, resting

SMALL, USUAL = (80, 24), (120, 40)
# In seconds: longer than this nothing takes, unless the app came to a stop.
_LONGEST = 20
# In seconds: what a clock begins it never begins while a test runs. A test says when a person rests.
_NEVER = 86_400.0
PICTURES = Path(__file__).parent / "pictures"


class Screen:
    """The screen of a running app."""

    def __init__(self, app: CasebookApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys, each when all that the one before does is done and shown."""
        for key in keys:
            self.app.post_message(pressed(key))
            await self.settled()

    async def type(self, text: str) -> None:
        """Type a text, a key for each letter."""
        await self.press(*text)

    async def settled(self) -> None:
        """Wait until nothing is under way, in whatever order it arrives, and all of it is shown."""
        try:
            await asyncio.wait_for(comes_to_rest(self.app), _LONGEST)
        except TimeoutError:
            raise AssertionError(f"it never ends: {', '.join(self.app.under_way)}\n{self.text}") from None
        if self.app.fault is not None:
            raise self.app.fault

    @property
    def lines(self) -> list[str]:
        """What the screen shows, without the room at the end of lines."""
        # Else what is not kept from the last painting is painted without what shines through from below.
        visible_screen_stack.set(self.app._background_screens)
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        """What the screen shows."""
        return "\n".join(self.lines)

    def shows(self, *texts: str) -> bool:
        """Say whether all texts are on the screen."""
        shown = self.text
        return all(text in shown for text in texts)

    async def rests(self) -> None:
        """Let the person rest: what follows that is shown too."""
        await self.settled()
        for one in resting(self.app):
            one._rested()
        await self.settled()

    async def is_as(self, name: str) -> None:
        """Compare the screen with the picture of a name; with PICTURES=new in the environment, take it anew."""
        await self.rests()
        self.is_now_as(name)

    def is_now_as(self, name: str) -> None:
        """Compare what is shown with the picture of a name, whatever is still under way."""
        file, shown = PICTURES / f"{name}.txt", self.text + "\n"
        if os.environ.get("PICTURES") == "new":
            file.write_text(shown, "utf-8")
        picture = file.read_text("utf-8")
        differs = unified_diff(picture.splitlines(), shown.splitlines(), "the picture", "the screen", lineterm="", n=1)
        assert shown == picture, f"{name} is not as it was:\n" + "\n".join(differs)


def pressed(key: str) -> events.Key:
    """Return what a terminal tells of a key that is named, or of the one that gives a character."""
    name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
    character = key if len(key) == 1 else None
    with suppress(KeyError):
        character = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name)))
    return events.Key(name, character)


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
    settings: Settings | None = None,
) -> AsyncIterator[Screen]:
    """Run the app for somebody on a database."""
    about = Session(
        database, actor, Whose(actor.person), TODAY, language, today=lambda _: TODAY, drafts=drafts, settings=settings
    )
    app = CasebookApp(about, keymap or {}, theme)
    with (
        patch.object(windowed_list, "REST", _NEVER),
        patch.object(form, "_REST", _NEVER),
        patch.object(news, "EVERY", _NEVER),
    ):
        async with app.run_test(size=size) as pilot:
            screen = Screen(app, pilot)
            await screen.settled()
            yield screen
