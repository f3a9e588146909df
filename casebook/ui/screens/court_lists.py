"""The lists of titles and of the days of proceedings, in the place of agencies and court."""

from collections.abc import Sequence
from datetime import date

from casebook import format as form
from casebook.store.queries import court
from casebook.store.queries.court_lists import CourtDayRow, TitleListRow
from casebook.ui.case_tabs.court_lines import page_lines
from casebook.ui.desk import Desk
from casebook.ui.prose import Line
from casebook.ui.screens.today import by
from casebook.ui.widgets.columns import Column


def titles(desk: Desk) -> Sequence[Column[TitleListRow]]:
    """Return the columns of the list of titles."""

    def style(row: TitleListRow) -> str:
        return _late(row, desk.day)

    return (
        Column("", 1, lambda row: "!" if style(row) else "", style=style),
        Column("court_list.given", 9, lambda row: by(row.given_on, desk), spare=2),
        Column("queue.case", 9, lambda row: row.number),
        Column("court_list.against", 14, lambda row: row.against, share=2),
        Column("court_list.kind", 13, lambda row: desk.say(f"word.title_kind_{row.kind}"), share=1, spare=3),
        Column("court_list.stage", 14, lambda row: desk.say(f"word.title_stage_{row.stage}")),
        Column("court_list.open", 11, lambda row: form.amount(row.open, desk.language), right=True, spare=1),
        Column("court_list.due", 9, lambda row: by(row.due.on, desk) if row.due else "", style=style),
        Column("court_list.what", 21, lambda row: _what(row, desk), share=2),
        Column("court_list.number", 14, lambda row: row.title_number, share=1, spare=4),
    )


def days(desk: Desk) -> Sequence[Column[CourtDayRow]]:
    """Return the columns of the list of proceedings, by the day that is due next."""

    def style(row: CourtDayRow) -> str:
        return _late(row, desk.day)

    return (
        Column("", 1, lambda row: "!" if style(row) else "", style=style),
        Column("court_list.due", 9, lambda row: by(row.due.on, desk) if row.due else "", style=style),
        Column("court_list.what", 16, lambda row: _what(row, desk), share=2),
        Column("queue.case", 9, lambda row: row.number),
        Column("queue.debtor", 14, lambda row: row.name, share=2),
        Column("court_list.proceeding", 18, lambda row: desk.say(f"word.proceeding_{row.kind}")),
        Column("court_list.stage", 14, lambda row: desk.say(f"word.proceeding_stage_{row.stage}"), spare=1),
        Column("court_list.court", 14, lambda row: row.court, share=1, spare=2),
        Column("court_list.number", 14, lambda row: row.court_number, share=1, spare=3),
    )


async def beside(desk: Desk, row: TitleListRow | CourtDayRow) -> Sequence[Line]:
    """Return what a row is of, and behind it all else that is before a court in its case."""
    page = await desk.read(court.of_case, row.case_id, desk.day)
    if isinstance(row, CourtDayRow):
        return page_lines(page, desk, first=row.id)
    titles = tuple(sorted(page.titles, key=lambda card: card.recorded.row.id != row.id))
    return page_lines(page._replace(titles=titles), desk)


def _what(row: TitleListRow | CourtDayRow, desk: Desk) -> str:
    return desk.say(f"word.court_due_{row.due.kind}") if row.due else ""


def _late(row: TitleListRow | CourtDayRow, day: date) -> str:
    return "due" if row.due is not None and row.due.on <= day else ""
