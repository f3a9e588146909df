"""Payments: recorded with where they go, reversed, and corrected. Amounts only ever add up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.finding import HOUSE_RULE, Caution
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store.actions import accrual, allocations, bank_links, given, ledger, listed_payments, same_receipts
from casebook.store.actions.acknowledgement import acknowledge, withdraw_acknowledgement
from casebook.store.actions.cases import outward_act
from casebook.store.actions.receipts import UNALLOCATED, Division, Payable, Receipt, divide
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.cases import Case
from casebook.store.models.money import Allocation, Payment, PaymentSource
from casebook.store.models.parties import Party
from casebook.store.transaction import Transaction

_CASE_OF_PAYMENT = "SELECT case_id FROM payment WHERE id = ?"


@dataclass(frozen=True, slots=True)
class RecordPayment:
    """Money received in a case; `key` names the receipt in its source, so that it is booked once.

    `accrue`: the interest that ran up to its day is booked first, so that it can be paid.
    """

    case_id: int
    receipt: Receipt
    key: str | None = None
    accrue: bool = False


@dataclass(frozen=True, slots=True)
class AllocateRest:
    """What of a payment is not allocated goes to claims, in this order, each in the order of the law."""

    payment_id: int
    claim_ids: tuple[int, ...]
    reason: str
    insolvency_choice: str = ""


@dataclass(frozen=True, slots=True)
class ReversePayment:
    """Money that went back on a day; without a day it never came in."""

    payment_id: int
    reason: str
    on_day: date | None = None


@dataclass(frozen=True, slots=True)
class CorrectPayment:
    """A payment that was recorded wrongly: the one that was seen, and what it should have been.

    `accrue`: the interest that ran up to the right day is booked first.
    """

    payment_id: int
    receipt: Receipt
    reason: str
    accrue: bool = False


class Report(NamedTuple):
    """By which source a receipt is reported, under which key, and the `only` claims it says anything about."""

    source: PaymentSource
    key: str | None = None
    only: Sequence[int] | None = None


class Booked(NamedTuple):
    """A payment as it was booked: what of it is not allocated, and what the reader should know."""

    payment_id: int
    unallocated: Cents
    cautions: tuple[Caution, ...]


def case_of_payment(database: Database, command: Any) -> Iterable[int]:
    """Return the case of the payment that a command names."""
    return [case_id for (case_id,) in database.fetch(_CASE_OF_PAYMENT, (command.payment_id,))]


@action("payment.record", cases=given.case_itself)
def record(tx: Transaction, command: RecordPayment) -> Booked:
    """Record a payment by hand and allocate it."""
    if not command.receipt.another and same_receipts.alike(tx, command.case_id, command.receipt, PaymentSource.HAND):
        raise Refused("payment.in_list", source=HOUSE_RULE, amount=command.receipt.cents)
    if not command.receipt.another and same_receipts.from_bank(tx, command.case_id, command.receipt):
        raise Refused("payment.in_bank", source=HOUSE_RULE, amount=command.receipt.cents)
    key = given.line(command.key) if command.key else None
    report = Report(PaymentSource.HAND, key or None)
    return book(tx, command.case_id, command.receipt, report, accrue=command.accrue)


@action("payment.allocate_rest", cases=case_of_payment)
def allocate_rest(tx: Transaction, command: AllocateRest) -> Booked:
    """Allocate what is left of a payment to the claims that are named, as far as it goes."""
    payment = _standing(tx, command.payment_id)
    reason = given.reason(command.reason)
    rest = unallocated_before = allocations.unallocated(tx, payment.id)
    if not rest:
        raise Refused("payment.nothing_left", source=HOUSE_RULE)
    receipt = Receipt(
        payment.on_day,
        rest,
        payer_id=payment.payer_id,
        designation=command.claim_ids,
        insolvency_choice=command.insolvency_choice,
    )
    case = tx.get(Case, payment.case_id)
    cautions: list[Caution] = []
    # What was open on the day of the payment is paid on that day, what was charged later is paid now.
    for day in dict.fromkeys((payment.on_day, tx.day)):
        division = divide(tx, case, replace(receipt, cents=rest), only=command.claim_ids, payable=Payable(day))
        if division.rest_basis != UNALLOCATED:
            raise Refused(division.rest_basis, source=division.rest_source)
        parts = [part._replace(basis="payment.chosen", source=HOUSE_RULE) for part in division.parts]
        # First the part that leaves, so that never more is allocated than was paid.
        allocations.allocate_nowhere(tx, payment.id, Cents(division.rest - rest), "payment.chosen", HOUSE_RULE)
        allocations.allocate(tx, payment, parts, day, reason)
        acknowledge(tx, payment, {part.claim_id for part in parts})
        cautions += [_chosen(caution) for caution in division.cautions if caution.code != "allocation.unallocated"]
        rest = division.rest
        if not rest:
            break
    if rest == unallocated_before:
        raise Refused("payment.nothing_to_pay", source=HOUSE_RULE)
    return Booked(payment.id, rest, tuple(cautions))


@action("payment.reverse", cases=case_of_payment)
def reverse(tx: Transaction, command: ReversePayment) -> int:
    """Reverse a payment and return the id of the reversal."""
    payment = _standing(tx, command.payment_id)
    if command.on_day is not None:
        given.in_order(received_on=payment.on_day, reversed_on=given.past(tx, command.on_day))
    reason = given.reason(command.reason)
    if command.on_day is None:
        bank_links.let_go_cost(tx, bank_links.let_go(tx, payment, reason), reason)
    reversal_id = reverse_payment(tx, payment, reason, command.on_day)
    if command.on_day is None:
        listed_payments.open_again(tx, payment)
    return reversal_id


@action("payment.correct", cases=case_of_payment)
def correct(tx: Transaction, command: CorrectPayment) -> Booked:
    """Reverse a payment as if it never was, and book it as it should have been."""
    payment = _standing(tx, command.payment_id)
    reason = given.reason(command.reason)
    uses = bank_links.let_go(tx, payment, reason)
    reverse_payment(tx, payment, reason)
    receipt = command.receipt if command.receipt.reason.strip() else replace(command.receipt, reason=reason)
    booked = book(tx, payment.case_id, receipt, Report(PaymentSource(payment.source)), accrue=command.accrue)
    bank_links.move(tx, uses, booked.payment_id, receipt.cents)
    return booked


def book(tx: Transaction, case_id: int, receipt: Receipt, report: Report, *, accrue: bool = False) -> Booked:
    """Write a payment with its entries and allocations; with `accrue` after the interest on the claims it goes to.

    Refused: an amount that is not more than nothing, a day ahead, a key that was booked before, a claim in another
    currency.
    """
    case = tx.get(Case, case_id)
    given.positive(receipt.cents)
    given.past(tx, receipt.on_day)
    if receipt.payer_id is not None:
        tx.get(Party, receipt.payer_id)
    key = _unused_key(tx, report.key)
    interest = accrual.run_up(tx, case, receipt.on_day) if accrue else {}
    beside = {claim_id: found.beside_booked for claim_id, found in interest.items()}
    division = divide(tx, case, receipt, report.only, Payable(beside=beside))
    reasons = (receipt.reason, receipt.insolvency_choice)
    payment_id = tx.add(
        Payment,
        case_id=case_id,
        payer_id=receipt.payer_id,
        on_day=receipt.on_day,
        cents=receipt.cents,
        source=report.source,
        key=key,
        reference=given.line(receipt.reference),
        payer_name=given.line(receipt.payer_name),
        iban=given.line(receipt.iban) if receipt.iban else None,
        reason="\n".join(given.reason(text) for text in reasons if text.strip()),
    )
    payment = tx.get(Payment, payment_id)
    reached = {part.claim_id for part in division.parts}
    if accrue:
        accrual.book(tx, interest, reached, receipt.on_day)
    _write(tx, payment, division)
    if accrue:
        ledger.take_up_again(tx, sorted(reached))
    outward_act(tx, case)
    return Booked(payment_id, division.rest, division.cautions)


def reverse_payment(tx: Transaction, payment: Payment, reason: str, on_day: date | None = None) -> int:
    """Reverse a payment with its entries and allocations, void the event it gave, and return the id of the reversal.

    Where it never came in, the interest booked on its day goes back too, as far as nothing of it is paid.
    """
    day = on_day or payment.on_day
    entries = allocations.live_entries(tx, payment)
    rest = allocations.unallocated(tx, payment.id)
    reversal_id = tx.add(
        Payment,
        case_id=payment.case_id,
        payer_id=payment.payer_id,
        on_day=day,
        cents=-payment.cents,
        source=payment.source,
        reference=payment.reference,
        payer_name=payment.payer_name,
        iban=payment.iban,
        reason=reason,
        reverses_id=payment.id,
    )
    reversals = [ledger.reverse(tx, entry, reason, day, reversal_id) for entry in entries]
    rows: list[dict[str, Any]] = [
        {"payment_id": reversal_id, "entry_id": reversed_by, "cents": entry.cents, "basis": "payment.reversed"}
        for entry, reversed_by in zip(entries, reversals, strict=True)
    ]
    tx.add_many(Allocation, [{**row, "source": HOUSE_RULE} for row in rows])
    allocations.allocate_nowhere(tx, reversal_id, Cents(-rest), "payment.reversed", HOUSE_RULE)
    if on_day is None:
        accrual.take_back(tx, {entry.claim_id for entry in entries}, day, reason)
    withdraw_acknowledgement(tx, payment, reason)
    ledger.take_up_again(tx, [entry.claim_id for entry in entries])
    return reversal_id


def _chosen(caution: Caution) -> Caution:
    """Return a caution as it is where not the debtor but a person of ours chose the claim."""
    lapsed = caution.code == "allocation.lapsed_designated"
    return caution._replace(code="payment.lapsed_chosen") if lapsed else caution


def _write(tx: Transaction, payment: Payment, division: Division) -> None:
    allocations.allocate(tx, payment, division.parts, payment.on_day)
    allocations.allocate_nowhere(tx, payment.id, division.rest, division.rest_basis, division.rest_source)
    acknowledge(tx, payment, {part.claim_id for part in division.parts})


def _standing(tx: Transaction, payment_id: int) -> Payment:
    """Return a payment that was not reversed and is no reversal."""
    payment = tx.get(Payment, payment_id)
    if payment.reverses_id is not None:
        raise Refused("payment.is_reversal", source=HOUSE_RULE)
    if tx.first(Payment.select().where(Payment.reverses_id == payment.id)) is not None:
        raise Refused("payment.reversed_before", source=HOUSE_RULE)
    return payment


def _unused_key(tx: Transaction, key: str | None) -> str | None:
    """Return the key of a new payment. One that is booked again has none: its key stays with the one taken back."""
    if key is None or key in tx.again.keys:
        return None
    tx.hold(f"payment {key}")
    if same_receipts.is_booked(tx, key):
        raise Refused("payment.booked", source=HOUSE_RULE, key=key)
    return key
