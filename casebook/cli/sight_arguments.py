"""`casebook sight`, as argparse reads it."""

from typing import TYPE_CHECKING, Any

from casebook import words

if TYPE_CHECKING:
    from casebook.cli.office_arguments import Shared


def add(commands: Any, shared: "Shared", language: str) -> None:
    """Add the command to a parser, with its texts in `language`."""

    def said(code: str) -> str:
        return words.say(code, {}, language)

    parents = [shared.everywhere, shared.here, shared.for_programs]
    sight = commands.add_parser(
        "sight", help=said("cli.sight"), description=said("cli.sight.long"), parents=[shared.everywhere]
    )
    acts = sight.add_subparsers(dest="subject", metavar=said("cli.subject"), required=True)
    about = said("cli.sight.list")
    acts.add_parser("list", help=about, description=about, parents=parents)
    for name in ("give", "withdraw"):
        about, more = said(f"cli.sight.{name}"), said(f"cli.sight.{name}.long")
        one = acts.add_parser(name, help=about, description=more, parents=parents)
        one.add_argument("creditor", metavar=said("cli.mandate.code"), help=said("cli.sight.creditor"))
        one.add_argument("--team", action="append", default=[], metavar=said("cli.name"), help=said("cli.sight.team"))
        login = said("cli.login")
        one.add_argument("--person", action="append", default=[], metavar=login, help=said("cli.sight.person"))
        if name == "give":
            day = said("cli.date")
            one.add_argument("--from", dest="since", type=shared.day, metavar=day, help=said("cli.sight.from"))
        one.add_argument("--reason", required=True, metavar=said("cli.mandate.text"), help=said("cli.sight.reason"))
