"""Closing in the story in which every command is given."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from casebook.domain.closing import month_before, month_end, month_of
from casebook.domain.provision import Basis
from casebook.store import month_checks
from casebook.store.actions.month_closing import Accepted, CloseMonth, ReopenMonth
from casebook.store.actions.provisions import EndProvision, SetProvision, SetProvisionRate
from tests.store.book import TODAY

if TYPE_CHECKING:
    from casebook.store.database import Database
    from tests.store.queries.played import Play


def accepted(database: "Database", creditor: int, month: date, day: date) -> tuple[Accepted, ...]:
    """Return everything that is not done before a month is closed as accepted."""
    found = month_checks.checks(database, creditor, month, month_end(month), day)
    return tuple(Accepted(one.code, one.number, one.cents, "gezien") for one in found)


def closing(play: "Play") -> None:
    """Hold what will not be received of a case, set a rate, close a month and reopen it."""
    case, creditor, month = play.book.case, play.book.creditor, month_before(month_of(TODAY))
    own = play(SetProvision(case, 60, TODAY + timedelta(days=90), "hij verkoopt zijn zaak"))
    play(EndProvision(own, 1, "de verkoop is rond"))
    play(SetProvisionRate(None, Basis.COURT, 70, month_of(TODAY), "ervaring van het jaar"))
    play(SetProvisionRate(creditor, Basis.OVER_365, 90, month_of(TODAY), "verzekerd"))
    closed = play(CloseMonth(creditor, month, accepted(play.database, creditor, month, TODAY)))
    play(ReopenMonth(closed, "nagekomen factuur"))
