"""`casebook import`, as argparse reads it."""

import argparse
from typing import TYPE_CHECKING, Any

from casebook import words

if TYPE_CHECKING:
    from casebook.cli.office_arguments import Shared

HISTORY_KINDS = (
    "events",
    "payments",
    "parties",
    "contacts",
    "titles",
    "insolvencies",
    "assignments",
    "plans",
    "placements",
    "securities",
    "vat",
)
# What is brought in as it is, without a profile: how its files are named, how many there are, and what is said of them.
_FILES = {
    "bank": ("files", "+", "cli.file", "cli.import.bank_files"),
    "invoices": ("paths", "+", "cli.path", "cli.import.invoice_paths"),
    "post": ("paths", "*", "cli.path", "cli.import.post_paths"),
    "register": ("files", "+", "cli.file", "cli.import.register_files"),
}


def add(importing: Any, shared: "Shared", language: str) -> None:
    """Add what can be brought in to a parser, with all its texts in `language`."""

    def said(code: str) -> str:
        return words.say(code, {}, language)

    subjects = importing.add_subparsers(dest="subject", metavar=said("cli.subject"), required=True)

    def subject(name: str, *parents: argparse.ArgumentParser) -> Any:
        code = f"cli.import.{name.replace('-', '_')}"
        every = [shared.everywhere, shared.here, shared.for_programs, *parents]
        return subjects.add_parser(name, help=said(code), description=said(f"{code}.long"), parents=every)

    reading = argparse.ArgumentParser(add_help=False)
    reading.add_argument("--profile", required=True, metavar=said("cli.profile"), help=said("cli.import.profile"))
    reading.add_argument("--dry-run", action="store_true", help=said("cli.import.dry_run"))
    reading.add_argument("--strict", action="store_true", help=said("cli.import.strict"))
    receivables = subject("receivables", reading)
    receivables.add_argument("file", metavar=said("cli.file"), help=said("cli.import.file"))
    receivables.add_argument("--confirm", action="store_true", help=said("cli.import.confirm"))
    for name, (files, number, metavar, about) in _FILES.items():
        one = subject(name)
        one.add_argument(files, nargs=number, metavar=said(metavar), help=said(about))
        one.add_argument("--dry-run", action="store_true", help=said("cli.import.dry_run"))
    for name in ("agency-report", "agency-list"):
        agency = subject(name)
        agency.add_argument("file", metavar=said("cli.file"), help=said("cli.import.file"))
        agency.add_argument("--agency", required=True, metavar=said("cli.name"), help=said("cli.import.agency"))
        agency.add_argument("--profile", metavar=said("cli.profile"), help=said("cli.import.agency_profile"))
        agency.add_argument("--as-of", type=shared.day, metavar=said("cli.date"), help=said("cli.import.as_of"))
        agency.add_argument("--dry-run", action="store_true", help=said("cli.import.dry_run"))
    history = subject("history", reading)
    history.add_argument("kind", choices=HISTORY_KINDS, metavar=said("cli.kind"), help=", ".join(HISTORY_KINDS))
    history.add_argument("file", metavar=said("cli.file"), help=said("cli.import.file"))
