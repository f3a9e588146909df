"""`casebook export deadlines`: what has a day in somebody's cases or a team's, as a calendar or as a table."""

from typing import TYPE_CHECKING, Any

from casebook.words import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date

    from casebook.cli.opening import Asked
    from casebook.jobs.calendar import Calendar
    from casebook.store.database import Database
    from casebook.store.transaction import Actor

DEADLINES = "deadlines"
ICS = "ics"
FORMATS = (ICS, "csv", "xlsx", "json")


def add(subjects: Any, parents: "Sequence[argparse.ArgumentParser]", language: str) -> None:
    """Add the command to a parser, with all its texts in `language`."""

    def said(code: str) -> str:
        return say(code, {}, language)

    about = said("cli.export.deadlines")
    one = subjects.add_parser(DEADLINES, help=about, description=said("cli.export.deadlines.long"), parents=parents)
    of = one.add_mutually_exclusive_group()
    of.add_argument("--person", metavar=said("cli.login"), help=said("cli.export.deadlines.person"))
    of.add_argument("--team", metavar=said("cli.name"), help=said("cli.export.deadlines.team"))
    one.add_argument("--names", action="store_true", help=said("cli.export.deadlines.names"))
    one.add_argument("--format", choices=FORMATS, default=ICS, help=said("cli.export.format"))


def calendar(database: "Database", asked: "Asked", actor: "Actor", day: "date") -> "Calendar":
    """Return whose deadlines were asked for: without an option one's own. Raises `InputError`."""
    from casebook.cli.export_lists import whose
    from casebook.jobs.calendar import Calendar, named
    from casebook.store.queries.queue import Whose

    options = asked.options
    is_own = options.person is None and options.team is None
    of = Whose(actor.person) if is_own else whose(database, asked, actor, day)
    return Calendar(of, named(database, of, day, asked.language), day, asked.language, options.names)
