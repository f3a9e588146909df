"""The payments of a case with where each went."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from casebook.domain.component import Component
from casebook.domain.money import ZERO, Cents
from casebook.store.database import Database
from casebook.store.models.money import PaymentSource
from casebook.store.queries.listing import Key, Listing, Page, Part
from casebook.store.rows import many


class PaymentRow(NamedTuple):
    """Money received. One that was reversed says on which day the money went back, or is that of the receipt itself.

    `payer` is the party that paid, where it is known, `payer_name` who the bank says that paid.
    """

    payment_id: int
    on_day: date
    cents: Cents
    source: PaymentSource
    payer_id: int | None
    payer: str | None
    payer_name: str
    iban: str | None
    reference: str
    reason: str
    reversal_id: int | None
    reversed_on: date | None
    reversed_because: str | None

    @property
    def key(self) -> Key:
        """The place in the list."""
        return self.on_day, self.payment_id

    @property
    def stands(self) -> bool:
        """Whether it was not reversed."""
        return self.reversal_id is None

    @property
    def returned_on(self) -> date | None:
        """The day on which the money went back; None where it stands, and where it never came in."""
        return self.reversed_on if self.reversed_on is not None and self.reversed_on > self.on_day else None


class AllocatedRow(NamedTuple):
    """A part of a payment that went to a component of a claim.

    `basis` is the step that chose the debt, `source` its article; a part that was moved is there twice, once negative.
    """

    payment_id: int
    claim_id: int
    claim_number: str
    entry_id: int
    component: Component
    cents: Cents
    basis: str
    source: str

    @property
    def why(self) -> str:
        """The code that says the basis in a few words, without parameters."""
        return f"allocated.{self.basis.partition('.')[2]}"


class RestRow(NamedTuple):
    """What of a payment went nowhere, and why."""

    payment_id: int
    cents: Cents
    basis: str
    source: str

    @property
    def why(self) -> str:
        """The code that says the basis in a few words, without parameters."""
        return f"allocated.{self.basis.partition('.')[2]}"


class Allocated(NamedTuple):
    """Where a payment went: its parts in the order in which they were allocated, and the rest that went nowhere."""

    parts: tuple[AllocatedRow, ...]
    rests: tuple[RestRow, ...]

    @property
    def rest(self) -> Cents:
        """What is not allocated."""
        return Cents(sum((one.cents for one in self.rests), ZERO))


# Where nearly nothing was reversed, SQLite would else look through the whole table rather than its index.
_REVERSAL = "SELECT min(x.id) FROM payment x WHERE x.reverses_id = p.id"
_ALLOCATED = """
    SELECT a.payment_id, l.claim_id, k.number, a.entry_id, l.component, a.cents, a.basis, a.source
    FROM allocation a JOIN ledger_entry l ON l.id = a.entry_id JOIN claim k ON k.id = l.claim_id
    WHERE a.payment_id IN ({marks}) ORDER BY a.id
"""
_RESTS = """
    SELECT a.payment_id, a.cents, a.basis, a.source
    FROM allocation a WHERE a.payment_id IN ({marks}) AND a.entry_id IS NULL ORDER BY a.id
"""


def payments(case_id: int) -> Listing[PaymentRow]:
    """Return the payments of a case, the newest first; a reversal is told with the payment that it reverses."""
    return Listing(
        PaymentRow,
        "p.id, p.on_day, p.cents, p.source, p.payer_id, q.name, p.payer_name, p.iban, p.reference, p.reason,"
        " r.id, r.on_day, r.reason",
        "payment p",
        f"LEFT JOIN payment r ON r.id = ({_REVERSAL}) LEFT JOIN party q ON q.id = p.payer_id",
        ("p.on_day", "p.id"),
        lambda row: row.key,
        (Part("p.case_id = ? AND p.reverses_id IS NULL", (case_id,)),),
        descending=True,
    )


def allocated(database: Database, page: Page[PaymentRow]) -> dict[int, Allocated]:
    """Return where the payments in a window went, by payment."""
    ids = [row.payment_id for row in page.rows]
    parts: dict[int, list[AllocatedRow]] = defaultdict(list)
    rests: dict[int, list[RestRow]] = defaultdict(list)
    for part in many(database, _ALLOCATED, AllocatedRow, ids):
        parts[part.payment_id].append(part)
    for rest in many(database, _RESTS, RestRow, ids):
        rests[rest.payment_id].append(rest)
    return {id_: Allocated(tuple(parts[id_]), tuple(rests[id_])) for id_ in ids}
