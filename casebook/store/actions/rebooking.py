"""Payments of the bank booked anew: as they should have been divided had they been known by their day, or smaller."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from casebook.domain.component import Component
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store import bank_order
from casebook.store.actions import bank_links, given, payments
from casebook.store.actions.payments import Booked, Report
from casebook.store.actions.receipts import ChosenLine, Receipt
from casebook.store.commands import action
from casebook.store.models.bank import BankUse
from casebook.store.models.money import Payment, PaymentSource
from casebook.store.rows import rows
from casebook.store.transaction import Transaction

_DESIGNATED = "allocation.designated"
# Where a person, not the law, said where money goes.
_BY_PERSON = ("payment.deviation", "payment.chosen")
_WENT = """
    SELECT l.claim_id, l.component, CAST(sum(a.cents) AS BIGINT), a.basis
    FROM allocation a JOIN ledger_entry l ON l.id = a.entry_id
    WHERE a.payment_id = ? GROUP BY l.claim_id, l.component, a.basis HAVING sum(a.cents) > 0 ORDER BY min(a.id)
"""


@dataclass(frozen=True, slots=True)
class ReallocatePayments:
    """What the bank reported of a case since a day is divided anew, in the order of its days."""

    case_id: int
    from_day: date
    reason: str


class _Went(NamedTuple):
    claim_id: int
    component: Component
    cents: Cents
    basis: str


@action("payment.reallocate", cases=given.case_itself)
def reallocate(tx: Transaction, command: ReallocatePayments) -> tuple[Booked, ...]:
    """Reverse what the law divided of payments of the bank since a day, and book it anew in the order of their days.

    Where a person said where money goes, it stays there, and so does what was received during an insolvency.
    """
    reason = given.reason(command.reason)
    found = bank_order.in_order(tx.database, command.case_id, command.from_day)
    if not found:
        raise Refused("payment.none_to_reallocate", source=HOUSE_RULE, on=command.from_day)
    taken: dict[int, tuple[Receipt, Report, Sequence[BankUse]]] = {}
    for row in reversed(found):
        payment = tx.get(Payment, row.id)
        taken[payment.id] = receipt_of(tx, payment), report_of(tx, payment), bank_links.uses_of(tx, payment)
        payments.reverse_payment(tx, payment, reason)
    booked = []
    for row in found:
        receipt, report, uses = taken[row.id]
        one = payments.book(tx, command.case_id, receipt, report, accrue=True)
        for use in uses:
            tx.change(use, payment_id=one.payment_id)
        booked.append(one)
    return tuple(booked)


def receipt_of(tx: Transaction, payment: Payment) -> Receipt:
    """Return a payment as it was told, so that it can be booked anew: with what the debtor or a person said of it."""
    went = rows(tx.database, _WENT, _Went, (payment.id,))
    meant = [int(id_) for use in bank_links.uses_of(tx, payment) for id_ in use.meant.split()]
    by_person = any(one.basis in _BY_PERSON for one in went)
    return Receipt(
        payment.on_day,
        Cents(payment.cents),
        payer_id=payment.payer_id,
        payer_name=payment.payer_name,
        iban=payment.iban,
        reference=payment.reference,
        designation=tuple(dict.fromkeys([*meant, *(one.claim_id for one in went if one.basis == _DESIGNATED)])),
        lines=tuple(ChosenLine(one.claim_id, one.component, one.cents) for one in went) if by_person else (),
        reason=payment.reason,
        # Who let it go to a claim from before an insolvency said why then.
        insolvency_choice=payment.reason if went else "",
        another=True,
    )


def report_of(tx: Transaction, payment: Payment) -> Report:
    """Return who reported a payment that is booked anew; of what the ledger books, it pays only what it paid before."""
    only = bank_links.not_by_ledger(tx, payment.case_id) if payment.source == PaymentSource.BANK else None
    if only is not None:
        only += [one.claim_id for one in rows(tx.database, _WENT, _Went, (payment.id,)) if one.claim_id not in only]
    return Report(PaymentSource(payment.source), only=only)
