"""What an agency asks by invoice beside what it keeps: recorded, put right, and accepted or disputed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import ZERO, Cents
from casebook.domain.placements.facts import FeeEvent, PlacementEventKind
from casebook.domain.placements.invoices import InvoiceDecision
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.actions.placement_bearing import document, recorded, refuse_before
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.fee_invoices import FeeInvoice
from casebook.store.models.placements import Placement
from casebook.store.placement_rows import RecordedPlacement
from casebook.store.queries import placement_money
from casebook.store.transaction import Transaction

_CASE_OF_PLACEMENT = "SELECT case_id FROM placement WHERE id = ?"
_CASE_OF_INVOICE = "SELECT m.case_id FROM fee_invoice i JOIN placement m ON m.id = i.placement_id WHERE i.id = ?"


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """What an invoice asks for something, in cents with VAT; `vat_cents` of it are VAT, None where it does not say."""

    event: FeeEvent
    on_day: date
    number: str
    cents: Cents
    vat_cents: Cents | None = None
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class RecordFeeInvoice:
    """An agency asks a fee of a placement by invoice."""

    placement_id: int
    facts: InvoiceFacts


@dataclass(frozen=True, slots=True)
class ChangeFeeInvoice:
    """An invoice as it should be, all of it."""

    id: int
    version: int
    facts: InvoiceFacts


@dataclass(frozen=True, slots=True)
class DecideFeeInvoice:
    """What is decided on an invoice; `agreed_cents` is what is accepted of it, None for all of it."""

    id: int
    version: int
    decision: InvoiceDecision
    agreed_cents: Cents | None = None
    reason: str = ""


def _of_placement(database: Database, command: Any) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASE_OF_PLACEMENT, (command.placement_id,))]


def _of_invoice(database: Database, command: Any) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASE_OF_INVOICE, (command.id,))]


@action("fee_invoice.record", cases=_of_placement)
def record(tx: Transaction, command: RecordFeeInvoice) -> int:
    """Record an invoice and return its id. Refused for a placement that never left, and where it is there already."""
    found = _placement(tx, command.placement_id)
    return tx.add(FeeInvoice, placement_id=command.placement_id, **_values(tx, found, command.facts))


@action("fee_invoice.change", cases=_of_invoice)
def change(tx: Transaction, command: ChangeFeeInvoice) -> None:
    """Put an invoice right. What was decided on it was decided on another: that is to be done again."""
    invoice = tx.get(FeeInvoice, command.id, command.version)
    values = _values(tx, _placement(tx, invoice.placement_id), command.facts, invoice.id)
    tx.change(invoice, **values, decision=None, decided_on=None, agreed_cents=None, reason="")


@action("fee_invoice.decide", cases=_of_invoice)
def decide(tx: Transaction, command: DecideFeeInvoice) -> None:
    """Record what is decided on an invoice; it may be decided anew.

    More than is due by the terms is accepted with a reason, and so is less than is asked; what is disputed, withdrawn
    or mistaken has one too.
    """
    invoice = tx.get(FeeInvoice, command.id, command.version)
    accepted, asked = command.decision is InvoiceDecision.ACCEPTED, Cents(invoice.cents)
    agreed = None
    if accepted:
        agreed = asked if command.agreed_cents is None else command.agreed_cents
        if not 0 <= agreed <= asked:
            raise Refused("fee_invoice.agreed", source=HOUSE_RULE, asked=asked)
    elif command.agreed_cents is not None:
        raise Refused("fee_invoice.agreed", source=HOUSE_RULE, asked=asked)
    as_due = agreed == asked and asked <= _expected(tx, invoice)
    reason = given.line(command.reason) if as_due else given.reason(command.reason)
    decided = {"decision": command.decision, "decided_on": tx.day, "agreed_cents": agreed, "reason": reason}
    tx.change(invoice, **decided)


def _expected(tx: Transaction, invoice: FeeInvoice) -> Cents:
    """Return what is due for what an invoice asks; nothing for one that never was."""
    found = placement_money.reconciled(tx.database, [invoice.placement_id], tx.day)[invoice.placement_id]
    return next((one.expected for one in found.held if one.invoice.id == invoice.id), ZERO)


def _placement(tx: Transaction, placement_id: int) -> RecordedPlacement:
    tx.get(Placement, placement_id)
    found = recorded(tx, placement_id)
    if found.placement.last(PlacementEventKind.SENT) is None:
        raise Refused("placement.not_sent", source=HOUSE_RULE, number=found.row.number)
    return found


def _values(
    tx: Transaction, found: RecordedPlacement, facts: InvoiceFacts, invoice_id: int | None = None
) -> dict[str, Any]:
    """Return the columns of an invoice. Refused without a number, and where the same was recorded before."""
    number, cents = given.line(facts.number), given.positive(facts.cents)
    if not number:
        raise Refused("fee_invoice.no_number", source=HOUSE_RULE)
    if facts.vat_cents is not None and not 0 <= facts.vat_cents <= cents:
        raise Refused("fee_invoice.vat", source=HOUSE_RULE, asked=cents)
    on_day = given.past(tx, facts.on_day)
    refuse_before(found, on_day)
    same = (FeeInvoice.placement_id == found.row.id) & (FeeInvoice.event == facts.event) & (FeeInvoice.number == number)
    stands = FeeInvoice.decision.is_null() | (FeeInvoice.decision != InvoiceDecision.MISTAKEN)
    another = tx.first(FeeInvoice.select().where(same & stands, FeeInvoice.id != (invoice_id or 0)))
    if another is not None:
        raise Refused("fee_invoice.again", source=HOUSE_RULE, number=number, on=another.on_day)
    return {
        "event": facts.event,
        "on_day": on_day,
        "number": number,
        "cents": cents,
        "vat_cents": facts.vat_cents,
        "document_id": document(tx, facts.document_id),
    }
