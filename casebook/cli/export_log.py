"""`casebook export log`: the lines of the log with their hashes, for an auditor."""

from typing import TYPE_CHECKING, Any

from casebook.words import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date

    from casebook.cli.office_arguments import Shared
    from casebook.cli.opening import Asked
    from casebook.jobs.sheets import Sheet
    from casebook.store.database import Database

LOG = "log"
_TABLES = ("csv", "xlsx", "json")


def add(subjects: Any, parents: "Sequence[argparse.ArgumentParser]", shared: "Shared", language: str) -> None:
    """Add the command to a parser, with all its texts in `language`."""

    def said(code: str) -> str:
        return say(code, {}, language)

    about = said("cli.export.log")
    lines = subjects.add_parser(LOG, help=about, description=said("cli.export.log.long"), parents=parents)
    first, last = said("cli.export.log.from"), said("cli.export.log.until")
    lines.add_argument("--from", dest="since", type=shared.day, metavar=said("cli.date"), help=first)
    lines.add_argument("--until", type=shared.day, metavar=said("cli.date"), help=last)
    lines.add_argument("--format", choices=_TABLES, default="csv", help=said("cli.export.format"))


def sheet(database: "Database", asked: "Asked", until: "date") -> "Sheet":
    """Return the lines from the day that was asked for, else from the first, up to and including another."""
    from datetime import date

    from casebook.jobs import log_sheet

    return log_sheet.sheet(database, asked.options.since or date.min, until)
