"""What of an entry of the bank pays no claim: it is paid back, handed to an estate, or nothing of ours."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.matching.candidate import Method
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store.actions import allocations, bank_entries, bank_links, given, payments
from casebook.store.actions.rebooking import receipt_of, report_of
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.bank import BankEntry, BankUse, UseKind
from casebook.store.models.cases import Case
from casebook.store.models.money import Payment
from casebook.store.transaction import Transaction

_CASES_OF_ENTRY = "SELECT DISTINCT case_id FROM bank_use WHERE entry_id = ? AND case_id IS NOT NULL"


@dataclass(frozen=True, slots=True)
class RefundEntry:
    """So much of an entry is paid back to who paid it; a debit that does so is the refund itself."""

    entry_id: int
    cents: Cents
    reason: str


@dataclass(frozen=True, slots=True)
class HandToEstate:
    """So much of an entry belongs to an estate, and is handed over to it. `case_id` is the case it is about."""

    entry_id: int
    cents: Cents
    reason: str
    case_id: int | None = None


@dataclass(frozen=True, slots=True)
class DismissEntry:
    """What is left of an entry is nothing of ours."""

    entry_id: int
    reason: str


def _cases_of_entry(database: Database, command: Any) -> Iterable[int]:
    found = [case_id for (case_id,) in database.fetch(_CASES_OF_ENTRY, (command.entry_id,))]
    named = getattr(command, "case_id", None)
    return [*found, named] if named is not None else found


@action("bank.refund", cases=_cases_of_entry)
def refund(tx: Transaction, command: RefundEntry) -> None:
    """Pay a part of an entry back; also what of its payments went nowhere, which are then booked for less."""
    entry = bank_entries.hold(tx, command.entry_id)
    reason = given.reason(command.reason)
    bank_entries.use(tx, entry, UseKind.REFUNDED, _taken(tx, entry, command.cents, reason), reason=reason)


@action("bank.hand_to_estate", cases=_cases_of_entry)
def hand_to_estate(tx: Transaction, command: HandToEstate) -> None:
    """Hand a part of an entry to an estate; also what of its payments went nowhere, which are then booked for less."""
    entry = bank_entries.hold(tx, command.entry_id)
    reason = given.reason(command.reason)
    case_id = tx.get(Case, command.case_id).id if command.case_id is not None else None
    cents = _taken(tx, entry, command.cents, reason)
    bank_entries.use(tx, entry, UseKind.HANDED_TO_ESTATE, cents, case_id=case_id, reason=reason)


@action("bank.not_ours")
def not_ours(tx: Transaction, command: DismissEntry) -> None:
    """Take what is left of an entry out of the bank inbox."""
    entry = bank_entries.hold(tx, command.entry_id)
    bank_entries.use(tx, entry, UseKind.NOT_OURS, bank_entries.left(tx, entry), reason=given.reason(command.reason))


def _taken(tx: Transaction, entry: BankEntry, cents: Cents, reason: str) -> Cents:
    """Return an amount, with the sign of the entry, that is left of it, or that its payments did not need."""
    given.positive(cents)
    lacking = cents - abs(bank_entries.left(tx, entry))
    of_entry = (BankUse.entry_id == entry.id) & (BankUse.kind == UseKind.BOOKED) & BankUse.undone_on.is_null()
    for use in tx.find(BankUse.select().where(of_entry & (BankUse.method != Method.REMITTANCE)).order_by(BankUse.id)):
        payment = bank_links.standing(tx, use.payment_id) if use.payment_id is not None else None
        free = min(allocations.unallocated(tx, payment.id), lacking) if payment is not None else 0
        if payment is not None and free > 0:
            _book_less(tx, use, payment, Cents(payment.cents - free), reason)
            lacking -= free
    if lacking > 0:
        raise Refused("bank.more_than_left", source=HOUSE_RULE, amount=Cents(lacking))
    return Cents(cents if entry.cents > 0 else -cents)


def _book_less(tx: Transaction, use: BankUse, payment: Payment, cents: Cents, reason: str) -> None:
    """Book a payment anew for less, or not at all: what went nowhere of it is needed."""
    receipt, report = replace(receipt_of(tx, payment), cents=cents), report_of(tx, payment)
    payments.reverse_payment(tx, payment, reason)
    tx.change(use, undone_on=tx.day, undone_because=reason)
    if cents:
        again = payments.book(tx, payment.case_id, receipt, report, accrue=True)
        bank_links.move(tx, [use], again.payment_id, cents)
