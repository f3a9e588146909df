"""An entry of the bank that goes where a person says: to cases, or to a payment that is booked already."""

from dataclasses import dataclass

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store.actions import bank_entries, bank_links, bank_shares, given, listed_payments, payments
from casebook.store.actions.bank_shares import Said, Share
from casebook.store.actions.payments import Booked
from casebook.store.commands import action
from casebook.store.models.bank import BankEntry, UseKind
from casebook.store.models.cases import Case
from casebook.store.models.money import PaymentSource
from casebook.store.models.parties import Account
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class AssignEntry:
    """An entry goes to cases, as a person says; what is not shared out stays in the bank inbox.

    `learn`: its account is remembered, as the payer's, or with `third_party` as somebody else's who pays for him.
    `another`: it is not the payment of the same amount that was booked already. `without_ledger`: it is booked though
    the ledger reports the receipts of the creditor; both need a reason. `insolvency_choice` is why money received
    during an insolvency may go to a claim from before it.
    """

    entry_id: int
    shares: tuple[Share, ...]
    reason: str = ""
    learn: bool = False
    third_party: bool = False
    another: bool = False
    without_ledger: bool = False
    insolvency_choice: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmEntry:
    """An entry is a payment that is booked already: the ledger, or a person, reported it first."""

    entry_id: int
    payment_id: int
    reason: str = ""


@action("bank.assign", cases=bank_shares.cases_of)
def assign(tx: Transaction, command: AssignEntry) -> tuple[Booked, ...]:
    """Book parts of an entry in cases, and remember its account where that is asked for.

    Refused: more than is left, a payment of the same amount that was booked already unless it is `another`, and what
    the ledger books, unless it is to be booked all the same.
    """
    entry = bank_entries.hold(tx, command.entry_id)
    bank_shares.check(command.shares)
    if command.another or command.without_ledger:
        given.reason(command.reason)
    said = Said(command.reason, command.another, command.without_ledger, command.insolvency_choice)
    booked = tuple(bank_shares.book(tx, entry, share, said) for share in command.shares)
    bank_entries.refuse_too_much(tx, entry.id)
    if command.learn:
        _learn(tx, entry, command)
    return booked


@action("bank.confirm", cases=payments.case_of_payment)
def confirm(tx: Transaction, command: ConfirmEntry) -> None:
    """Let an entry be a payment that was booked already. Refused where that came from the bank, or is more."""
    confirmed(tx, bank_entries.hold(tx, command.entry_id), command.payment_id, reason=given.line(command.reason))


def confirmed(tx: Transaction, entry: BankEntry, payment_id: int, method: str = "", reason: str = "") -> None:
    """Say of an entry that it is a payment that was booked already."""
    if entry.cents < 0:
        raise Refused("bank.debit", source=HOUSE_RULE)
    payment = bank_links.standing(tx, payment_id)
    if payment is None or payment.reverses_id is not None:
        raise Refused("payment.reversed_before", source=HOUSE_RULE)
    if payment.source == PaymentSource.BANK or bank_links.uses_of(tx, payment):
        raise Refused("bank.of_bank", source=HOUSE_RULE)
    bank_entries.use(
        tx,
        entry,
        UseKind.CONFIRMED,
        Cents(payment.cents),
        case_id=payment.case_id,
        payment_id=payment.id,
        method=method,
        reason=reason,
    )
    listed_payments.confirm(tx, payment)


def _learn(tx: Transaction, entry: BankEntry, command: AssignEntry) -> None:
    """Remember whose account it was: of the one who owes, or of somebody who pays for him."""
    if entry.iban is None:
        raise Refused("bank.no_account", source=HOUSE_RULE)
    parties = sorted({share.payer_id or tx.get(Case, share.case_id).debtor_id for share in command.shares})
    if len(parties) > 1 and not command.third_party:
        raise Refused("bank.one_owner", source=HOUSE_RULE)
    for party_id in parties:
        known = tx.first(Account.select().where(Account.party_id == party_id, Account.iban == entry.iban))
        if known is None:
            tx.add(Account, party_id=party_id, iban=entry.iban, own=int(not command.third_party))
        else:
            tx.change(known, own=int(not command.third_party))
