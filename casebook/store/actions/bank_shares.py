"""The part of an entry of the bank that goes to a case, and is booked there as a payment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.matching.candidate import Method
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store.actions import bank_entries, bank_links, given, listed_payments, payments, same_receipts
from casebook.store.actions.payments import Booked, Report
from casebook.store.actions.receipts import ChosenLine, Receipt
from casebook.store.database import Database
from casebook.store.models.bank import BankEntry, UseKind
from casebook.store.models.cases import Case
from casebook.store.models.money import Payment, PaymentSource
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Share:
    """A part of an entry that goes to a case: to the claims that are named, in this order, else as the law divides it.

    `lines` deviate from that, and the reason of the command says why. `payer_id` is who paid, where that is not the
    debtor of the case.
    """

    case_id: int
    cents: Cents
    claim_ids: tuple[int, ...] = ()
    payer_id: int | None = None
    lines: tuple[ChosenLine, ...] = ()


class Said(NamedTuple):
    """What a person said with a share, as `AssignEntry` has it."""

    reason: str = ""
    another: bool = False
    without_ledger: bool = False
    insolvency_choice: str = ""


def cases_of(_database: Database, command: Any) -> Iterable[int]:
    """Return the cases that a command shares an entry out to."""
    return [share.case_id for share in command.shares]


def check(shares: Sequence[Share]) -> None:
    """Refuse that nothing is shared out, and an amount that is not more than nothing."""
    if not shares:
        raise Refused("bank.no_share", source=HOUSE_RULE)
    for share in shares:
        given.positive(share.cents)


def book(tx: Transaction, entry: BankEntry, share: Share, said: Said, method: str = "") -> Booked:
    """Book a share of an entry as a payment on its day, and say so of the entry.

    Refused: a debit, more than is left, what was booked already, and what the ledger books.
    """
    case = tx.get(Case, share.case_id)
    if entry.cents < 0:
        raise Refused("bank.debit", source=HOUSE_RULE)
    if method != Method.REMITTANCE and (lacking := share.cents - bank_entries.left(tx, entry)) > 0:
        raise Refused("bank.more_than_left", source=HOUSE_RULE, amount=Cents(lacking))
    receipt = Receipt(
        entry.value_on,
        share.cents,
        payer_id=share.payer_id,
        payer_name=entry.ultimate_name or entry.name,
        iban=entry.iban,
        reference=entry.reference or entry.text,
        designation=share.claim_ids,
        lines=share.lines,
        reason=said.reason,
        insolvency_choice=said.insolvency_choice,
    )
    if not said.another:
        _refuse_booked(tx, case, receipt)
    only = None if said.without_ledger else _not_by_ledger(tx, case, share)
    report = Report(PaymentSource.BANK, _key(tx, entry), only)
    booked = payments.book(tx, case.id, receipt, report, accrue=True)
    meant = " ".join(map(str, share.claim_ids))
    of_payment = {"case_id": case.id, "payment_id": booked.payment_id, "meant": meant}
    bank_entries.use(tx, entry, UseKind.BOOKED, share.cents, method=method, **of_payment)
    listed_payments.confirm(tx, tx.get(Payment, booked.payment_id))
    return booked


def _refuse_booked(tx: Transaction, case: Case, receipt: Receipt) -> None:
    """Refuse what another source reported already: it is confirmed, not booked a second time."""
    since = same_receipts.not_from_bank(tx, case.id, receipt)
    if any(not bank_links.uses_of(tx, tx.get(Payment, payment_id)) for payment_id in since):
        raise Refused("bank.booked_before", source=HOUSE_RULE, number=case.number, amount=receipt.cents)


def _not_by_ledger(tx: Transaction, case: Case, share: Share) -> list[int] | None:
    """Return the claims that the bank may be booked on, None for all. Refused where the ledger books what is meant."""
    only = bank_links.not_by_ledger(tx, case.id)
    named = {*share.claim_ids, *(line.claim_id for line in share.lines)}
    if only is not None and (not only or not named <= set(only)):
        raise Refused("bank.ledger_books", source=HOUSE_RULE, number=case.number)
    return only


def _key(tx: Transaction, entry: BankEntry) -> str:
    """Return the key of the next payment of an entry: what was taken back keeps its own."""
    number = 1
    while same_receipts.is_booked(tx, f"bank:{entry.key}:{number}"):
        number += 1
    return f"bank:{entry.key}:{number}"
