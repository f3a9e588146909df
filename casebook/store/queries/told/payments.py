"""How payments and proposals of a list are told."""

from casebook.domain.money import Cents
from casebook.store.actions.payments import AllocateRest, CorrectPayment, RecordPayment, ReversePayment
from casebook.store.actions.proposals import AcceptProposal, DismissProposal
from casebook.store.actions.receipts import Receipt
from casebook.store.queries.told.shapes.cases import Proposal
from casebook.store.queries.told.shapes.money import Payment
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, when, written


@teller
def _recorded(scene: Scene, command: RecordPayment) -> Telling:
    said: Said = ("told.payment", {"cents": command.receipt.cents, "on": command.receipt.on_day})
    return Telling([said, *_received(scene, command.receipt)], _reasons(command.receipt))


@teller
def _corrected(scene: Scene, command: CorrectPayment) -> Telling:
    was = scene.records.get(Payment, command.payment_id)
    parts: list[Said] = [
        ("told.payment_corrected", {"cents": command.receipt.cents, "on": command.receipt.on_day}),
        ("told.was_amount", {"cents": was.cents, "on": was.on_day}),
    ]
    return Telling([*parts, *_received(scene, command.receipt)], written(command.reason, _reasons(command.receipt)))


@teller
def _reversed(scene: Scene, command: ReversePayment) -> Telling:
    was = scene.records.get(Payment, command.payment_id)
    said: Said = ("told.payment_reversed", {"cents": was.cents, "on": was.on_day})
    if command.on_day is not None:
        said = ("told.payment_returned", {"cents": was.cents, "on": was.on_day, "returned": command.on_day})
    return Telling([said], written(command.reason))


@teller
def _rest_allocated(scene: Scene, command: AllocateRest) -> Telling:
    was = scene.records.get(Payment, command.payment_id)
    said: Said = ("told.rest_allocated", {"cents": was.cents, "on": was.on_day})
    return Telling([said, *scene.claims(command.claim_ids)], written(command.reason, command.insolvency_choice))


@teller
def _accepted(scene: Scene, command: AcceptProposal) -> Telling:
    return Telling(_proposal(scene, "told.proposal_accepted", command.proposal_id), written(command.reason))


@teller
def _dismissed(scene: Scene, command: DismissProposal) -> Telling:
    return Telling(_proposal(scene, "told.proposal_dismissed", command.proposal_id), written(command.reason))


def _proposal(scene: Scene, code: str, proposal_id: int) -> list[Said]:
    proposal = scene.records.get(Proposal, proposal_id)
    said: Said = (code, {"what": (proposal.code, proposal.parameters)})
    return [said, *scene.claims([] if proposal.claim_id is None else [proposal.claim_id])]


def _received(scene: Scene, receipt: Receipt) -> list[Said]:
    """Return who paid, where it went, what of it went nowhere and what the debtor wrote with it."""
    payer = scene.party(receipt.payer_id) if receipt.payer_id is not None else receipt.payer_name
    entries = [row for row in scene.added("ledger_entry") if row["kind"] == "payment"]
    rest = sum(row["cents"] for row in scene.added("allocation") if row["entry_id"] is None and row["cents"] > 0)
    return [
        *when("told.payer", payer=payer),
        *scene.claims(row["claim_id"] for row in entries),
        *([("told.unallocated", {"cents": Cents(rest)})] if rest else []),
        *when("told.reference", reference=receipt.reference),
    ]


def _reasons(receipt: Receipt) -> str:
    return written(receipt.reason, receipt.insolvency_choice)
