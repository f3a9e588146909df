"""`casebook export review`: the clocks that expire with what was decided, as things stand or as they were signed."""

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
    from casebook.store.queries.reviews import Scope, SignedReview

REVIEW = "review"
FORMATS = ("csv", "xlsx", "json", "pdf")


def add(subjects: Any, parents: "Sequence[argparse.ArgumentParser]", shared: "Shared", language: str) -> None:
    """Add the command to a parser, with all its texts in `language`."""

    def said(code: str) -> str:
        return say(code, {}, language)

    one = subjects.add_parser(
        REVIEW, help=said("cli.export.review"), description=said("cli.export.review.long"), parents=parents
    )
    one.add_argument("--until", type=shared.day, metavar=said("cli.date"), help=said("cli.export.review.until"))
    one.add_argument(
        "--signed",
        nargs="?",
        const=True,
        type=shared.day,
        metavar=said("cli.date"),
        help=said("cli.export.review.signed"),
    )
    one.add_argument("--format", choices=FORMATS, default="csv", help=said("cli.export.format"))


def pdf(database: "Database", asked: "Asked", day: "date") -> bytes:
    """Return the review that was asked for as a PDF. Raises `InputError` where none was signed."""
    from casebook.jobs import review_sheets

    return review_sheets.review_pdf(database, _scope(database, asked, day), asked.language, _signed(database, asked))


def sheet(database: "Database", asked: "Asked", day: "date") -> "Sheet":
    """Return the review that was asked for as a table. Raises `InputError` where none was signed."""
    from casebook.jobs import review_sheets

    return review_sheets.sheet(database, _scope(database, asked, day), _signed(database, asked))


def _scope(database: "Database", asked: "Asked", day: "date") -> "Scope":
    from casebook.errors import InputError
    from casebook.store.queries import reviews

    until = asked.options.until
    if until is not None and until < day:
        raise InputError("review.past", until=until)
    return reviews.scope(database, day, until)


def _signed(database: "Database", asked: "Asked") -> "SignedReview | None":
    from casebook.errors import InputError
    from casebook.store.queries import reviews

    on = asked.options.signed
    if on is None:
        return None
    for review in reviews.signed(database):
        if on is True or on == review.on_day:
            return review
    raise InputError("review.none_signed")
