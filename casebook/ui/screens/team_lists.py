"""The lists of Team that are not of cases: what waits for approval, and how much everybody has."""

from collections.abc import Callable

from casebook import format as form
from casebook.store.models.people import ApprovalState
from casebook.store.queries.approvals import WaitingRow
from casebook.store.queries.listing import Count
from casebook.store.queries.queue import QueueRow
from casebook.store.queries.team import Figure, LoadRow
from casebook.ui.bands import SIGNS, STYLES
from casebook.ui.desk import Desk
from casebook.ui.screens.today import by, tracks
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.windowed_list import Shape
from casebook.words import say


def approvals_shape(desk: Desk) -> Shape[WaitingRow]:
    """Return the columns of what waits for approval."""
    return Shape(
        (
            Column("approval_list.needed_head", 9, lambda row: _needed(row, desk), style=lambda row: _style(row, desk)),
            Column("approval_list.what", 20, lambda row: say(row.code, row.parameters, desk.language), share=3),
            Column("approval_list.amount", 11, lambda row: _amount(row.cents, desk), right=True),
            Column("approval_list.by_head", 12, lambda row: _asked_by(row, desk), share=1),
            Column("queue.case", 9, lambda row: row.case_number),
            Column("queue.debtor", 12, lambda row: row.name, share=1, spare=1),
            Column("approval_list.reason", 16, lambda row: row.reason, share=2, spare=2, style=lambda _: "quiet"),
        ),
        lambda row: row.approval_id,
        "approval_list.empty",
    )


def cases_shape(desk: Desk) -> Shape[QueueRow]:
    """Return the columns of a list of cases of several people."""
    return Shape(
        (
            Column("", 2, lambda row: SIGNS.get(row.band, ""), style=lambda row: STYLES.get(row.band, "")),
            Column("queue.case", 9, lambda row: row.number),
            Column("queue.debtor", 12, lambda row: row.name, share=2),
            Column("queue.open", 11, lambda row: form.amount(row.open_cents, desk.language), right=True, spare=2),
            Column("queue.on", 9, lambda row: by(row.by_on, desk), style=lambda row: STYLES.get(row.band, "")),
            Column("queue.why", 21, lambda row: say(row.why, row.why_parameters, desk.language), share=3),
            Column("queue.owner", 14, lambda row: row.owner, share=1, style=lambda _: "quiet"),
            Column("queue.tracks", 6, lambda row: tracks(row.tracks), spare=3),
        ),
        lambda row: row.case_id,
        "team.no_cases",
    )


def load_shape(desk: Desk) -> Shape[LoadRow]:
    """Return the columns of how much everybody has."""

    def column(name: str, width: int, of: Callable[[LoadRow], Count], style: str = "") -> Column[LoadRow]:
        def said(row: LoadRow) -> str:
            return number(of(row), desk) if of(row).number else ""

        return Column(name, width, said, right=True, style=lambda _: style)

    return Shape(
        (
            Column("load.who", 18, lambda row: who(row, desk), share=1),
            column("load.open", 8, lambda row: row.open),
            column("load.red", 6, lambda row: row.red, "urgent"),
            column("load.due", 6, lambda row: row.due, "due"),
            column("load.overdue", 8, lambda row: row.overdue),
            Column("load.oldest", 9, lambda row: by(row.oldest_on, desk)),
            column("load.held", 8, lambda row: row.held),
        ),
        lambda row: row.key,
        "load.empty",
    )


async def choose_behind(row: LoadRow, desk: Desk) -> Figure | bool | None:
    """Ask which cases of somebody are to be shown; True for the person himself, None where one turned back."""
    from casebook.ui.dialogs.pick import Pick
    from casebook.ui.widgets.menu import Entry

    letters = {Figure.OPEN: "o", Figure.RED: "r", Figure.DUE: "n", Figure.OVERDUE: "l", Figure.HELD: "s"}
    entries: list[Entry[Figure | bool]] = [
        Entry(figure, letter, f"{number(getattr(row, figure.value), desk):>7}  {desk.say(f'load.behind_{figure}')}")
        for figure, letter in letters.items()
    ]
    if row.person_id is not None:
        entries.append(Entry(True, "p", desk.say("load.person")))
    return await desk.ask(Pick(desk, who(row, desk), entries))


def number(found: Count, desk: Desk) -> str:
    """Return a count, with a + where there are more."""
    return form.number(found.number, desk.language) + ("+" if found.more else "")


def who(row: LoadRow, desk: Desk) -> str:
    """Return whose a row of how much everybody has is."""
    if row.team_id is not None:
        return desk.say("hand_over.team", name=row.name)
    return row.name or desk.say("load.in_no_team")


def _asked_by(row: WaitingRow, desk: Desk) -> str:
    if row.on_behalf_of is None:
        return row.asked_by
    return desk.say("timeline_list.for", person=row.asked_by, other=row.on_behalf_of)


def _amount(cents: int | None, desk: Desk) -> str:
    return "" if cents is None else form.amount(cents, desk.language)


def _needed(row: WaitingRow, desk: Desk) -> str:
    """Return the day by which it is needed; what is overdue can only be refused, or withdrawn and asked anew."""
    if row.state is not ApprovalState.ASKED:
        return desk.say(f"word.approval_{row.state}")
    return desk.say("approval_list.late") if _is_late(row, desk) else by(row.needed_by, desk)


def _style(row: WaitingRow, desk: Desk) -> str:
    return "urgent" if _is_late(row, desk) else "due" if row.needed_by == desk.day else ""


def _is_late(row: WaitingRow, desk: Desk) -> bool:
    asked = row.state is ApprovalState.ASKED
    return asked and row.needed_by is not None and row.needed_by < desk.day
