"""Who works here: name, login, roles and teams, also of those who left."""

from casebook.store.queries import people
from casebook.store.queries.people import PersonRow
from casebook.store.queries.whole import Whole
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.windowed_list import Shape


def persons(desk: Desk) -> Whole[PersonRow]:
    """Return the people of the office."""
    return Whole(lambda database: people.persons(database, desk.day), lambda row: (row.person_id,))


def shape(desk: Desk) -> Shape[PersonRow]:
    """Return the columns of the people."""

    def gone(row: PersonRow) -> bool:
        return row.inactive_since is not None and row.inactive_since <= desk.day

    def does(row: PersonRow) -> str:
        if row.inactive_since is not None:
            return desk.say("log.inactive", on=row.inactive_since)
        return ", ".join(desk.say(f"word.{role}") for role in row.roles)

    def style(row: PersonRow) -> str:
        return "quiet" if gone(row) else ""

    def doing(row: PersonRow) -> str:
        return "due" if row.inactive_since is not None and not gone(row) else style(row)

    return Shape(
        (
            Column("log.name", 16, lambda row: row.name, share=1, style=style),
            Column("log.login", 10, lambda row: row.login, style=style),
            Column("log.roles", 28, does, share=1, style=doing),
            Column("log.teams", 14, lambda row: ", ".join(map(clean_line, row.teams)), share=1, style=style),
        ),
        lambda row: row.person_id,
        "log.empty_people",
    )
