"""The commands for working over SSH, as argparse reads them."""

from typing import TYPE_CHECKING, Any

from casebook import words

if TYPE_CHECKING:
    from casebook.cli.office_arguments import Shared


def add(commands: Any, people: Any, shared: "Shared", language: str) -> None:
    """Add the commands to a parser, and those about keys to the parser of `user`, with their texts in `language`."""

    def said(code: str) -> str:
        return words.say(code, {}, language)

    keys = people.add_parser(
        "key", help=said("cli.user.key"), description=said("cli.user.key.long"), parents=[shared.everywhere]
    )
    acts = keys.add_subparsers(dest="act", metavar=said("cli.subject"), required=True)
    parents = [shared.everywhere, shared.here, shared.for_programs]
    for act, about in (
        ("add", said("cli.user.key_add")),
        ("revoke", said("cli.user.key_revoke")),
        ("list", said("cli.user.key_list")),
    ):
        one = acts.add_parser(act, help=about, description=about, parents=parents)
        one.add_argument("login", metavar=said("cli.login"), help=said("cli.session.login"))
        if act == "add":
            one.add_argument("key", metavar=said("cli.key"), help=said("cli.user.key_text"))
        elif act == "revoke":
            one.add_argument("fingerprint", metavar=said("cli.fingerprint"), help=said("cli.user.key_fingerprint"))

    # Neither takes --database: sshd starts them, and the database is that of the settings.
    allowed = commands.add_parser(
        "authorized-keys",
        help=said("cli.authorized_keys"),
        description=said("cli.authorized_keys.long"),
        parents=[shared.everywhere],
    )
    allowed.add_argument("user", nargs="?", metavar=said("cli.login"), help=said("cli.authorized_keys.user"))
    allowed.add_argument("offered", nargs="*", metavar=said("cli.key"), help=said("cli.authorized_keys.offered"))
    allowed.add_argument("--fingerprint", metavar=said("cli.fingerprint"), help=said("cli.authorized_keys.fingerprint"))
    allowed.add_argument("--write", metavar=said("cli.file"), help=said("cli.authorized_keys.write"))
    allowed.add_argument("--home", metavar=said("cli.folder"), help=said("cli.session.home"))

    session = commands.add_parser(
        "session", help=said("cli.session"), description=said("cli.session.long"), parents=[shared.everywhere]
    )
    session.add_argument("login", metavar=said("cli.login"), help=said("cli.session.login"))
    session.add_argument("--key", required=True, metavar=said("cli.fingerprint"), help=said("cli.session.key"))
    session.add_argument("--home", metavar=said("cli.folder"), help=said("cli.session.home"))
