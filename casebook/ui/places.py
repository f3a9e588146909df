"""The places of the app: all but today are read in when first gone to, so that the first frame waits for none."""

from collections.abc import Callable, Mapping

from textual.screen import Screen

from casebook.ui.desk import Desk
from casebook.ui.screens.today import Today


def cases(desk: Desk) -> Screen[None]:
    """Return the list of all cases."""
    from casebook.ui.screens.cases import Cases

    return Cases(desk)


def radar(desk: Desk) -> Screen[None]:
    """Return the limitation radar."""
    from casebook.ui.screens.radar import Radar

    return Radar(desk)


def review(desk: Desk) -> Screen[None]:
    """Return the review of expiring claims."""
    from casebook.ui.screens.review import Review

    return Review(desk)


def team(desk: Desk) -> Screen[None]:
    """Return what the team and its lead watch."""
    from casebook.ui.screens.team import Team

    return Team(desk)


def disputes(desk: Desk) -> Screen[None]:
    """Return the disputes of all cases."""
    from casebook.ui.screens.disputes import Disputes

    return Disputes(desk)


def insolvencies(desk: Desk) -> Screen[None]:
    """Return the insolvencies of all debtors."""
    from casebook.ui.screens.insolvencies import Insolvencies

    return Insolvencies(desk)


def agencies(desk: Desk) -> Screen[None]:
    """Return what lies with agencies and before the court."""
    from casebook.ui.screens.agencies import Agencies

    return Agencies(desk)


def requests(desk: Desk) -> Screen[None]:
    """Return what is asked of us in insolvencies."""
    from casebook.ui.screens.requests import Requests

    return Requests(desk)


def bank(desk: Desk) -> Screen[None]:
    """Return the bank inbox."""
    from casebook.ui.screens.bank_inbox import BankInbox

    return BankInbox(desk)


def differences(desk: Desk) -> Screen[None]:
    """Return what lists say otherwise than we do."""
    from casebook.ui.screens.differences import Differences

    return Differences(desk)


def outbox(desk: Desk) -> Screen[None]:
    """Return the outbox."""
    from casebook.ui.screens.outbox import Outbox

    return Outbox(desk)


def in_tray(desk: Desk) -> Screen[None]:
    """Return the in-tray."""
    from casebook.ui.screens.in_tray import InTray

    return InTray(desk)


def arrangements(desk: Desk) -> Screen[None]:
    """Return the arrangements of all cases."""
    from casebook.ui.screens.arrangements import Arrangements

    return Arrangements(desk)


def figures(desk: Desk) -> Screen[None]:
    """Return the figures of the team."""
    from casebook.ui.screens.figures import Figures

    return Figures(desk)


def closing(desk: Desk) -> Screen[None]:
    """Return the reports of a day, and the months that are closed."""
    from casebook.ui.screens.closing import Closing

    return Closing(desk)


def vat(desk: Desk) -> Screen[None]:
    """Return the returns of VAT on bad debts."""
    from casebook.ui.screens.vat import Vat

    return Vat(desk)


def log(desk: Desk) -> Screen[None]:
    """Return the log and the rules."""
    from casebook.ui.screens.log import LogAndRules

    return LogAndRules(desk)


# By the name under which one goes there.
PLACES: Mapping[str, Callable[[Desk], Screen[None]]] = {
    "today": Today,
    "cases": cases,
    "radar": radar,
    "arrangements": arrangements,
    "disputes": disputes,
    "insolvencies": insolvencies,
    "requests": requests,
    "agencies": agencies,
    "bank": bank,
    "differences": differences,
    "outbox": outbox,
    "in_tray": in_tray,
    "review": review,
    "team": team,
    "figures": figures,
    "closing": closing,
    "vat": vat,
    "log": log,
}
