"""Up to when what others report is known here."""

from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import add_working_days
from casebook.store import bank_freshness
from casebook.store.database import Database
from casebook.store.rows import rows

_LAST = "SELECT max(on_day) FROM import_run WHERE kind = 'receivables' AND state = 'done'"
_FROM_BANK = "SELECT id FROM creditor WHERE receipts_from = 'bank' ORDER BY id"


class _Last(NamedTuple):
    on_day: date | None


class _Id(NamedTuple):
    id: int


class BankKnown(NamedTuple):
    """Up to which day all accounts are known, None where one was never reported; `late`: a working day is missing."""

    until_on: date | None
    late: bool


def receivables_until(database: Database) -> date | None:
    """Return the day of the last list of open items that was read whole, None before there is one."""
    return rows(database, _LAST, _Last)[0].on_day


def bank_until(database: Database, day: date) -> BankKnown | None:
    """Return how far the bank is known on `day`, by the account that is behind most; None where no account ever was.

    Only entities count whose receipts the bank books.
    """
    entities = [one.id for one in rows(database, _FROM_BANK, _Id)]
    until = [one.until_on for one in bank_freshness.covers(database, entities)]
    known = [on for on in until if on is not None]
    if not known:
        return None
    if len(known) < len(until):
        return BankKnown(None, late=True)
    last_working_day = add_working_days(day, -1, database.law.holidays)
    return BankKnown(min(known), late=min(known) < last_working_day)
