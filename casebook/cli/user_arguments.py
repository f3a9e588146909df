"""The commands about people, as argparse reads them."""

import argparse
from typing import TYPE_CHECKING, Any

from casebook import words

if TYPE_CHECKING:
    from casebook.cli.office_arguments import Shared

ROLES = ("handler", "lead", "viewer", "administrator")


def add(commands: Any, shared: "Shared", language: str) -> Any:
    """Add the command to a parser, with its texts in `language`, and return what its subjects are added to."""

    def said(code: str) -> str:
        return words.say(code, {}, language)

    def subject(name: str, about: str, more: str, *parents: argparse.ArgumentParser) -> Any:
        return people.add_parser(name, help=about, description=more, parents=[*both, *parents])

    def reached(one: Any, absent: str | None) -> None:
        one.add_argument("--phone", default=absent, metavar=said("cli.number"), help=said("cli.user.phone"))
        one.add_argument("--mail", default=absent, metavar=said("cli.user.address"), help=said("cli.user.mail"))

    both = [shared.everywhere, shared.here, shared.for_programs]
    user = commands.add_parser("user", help=said("cli.user"), description=said("cli.user.long"), parents=both[:2])
    people = user.add_subparsers(dest="subject", metavar=said("cli.subject"), required=True)
    login, name, day = said("cli.login"), said("cli.name"), said("cli.date")

    new = subject("add", said("cli.user.add"), said("cli.user.add.long"))
    new.add_argument("login", metavar=login, help=said("cli.user.login"))
    new.add_argument("name", metavar=name, help=said("cli.user.name"))
    new.add_argument("--role", action="append", choices=ROLES, help=said("cli.user.role"))
    new.add_argument("--team", action="append", metavar=name, help=said("cli.user.team"))
    reached(new, "")
    new.add_argument("--key", action="append", metavar=said("cli.key"), help=said("cli.user.with_key"))

    subject("list", said("cli.user.list"), said("cli.user.list"))

    change = subject("change", said("cli.user.change"), said("cli.user.change.long"))
    change.add_argument("login", metavar=login, help=said("cli.session.login"))
    change.add_argument("--login", dest="new_login", metavar=login, help=said("cli.user.new_login"))
    change.add_argument("--name", metavar=name, help=said("cli.user.name"))
    reached(change, None)
    change.add_argument("--role", action="append", default=[], choices=ROLES, help=said("cli.user.grant"))
    change.add_argument("--end-role", action="append", default=[], choices=ROLES, help=said("cli.user.end_role"))
    change.add_argument("--team", action="append", default=[], metavar=name, help=said("cli.user.join"))
    change.add_argument("--leave-team", action="append", default=[], metavar=name, help=said("cli.user.leave"))

    leaves = subject("deactivate", said("cli.user.deactivate"), said("cli.user.deactivate.long"))
    leaves.add_argument("login", metavar=login, help=said("cli.session.login"))
    leaves.add_argument("--from", dest="from_on", type=shared.day, metavar=day, help=said("cli.user.leaves_from"))
    leaves.add_argument("--give-to", metavar=said("cli.user.receiver"), help=said("cli.user.give_to"))

    returns = subject("activate", said("cli.user.activate"), said("cli.user.activate"))
    returns.add_argument("login", metavar=login, help=said("cli.session.login"))

    stand_in = subject("stand-in", said("cli.user.stand_in"), said("cli.user.stand_in.long"))
    stand_in.add_argument("login", metavar=login, help=said("cli.user.stands_in"))
    stand_in.add_argument("--for", dest="other", required=True, metavar=login, help=said("cli.user.stands_in_for"))
    stand_in.add_argument("--from", dest="from_on", type=shared.day, metavar=day, help=said("cli.user.stand_in_from"))
    stand_in.add_argument(
        "--until", dest="until_on", type=shared.day, metavar=day, help=said("cli.user.stand_in_until")
    )
    stand_in.add_argument("--end", action="store_true", help=said("cli.user.stand_in_end"))
    return people
