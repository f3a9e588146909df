"""The commands that need a database, as argparse reads them."""

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from casebook import words
from casebook.cli import (
    backup,
    digest,
    export,
    letters,
    mandate_arguments,
    restore,
    retention,
    sight_arguments,
    ssh_arguments,
    user_arguments,
)

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
_DIGITS = 4


class Shared(NamedTuple):
    """The options that several commands have, and how a day is read."""

    everywhere: argparse.ArgumentParser
    for_programs: argparse.ArgumentParser
    here: argparse.ArgumentParser
    day: Callable[[str], date]


def add(commands: Any, shared: Shared, language: str) -> None:
    """Add the commands to a parser, with all their texts in `language`."""

    def said(code: str) -> str:
        return words.say(code, {}, language)

    def command(name: str, about: str, more: str, *parents: argparse.ArgumentParser) -> Any:
        return commands.add_parser(
            name, help=about, description=more, parents=[shared.everywhere, shared.here, *parents]
        )

    demo = command("demo", said("cli.demo"), said("cli.demo.long"))
    demo.add_argument("--on", type=shared.day, metavar=said("cli.date"), help=said("cli.on"))

    init = command("init", said("cli.init"), said("cli.init.long"), shared.for_programs)
    init.add_argument("--office", metavar=said("cli.name"), help=said("cli.init.office"))
    init.add_argument("--time-zone", metavar=said("cli.zone"), help=said("cli.init.zone"))
    init.add_argument("--without-backup", action="store_true", help=said("cli.init.without_backup"))

    verify = command("verify", said("cli.verify"), said("cli.verify.long"), shared.for_programs)
    verify.add_argument("--on", type=shared.day, metavar=said("cli.date"), help=said("cli.on"))

    daily = command("daily", said("cli.daily"), said("cli.daily.long"), shared.for_programs)
    daily.add_argument("--on", type=shared.day, metavar=said("cli.date"), help=said("cli.on"))
    daily.add_argument("--workers", type=_count(language), metavar=said("cli.count"), help=said("cli.daily.workers"))

    people = user_arguments.add(commands, shared, language)
    backup.add(commands, shared, _count(language), language)
    restore.add(commands, shared, language)
    retention.add(commands, shared, language)
    ssh_arguments.add(commands, people, shared, language)
    mandate_arguments.add(commands, shared, language)
    sight_arguments.add(commands, shared, language)
    export.add(commands, shared, language)
    letters.add(commands, shared, language)
    digest.add(commands, shared, language)
    _add_imports(command("import", said("cli.import"), said("cli.import.long")), shared, language)


def _count(language: str) -> Callable[[str], int]:
    def count(value: str) -> int:
        if value.isascii() and value.isdigit() and 0 < len(value) < _DIGITS and int(value):
            return int(value)
        raise argparse.ArgumentTypeError(words.say("cli.no_count", {"value": value}, language))

    return count


def _add_imports(importing: Any, shared: Shared, language: str) -> None:
    def said(code: str) -> str:
        return words.say(code, {}, language)

    reading = argparse.ArgumentParser(add_help=False)
    reading.add_argument("--profile", required=True, metavar=said("cli.profile"), help=said("cli.import.profile"))
    reading.add_argument("--dry-run", action="store_true", help=said("cli.import.dry_run"))
    reading.add_argument("--strict", action="store_true", help=said("cli.import.strict"))
    parents = [shared.everywhere, shared.here, shared.for_programs, reading]
    subjects = importing.add_subparsers(dest="subject", metavar=said("cli.subject"), required=True)
    receivables = subjects.add_parser(
        "receivables",
        help=said("cli.import.receivables"),
        description=said("cli.import.receivables.long"),
        parents=parents,
    )
    receivables.add_argument("file", metavar=said("cli.file"), help=said("cli.import.file"))
    receivables.add_argument("--confirm", action="store_true", help=said("cli.import.confirm"))
    bank = subjects.add_parser(
        "bank",
        help=said("cli.import.bank"),
        description=said("cli.import.bank.long"),
        parents=[shared.everywhere, shared.here, shared.for_programs],
    )
    bank.add_argument("files", nargs="+", metavar=said("cli.file"), help=said("cli.import.bank_files"))
    bank.add_argument("--dry-run", action="store_true", help=said("cli.import.dry_run"))
    invoices = subjects.add_parser(
        "invoices",
        help=said("cli.import.invoices"),
        description=said("cli.import.invoices.long"),
        parents=[shared.everywhere, shared.here, shared.for_programs],
    )
    invoices.add_argument("paths", nargs="+", metavar=said("cli.path"), help=said("cli.import.invoice_paths"))
    invoices.add_argument("--dry-run", action="store_true", help=said("cli.import.dry_run"))
    post = subjects.add_parser(
        "post",
        help=said("cli.import.post"),
        description=said("cli.import.post.long"),
        parents=[shared.everywhere, shared.here, shared.for_programs],
    )
    post.add_argument("paths", nargs="*", metavar=said("cli.path"), help=said("cli.import.post_paths"))
    post.add_argument("--dry-run", action="store_true", help=said("cli.import.dry_run"))
    register = subjects.add_parser(
        "register",
        help=said("cli.import.register"),
        description=said("cli.import.register.long"),
        parents=[shared.everywhere, shared.here, shared.for_programs],
    )
    register.add_argument("files", nargs="+", metavar=said("cli.file"), help=said("cli.import.register_files"))
    register.add_argument("--dry-run", action="store_true", help=said("cli.import.dry_run"))
    for name, about, more in (
        ("agency-report", said("cli.import.agency_report"), said("cli.import.agency_report.long")),
        ("agency-list", said("cli.import.agency_list"), said("cli.import.agency_list.long")),
    ):
        agency = subjects.add_parser(
            name, help=about, description=more, parents=[shared.everywhere, shared.here, shared.for_programs]
        )
        agency.add_argument("file", metavar=said("cli.file"), help=said("cli.import.file"))
        agency.add_argument("--agency", required=True, metavar=said("cli.name"), help=said("cli.import.agency"))
        agency.add_argument("--profile", metavar=said("cli.profile"), help=said("cli.import.agency_profile"))
        agency.add_argument("--as-of", type=shared.day, metavar=said("cli.date"), help=said("cli.import.as_of"))
        agency.add_argument("--dry-run", action="store_true", help=said("cli.import.dry_run"))
    history = subjects.add_parser(
        "history", help=said("cli.import.history"), description=said("cli.import.history.long"), parents=parents
    )
    history.add_argument("kind", choices=HISTORY_KINDS, metavar=said("cli.kind"), help=", ".join(HISTORY_KINDS))
    history.add_argument("file", metavar=said("cli.file"), help=said("cli.import.file"))
