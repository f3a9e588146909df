"""Asking for a file: its path, as one types it; what cannot be read is said, and what was typed stays."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.widgets import Input

from casebook import paths
from casebook.errors import InputError
from casebook.jobs import documents, own_folder
from casebook.jobs.documents import Scan
from casebook.store.models.ssh import Refusal
from casebook.ui.desk import Desk
from casebook.ui.dialogs.dialog import Dialog
from casebook.ui.widgets.text_line import TextLine

A = TypeVar("A")

_LONGEST = 4096


class AskPath(Dialog[A]):
    """A line to type a path in; the answer is what `read` makes of the file there, which may raise `InputError`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "key.choose", id="pick.choose", priority=True),
    ]

    line = query_one(Input)

    def __init__(self, desk: Desk, heading: str, read: Callable[[Path], A]) -> None:
        super().__init__(desk, heading)
        self._read = read

    def body(self) -> ComposeResult:
        """Lay out the line."""
        yield TextLine(placeholder=self.desk.say("ask_file.example"), max_length=_LONGEST, select_on_focus=True)

    async def action_choose(self) -> None:
        """Read the file and answer with it, or say why that cannot be."""
        asked = self.line.value.strip()
        try:
            path = own_folder.typed(paths.own_folder(os.environ), asked)
            found = await asyncio.to_thread(self._read, path)
        except InputError as error:
            if error.code == "session.own_folder":
                from casebook.store.perform import record_attempt

                await self.desk.write(record_attempt, self.desk.session.actor, self.desk.day, Refusal.NAME, asked)
            self.desk.tell(self.desk.told(error), trouble=True)
        else:
            self.answer(found)


class AskFile(AskPath[Scan]):
    """Asks for a document; the answer is what was read."""

    def __init__(self, desk: Desk, heading: str) -> None:
        super().__init__(desk, heading, documents.read)
