"""Who read what, and whose term of keeping is over, as lists of the log and the rules."""

from datetime import datetime

from casebook import format as form
from casebook.store import retention
from casebook.store.models.people import Role
from casebook.store.queries import readings
from casebook.store.queries.listing import Listing
from casebook.store.queries.readings import ReadRow
from casebook.store.queries.whole import Whole
from casebook.store.retention import TermOver
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import day, day_width
from casebook.ui.desk import Desk
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.windowed_list import Shape


def read_shape(desk: Desk) -> Shape[ReadRow]:
    """Return the columns of who read what."""
    code = "read_log.empty" if may_read(desk) else "read_log.not_yours"
    return Shape(
        (
            Column("log.at", 14, lambda row: _moment(row, desk)),
            Column("log.person", 14, lambda row: row.person or "", share=1),
            Column("read_log.what", 14, lambda row: desk.say(f"word.{row.kind}"), share=1),
            Column("queue.case", 9, lambda row: row.case_number or ""),
            Column("queue.debtor", 14, lambda row: row.name or "", share=2),
            Column("read_log.document", 12, lambda row: row.document or "", share=2, spare=1, style=lambda _: "quiet"),
        ),
        lambda row: row.number,
        code,
    )


def read_lines(desk: Desk) -> Listing[ReadRow] | Whole[ReadRow]:
    """Return who read what, the newest first: nothing but for an administrator."""
    return readings.lines() if may_read(desk) else Whole(lambda _: [], lambda row: row.key)


def may_read(desk: Desk) -> bool:
    """Tell whether who looks may see who read what."""
    return Role.ADMINISTRATOR in desk.session.actor.roles


def kept_shape(desk: Desk) -> Shape[TermOver]:
    """Return the columns of whose term of keeping is over."""
    width = day_width(desk)
    return Shape(
        (
            Column("queue.debtor", 18, lambda row: clean_line(row.name), share=2),
            Column("kept.cases", 12, lambda row: ", ".join(row.cases), share=1),
            Column("kept.closed", width, lambda row: day(row.closed_on, desk)),
            Column("kept.due_since", width, lambda row: day(row.since_on, desk)),
            Column("kept.standing", 12, lambda row: "" if row.mark is None else desk.say("kept.marked")),
        ),
        lambda row: row.party_id,
        "kept.empty",
    )


def kept_lines(desk: Desk) -> Whole[TermOver]:
    """Return whose term of keeping is over, those that were closed first in front."""
    return Whole(lambda database: list(retention.due(database, desk.day)), lambda row: (row.closed_on, row.party_id))


def _moment(row: ReadRow, desk: Desk) -> str:
    moment = datetime.fromisoformat(row.at).astimezone()
    return f"{form.short_day(moment.date(), desk.language, desk.day.year)} {moment:%H:%M}"
