"""How agencies and placements are told, from who collects for us to what came of it."""

from casebook.domain.placements.facts import PlacementEventKind
from casebook.store.actions.agencies import ChangeAgency, EndAgency, ReachAgency, RegisterAgency, SetAgencyFee
from casebook.store.actions.fee_invoices import ChangeFeeInvoice, DecideFeeInvoice, InvoiceFacts, RecordFeeInvoice
from casebook.store.actions.placement_events import (
    AnnounceRecall,
    RecordPlacementEvent,
    RecordReport,
    ServedWrit,
    TellDirectPayment,
    VoidPlacementEvent,
)
from casebook.store.actions.placements import ChangePlacement, MakePlacementBatch, PreparePlacement, RecordPlacement
from casebook.store.queries.told.shapes.money import Payment
from casebook.store.queries.told.shapes.placements import Agency, FeeInvoice, Placement, PlacementEvent
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, when, written

_CODED = {
    PlacementEventKind.INSTRUCTED: "instruction",
    PlacementEventKind.CARRIED_OUT: "instruction",
    PlacementEventKind.CLOSED: "close_code",
}


@teller
def _registered(scene: Scene, command: RegisterAgency) -> Telling:
    name = command.name if command.party_id is None else scene.party(command.party_id)
    said = {"kind": f"agency_kind_{command.facts.kind}", "name": name}
    return Telling([("told.agency_registered", said)], written(command.facts.note))


@teller
def _changed(scene: Scene, command: ChangeAgency) -> Telling:
    parts: list[Said] = [("told.agency_changed", {"agency": _name(scene, command.id)})]
    return Telling([*parts, *when("told.agency_until", until=command.facts.registered_until)], "")


@teller
def _reached(scene: Scene, command: ReachAgency) -> Telling:
    return Telling([("told.agency_reached", {"agency": _name(scene, command.id)})])


@teller
def _ended(scene: Scene, command: EndAgency) -> Telling:
    code = "told.agency_again" if command.again else "told.agency_ended"
    return Telling([(code, {"agency": _name(scene, command.id)})])


@teller
def _fee(scene: Scene, command: SetAgencyFee) -> Telling:
    said = {"event": f"fee_event_{command.event}", "basis": f"fee_basis_{command.basis}", "on": command.from_on}
    return Telling([("told.agency_fee", {"agency": _name(scene, command.id), **said})])


@teller
def _batch(_scene: Scene, command: MakePlacementBatch) -> Telling:
    return Telling([("told.placement_batch", {"name": command.name})])


@teller
def _prepared(scene: Scene, command: PreparePlacement) -> Telling:
    said = {"agency": _name(scene, command.collector_id), "guard": f"guard_{command.guard}"}
    passed = (command.without_assessment, command.unannounced, command.without_evidence, command.unregistered)
    parts: list[Said] = [("told.placement_prepared", said), *scene.claims(command.claim_ids)]
    return Telling(parts, written(command.note, *passed))


@teller
def _recorded(scene: Scene, command: RecordPlacement) -> Telling:
    said = {"agency": _name(scene, command.collector_id), "guard": f"guard_{command.guard}", "on": command.sent_on}
    parts: list[Said] = [("told.placement_recorded", said), *scene.claims(command.claim_ids)]
    return Telling([*parts, *when("told.placement_reported", on=command.reported_on)])


@teller
def _guarded(scene: Scene, command: ChangePlacement) -> Telling:
    said = {"agency": _agency(scene, command.id), "guard": f"guard_{command.guard}"}
    return Telling([("told.placement_changed", said)], written(command.reason))


@teller
def _happened(scene: Scene, command: RecordPlacementEvent) -> Telling:
    said = {"agency": _agency(scene, command.id), "event": f"placement_event_{command.kind}", "on": command.on_day}
    parts: list[Said] = [("told.placement_happened", said)]
    if command.code is not None and command.kind in _CODED:
        parts.append(("told.placement_code", {"code": f"{_CODED[command.kind]}_{command.code}"}))
    return Telling([*parts, *when("told.placement_until", until=command.until_on)], written(command.text))


@teller
def _recalled(scene: Scene, command: AnnounceRecall) -> Telling:
    said = {"agency": _agency(scene, command.id), "on": command.on_day, "cents": command.cost_cents}
    parts: list[Said] = [("told.placement_recall", said)]
    return Telling([*parts, *when("told.placement_until", until=command.until_on)], written(command.reason))


@teller
def _told(scene: Scene, command: TellDirectPayment) -> Telling:
    paid = scene.records.get(Payment, command.payment_id)
    said = {"agency": _agency(scene, command.id), "cents": paid.cents, "on": paid.on_day}
    return Telling([("told.placement_told", said)])


@teller
def _served(scene: Scene, command: ServedWrit) -> Telling:
    said = {"agency": _agency(scene, command.id), "on": command.on_day}
    return Telling([("told.placement_served", said)], written(command.text))


@teller
def _report(scene: Scene, command: RecordReport) -> Telling:
    facts = command.facts
    parts: list[Said] = [("told.placement_report", {"agency": _agency(scene, command.id), "on": facts.on_day})]
    parts += when("told.report_received", amount=facts.received_cents)
    return Telling(parts, written(facts.phase, facts.next_action))


@teller
def _voided(scene: Scene, command: VoidPlacementEvent) -> Telling:
    was = scene.records.get(PlacementEvent, command.placement_event_id)
    said = {"agency": _agency(scene, was.placement_id), "event": f"placement_event_{was.kind}", "on": was.on_day}
    return Telling([("told.placement_voided", said)], written(command.reason))


@teller
def _invoiced(scene: Scene, command: RecordFeeInvoice) -> Telling:
    said = {"agency": _agency(scene, command.placement_id), **_asked(command.facts)}
    return Telling([("told.fee_invoice", said), *when("told.fee_invoice_vat", vat=command.facts.vat_cents)])


@teller
def _invoice_changed(scene: Scene, command: ChangeFeeInvoice) -> Telling:
    was = scene.records.get(FeeInvoice, command.id)
    said = {"agency": _agency(scene, was.placement_id), "was": was.number, **_asked(command.facts)}
    return Telling([("told.fee_invoice_changed", said)])


@teller
def _invoice_decided(scene: Scene, command: DecideFeeInvoice) -> Telling:
    was = scene.records.get(FeeInvoice, command.id)
    said = {
        "agency": _agency(scene, was.placement_id),
        "number": was.number,
        "event": f"fee_event_{was.event}",
        "decision": f"invoice_{command.decision}",
    }
    parts: list[Said] = [("told.fee_invoice_decided", said)]
    return Telling([*parts, *when("told.fee_invoice_agreed", cents=command.agreed_cents)], written(command.reason))


def _asked(facts: InvoiceFacts) -> dict[str, object]:
    return {"number": facts.number, "on": facts.on_day, "event": f"fee_event_{facts.event}", "cents": facts.cents}


def _agency(scene: Scene, placement_id: int) -> str:
    return _name(scene, scene.records.get(Placement, placement_id).agency_id)


def _name(scene: Scene, agency_id: int) -> str:
    return scene.party(scene.records.get(Agency, agency_id).party_id)
