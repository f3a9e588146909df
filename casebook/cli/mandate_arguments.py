"""`casebook mandate`, as argparse reads it."""

from typing import TYPE_CHECKING, Any

from casebook import words

if TYPE_CHECKING:
    from casebook.cli.office_arguments import Shared

# As `store.mandates` and `store.models.people` have them, which is too much to load before anything is asked.
ACTS = (
    "write_off", "credit", "remission", "plan", "litigation", "petition", "recall", "override", "reliance", "vat_list",
    "month_closing", "vat_route", "release", "provision", "placement",
)  # fmt: skip
ROLES = ("handler", "lead")


def add(commands: Any, shared: "Shared", language: str) -> None:
    """Add the command to a parser, with its texts in `language`."""

    def said(code: str) -> str:
        return words.say(code, {}, language)

    parents = [shared.everywhere, shared.here, shared.for_programs]
    mandate = commands.add_parser(
        "mandate", help=said("cli.mandate"), description=said("cli.mandate.long"), parents=[shared.everywhere]
    )
    acts = mandate.add_subparsers(dest="subject", metavar=said("cli.subject"), required=True)
    about = said("cli.mandate.list")
    listed = acts.add_parser("list", help=about, description=about, parents=parents)
    listed.add_argument("--on", type=shared.day, metavar=said("cli.date"), help=said("cli.on"))
    about, more = said("cli.mandate.set"), said("cli.mandate.set.long")
    new = acts.add_parser("set", help=about, description=more, parents=parents)
    new.add_argument("act", choices=ACTS, metavar=said("cli.mandate.act_name"), help=", ".join(ACTS))
    new.add_argument("role", choices=ROLES, help=said("cli.mandate.role"))
    how = new.add_mutually_exclusive_group(required=True)
    how.add_argument("--none", action="store_true", help=said("cli.mandate.none"))
    how.add_argument("--unlimited", action="store_true", help=said("cli.mandate.unlimited"))
    how.add_argument("--limited", action="store_true", help=said("cli.mandate.limited"))
    new.add_argument("--most", metavar=said("cli.mandate.amount"), help=said("cli.mandate.most"))
    new.add_argument("--count", metavar=said("cli.number"), help=said("cli.mandate.count"))
    new.add_argument("--percent", metavar=said("cli.number"), help=said("cli.mandate.percent"))
    new.add_argument("--creditor", metavar=said("cli.mandate.code"), help=said("cli.mandate.creditor"))
    new.add_argument("--from", dest="since", type=shared.day, metavar=said("cli.date"), help=said("cli.mandate.from"))
    new.add_argument("--reason", required=True, metavar=said("cli.mandate.text"), help=said("cli.mandate.reason"))
    new.add_argument("--ask", action="store_true", help=said("cli.mandate.ask"))
