"""The ledger of a whole case: the entries on all its claims, the newest first."""

from datetime import date
from typing import NamedTuple

from casebook.domain.component import Component
from casebook.domain.ledger import EntryKind
from casebook.domain.money import Cents
from casebook.store.queries.listing import Key, Listing, Part


class CaseEntryRow(NamedTuple):
    """An entry on a claim of a case: positive is owed by the debtor.

    `reverses_id` names the entry that it takes back, `reversed_by_id` the one that takes it back, if any does.
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

    @property
    def key(self) -> Key:
        """The place in the list."""
        return self.on_day, self.entry_id


def entries(case_id: int) -> Listing[CaseEntryRow]:
    """Return the entries on all claims of a case, the newest first."""
    return Listing(
        CaseEntryRow,
        "l.id, l.on_day, l.claim_id, k.number, q.name, l.kind, l.component, l.cents, l.payment_id, l.reverses_id,"
        " (SELECT min(r.id) FROM ledger_entry r WHERE r.reverses_id = l.id), l.reason",
        "ledger_entry l",
        "JOIN claim k ON k.id = l.claim_id JOIN creditor c ON c.id = k.creditor_id JOIN party q ON q.id = c.party_id",
        ("l.on_day", "l.id"),
        lambda row: row.key,
        (Part("l.claim_id IN (SELECT o.id FROM claim o WHERE o.case_id = ?)", (case_id,)),),
        descending=True,
        joined_last=True,
    )
