"""What a list says and we do not: a person accepts it, and then it is done, or dismisses it.

Codes of proposals, with their parameters:

- `proposal.changed`, `proposal.changed_word`, `proposal.changed_day` and `proposal.changed_amount` (`field`, `was`,
  `now`, as text, code, day or cents): the list has another value for `field`, one of `FIELDS`;
- `proposal.changed_vat` and `proposal.new_vat` (`was`, `now`, as `domain.vat.told` has them): other rates of VAT;
- `proposal.credit_note` (`note`, `on`, `cents`): a credit note with this number takes so much off the claim;
- `proposal.settled` (`on`, `cents`): the list says the item of `cents` was paid in full on a day;
- `proposal.paid` (`cents`): it says that so much was paid by now, without a day;
- `proposal.absent` (none): the item is no longer in the list; nothing is closed for that;
- `proposal.same_debtor` (`name`, `party`, `other`): two debtors may be one; they stay two until a person merges them;
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import ZERO, Cents
from casebook.domain.parameters import Value, decode
from casebook.domain.vat.told import read, told
from casebook.errors import Refused
from casebook.store import balances, claim_rates
from casebook.store.actions import claims, given, ledger, listed_payments, payments, same_receipts
from casebook.store.actions.payments import Report
from casebook.store.actions.receipts import Receipt
from casebook.store.actions.vat import put_rates
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.differences import paid_on
from casebook.store.models.claims import Claim
from casebook.store.models.imports import ImportRun, Proposal, ProposalState
from casebook.store.models.money import PaymentSource
from casebook.store.transaction import Transaction

AMOUNT = "amount"
FIELDS = (
    AMOUNT,
    "kind",
    "capacity",
    "agreed",
    "order_number",
    "product_group",
    "description",
    "invoice_on",
    "due_on",
    "supplied_from",
    "supplied_until",
)

_CASE_OF_PROPOSAL = """
    SELECT case_id FROM proposal WHERE id = ? AND case_id IS NOT NULL
    UNION SELECT k.case_id FROM proposal p JOIN claim k ON k.id = p.claim_id WHERE p.id = ?
"""
_ENUMS: Mapping[str, Callable[[str], Any]] = {"capacity": Capacity, "agreed": Agreed}


@dataclass(frozen=True, slots=True)
class AcceptProposal:
    """A proposal that is right. `another`: the payment it is about is not the one that was booked already.

    `without_bank`: it is booked though receipts of the entity are booked as the bank reports them, because the account
    it came in on is not imported; that needs a reason.
    """

    proposal_id: int
    version: int
    reason: str = ""
    another: bool = False
    without_bank: bool = False


@dataclass(frozen=True, slots=True)
class DismissProposal:
    """A proposal that is wrong, and why."""

    proposal_id: int
    version: int
    reason: str


def _case_of_proposal(database: Database, command: Any) -> Iterable[int]:
    return [id_ for (id_,) in database.fetch(_CASE_OF_PROPOSAL, (command.proposal_id, command.proposal_id))]


@action("proposal.accept", cases=_case_of_proposal)
def accept(tx: Transaction, command: AcceptProposal) -> None:
    """Do what a proposal says."""
    proposal = _waiting(tx, command.proposal_id, command.version)
    parameters = decode(proposal.parameters)
    match proposal.code:
        case "proposal.changed" | "proposal.changed_word" | "proposal.changed_day" | "proposal.changed_amount":
            _change(tx, proposal, parameters)
        case "proposal.changed_vat" | "proposal.new_vat":
            _rate(tx, proposal, parameters)
        case "proposal.credit_note":
            _credit(tx, proposal, parameters, command)
        case "proposal.settled":
            _pay(tx, proposal, _day(parameters["on"]), _whole(parameters["cents"]), command)
        case "proposal.paid":
            on_day = tx.get(ImportRun, proposal.run_id).on_day
            _pay(tx, proposal, on_day, _whole(parameters["cents"]), command)
        case "proposal.absent" | "proposal.same_debtor":
            # Seen, and nothing more: no claim closes because it is missing from a list.
            pass
        case _:
            raise ValueError(f"a proposal {proposal.code}")
    tx.change(proposal, state=ProposalState.ACCEPTED, decided_on=tx.day, reason=given.line(command.reason))


@action("proposal.dismiss", cases=_case_of_proposal)
def dismiss(tx: Transaction, command: DismissProposal) -> None:
    """Leave everything as it is."""
    proposal = _waiting(tx, command.proposal_id, command.version)
    reason = given.reason(command.reason)
    tx.change(proposal, state=ProposalState.DISMISSED, decided_on=tx.day, reason=reason)


def _waiting(tx: Transaction, proposal_id: int, version: int) -> Proposal:
    proposal = tx.get(Proposal, proposal_id, version)
    if proposal.state != ProposalState.PROPOSED:
        raise Refused("proposal.decided", source=HOUSE_RULE, state=proposal.state)
    return proposal


def _claim(tx: Transaction, proposal: Proposal) -> Claim:
    assert proposal.claim_id is not None
    return tx.get(Claim, proposal.claim_id)


def _change(tx: Transaction, proposal: Proposal, parameters: Mapping[str, Value]) -> None:
    """Change the field, if it still is as it was when the list was read."""
    claim = _claim(tx, proposal)
    name, was, now = str(parameters["field"]), parameters["was"], parameters["now"]
    if name not in FIELDS:
        raise ValueError(f"a proposal about {name}")
    entry = claims.principal_entry(tx, claim)
    if was != (claim.principal_cents if name == AMOUNT else claim.__data__[name]) or entry is None:
        raise Refused("proposal.outdated", source=HOUSE_RULE, number=claim.number)
    if name == AMOUNT:
        ledger.replace(tx, entry, given.positive(Cents(_whole(now))), entry.on_day, "")
        return
    value: Any = _ENUMS[name](str(now)) if name in _ENUMS else now
    changed = replace(claims.facts_of(claim), **{name: value})
    claims.change(tx, claims.ChangeClaim(claim.id, claim.version, changed))


def _rate(tx: Transaction, proposal: Proposal, parameters: Mapping[str, Value]) -> None:
    """Put the rates of a claim as they are told, if they still are as they were then."""
    claim = _claim(tx, proposal)
    known = claim_rates.of_claims(tx.database, [claim.id]).get(claim.id, ())
    if told(known) != parameters["was"]:
        raise Refused("proposal.outdated", source=HOUSE_RULE, number=claim.number)
    put_rates(tx, claim, read(str(parameters["now"])))


def _credit(tx: Transaction, proposal: Proposal, parameters: Mapping[str, Value], command: AcceptProposal) -> None:
    """Credit a claim by a credit note, as by hand: at most what is open, and within the mandate for it."""
    note, claim = str(parameters["note"]), _claim(tx, proposal)
    reason = " · ".join(filter(None, (note, given.line(command.reason))))
    cents = Cents(_whole(parameters["cents"]))
    ledger.book_credit(tx, ledger.CreditClaim(claim.id, cents, _day(parameters["on"]), reason))


def _pay(tx: Transaction, proposal: Proposal, on_day: date, cents: int, command: AcceptProposal) -> None:
    """Book what the list has as paid and nobody booked, on this claim only: once, whichever source reported it.

    `cents` is all that the list has as paid. Where it is `another` payment than those booked, all of it is booked.
    Of an entity whose receipts the bank reports nothing is booked: the list is right once the bank reported the same.
    """
    claim, another = _claim(tx, proposal), command.another
    if command.without_bank:
        given.reason(command.reason)
    elif not listed_payments.books(tx, claim):
        if another or not _reported(tx, claim, on_day, Cents(cents)):
            raise Refused("proposal.awaits_bank", source=HOUSE_RULE, number=claim.number, amount=Cents(cents))
        return
    receipt = Receipt(on_day, Cents(cents), reference=claim.number, designation=(claim.id,), another=another)
    if not another:
        still_open = balances.payable(tx.database, [claim.id], on_day)[claim.id].total
        known = same_receipts.alike(tx, claim.case_id, receipt, PaymentSource.LEDGER, claim.id)
        missing = cents - paid_on(tx.database, [claim.id]).get(claim.id, ZERO)
        receipt = replace(receipt, cents=Cents(min(missing, still_open)))
        if known or receipt.cents <= 0:
            raise Refused("payment.booked_before", source=HOUSE_RULE, number=claim.number, amount=Cents(cents))
    key = f"ledger:{proposal.key}"
    # Who took an acceptance back may accept again; the key stays with the payment that was reversed.
    report = Report(PaymentSource.LEDGER, None if same_receipts.is_booked(tx, key) else key, only=[claim.id])
    payments.book(tx, claim.case_id, receipt, report)


def _reported(tx: Transaction, claim: Claim, on_day: date, cents: Cents) -> bool:
    """Tell whether what a list has as paid on a claim was booked, as the bank or a person reported it."""
    receipt = Receipt(on_day, cents)
    known = same_receipts.alike(tx, claim.case_id, receipt, PaymentSource.LEDGER, claim.id)
    return bool(known) or listed_payments.is_paid(tx, claim.id, cents)


def _day(value: Value) -> date:
    assert isinstance(value, date)
    return value


def _whole(value: Value) -> int:
    assert isinstance(value, int)
    return value
