"""What happens with a placement: recorded by its day, corrected by another row, and what the agency reports."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.limitation.grade import Grade
from casebook.domain.money import ZERO, Cents
from casebook.domain.placements.facts import CloseCode, Instruction, PlacementEventKind, ReportSource
from casebook.errors import Refused
from casebook.store import mandates
from casebook.store.actions import given
from casebook.store.actions.holds import case_of
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent, record
from casebook.store.actions.placement_bearing import (
    add,
    document,
    keep,
    recorded,
    refuse_at,
    refuse_before,
    refuse_placed_again,
)
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.cases import Case
from casebook.store.models.fee_invoices import FeeInvoice
from casebook.store.models.money import Payment
from casebook.store.models.placements import AgencyReport, Placement, PlacementEvent
from casebook.store.placement_rows import RecordedPlacement
from casebook.store.transaction import Transaction
from casebook.text import clean

_E = PlacementEventKind
_CASE_OF_EVENT = "SELECT m.case_id FROM placement_event e JOIN placement m ON m.id = e.placement_id WHERE e.id = ?"
# Only with these it matters until when.
LASTING = frozenset({_E.PAUSED, _E.INSTRUCTED, _E.RECALL_ANNOUNCED, _E.NEEDS_INFO})
# Recorded by a command of their own.
_APART = frozenset({_E.RECALL_ANNOUNCED, _E.DIRECT_PAYMENT, _E.VOID})


@dataclass(frozen=True, slots=True)
class RecordPlacementEvent:
    """Something that happened with a placement.

    `code` is an instruction, or why it was closed, by the kind; `until_on` where it lasts or is to be done by then.
    `reference` is how the agency calls it, where it says so.
    """

    id: int
    kind: PlacementEventKind
    on_day: date
    until_on: date | None = None
    code: str | None = None
    text: str = ""
    reference: str = ""
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class AnnounceRecall:
    """An agency is told that its placement is recalled; what that costs was seen before."""

    id: int
    version: int
    on_day: date
    cost_cents: Cents
    reason: str
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class TellDirectPayment:
    """An agency is told of a payment that came to us."""

    id: int
    payment_id: int
    on_day: date


@dataclass(frozen=True, slots=True)
class ServedWrit:
    """The writ of interruption that an agency was told to serve was served; the document of it is its proof."""

    id: int
    on_day: date
    document_id: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What an agency says of a placement as of a day; amounts in cents, None where it says nothing of them."""

    on_day: date
    phase: str = ""
    open_cents: Cents | None = None
    received_cents: Cents | None = None
    remitted_cents: Cents | None = None
    costs_cents: Cents | None = None
    next_action: str = ""
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class RecordReport:
    """A report of an agency that a person writes down; `agency_report_id` is the one that it takes the place of."""

    id: int
    facts: ReportFacts
    agency_report_id: int | None = None


@dataclass(frozen=True, slots=True)
class VoidPlacementEvent:
    """An event that did not happen, and why that is known."""

    placement_event_id: int
    reason: str


def _of_event(database: Database, command: Any) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASE_OF_EVENT, (command.placement_event_id,))]


@action("placement.happened", cases=case_of(Placement))
def happened(tx: Transaction, command: RecordPlacementEvent) -> int:
    """Record what happened with a placement and return its id. Refused where it cannot be at the stage it is at."""
    found, kind = recorded(tx, command.id), command.kind
    refuse_at(found, kind, tx.day)
    if kind in _APART:
        raise Refused("placement.apart", source=HOUSE_RULE, event=f"placement_event_{kind}")
    if kind is _E.RECONCILED:
        _refuse_undecided(tx, found)
    on = given.past(tx, command.on_day)
    refuse_before(found, on)
    if command.until_on is not None and kind not in LASTING:
        raise Refused("placement.no_until", source=HOUSE_RULE, event=f"placement_event_{kind}")
    given.in_order(on_day=on, until_on=command.until_on)
    row = tx.get(Placement, found.row.id)
    if command.reference:
        tx.change(row, reference=given.line(command.reference))
    values = {
        "until_on": command.until_on,
        "code": _code(kind, command.code),
        "text": clean(command.text).strip(),
        "document_id": document(tx, command.document_id),
    }
    id_ = add(tx, row.id, kind, on, **values)
    keep(tx, row.id)
    return id_


@action("placement.recall", cases=case_of(Placement))
def recall(tx: Transaction, command: AnnounceRecall) -> int:
    """Record that a recall was announced, with what it costs, and return its id. It takes the mandate for it."""
    tx.get(Placement, command.id, command.version)
    found = recorded(tx, command.id)
    refuse_at(found, _E.RECALL_ANNOUNCED, tx.day)
    mandates.check(tx, mandates.Act.RECALL, ZERO)
    on = given.past(tx, command.on_day)
    refuse_before(found, on)
    given.in_order(on_day=on, until_on=command.until_on)
    values = {"until_on": command.until_on, "cents": command.cost_cents, "text": given.reason(command.reason)}
    id_ = add(tx, found.row.id, _E.RECALL_ANNOUNCED, on, **values)
    keep(tx, found.row.id)
    return id_


@action("placement.tell_payment", cases=case_of(Placement))
def tell_payment(tx: Transaction, command: TellDirectPayment) -> int:
    """Record that an agency was told of a payment that came to us, and return the id of that."""
    found = recorded(tx, command.id)
    refuse_at(found, _E.DIRECT_PAYMENT, tx.day)
    return told(tx, found, command.payment_id, given.past(tx, command.on_day))


def told(tx: Transaction, found: RecordedPlacement, payment_id: int, on: date, letter_id: int | None = None) -> int:
    """Record that an agency was told of a payment. Refused for one of another case, and for one it was told of."""
    payment = tx.get(Payment, payment_id)
    if payment.case_id != found.row.case_id or payment.cents <= 0:
        raise Refused("placement.other_payment", source=HOUSE_RULE, number=found.row.number)
    stands = {one.id for one in found.placement.events}
    if any(one.payment_id == payment.id and one.id in stands for one in found.events):
        raise Refused("placement.told_already", source=HOUSE_RULE, agency=found.row.agency, cents=payment.cents)
    values = {"payment_id": payment.id, "cents": payment.cents, "letter_id": letter_id}
    return add(tx, found.row.id, _E.DIRECT_PAYMENT, on, **values)


@action("placement.served", cases=case_of(Placement))
def served(tx: Transaction, command: ServedWrit) -> int:
    """Record that a writ of interruption was served, and return its id; it interrupts with proof.

    It reaches the debtor for each claim that lies there; whoever is liable beside him gets his own.
    """
    found = recorded(tx, command.id)
    refuse_at(found, _E.CARRIED_OUT, tx.day)
    on, document_id = given.past(tx, command.on_day), document(tx, command.document_id)
    refuse_before(found, on)
    text = clean(command.text).strip()
    debtor_id = tx.get(Case, found.row.case_id).debtor_id
    reaches = tuple(Reached(debtor_id, claim_id) for claim_id in found.claim_ids)
    facts = EventFacts("demand", on, reaches, received_on=on, document_id=document_id, note=text)
    record(tx, RecordEvent(found.row.case_id, facts, Grade.STRONG))
    values = {"code": Instruction.WRIT, "text": text, "document_id": document_id}
    id_ = add(tx, found.row.id, _E.CARRIED_OUT, on, **values)
    keep(tx, found.row.id)
    return id_


@action("placement.report", cases=case_of(Placement))
def report(tx: Transaction, command: RecordReport) -> int:
    """Record what an agency reported and return the id of the report; when the next is due follows from it."""
    found, facts = recorded(tx, command.id), command.facts
    if found.placement.last(_E.SENT) is None:
        raise Refused("placement.not_sent", source=HOUSE_RULE, number=found.row.number)
    if command.agency_report_id is not None and all(one.id != command.agency_report_id for one in found.reports):
        raise Refused("placement.other_report", source=HOUSE_RULE, number=found.row.number)
    given.past(tx, facts.on_day)
    id_ = add_report(tx, found.row.id, facts, voids_id=command.agency_report_id)
    keep(tx, found.row.id)
    return id_


def add_report(
    tx: Transaction,
    placement_id: int,
    facts: ReportFacts,
    *,
    run_id: int | None = None,
    voids_id: int | None = None,
) -> int:
    """Add a report, of a file where a run is named, and return its id; `keep` is for whoever adds it."""
    source = ReportSource.FORM if run_id is None else ReportSource.FILE
    return tx.add(
        AgencyReport,
        placement_id=placement_id,
        on_day=facts.on_day,
        phase=given.line(facts.phase),
        open_cents=facts.open_cents,
        received_cents=facts.received_cents,
        remitted_cents=facts.remitted_cents,
        costs_cents=facts.costs_cents,
        next_action=given.line(facts.next_action),
        next_on=facts.next_on,
        source=source,
        run_id=run_id,
        recorded_on=tx.day,
        voids_id=voids_id,
    )


@action("placement_event.void", cases=_of_event)
def void(tx: Transaction, command: VoidPlacementEvent) -> None:
    """Make an event void. Refused for how it began: what was never sent is withdrawn."""
    event = tx.get(PlacementEvent, command.placement_event_id)
    found, reason = recorded(tx, event.placement_id), given.reason(command.reason)
    if all(one.id != event.id for one in found.placement.events):
        raise Refused("placement.event_void", source=HOUSE_RULE, event=f"placement_event_{event.kind}")
    if event.kind in (_E.PREPARED, _E.APPROVED):
        raise Refused("placement.start_stays", source=HOUSE_RULE)
    _refuse_before_later(found, event)
    if found.row.ended_on is not None:
        refuse_placed_again(tx, found)
    add(tx, event.placement_id, _E.VOID, tx.day, voids_id=event.id, reason=reason)
    keep(tx, event.placement_id)


def _refuse_before_later(found: RecordedPlacement, event: PlacementEvent) -> None:
    """Refuse to void a recall that was announced as long as it stands that it was recalled: it has its cost."""
    recalled = found.placement.last(_E.RECALLED)
    if event.kind == _E.RECALL_ANNOUNCED and recalled is not None:
        raise Refused("placement.recalled_stands", source=HOUSE_RULE, on=recalled.on)


def _refuse_undecided(tx: Transaction, found: RecordedPlacement) -> None:
    """Refuse to settle a placement while nobody decided on what its agency asks by invoice."""
    asked = FeeInvoice.select().where(FeeInvoice.placement_id == found.row.id, FeeInvoice.decision.is_null())
    if count := len(tx.find(asked)):
        raise Refused("fee_invoice.open", source=HOUSE_RULE, agency=found.row.agency, count=count)


def _code(kind: PlacementEventKind, code: str | None) -> str | None:
    """Return the code of an event. Refused where it needs one and none, or another, is given."""
    wanted = {_E.INSTRUCTED: Instruction, _E.CARRIED_OUT: Instruction, _E.CLOSED: CloseCode}.get(kind)
    if wanted is None:
        return None
    try:
        return wanted(code or "").value
    except ValueError:
        raise Refused("placement.no_code", source=HOUSE_RULE, event=f"placement_event_{kind}") from None
