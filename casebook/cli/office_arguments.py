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
    import_arguments,
    letters,
    mandate_arguments,
    restore,
    retention,
    sight_arguments,
    ssh_arguments,
    user_arguments,
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
    import_arguments.add(command("import", said("cli.import"), said("cli.import.long")), shared, language)


def _count(language: str) -> Callable[[str], int]:
    def count(value: str) -> int:
        if value.isascii() and value.isdigit() and 0 < len(value) < _DIGITS and int(value):
            return int(value)
        raise argparse.ArgumentTypeError(words.say("cli.no_count", {"value": value}, language))

    return count
