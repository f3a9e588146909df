"""What was decided of entries of the bank, the latest first, and how much waits in the bank inbox."""

from datetime import date
from typing import NamedTuple

from casebook.domain.money import ZERO, Cents
from casebook.store.database import Database
from casebook.store.models.bank import UseKind
from casebook.store.queries.listing import Listing


class DecidedRow(NamedTuple):
    """What became of a part of an entry, on which day, and in which case if in any. `undone_on`: it was taken back."""

    use_id: int
    version: int
    entry_id: int
    booked_on: date
    on_day: date
    kind: UseKind
    cents: Cents
    name: str
    text: str
    case_id: int | None
    number: str | None
    debtor: str | None
    reason: str
    undone_on: date | None
    undone_because: str


# Most of the bank inbox comes in; what went out would hide how much.
_WAITING = "SELECT CAST(sum(rest_cents) AS BIGINT) FROM entry_now WHERE rest_cents > 0"


def decided() -> Listing[DecidedRow]:
    """Return what was decided, the latest first, also what was taken back."""
    return Listing(
        DecidedRow,
        "u.id, u.version, u.entry_id, e.booked_on, u.on_day, u.kind, u.cents, e.name, e.text, u.case_id, c.number,"
        " p.name, u.reason, u.undone_on, u.undone_because",
        "bank_use u",
        "JOIN bank_entry e ON e.id = u.entry_id LEFT JOIN cases c ON c.id = u.case_id"
        " LEFT JOIN party p ON p.id = c.debtor_id",
        ("u.id",),
        lambda row: (row.use_id,),
        descending=True,
        joined_last=True,
    )


def waiting(database: Database, creditor_id: int | None = None) -> Cents:
    """Return how much came in, for all or for one creditor, of which nobody has said yet where it goes."""
    of, one = ("", ()) if creditor_id is None else (" AND creditor_id = ?", (creditor_id,))
    return Cents(database.value(_WAITING + of, one) or ZERO)
