"""`casebook export vat`: the returns of VAT on bad debts, or all that goes into one with what it rests on."""

from typing import TYPE_CHECKING, Any

from casebook.words import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date

    from casebook.cli.office_arguments import Shared
    from casebook.cli.opening import Asked
    from casebook.store.database import Database
    from casebook.store.transaction import Actor

VAT = "vat"
FORMATS = ("csv", "xlsx", "pdf", "json")


def add(subjects: Any, parents: "Sequence[argparse.ArgumentParser]", shared: "Shared", language: str) -> None:
    """Add the command to a parser, with all its texts in `language`."""

    def said(code: str) -> str:
        return say(code, {}, language)

    one = subjects.add_parser(
        VAT, help=said("cli.export.vat"), description=said("cli.export.vat.long"), parents=parents
    )
    one.add_argument("--creditor", metavar=said("cli.code"), help=said("cli.export.vat_creditor"))
    one.add_argument("--on", type=shared.day, metavar=said("cli.date"), help=said("cli.export.vat_on"))
    one.add_argument("--format", choices=FORMATS, default="csv", help=said("cli.export.format"))


def send(database: "Database", asked: "Asked", actor: "Actor", day: "date") -> int:
    """Write the returns, or with a creditor what goes into one, to standard output; returns 0. Raises `InputError`."""
    import sys

    sys.stdout.buffer.write(_content(database, asked, actor, day))
    return 0


def _content(database: "Database", asked: "Asked", actor: "Actor", day: "date") -> bytes:
    import sys

    from casebook.domain.reading import ReadKind
    from casebook.errors import InputError
    from casebook.jobs.vat.pack import written
    from casebook.store import readings
    from casebook.store.queries import vat

    options = asked.options
    if options.format in ("xlsx", "pdf") and sys.stdout.isatty():
        raise InputError("export.no_terminal")
    if options.creditor is None:
        return _returns(database, asked, day)
    filer, on = vat.filer_of(database, options.creditor), options.on or day
    found = vat.returns(database, day)
    row = next((one for one in found if one.filer == filer and one.from_on <= on <= one.until_on), None)
    lines = None if row is None else vat.sheet(database, row.filer, row.until_on, day)
    if lines is None:
        raise InputError("vat.no_return", filer=filer, on=on)
    read = [readings.Read(ReadKind.EXPORT, case_id) for case_id in sorted({one.case_id for one in lines.lines})]
    readings.write(database, actor.person, day, read)
    return written(database, lines, options.format, asked.language, day)


def _returns(database: "Database", asked: "Asked", day: "date") -> bytes:
    import sys

    from casebook.errors import InputError
    from casebook.jobs import sheets
    from casebook.jobs.vat.pack import returns_sheet
    from casebook.store.queries import vat

    if asked.options.format == "pdf" or asked.options.on is not None:
        raise InputError("vat.no_creditor")
    table = returns_sheet(vat.returns(database, day), asked.language)
    match asked.options.format:
        case "xlsx":
            return sheets.xlsx_bytes(table, asked.language)
        case "json":
            return sheets.json_text(table).encode()
        case _:
            return sheets.csv_text(table, asked.language).encode("utf-8" if sys.stdout.isatty() else "utf-8-sig")
