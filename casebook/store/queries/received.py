"""One payment with where it went, also while it is only rehearsed."""

from datetime import date
from typing import NamedTuple

from casebook.domain.money import ZERO, Cents
from casebook.store.database import Database
from casebook.store.queries import payments
from casebook.store.queries.payments import Allocated, PaymentRow
from casebook.store.rows import rows


class Received(NamedTuple):
    """A payment, and where it went."""

    row: PaymentRow
    allocated: Allocated


class _Day(NamedTuple):
    on_day: date


_DAY = "SELECT on_day FROM payment WHERE id = ?"
_LAST = "SELECT max(id) FROM ledger_entry"
_INTEREST = """
    SELECT CAST(sum(l.cents) AS BIGINT) FROM claim k JOIN ledger_entry l ON l.claim_id = k.id
    WHERE k.case_id = ? AND l.id > ? AND l.kind = 'charge' AND l.component = 'interest'
"""


def received(database: Database, case_id: int, payment_id: int) -> Received:
    """Return a payment that there is in a case."""
    (day,) = rows(database, _DAY, _Day, (payment_id,))
    page = payments.payments(case_id).around(database, (day.on_day, payment_id), 1)
    row = next(row for row in page.rows if row.payment_id == payment_id)
    return Received(row, payments.allocated(database, page)[payment_id])


def last_entry(database: Database) -> int:
    """Return the last entry of the ledger."""
    return int(database.value(_LAST) or 0)


def interest_since(database: Database, case_id: int, entry_id: int) -> Cents:
    """Return the interest that was booked on the claims of a case after an entry."""
    return Cents(database.value(_INTEREST, (case_id, entry_id)) or ZERO)
