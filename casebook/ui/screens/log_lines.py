"""The lines of the log: what was done when and by whom, and the page of one line."""

from collections.abc import Iterator
from datetime import datetime

from casebook import format as form
from casebook.store.queries import changes
from casebook.store.queries.timeline import Told
from casebook.ui.case_tabs.timeline import told_lines, who
from casebook.ui.desk import Desk
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import EMPTY, Line, labelled
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.windowed_list import Shape

_LABEL = 26


def shape(desk: Desk) -> Shape[Told]:
    """Return the columns of the log."""
    return Shape(
        (
            Column("log.number", 6, lambda row: form.number(row.number, desk.language), right=True, style=_quiet),
            Column("log.at", 14, lambda row: _moment(row, desk), style=_style),
            Column("log.person", 14, lambda row: who(row, desk), share=1, style=_style),
            Column("queue.case", 9, lambda row: row.case_number),
            Column("log.what", 22, lambda row: _what(row, desk), share=4, style=_style),
        ),
        lambda row: row.number,
        "log.empty",
    )


async def read(desk: Desk, row: Told) -> None:
    """Show what a line says changed."""
    found = await desk.read(changes.changes_of, row.number)
    heading = desk.say("timeline_page.heading", number=str(row.number))
    await desk.ask(Reader(desk, heading, [*told_lines(row, found, desk), *_about(row, desk)]))


def _moment(row: Told, desk: Desk) -> str:
    """Return when it was on the clock of whoever looks."""
    moment = datetime.fromisoformat(row.at).astimezone()
    return f"{form.short_day(moment.date(), desk.language, desk.day.year)} {moment:%H:%M}"


def _what(row: Told, desk: Desk) -> str:
    """Return what was done, and what was written with it, on one line."""
    undone = desk.say("timeline_list.undone") if row.undone else ""
    text = f"“{row.text}”" if row.text else ""
    return " · ".join(filter(None, (undone, desk.say(row.code, **row.parameters), text)))


def _about(row: Told, desk: Desk) -> Iterator[Line]:
    """Yield what the story of a case leaves out: the case, the day of the office, and what was taken back."""
    yield EMPTY
    if row.case_number:
        yield labelled(desk.say("queue.case"), row.case_number, _LABEL)
    yield labelled(desk.say("log.office_day"), form.day(row.day, desk.language), _LABEL)
    yield labelled(desk.say("log.step"), str(row.step), _LABEL)
    if row.undoes is not None:
        yield labelled(desk.say("log.undoes"), str(row.undoes), _LABEL)


def _style(row: Told) -> str:
    return "quiet" if row.undone else ""


def _quiet(_: Told) -> str:
    return "quiet"
