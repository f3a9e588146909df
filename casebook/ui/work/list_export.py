"""Exporting a list: all its rows, as it is shown now, to a file in the person's own folder."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from casebook import paths
from casebook.store.database import Database
from casebook.store.models.trust import ReadKind
from casebook.store.queries.queue import Whose
from casebook.store.readings import Read
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry

if TYPE_CHECKING:
    from casebook.jobs.lists.written import Exported

_CALENDAR = "ics"
_LETTERS = {"csv": "c", "xlsx": "x", "json": "j", _CALENDAR: "i"}


async def export(desk: Desk, exported: "Exported | None", whose: Whose | None = None) -> None:
    """Ask for a format and write a list; where it is that of the work of `whose`, also as a calendar."""
    if exported is None:
        desk.tell(desk.say("list_export.none"), trouble=True)
        return
    heading, about = desk.say("list_export.heading"), desk.say("list_export.about")
    form = await desk.ask(Pick(desk, heading, list(_entries(desk, whose)), about=about))
    if form is None:
        return
    written = _calendar(desk, whose) if form == _CALENDAR and whose is not None else _list(desk, exported, form)
    path = await desk.meanwhile(desk.say("list_export.being_written"), desk.read(written))
    desk.tell(desk.say("export.written", file=str(path)))


def _entries(desk: Desk, whose: Whose | None) -> Iterator[Entry[str]]:
    for form, letter in _LETTERS.items():
        if form != _CALENDAR or whose is not None:
            yield Entry(form, letter, desk.say(f"list_export.{form}"))
