"""The claims of a case: what is open on each, its ledger, who else is liable, and the evidence."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.capacity import Capacity
from casebook.domain.component import Balance, Component
from casebook.domain.default import Agreed
from casebook.domain.ledger import EntryKind
from casebook.domain.money import Cents
from casebook.store.balances import open_balances
from casebook.store.database import Database
from casebook.store.models.claims import EvidenceKind, EvidenceStatus, RateKind, Relation
from casebook.store.queries.listing import Key, Listing, Page, Part
from casebook.store.rows import many


class ClaimRow(NamedTuple):
    """A claim and its creditor; an amount in another currency than the euro stands in `foreign_cents`."""

    claim_id: int
    version: int
    case_id: int
    number: str
    creditor_id: int
    creditor: str
    kind: str
    capacity: Capacity
    agreed: Agreed
    law: str
    currency: str
    foreign_cents: Cents | None
    principal_cents: Cents
    invoice_on: date | None
    due_on: date | None
    rate_kind: RateKind
    rate: str | None
    description: str
    title_of_id: int | None
    main_id: int | None
    placed: bool
    not_pursued: bool
    ended_on: date | None

    @property
    def key(self) -> Key:
        """The place in the list."""
        return self.due_on or date.max, self.claim_id


class EntryRow(NamedTuple):
    """An entry in the ledger of a claim: positive is owed by the debtor."""

    entry_id: int
    on_day: date
    kind: EntryKind
    component: Component
    cents: Cents
    payment_id: int | None
    reverses_id: int | None
    reason: str

    @property
    def key(self) -> Key:
        """The place in the list."""
        return self.on_day, self.entry_id


class LiableRow(NamedTuple):
    """Somebody who is liable for a claim beside the debtor of the case."""

    liability_id: int
    version: int
    claim_id: int
    party_id: int
    name: str
    relation: Relation
    share: str | None
    most_cents: Cents | None
    from_on: date | None
    until_on: date | None


class EvidenceRow(NamedTuple):
    """A piece of evidence for a claim, and the document it is in."""

    evidence_id: int
    version: int
    claim_id: int
    kind: EvidenceKind
    status: EvidenceStatus
    document_id: int | None
    document: str | None
    note: str


_COLUMNS = """
    k.id, k.version, k.case_id, k.number, k.creditor_id, q.name, k.kind, k.capacity, k.agreed, k.law, k.currency,
    k.foreign_cents, k.principal_cents, k.invoice_on, k.due_on, k.rate_kind, k.rate, k.description, k.title_of_id,
    k.main_id, k.placed, k.not_pursued, k.ended_on
"""
_JOINED = "JOIN creditor r ON r.id = k.creditor_id JOIN party q ON q.id = r.party_id"
_LIABLE = """
    SELECT l.id, l.version, l.claim_id, l.party_id, p.name, l.relation, l.share, l.most_cents, l.from_on, l.until_on
    FROM liability l JOIN party p ON p.id = l.party_id WHERE l.claim_id IN ({marks}) ORDER BY l.id
"""
_EVIDENCE = """
    SELECT e.id, e.version, e.claim_id, e.kind, e.status, e.document_id, d.name, e.note
    FROM evidence e LEFT JOIN document d ON d.id = e.document_id WHERE e.claim_id IN ({marks}) ORDER BY e.id
"""


def claims(case_id: int) -> Listing[ClaimRow]:
    """Return the claims of a case, the oldest last day of payment first."""
    order = ("COALESCE(k.due_on, '9999-12-31')", "k.id")
    return Listing(
        ClaimRow, _COLUMNS, "claim k", _JOINED, order, lambda row: row.key, (Part("k.case_id = ?", (case_id,)),)
    )


def open_on(database: Database, page: Page[ClaimRow], day: date) -> dict[int, Balance]:
    """Return what is open of each component of the claims in a window, at the end of `day`."""
    return open_balances(database, _ids(page), day)


def ledger(claim_id: int) -> Listing[EntryRow]:
    """Return the entries of a claim, the oldest first."""
    return Listing(
        EntryRow,
        "l.id, l.on_day, l.kind, l.component, l.cents, l.payment_id, l.reverses_id, l.reason",
        "ledger_entry l",
        "",
        ("l.on_day", "l.id"),
        lambda row: row.key,
        (Part("l.claim_id = ?", (claim_id,)),),
    )


def liable(database: Database, page: Page[ClaimRow]) -> list[LiableRow]:
    """Return who else is liable for the claims in a window."""
    return many(database, _LIABLE, LiableRow, _ids(page))


def evidence(database: Database, page: Page[ClaimRow]) -> list[EvidenceRow]:
    """Return the evidence for the claims in a window, also what is missing."""
    return evidence_of(database, _ids(page))


def evidence_of(database: Database, claim_ids: Sequence[int]) -> list[EvidenceRow]:
    """Return the evidence for claims, also what is missing."""
    return many(database, _EVIDENCE, EvidenceRow, claim_ids)


def _ids(page: Page[ClaimRow]) -> list[int]:
    return [row.claim_id for row in page.rows]
