"""`casebook export`: a list or a statement for another program, on standard output."""

import sys
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING, Any

from casebook.words import say

if TYPE_CHECKING:
    from casebook.cli.office_arguments import Shared
    from casebook.cli.opening import Asked
    from casebook.store.database import Database

FORMATS = ("csv",)


def add(commands: Any, shared: "Shared", language: str) -> None:
    """Add the command to a parser, with all its texts in `language`."""

    def said(code: str) -> str:
        return say(code, {}, language)

    about, parents = said("cli.export"), [shared.everywhere, shared.here]
    export = commands.add_parser("export", help=about, description=said("cli.export.long"), parents=parents)
    subjects = export.add_subparsers(dest="subject", metavar=said("cli.subject"), required=True)
    statement = subjects.add_parser(
        "statement",
        help=said("cli.export.statement"),
        description=said("cli.export.statement.long"),
        parents=parents,
    )
    statement.add_argument("case", metavar=said("cli.case"), help=said("cli.export.case"))
    statement.add_argument("--on", type=shared.day, metavar=said("cli.date"), help=said("cli.export.on"))
    statement.add_argument("--format", choices=FORMATS, default="csv", help=said("cli.export.format"))


def run(asked: "Asked") -> int:
    """Write what was asked for; returns the exit status 0, raises `CasebookError`."""
    from casebook.cli.opening import login, opened
    from casebook.store.people import actor_for, today

    with opened(asked.address) as database:
        day = today(database)
        # Who works here may read; anybody else is told.
        actor_for(database, login(), day)
        sheet = _statement(database, asked, asked.options.on or day)
    # A spreadsheet knows the letters by the mark in front; on a terminal there is none.
    sys.stdout.buffer.write(sheet.encode("utf-8" if sys.stdout.isatty() else "utf-8-sig"))
    return 0


def _statement(database: "Database", asked: "Asked", day: date) -> str:
    from casebook.errors import InputError
    from casebook.jobs.statement import write_csv
    from casebook.store.queries.case import case_of
    from casebook.store.queries.statement import statement

    number = asked.options.case
    case_id = case_of(database, number)
    found = None if case_id is None else statement(database, case_id, day)
    if found is None:
        raise InputError("export.no_case", number=number)
    file = StringIO(newline="")
    write_csv(found, asked.language, file)
    return file.getvalue()
