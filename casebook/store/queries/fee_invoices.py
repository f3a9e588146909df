"""Invoices by which agencies ask a fee."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.money import Cents
from casebook.domain.placements.facts import FeeEvent
from casebook.domain.placements.invoices import FeeInvoice, InvoiceDecision
from casebook.store.database import Database
from casebook.store.rows import many, rows

_COLUMNS = """
    i.id, i.version, i.placement_id, i.event, i.on_day, i.number, i.cents, i.vat_cents, i.document_id, i.decision,
    i.decided_on, i.agreed_cents, i.reason
"""
_OF_PLACEMENTS = f"SELECT {_COLUMNS} FROM fee_invoice i WHERE i.placement_id IN ({{marks}}) ORDER BY i.on_day, i.id"  # noqa: S608 our own columns
_SENT = """
    SELECT i.placement_id FROM fee_invoice i JOIN placement p ON p.id = i.placement_id
    WHERE p.agency_id BETWEEN ? AND ? AND i.on_day <= ? GROUP BY i.placement_id ORDER BY i.placement_id
"""
_HIGHEST = 2**62


class FeeInvoiceRow(NamedTuple):
    """An invoice as it is recorded; amounts in cents, `vat` None where it does not say."""

    id: int
    version: int
    placement_id: int
    event: FeeEvent
    on: date
    number: str
    cents: Cents
    vat: Cents | None
    document_id: int | None
    decision: InvoiceDecision | None
    decided_on: date | None
    agreed: Cents | None
    reason: str

    @property
    def invoice(self) -> FeeInvoice:
        """What counts of it."""
        return FeeInvoice(self.id, self.event, self.on, self.cents, self.decision, self.agreed)


class _Id(NamedTuple):
    id: int


def of_placements(database: Database, placement_ids: Sequence[int]) -> list[FeeInvoiceRow]:
    """Return the invoices of placements by their days, those that never were among them."""
    return many(database, _OF_PLACEMENTS, FeeInvoiceRow, placement_ids)


def standing(some: Sequence[FeeInvoiceRow], day: date) -> Mapping[int, list[FeeInvoice]]:
    """Return what counts of invoices up to and with a day by their placements, without those that never were."""
    found: dict[int, list[FeeInvoice]] = {}
    for one in some:
        if one.on <= day and one.decision is not InvoiceDecision.MISTAKEN:
            found.setdefault(one.placement_id, []).append(one.invoice)
    return found


def asked(database: Database, day: date, agency_id: int | None = None) -> list[int]:
    """Return the placements for which one agency, or any, asked a fee by invoice up to and with a day."""
    bounds = (0, _HIGHEST) if agency_id is None else (agency_id, agency_id)
    return [one.id for one in rows(database, _SENT, _Id, (*bounds, day))]
