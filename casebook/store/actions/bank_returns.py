"""Debits that take a payment back."""

from dataclasses import dataclass

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store.actions import bank_entries, bank_links, debit_returns, given, payments
from casebook.store.commands import action
from casebook.store.models.bank import BankEntry, UseKind
from casebook.store.models.money import Payment, PaymentSource
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class ReturnEntry:
    """A debit that takes a payment back, on its own day."""

    entry_id: int
    payment_id: int
    reason: str


@action("bank.return", cases=payments.case_of_payment)
def return_(tx: Transaction, command: ReturnEntry) -> None:
    """Reverse the payment that a debit takes back, on the day of the debit.

    Where a person recorded already that it went back, the debit only tells so too.
    """
    take_back(tx, bank_entries.hold(tx, command.entry_id), command.payment_id, given.reason(command.reason))


def take_back(tx: Transaction, entry: BankEntry, payment_id: int, reason: str, method: str = "") -> None:
    """Reverse a payment on the day of the debit that took it back, and say so of the debit.

    Refused: a credit, a payment of more than is left of the debit, and one that is a reversal or never was.
    """
    first = tx.get(Payment, payment_id)
    if first.reverses_id is not None:
        raise Refused("payment.is_reversal", source=HOUSE_RULE)
    if entry.cents > 0:
        raise Refused("bank.credit", source=HOUSE_RULE)
    if -first.cents < bank_entries.left(tx, entry):
        raise Refused("bank.return_amount", source=HOUSE_RULE, amount=Cents(first.cents))
    payment = bank_links.standing(tx, payment_id)
    if payment is not None:
        given.in_order(received_on=payment.on_day, reversed_on=given.past(tx, entry.value_on))
        payments.reverse_payment(tx, payment, reason, entry.value_on)
    elif bank_links.returns_of(tx, first) or _never_was(tx, first):
        raise Refused("payment.reversed_before", source=HOUSE_RULE)
    bank_entries.use(
        tx,
        entry,
        UseKind.RETURNED,
        Cents(-first.cents),
        case_id=first.case_id,
        payment_id=(payment or first).id,
        method=method,
        reason=reason,
    )
    debit_returns.came_back(tx, entry)


def said(entry: BankEntry) -> str:
    """Return why money went back, as the bank says it."""
    return given.line(" ".join(filter(None, (entry.return_code, entry.text)))) or entry.key


def _never_was(tx: Transaction, payment: Payment) -> bool:
    """Tell whether a payment was taken back as if it never was: then its entry is in the bank inbox again."""
    return payment.source == PaymentSource.BANK and not bank_links.uses_of(tx, payment)
