"""A case of one debtor on the screen, with the menu of its money or a form from it open."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

from textual.events import Key, Paste
from textual.keys import _character_to_key
from textual.widgets import Input

from casebook.store.queries import case
from casebook.ui.dialogs.form import Form
from casebook.ui.widgets.fields import Field
from casebook.ui.work.money import money
from tests.store.actions.desk import Desk
from tests.ui.screen import USUAL, Screen, session

DUE_BEFORE = date(2026, 8, 1)
_FRAMED = re.compile("│(.*)│")


class MoneyScreen(Screen):
    """A screen on which the money of a case is worked on."""

    case_id: int

    async def open(self, key: str = "") -> None:
        """Open the menu, and choose from it by a key."""
        desk = self.app.desk

        async def steps() -> None:
            card = await desk.read(case.card, self.case_id)
            assert card is not None
            await money(desk, card)

        desk.flow(steps())
        await self.settled()
        if key:
            await self.press(key)

    async def press(self, *keys: str) -> None:
        """Press keys at once, and wait until all they do is done and shown."""
        for key in keys:
            one = Key(_character_to_key(key), key) if len(key) == 1 else Key(key, None)
            self.app.post_message(one)
        await self.settled()

    async def fill(self, *texts: str) -> None:
        """Fill in one field after the other, from the one that has the focus; nothing leaves a field as it is."""
        for text in texts:
            if isinstance(self.app.screen.focused, Input):
                self.app.post_message(Paste(text))
                await self.settled()
            else:
                await self.type(text)
            await self.press("tab")

    async def to(self, label: str) -> None:
        """Go on to the field with a label."""
        for _ in range(40):
            focused = self.app.screen.focused
            assert focused is not None
            fields = (one for one in focused.ancestors if isinstance(one, Field))
            if next(fields).label == label:
                return
            await self.press("tab")
        raise AssertionError(f"no field {label}")

    def shows(self, *texts: str) -> bool:
        """Say whether all texts are in what is on top, wherever their lines are broken."""
        framed = [found[1] for found in map(_FRAMED.search, self.lines) if found] or self.lines
        shown = " ".join(" ".join(framed).split())
        return all(" ".join(text.split()) in shown for text in texts)

    async def look(self) -> None:
        """Show what would be done, as the form does when nobody types."""
        form = self.app.screen
        assert isinstance(form, Form)
        form._rested()
        await self.settled()


@asynccontextmanager
async def money_screen(
    desk: Desk, *, size: tuple[int, int] = USUAL, language: str = "nl"
) -> AsyncIterator[MoneyScreen]:
    """Run the app for somebody who works on the case of a desk."""
    async with session(desk.database, desk.actor, size=size, language=language) as screen:
        found = MoneyScreen(screen.app, screen.pilot)
        found.case_id = desk.case
        yield found
