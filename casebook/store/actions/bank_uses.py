"""What becomes of an entry of the bank: accepted, assigned, confirmed, returned, paid back, or not ours.

Nothing here happens by itself: each is what a person did with an entry of the bank inbox.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.matching.candidate import Candidate, Method, Proposed
from casebook.domain.money import ZERO, Cents
from casebook.errors import Refused, Stale
from casebook.store import bank_parts, tables
from casebook.store.actions import bank_links, debit_returns, given, listed_payments, payments
from casebook.store.actions.payments import Booked, Report
from casebook.store.actions.rebooking import receipt_of, report_of
from casebook.store.actions.receipts import ChosenLine, Receipt
from casebook.store.actions.standing_again import stands_again
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.matching import collected, refresh
from casebook.store.matching.stored import seen
from casebook.store.models.bank import BankEntry, BankStatement, BankUse, UseKind
from casebook.store.models.cases import Case
from casebook.store.models.money import Payment, PaymentSource
from casebook.store.models.parties import Account, Party
from casebook.store.transaction import Transaction

_EURO = "EUR"
_PROPOSED_CASES = "SELECT case_id FROM entry_candidate WHERE entry_id = ? ORDER BY case_id"
_CASES_OF_ENTRY = "SELECT DISTINCT case_id FROM bank_use WHERE entry_id = ? AND case_id IS NOT NULL"
_CASES_OF_USES = """
    SELECT DISTINCT o.case_id FROM bank_use u JOIN bank_use o ON o.entry_id = u.entry_id
    WHERE u.id = ? AND o.case_id IS NOT NULL
"""
_CASE_OF_PAYMENT = "SELECT case_id FROM payment WHERE id = ?"


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


@dataclass(frozen=True, slots=True)
class AcceptMatch:
    """What is proposed first for an entry is right. `seen` is what was shown, as `EntryCard.seen` has it."""

    entry_id: int
    seen: str


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


@dataclass(frozen=True, slots=True)
class ReturnEntry:
    """A debit that takes a payment back, on its own day."""

    entry_id: int
    payment_id: int
    reason: str


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


@dataclass(frozen=True, slots=True)
class AcceptRemittance:
    """What an agency passed on, for one or more debtors: the shares are gross, `fee_cents` is the cost it kept."""

    entry_id: int
    agency_id: int
    shares: tuple[Share, ...]
    fee_cents: Cents = ZERO
    reason: str = ""


@dataclass(frozen=True, slots=True)
class UndoUse:
    """A use of an entry was wrong: what was booked is reversed, and the amount is back in the bank inbox."""

    id: int
    version: int
    reason: str


def _case_of_candidate(database: Database, command: Any) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_PROPOSED_CASES, (command.entry_id,))]


def _cases_of_shares(_database: Database, command: Any) -> Iterable[int]:
    return [share.case_id for share in command.shares]


def _case_of_payment(database: Database, command: Any) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASE_OF_PAYMENT, (command.payment_id,))]


def _cases_of_entry(database: Database, command: Any) -> Iterable[int]:
    found = [case_id for (case_id,) in database.fetch(_CASES_OF_ENTRY, (command.entry_id,))]
    named = getattr(command, "case_id", None)
    return [*found, named] if named is not None else found


def _cases_of_use(database: Database, command: Any) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASES_OF_USES, (command.id,))]


@action("bank.accept", cases=_case_of_candidate)
def accept(tx: Transaction, command: AcceptMatch) -> tuple[Booked, ...]:
    """Do what is proposed first for an entry. Raises `Stale` where that is something else by now.

    What more came in than can be paid is not allocated, and shows with the payment.
    """
    entry = _hold(tx, command.entry_id)
    if not bank_links.left(tx, entry):
        raise Refused("bank.nothing_left", source=HOUSE_RULE)
    _, found = refresh.matched(tx.database, entry.id, tx.day)
    if not found or found[0].proposed is Proposed.AWAIT_LEDGER:
        raise Refused("bank.nothing_proposed", source=HOUSE_RULE)
    first = found[0]
    if seen(found) != command.seen or not {first.case_id, *first.beside} <= tx.cases:
        raise Stale("bank.proposed_otherwise", changed={}, record=tables.of(BankEntry).word)
    match first.proposed:
        case Proposed.CONFIRM:
            assert first.payment_id is not None
            _confirm(tx, entry, first.payment_id, first.method)
            return ()
        case Proposed.RETURN:
            assert first.payment_id is not None
            _take_back(tx, entry, first.payment_id, _said(entry), first.method)
            return ()
        case Proposed.COLLECTED:
            return _book_collected(tx, entry, first)
        case _:
            return (_book(tx, entry, _share(first), AssignEntry(entry.id, ()), first.method),)


@action("bank.assign", cases=_cases_of_shares)
def assign(tx: Transaction, command: AssignEntry) -> tuple[Booked, ...]:
    """Book parts of an entry in cases, and remember its account where that is asked for.

    Refused: more than is left, a payment of the same amount that was booked already unless it is `another`, and what
    the ledger books, unless it is to be booked all the same.
    """
    entry = _hold(tx, command.entry_id)
    _check_shares(command.shares)
    if command.another or command.without_ledger:
        given.reason(command.reason)
    booked = tuple(_book(tx, entry, share, command) for share in command.shares)
    bank_links.refuse_too_much(tx, entry.id)
    if command.learn:
        _learn(tx, entry, command)
    return booked


@action("bank.confirm", cases=_case_of_payment)
def confirm(tx: Transaction, command: ConfirmEntry) -> None:
    """Let an entry be a payment that was booked already. Refused where that came from the bank, or is more."""
    _confirm(tx, _hold(tx, command.entry_id), command.payment_id, reason=given.line(command.reason))


@action("bank.return", cases=_case_of_payment)
def return_(tx: Transaction, command: ReturnEntry) -> None:
    """Reverse the payment that a debit takes back, on the day of the debit.

    Where a person recorded already that it went back, the debit only tells so too.
    """
    _take_back(tx, _hold(tx, command.entry_id), command.payment_id, given.reason(command.reason))


@action("bank.refund", cases=_cases_of_entry)
def refund(tx: Transaction, command: RefundEntry) -> None:
    """Pay a part of an entry back; also what of its payments went nowhere, which are then booked for less."""
    entry = _hold(tx, command.entry_id)
    reason = given.reason(command.reason)
    _use(tx, entry, UseKind.REFUNDED, _taken(tx, entry, command.cents, reason), reason=reason)


@action("bank.hand_to_estate", cases=_cases_of_entry)
def hand_to_estate(tx: Transaction, command: HandToEstate) -> None:
    """Hand a part of an entry to an estate; also what of its payments went nowhere, which are then booked for less."""
    entry = _hold(tx, command.entry_id)
    reason = given.reason(command.reason)
    case_id = tx.get(Case, command.case_id).id if command.case_id is not None else None
    cents = _taken(tx, entry, command.cents, reason)
    _use(tx, entry, UseKind.HANDED_TO_ESTATE, cents, case_id=case_id, reason=reason)


@action("bank.not_ours")
def not_ours(tx: Transaction, command: DismissEntry) -> None:
    """Take what is left of an entry out of the bank inbox."""
    entry = _hold(tx, command.entry_id)
    _use(tx, entry, UseKind.NOT_OURS, bank_links.left(tx, entry), reason=given.reason(command.reason))


@action("bank.remittance", cases=_cases_of_shares)
def remittance(tx: Transaction, command: AcceptRemittance) -> tuple[Booked, ...]:
    """Book what an agency passed on: for each debtor all that he paid, and apart the cost that the agency kept.

    Refused where what was paid less the cost is not all that is left of the entry.
    """
    entry = _hold(tx, command.entry_id)
    agency = tx.get(Party, command.agency_id)
    _check_shares(command.shares)
    if command.fee_cents < 0:
        raise Refused("given.amount", source=HOUSE_RULE, amount=command.fee_cents)
    gross = Cents(sum(share.cents for share in command.shares))
    rest = bank_links.left(tx, entry)
    if gross - command.fee_cents != rest:
        raise Refused(
            "bank.remittance_sum", source=HOUSE_RULE, gross=gross, cost=command.fee_cents, net=rest, agency=agency.name
        )
    said = AssignEntry(entry.id, (), reason=command.reason)
    booked = tuple(_book(tx, entry, share, said, Method.REMITTANCE) for share in command.shares)
    if command.fee_cents:
        reason = given.line(command.reason) or agency.name
        _use(tx, entry, UseKind.AGENCY_FEE, Cents(-command.fee_cents), method=Method.REMITTANCE, reason=reason)
    return booked


@action("bank.undo_use", cases=_cases_of_use)
def undo_use(tx: Transaction, command: UndoUse) -> None:
    """Take back what an entry was used for: a payment is reversed as if it never was, one that came back is booked.

    What an agency passed on is taken back whole.
    """
    use = tx.get(BankUse, command.id, command.version)
    reason = given.reason(command.reason)
    _hold(tx, use.entry_id, free=False)
    if use.undone_on is not None:
        raise Refused("bank.undone", source=HOUSE_RULE, on=use.undone_on)
    same = [use]
    if use.method == Method.REMITTANCE:
        of_entry = (BankUse.entry_id == use.entry_id) & (BankUse.method == Method.REMITTANCE)
        same = tx.find(BankUse.select().where(of_entry & BankUse.undone_on.is_null()).order_by(BankUse.id))
    for one in same:
        _undo(tx, one, reason)


def _undo(tx: Transaction, use: BankUse, reason: str) -> None:
    if use.payment_id is None:
        tx.change(use, undone_on=tx.day, undone_because=reason)
        return
    payment = bank_links.standing(tx, use.payment_id)
    if use.kind == UseKind.RETURNED:
        tx.change(use, undone_on=tx.day, undone_because=reason)
        entry = tx.get(BankEntry, use.entry_id)
        debit_returns.did_not_come_back(tx, entry)
        if payment is None:
            stands_again(tx, tx.get(Payment, use.payment_id), (entry.value_on, use.reason), reason)
        return
    if use.kind == UseKind.CONFIRMED:
        tx.change(use, undone_on=tx.day, undone_because=reason)
        return
    if payment is None:
        raise Refused("bank.went_back", source=HOUSE_RULE)
    payments.reverse_payment(tx, payment, reason)
    tx.change(use, undone_on=tx.day, undone_because=reason)
    listed_payments.open_again(tx, payment)


def _hold(tx: Transaction, entry_id: int, *, free: bool = True) -> BankEntry:
    """Return an entry that nobody else does anything with until this is done, with `free` one of which some is left."""
    entry = tx.get(BankEntry, entry_id)
    tx.hold(f"bank entry {entry.id}")
    if tx.get(BankStatement, entry.statement_id).currency != _EURO:
        raise Refused("bank.currency", source=HOUSE_RULE)
    if free and bank_parts.not_counted(tx.database, [entry.id]):
        raise Refused("bank.told_otherwise", source=HOUSE_RULE)
    return entry


def _share(one: Candidate) -> Share:
    return Share(one.case_id, one.cents, one.claim_ids, one.payer_id)


def _book_collected(tx: Transaction, entry: BankEntry, first: Candidate) -> tuple[Booked, ...]:
    """Book what each collection of a batch brought."""
    parts = collected.parts_of(tx.database, entry.end_to_end, first.cents)
    claims = collected.claims_of(tx.database, parts)
    # Terms of one amount in one case are as many payments.
    said = AssignEntry(entry.id, ())
    shares = [Share(one.case_id, one.cents, claims[one.arrangement_id], one.payer_id) for one in parts]
    return tuple(_book(tx, entry, share, said, first.method) for share in shares)


def _check_shares(shares: Sequence[Share]) -> None:
    if not shares:
        raise Refused("bank.no_share", source=HOUSE_RULE)
    for share in shares:
        given.positive(share.cents)


def _book(tx: Transaction, entry: BankEntry, share: Share, said: AssignEntry, method: str = "") -> Booked:
    """Book a share of an entry as a payment on its day, and say so of the entry."""
    case = tx.get(Case, share.case_id)
    if entry.cents < 0:
        raise Refused("bank.debit", source=HOUSE_RULE)
    if method != Method.REMITTANCE and share.cents > bank_links.left(tx, entry):
        raise Refused("bank.more_than_left", source=HOUSE_RULE, amount=Cents(share.cents - bank_links.left(tx, entry)))
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
    _use(tx, entry, UseKind.BOOKED, share.cents, method=method, **of_payment)
    listed_payments.confirm(tx, tx.get(Payment, booked.payment_id))
    return booked


def _refuse_booked(tx: Transaction, case: Case, receipt: Receipt) -> None:
    """Refuse what another source reported already: it is confirmed, not booked a second time."""
    since = payments.not_from_bank(tx, case.id, receipt)
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
    while payments.is_booked(tx, f"bank:{entry.key}:{number}"):
        number += 1
    return f"bank:{entry.key}:{number}"


def _confirm(tx: Transaction, entry: BankEntry, payment_id: int, method: str = "", reason: str = "") -> None:
    if entry.cents < 0:
        raise Refused("bank.debit", source=HOUSE_RULE)
    payment = bank_links.standing(tx, payment_id)
    if payment is None or payment.reverses_id is not None:
        raise Refused("payment.reversed_before", source=HOUSE_RULE)
    if payment.source == PaymentSource.BANK or bank_links.uses_of(tx, payment):
        raise Refused("bank.of_bank", source=HOUSE_RULE)
    _use(
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


def _take_back(tx: Transaction, entry: BankEntry, payment_id: int, reason: str, method: str = "") -> None:
    first = tx.get(Payment, payment_id)
    if first.reverses_id is not None:
        raise Refused("payment.is_reversal", source=HOUSE_RULE)
    if entry.cents > 0:
        raise Refused("bank.credit", source=HOUSE_RULE)
    if -first.cents < bank_links.left(tx, entry):
        raise Refused("bank.return_amount", source=HOUSE_RULE, amount=Cents(first.cents))
    payment = bank_links.standing(tx, payment_id)
    if payment is not None:
        given.in_order(received_on=payment.on_day, reversed_on=given.past(tx, entry.value_on))
        payments.reverse_payment(tx, payment, reason, entry.value_on)
    elif bank_links.returns_of(tx, first) or _never_was(tx, first):
        raise Refused("payment.reversed_before", source=HOUSE_RULE)
    _use(
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


def _never_was(tx: Transaction, payment: Payment) -> bool:
    """Tell whether a payment was taken back as if it never was: then its entry is in the bank inbox again."""
    return payment.source == PaymentSource.BANK and not bank_links.uses_of(tx, payment)


def _said(entry: BankEntry) -> str:
    """Return why money went back, as the bank says it."""
    return given.line(" ".join(filter(None, (entry.return_code, entry.text)))) or entry.key


def _taken(tx: Transaction, entry: BankEntry, cents: Cents, reason: str) -> Cents:
    """Return an amount, with the sign of the entry, that is left of it, or that its payments did not need."""
    given.positive(cents)
    lacking = cents - abs(bank_links.left(tx, entry))
    of_entry = (BankUse.entry_id == entry.id) & (BankUse.kind == UseKind.BOOKED) & BankUse.undone_on.is_null()
    for use in tx.find(BankUse.select().where(of_entry & (BankUse.method != Method.REMITTANCE)).order_by(BankUse.id)):
        payment = bank_links.standing(tx, use.payment_id) if use.payment_id is not None else None
        free = min(payments.unallocated(tx, payment.id), lacking) if payment is not None else 0
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


def _use(tx: Transaction, entry: BankEntry, kind: UseKind, cents: Cents, **values: Any) -> None:
    """Say what so much of an entry was used for. Refused where it is more than is left, or nothing."""
    if not cents:
        raise Refused("bank.nothing_left", source=HOUSE_RULE)
    tx.add(BankUse, entry_id=entry.id, kind=kind, cents=cents, on_day=tx.day, **values)
    if values.get("method") != Method.REMITTANCE:
        bank_links.refuse_too_much(tx, entry.id)


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
