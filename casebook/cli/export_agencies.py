"""`casebook export placements-money`: what became of all that was placed with agencies, to the cent, with its fees."""

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

PLACEMENTS_MONEY = "placements-money"
_FORMATS = ("csv", "xlsx", "json")


def add(subjects: Any, parents: "Sequence[argparse.ArgumentParser]", shared: "Shared", language: str) -> None:
    """Add the command to a parser, with all its texts in `language`."""

    def said(code: str) -> str:
        return say(code, {}, language)

    one = subjects.add_parser(
        PLACEMENTS_MONEY,
        help=said("cli.export.placements_money"),
        description=said("cli.export.placements_money.long"),
        parents=parents,
    )
    one.add_argument("--agency", metavar=said("cli.name"), help=said("cli.import.agency"))
    one.add_argument("--on", type=shared.day, metavar=said("cli.date"), help=said("cli.export.on"))
    one.add_argument("--format", choices=_FORMATS, default="csv", help=said("cli.export.format"))


def sheet(database: "Database", asked: "Asked", on: "date") -> "Sheet":
    """Return the table that was asked for, as of a day. Raises `InputError` for an agency that there is not."""
    from casebook.jobs import agency_sheets
    from casebook.store import agency_runs

    named = asked.options.agency
    agency_id = None if named is None else agency_runs.find_agency(database, named).id
    return agency_sheets.sheet(database, on, agency_id)
