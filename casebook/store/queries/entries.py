"""The ledger of a whole case: the entries on all its claims, the newest first, and where payments came from."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.component import Component
from casebook.domain.ledger import EntryKind
from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.models.money import PaymentSource
from casebook.store.queries.listing import Key, Listing, Page, Part
from casebook.store.rows import many


class CaseEntryRow(NamedTuple):
    """An entry on a claim of a case: positive is owed by the debtor.

    `reverses_id` names the entry that it takes back, `reversed_by_id` the one that takes it back, if any does.
    `set_off_id` is that of the set-off it was booked for.
    """

    entry_id: int
    on_day: date
    claim_id: int
    claim_number: str
    creditor: str
    kind: EntryKind
    component: Component
    cents: Cents
    payment_id: int | None
    reverses_id: int | None
    reversed_by_id: int | None
    reason: str
    set_off_id: int | None

    @property
    def key(self) -> Key:
        """The place in the list."""
        return self.on_day, self.entry_id


class Origin(NamedTuple):
    """Where a payment came from, or went back to: who reported it, and the entry of the bank, if it is known.

    `bank_on` is None where it is not known. A payment of which a part came with each of two entries has the first.
    """

    payment_id: int
    source: PaymentSource
    payer_name: str
    reference: str
    bank_on: date | None
    bank_account: str | None
    bank_name: str | None
    bank_iban: str | None
    bank_text: str | None


_OF_CASE = "claim_id IN (SELECT o.id FROM claim o WHERE o.case_id = ?)"
_SUM = f"""
    SELECT CAST(COALESCE(sum(l.cents), 0) AS BIGINT) FROM ledger_entry l
    WHERE l.{_OF_CASE} AND (l.on_day, l.id) <= (?, ?)
"""  # noqa: S608 only constants
# What came back came with an entry of its own; a match that was undone is told of the payment that it booked.
_ORIGINS = """
    SELECT p.id, p.source, p.payer_name, p.reference, e.booked_on, e.account, e.name, e.iban, e.text
    FROM payment p LEFT JOIN bank_use u ON u.id = (
        SELECT min(x.id) FROM bank_use x WHERE x.payment_id = COALESCE(p.reverses_id, p.id)
        AND (x.kind = 'returned') = (p.reverses_id IS NOT NULL) AND x.kind IN ('booked', 'confirmed', 'returned'))
    LEFT JOIN bank_entry e ON e.id = u.entry_id
    WHERE p.id IN ({marks})
"""


def entries(case_id: int) -> Listing[CaseEntryRow]:
    """Return the entries on all claims of a case, the newest first."""
    return Listing(
        CaseEntryRow,
        "l.id, l.on_day, l.claim_id, k.number, q.name, l.kind, l.component, l.cents, l.payment_id, l.reverses_id,"
        " (SELECT min(r.id) FROM ledger_entry r WHERE r.reverses_id = l.id), l.reason, l.set_off_id",
        "ledger_entry l",
        "JOIN claim k ON k.id = l.claim_id JOIN creditor c ON c.id = k.creditor_id JOIN party q ON q.id = c.party_id",
        ("l.on_day", "l.id"),
        lambda row: row.key,
        (Part(f"l.{_OF_CASE}", (case_id,)),),
        descending=True,
        joined_last=True,
    )


def balances(database: Database, case_id: int, page: Page[CaseEntryRow]) -> dict[int, Cents]:
    """Return what was open on all claims of the case after each entry of a window of its `entries`, by entry."""
    if not page.rows:
        return {}
    first, *others = reversed(page.rows)
    found = {first.entry_id: Cents(database.value(_SUM, (case_id, *first.key)))}
    after = found[first.entry_id]
    for row in others:
        after = found[row.entry_id] = Cents(after + row.cents)
    return found


def origins(database: Database, payment_ids: Sequence[int]) -> dict[int, Origin]:
    """Return where payments, or the reversals of payments, came from, by payment."""
    return {one.payment_id: one for one in many(database, _ORIGINS, Origin, list(dict.fromkeys(payment_ids)))}
