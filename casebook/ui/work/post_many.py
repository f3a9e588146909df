"""Marked items of the in-tray: all to one case, or none of them for us; asked once, done as one step."""

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from casebook.store.actions.post import FilePost, PostNotOurs
from casebook.store.queries import case
from casebook.store.queries.in_tray import PostRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.find import find_case
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import EMPTY, Line, Span, line
from casebook.ui.widgets.fields import TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.bulk import CountField
from casebook.ui.work.one_step import OneStep
from casebook.ui.work.post_lines import sender, subject

_NAMED = 6
_ANOTHER = 0


class OnItems(NamedTuple):
    """What became of work on marked items: those that it was refused for, and what is said of the others."""

    left: Collection[int]
    said: str


async def file_all(desk: Desk, rows: Sequence[PostRow]) -> OnItems | None:
    """Ask for the case that items are for, and file them all there; None where one turned back."""
    heading = desk.say("in_tray.which_case_many", count=len(rows))
    case_id = await _ask_case(desk, rows, heading)
    to = None if case_id is None else await desk.read(case.card, case_id)
    if to is None:
        return None
    where = line(Span(f"→ {to.number} {clean_line(to.name)}", "strong"), hang=2)
    return await _done(
        desk, rows, heading, [], lambda row: FilePost(row.item_id, row.version, to.case_id), above=[where]
    )


async def none_ours(desk: Desk, rows: Sequence[PostRow]) -> OnItems | None:
    """Ask why items are not for us, and put them all aside; None where one turned back."""
    reason = TextField(desk.say("money.reason"), required=True)
    heading = desk.say("in_tray.not_ours_many", count=len(rows))
    return await _done(desk, rows, heading, [reason], lambda row: PostNotOurs(row.item_id, row.version, reason.value))


async def _ask_case(desk: Desk, rows: Sequence[PostRow], heading: str) -> int | None:
    """Ask for a case, those that the items are most likely for in front."""
    likely = {row.case_id: f"{clean_line(row.number)} {clean_line(row.debtor)}" for row in rows if row.case_id}
    if likely:
        entries = [Entry(case_id, "", told) for case_id, told in likely.items()]
        entries.append(Entry(_ANOTHER, "", desk.say("bank_form.another_case")))
        chosen = await desk.ask(Pick(desk, heading, entries, search=True))
        if chosen != _ANOTHER:
            return chosen
    return await find_case(desk, heading)


async def _done(  # noqa: PLR0913 what is asked, of which items, and what is shown above it
    desk: Desk,
    rows: Sequence[PostRow],
    heading: str,
    fields: Sequence[TextField],
    made: Callable[[PostRow], object],
    *,
    above: Sequence[Line] = (),
) -> OnItems | None:
    step = OneStep(desk)
    form = Form(
        desk,
        heading,
        [*fields, CountField(desk, len(rows), "in_tray.other_count")],
        lambda: tuple(made(row) for row in rows),
        about=[*_named(desk, rows), *above, EMPTY],
        act=step.act,
    )
    if await desk.ask(form) is None:
        return None
    refused = step.refused(rows)
    if refused:
        told = [line(f"{_title(row, desk)}  ", Span(desk.told(error), "due"), hang=4) for row, error in refused]
        await desk.ask(Reader(desk, desk.say("in_tray.refused_heading", count=len(refused)), told))
    left = {row.item_id for row, _ in refused}
    return OnItems(left, desk.say("in_tray.saved_many", count=len(rows) - len(left)))


def _named(desk: Desk, rows: Sequence[PostRow]) -> list[Line]:
    lines = [line("· ", _title(row, desk), hang=2) for row in rows[:_NAMED]]
    more = len(rows) - len(lines)
    return [*lines, line("  ", Span(desk.say("in_tray.more_items", count=more), "quiet"))] if more > 0 else lines


def _title(row: PostRow, desk: Desk) -> str:
    return f"{sender(row, desk)} · {subject(row)}"
