"""The command line as argparse reads it, in the reader's language."""

import argparse
import gettext
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

from casebook import __version__, words
from casebook.text import clean

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

SHELLS = ("bash", "zsh", "fish")
# As `exchange.fields` takes them, which is too much to load before anything is asked.
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def language_asked(arguments: Sequence[str]) -> str | None:
    """Return what `--lang` asks for, if it is a language we have.

    Looked up before there is a parser, because the parser's own texts are in that language; what is wrong with
    the option is left to the parser.
    """
    asked = None
    for index, argument in enumerate(arguments):
        option, has_value, value = argument.partition("=")
        if option == "--lang":
            asked = value if has_value else next(iter(arguments[index + 1 :]), None)
    return asked if asked in words.LANGUAGES else None


def parse(arguments: Sequence[str], language: str) -> argparse.Namespace:
    """Return the command and its options; the command is None where the app is asked for.

    Raises `SystemExit` as argparse does: with 0 after help and version, with 2 after wrong usage.
    """
    of_app = _of_app(arguments)
    if of_app is not None:
        return of_app
    with _argparse_speaks(language):
        return build(language).parse_args(arguments)


def _of_app(arguments: Sequence[str]) -> argparse.Namespace | None:
    """Return what is asked of the app, None where more is asked: its first frame does not wait for all commands."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--lang", choices=words.LANGUAGES, default=argparse.SUPPRESS)
    parser.add_argument("--database")
    parser.set_defaults(command=None, json=False)
    try:
        options, others = parser.parse_known_args(arguments)
    except argparse.ArgumentError:
        return None
    return None if others else options


def completions(shell: str, language: str) -> str:
    """Return the script that completes `casebook` in `shell`."""
    import shtab

    with _argparse_speaks(language):
        return shtab.complete(build(language), shell=shell)


class _Parser(argparse.ArgumentParser):
    """Takes no abbreviated options and hides no failure.

    Arguments that come back in a message lose their control codes; a help text that cannot be written is an
    error, where argparse would say nothing.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, **options)

    def error(self, message: str) -> NoReturn:
        super().error(clean(message))

    def print_help(self, file: "SupportsWrite[str] | None" = None) -> None:
        print(self.format_help(), end="", file=file)


def build(language: str) -> argparse.ArgumentParser:
    """Return the parser with all its texts in `language`."""
    from casebook.cli import office_arguments

    def said(code: str) -> str:
        return words.say(code, {}, language)

    # These may stand before and after the command; the default must not undo the one before.
    everywhere = _Parser(add_help=False)
    everywhere.add_argument("--lang", choices=words.LANGUAGES, default=argparse.SUPPRESS, help=said("cli.lang"))
    for_programs = _Parser(add_help=False)
    for_programs.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=said("cli.json"))
    here = _Parser(add_help=False)
    here.add_argument("--database", default=argparse.SUPPRESS, metavar=said("cli.address"), help=said("cli.database"))

    parser = _Parser(prog="casebook", description=said("cli.casebook"), parents=[everywhere])
    # One of its own: a default that is set on a shared one is that of every command.
    parser.add_argument("--database", metavar=said("cli.address"), help=said("cli.database"))
    parser.add_argument("--version", action="version", version=f"casebook {__version__}", help=said("cli.version"))
    parser.set_defaults(json=False)
    commands = parser.add_subparsers(title=said("cli.commands"), dest="command", metavar=said("cli.command"))

    calc = commands.add_parser(
        "calc", help=said("cli.calc"), description=said("cli.calc.long"), parents=[everywhere, for_programs]
    )
    subjects = calc.add_subparsers(
        title=said("cli.subjects"), dest="subject", metavar=said("cli.subject"), required=True
    )
    for subject, about in (
        ("limitation", said("cli.calc.limitation")),
        ("interest", said("cli.calc.interest")),
        ("costs", said("cli.calc.costs")),
        ("allocation", said("cli.calc.allocation")),
    ):
        subjects.add_parser(
            subject,
            help=about,
            description=about,
            epilog=words.say("cli.calc.example", {"subject": subject}, language),
            parents=[everywhere, for_programs],
        )

    law = commands.add_parser(
        "law", help=said("cli.law"), description=said("cli.law.long"), parents=[everywhere, for_programs]
    )
    law.add_argument("--on", type=_day(language), metavar=said("cli.date"), help=said("cli.law.on"))

    office_arguments.add(commands, office_arguments.Shared(everywhere, for_programs, here, _day(language)), language)

    completion = commands.add_parser(
        "completions", help=said("cli.completions"), description=said("cli.completions.long"), parents=[everywhere]
    )
    completion.add_argument("shell", choices=SHELLS, metavar="|".join(SHELLS), help=said("cli.completions.shell"))
    return parser


def _day(language: str) -> Callable[[str], date]:
    def day(value: str) -> date:
        try:
            found = date.fromisoformat(value) if _ISO_DAY.fullmatch(value) else None
        except ValueError:
            found = None
        if found is None:
            raise argparse.ArgumentTypeError(words.say("cli.no_date", {"value": value}, language))
        if not _FIRST_DAY <= found <= _LAST_DAY:
            bounds = {"value": value, "first": _FIRST_DAY, "last": _LAST_DAY}
            raise argparse.ArgumentTypeError(words.say("cli.date_range", bounds, language))
        return found

    return day


@contextmanager
def _argparse_speaks(language: str) -> Iterator[None]:
    """Let argparse find its own words in our catalogues.

    It asks gettext for them, which takes the language from the variable LANGUAGE before all others.
    """
    before = os.environ.get("LANGUAGE")
    gettext.bindtextdomain(words.DOMAIN, str(words.CATALOGUES))
    gettext.textdomain(words.DOMAIN)
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before
