"""Exporting a list: all its rows, as it is shown now, to a file in the person's own folder."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from casebook import paths
from casebook.domain.reading import ReadKind
from casebook.jobs.lists.exported import Exported
from casebook.store.database import Database
from casebook.store.queries.queue import Whose
from casebook.store.readings import Read
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry

_CALENDAR = "ics"
_LETTERS = {"csv": "c", "xlsx": "x", "json": "j", _CALENDAR: "i"}


async def export(desk: Desk, place: str, exported: Exported | None, whose: Whose | None = None) -> None:
    """Ask for a format and write the list of a place; where it is that of the work of `whose`, also as a calendar."""
    if exported is None:
        desk.tell(desk.say("list_export.none"), trouble=True)
        return
    heading, about = desk.say("list_export.heading"), desk.say("list_export.about")
    form = await desk.ask(Pick(desk, heading, list(_entries(desk, whose)), about=about))
    if form is None:
        return
    written = _calendar(desk, whose) if form == _CALENDAR and whose is not None else _list(desk, place, exported, form)
    path = await desk.meanwhile(desk.say("list_export.being_written"), desk.read(written))
    desk.tell(desk.say("export.written", file=str(path)))


def _entries(desk: Desk, whose: Whose | None) -> Iterator[Entry[str]]:
    for form, letter in _LETTERS.items():
        if form != _CALENDAR or whose is not None:
            yield Entry(form, letter, desk.say(f"list_export.{form}"))


def _list(desk: Desk, place: str, exported: Exported, form: str) -> Callable[[Database], Path]:
    stem = f"{desk.say(place).lower()}_{desk.day.isoformat()}"

    def written(database: Database) -> Path:
        # What only who writes a file needs, and takes long to load.
        from casebook.jobs.exports import stream_new
        from casebook.jobs.lists.catalogue import is_personal
        from casebook.jobs.lists.written import Format, Wanted, write

        folder, wanted = paths.exports(os.environ), Wanted(Format(form), desk.language)
        if is_personal(exported.name):
            desk.saw(Read(ReadKind.EXPORT))
        return stream_new(folder, stem, f".{form}", lambda file: write(database, exported, wanted, file))

    return written


def _calendar(desk: Desk, whose: Whose) -> Callable[[Database], Path]:
    stem = f"{desk.say('calendar.file')}_{desk.day.isoformat()}"

    def written(database: Database) -> Path:
        from casebook.jobs import calendar
        from casebook.jobs.exports import copy_new

        name = calendar.named(database, whose, desk.day, desk.language)
        made = calendar.ics(database, calendar.Calendar(whose, name, desk.day, desk.language))
        return copy_new(paths.exports(os.environ), stem, f".{_CALENDAR}", made)

    return written
