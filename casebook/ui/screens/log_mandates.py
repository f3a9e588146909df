"""The list of mandates: what holds today for each act and role, on whose word, since when, and what is to come."""

from casebook.jobs.mandate_words import limit_said
from casebook.store.database import Database
from casebook.store.queries import mandates
from casebook.store.queries.mandates import MandateLine
from casebook.store.queries.whole import Whole
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import day, day_width
from casebook.ui.desk import Desk
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.windowed_list import Shape


def lines(desk: Desk) -> Whole[MandateLine]:
    """Return what holds and what is to come."""

    def read(database: Database) -> list[MandateLine]:
        return mandates.holding(database, desk.day)

    return Whole(read, lambda row: row.key)


def shape(desk: Desk) -> Shape[MandateLine]:
    """Return the columns of mandates."""

    def source(row: MandateLine) -> str:
        if row.is_coming:
            return desk.say("mandates.is_coming")
        return desk.say("mandates.house" if row.own is None else "mandates.own")

    def style(row: MandateLine) -> str:
        return "due" if row.is_coming else "quiet" if row.own is None else ""

    return Shape(
        (
            Column("mandates.act", 18, lambda row: desk.say(f"word.act_{row.act}"), share=1),
            Column("mandates.role", 11, lambda row: desk.say(f"word.{row.role}")),
            Column("mandates.limit", 16, lambda row: limit_said(row.act, row.limit, desk.language), share=2),
            Column("mandates.of_creditor", 8, lambda row: clean_line(row.creditor), spare=1),
            Column("mandates.source", 9, source, style=style),
            Column("mandates.since", day_width(desk), lambda row: day(row.since, desk)),
        ),
        lambda row: row.key,
        "mandates.empty",
    )
