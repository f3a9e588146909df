"""`casebook export comparison`: agencies, routes or the arms of a batch, compared on claims that are alike."""

import sys
from typing import TYPE_CHECKING, Any

from casebook.words import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date

    from casebook.cli.opening import Asked
    from casebook.domain.comparison.choice import Choice
    from casebook.store.database import Database

COMPARISON = "comparison"
# As `domain.comparison` and `jobs.comparison` have them, which are not read in for a parser.
BY = ("agency", "route", "arm")
WHAT = ("groups", "strata", "cases")
DAYS = (90, 180, 365)
ALIKE = ("all", "not_kind", "size_debtor", "size", "nothing")
FORMATS = ("csv", "xlsx", "pdf", "json")


def add(subjects: Any, parents: "Sequence[argparse.ArgumentParser]", language: str) -> None:
    """Add the command to a parser, with all its texts in `language`."""

    def said(code: str) -> str:
        return say(code, {}, language)

    one = subjects.add_parser(
        COMPARISON,
        help=said("cli.export.comparison"),
        description=said("cli.export.comparison.long"),
        parents=parents,
    )
    one.add_argument("--by", choices=BY, default="agency", help=said("cli.comparison.by"))
    one.add_argument("--what", choices=WHAT, default="groups", help=said("cli.comparison.what"))
    one.add_argument("--days", type=int, choices=DAYS, default=180, help=said("cli.comparison.days"))
    one.add_argument("--alike", choices=ALIKE, default="all", help=said("cli.comparison.alike"))
    one.add_argument("--batch", metavar=said("cli.name"), help=said("cli.comparison.batch"))
    one.add_argument("--format", choices=FORMATS, default="csv", help=said("cli.export.format"))


def content(database: "Database", asked: "Asked", day: "date") -> bytes:
    """Return the comparison that was asked for. Raises `InputError` for a batch that there is not."""
    from casebook.errors import InputError
    from casebook.jobs.comparison.written import Part, written
    from casebook.store.queries.comparison import comparison

    options = asked.options
    if options.format in ("pdf", "xlsx") and sys.stdout.isatty():
        raise InputError("export.no_terminal")
    found = comparison(database, _choice(database, options), day)
    return written(database, found, Part(options.what), options.format, asked.language)


def _choice(database: "Database", options: "argparse.Namespace") -> "Choice":
    from casebook.domain.comparison.choice import By, Choice
    from casebook.domain.comparison.strata import Alike
    from casebook.errors import InputError
    from casebook.store.queries.comparison import batches

    choice = Choice(By(options.by), options.days, Alike(options.alike))
    if options.batch is None:
        return choice
    known = {one.name: one.id for one in batches(database)}
    if options.batch not in known:
        raise InputError("comparison.no_such_batch", given=options.batch, choices=sorted(known))
    return choice._replace(by=By.ARM, batch_id=known[options.batch])
