"""How the differences between the lists of agencies and ours look in a list, and what is told beside one."""

from collections.abc import Sequence

from casebook import format as form
from casebook.domain.money import Cents
from casebook.domain.placements.inventory import DifferenceKind
from casebook.store.queries import agency_differences
from casebook.store.queries.agency_differences import DifferenceRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.columns import Column
from casebook.ui.work.agency_differences import difference_lines


def columns(desk: Desk) -> Sequence[Column[DifferenceRow]]:
    """Return the columns of the list."""

    def amount(cents: Cents | None) -> str:
        return "" if cents is None else form.amount(cents, desk.language)

    def what(row: DifferenceRow) -> str:
        said = desk.say(f"word.difference_{row.kind}")
        of_state = row.kind is DifferenceKind.STATE and row.state is not None
        return f"{said}: {desk.say(f'word.their_state_{row.state}')}" if of_state else said

    def asked(row: DifferenceRow) -> str:
        return "" if row.asked_on is None else form.day(row.asked_on, desk.language)

    return (
        Column("agency_differences.number", 9, lambda row: row.number or row.reference),
        Column("queue.debtor", 12, lambda row: clean_line(row.name), share=2),
        Column("agency_differences.agency", 12, lambda row: clean_line(row.agency), share=1, spare=1),
        Column("agency_differences.what", 17, what, share=1),
        Column("agency_differences.ours", 11, lambda row: amount(row.ours), right=True),
        Column("agency_differences.theirs", 11, lambda row: amount(row.theirs), right=True),
        Column("agency_differences.asked_on", 10, asked, spare=2, style=lambda _: "quiet"),
        Column("agency_differences.reference", 10, lambda row: row.reference, share=1, spare=3),
    )


async def beside(desk: Desk, row: DifferenceRow) -> Sequence[Line]:
    """Return what a difference is, and how the list it is of came out."""
    lists = [one for one in await desk.read(agency_differences.last_lists) if one.agency_id == row.agency_id]
    how = line(Span(desk.say("agency_differences.how"), "quiet"), hang=2)
    lines = [*difference_lines(row, desk), how]
    for one in lists:
        told = {"agency": one.agency, "on": one.on_day, "ours": one.ours, "theirs": one.theirs, "matched": one.matched}
        said = desk.say("agency_differences.list", **told, open=one.open, resolved=one.resolved)
        lines.append(line(Span(said, "quiet"), hang=2))
        if one.unread:
            lines.append(line(Span(desk.say("agency_differences.unread", count=one.unread), "due"), hang=2))
    return lines
