"""Entries in the ledger: costs charged, amounts credited, and corrections, which are a reversal and a new entry."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Any

from casebook.domain.component import COSTS, Component
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.ledger import EntryKind
from casebook.domain.money import Cents
from casebook.domain.signals.clock_state import ClockState
from casebook.errors import Refused
from casebook.store import balances, disputed, mandates
from casebook.store.actions import given
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.claims import Claim
from casebook.store.models.money import LedgerEntry
from casebook.store.remission import Remitted
from casebook.store.transaction import Transaction

_CASE_OF_ENTRY = "SELECT k.case_id FROM ledger_entry l JOIN claim k ON k.id = l.claim_id WHERE l.id = ?"
# Against the debtor himself. The clock of a claim with a title is that of the title.
_LAPSED = """
    SELECT count(*) FROM clock_now n JOIN claim k ON k.id = n.claim_id JOIN cases c ON c.id = n.case_id
    WHERE (k.id = ? OR k.title_of_id = ?) AND n.clock <> 'interest' AND n.debtor_id = c.debtor_id AND n.state = ?
"""
_CREDITED = """
    SELECT CAST(-sum(l.cents) AS BIGINT) FROM ledger_entry l LEFT JOIN ledger_entry r ON r.id = l.reverses_id
    WHERE l.claim_id = ? AND (l.kind = 'credit' OR r.kind = 'credit') AND l.set_off_id IS NULL
"""
# What is booked by itself, not with a payment or set-off: charges, credits, and what took them back.
_BOOKED = """
    SELECT cents FROM ledger_entry WHERE claim_id = ? AND payment_id IS NULL AND set_off_id IS NULL ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class ChargeCosts:
    """Costs that came on top of a claim: of collection, of court or of enforcement."""

    claim_id: int
    component: Component
    cents: Cents
    on_day: date
    reason: str


@dataclass(frozen=True, slots=True)
class CreditClaim:
    """An amount in the debtor's favour, as by a credit note."""

    claim_id: int
    cents: Cents
    on_day: date
    reason: str
    component: Component = Component.PRINCIPAL


@dataclass(frozen=True, slots=True)
class ReverseEntry:
    """A charge or credit that should not have been booked."""

    entry_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class CorrectEntry:
    """A charge or credit that was booked wrongly: the entry as it was seen, and what it should have been."""

    entry_id: int
    cents: Cents
    on_day: date
    reason: str


def _case_of_entry(database: Database, command: Any) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASE_OF_ENTRY, (command.entry_id,))]


@action("claim.charge_costs", cases=given.case_of_claim)
def charge_costs(tx: Transaction, command: ChargeCosts) -> int:
    """Charge costs and return the id of the entry.

    Refused where the claim has possibly lapsed: what cannot be enforced is not to grow.
    """
    claim = euro_claim(tx, command.claim_id)
    if command.component not in COSTS:
        raise Refused("claim.no_costs", source=HOUSE_RULE, component=command.component)
    if claim.ended_on is not None:
        raise Refused("claim.ended", source=HOUSE_RULE, number=claim.number, on=claim.ended_on)
    _refuse_lapsed(tx, claim)
    entry_id = add_entry(
        tx,
        claim.id,
        EntryKind.CHARGE,
        component=command.component,
        cents=given.positive(command.cents),
        on_day=given.past(tx, command.on_day),
        reason=given.reason(command.reason),
    )
    take_up_again(tx, [claim.id])
    return entry_id


@action("claim.credit", cases=given.case_of_claim)
def credit(tx: Transaction, command: CreditClaim) -> int:
    """Credit an amount, at most what is open of the component, and return the id of the entry.

    Refused beyond the mandate: that is for all that is credited of one claim together.
    """
    return book_credit(tx, command)


def book_credit(tx: Transaction, command: CreditClaim, dispute_id: int | None = None) -> int:
    """Book what is credited, for a dispute where one is given, and return the id of the entry."""
    claim = euro_claim(tx, command.claim_id)
    cents, on_day = given.positive(command.cents), given.past(tx, command.on_day)
    most = balances.payable(tx.database, [claim.id], on_day)[claim.id].of(command.component)
    if cents > most:
        raise Refused(
            "claim.credit_too_much",
            source=HOUSE_RULE,
            number=claim.number,
            component=command.component,
            amount=cents,
            most=most,
        )
    reason = given.reason(command.reason)
    check_mandate(tx, claim.id, cents)
    return add_entry(
        tx,
        claim.id,
        EntryKind.CREDIT,
        component=command.component,
        cents=-cents,
        on_day=on_day,
        reason=reason,
        dispute_id=dispute_id,
    )


@action("entry.reverse", cases=_case_of_entry)
def reverse_entry(tx: Transaction, command: ReverseEntry) -> int:
    """Reverse a charge of costs or a credit and return the id of the reversal.

    The principal is not reversed: the claim is withdrawn, or its amount corrected. A charge is within the mandate for
    credits.
    """
    entry = _booked(tx, command.entry_id)
    if entry.component == Component.PRINCIPAL and entry.kind == EntryKind.CHARGE:
        raise Refused("entry.principal", source=HOUSE_RULE)
    check_mandate(tx, entry.claim_id, Cents(entry.cents))
    reversal = reverse(tx, entry, given.reason(command.reason))
    _refuse_below_zero(tx, entry)
    take_up_again(tx, [entry.claim_id])
    return reversal


@action("entry.correct", cases=_case_of_entry)
def correct_entry(tx: Transaction, command: CorrectEntry) -> int:
    """Reverse an entry, book it as it should have been, and return the id of the new entry.

    Refused where less would be owed than the mandate for credits allows, and more costs on what possibly lapsed; a
    credit for a dispute beyond what that contests still.
    """
    entry = _booked(tx, command.entry_id)
    on_day = given.past(tx, command.on_day) if command.on_day != entry.on_day else command.on_day
    cents = given.positive(command.cents)
    less = entry.cents - (cents if entry.kind == EntryKind.CHARGE else -cents)
    check_mandate(tx, entry.claim_id, Cents(less))
    if less < 0 and entry.kind == EntryKind.CHARGE and entry.component in COSTS:
        _refuse_lapsed(tx, tx.get(Claim, entry.claim_id))
    if less > 0 and entry.dispute_id is not None:
        _refuse_more_than_contested(tx, entry, entry.dispute_id, cents)
    return replace(tx, entry, cents, on_day, given.reason(command.reason))


def replace(tx: Transaction, entry: LedgerEntry, cents: Cents, on_day: date, reason: str) -> int:
    """Reverse a charge or credit and book `cents` on `on_day` in its place; `cents` has no sign."""
    kind = EntryKind(entry.kind)
    reverse(tx, entry, reason)
    signed = cents if kind is EntryKind.CHARGE else -cents
    new = add_entry(
        tx,
        entry.claim_id,
        kind,
        component=entry.component,
        cents=signed,
        on_day=on_day,
        reason=reason,
        dispute_id=entry.dispute_id,
        remission_id=entry.remission_id,
    )
    _refuse_below_zero(tx, entry)
    if entry.component == Component.PRINCIPAL and kind is EntryKind.CHARGE:
        tx.change(tx.get(Claim, entry.claim_id), principal_cents=cents)
    take_up_again(tx, [entry.claim_id])
    return new


def add_entry(tx: Transaction, claim_id: int, kind: EntryKind, **columns: Any) -> int:
    """Add a charge or credit and return its id; positive is owed by the debtor."""
    return tx.add(LedgerEntry, claim_id=claim_id, kind=kind, **columns)


def remit(tx: Transaction, parts: Iterable[Remitted], reason: str, **by: int) -> None:
    """Take off today what is let go of; `by` is the column of what it was let go of by."""
    for part in parts:
        add_entry(
            tx,
            part.claim_id,
            EntryKind.CREDIT,
            component=part.component,
            cents=-part.cents,
            on_day=tx.day,
            reason=reason,
            **by,
        )


def reverse(
    tx: Transaction, entry: LedgerEntry, reason: str, on_day: date | None = None, payment_id: int | None = None
) -> int:
    """Reverse an entry, whole and once, and return the id of the reversal.

    Without `on_day` it never was: the reversal has the day of the entry, so that every balance is right.
    """
    if is_reversed(tx, entry.id):
        raise Refused("entry.reversed", source=HOUSE_RULE)
    return tx.add(
        LedgerEntry,
        claim_id=entry.claim_id,
        on_day=max(on_day or entry.on_day, entry.on_day),
        kind=EntryKind.REVERSAL,
        component=entry.component,
        cents=-entry.cents,
        payment_id=payment_id,
        reverses_id=entry.id,
        reason=reason,
        dispute_id=entry.dispute_id,
        set_off_id=entry.set_off_id,
    )


def is_reversed(tx: Transaction, entry_id: int) -> bool:
    """Tell whether an entry was reversed already."""
    return bool(tx.database.value("SELECT count(*) FROM ledger_entry WHERE reverses_id = ?", (entry_id,)))


def euro_claim(tx: Transaction, claim_id: int) -> Claim:
    """Return a claim in euro. Raises `Refused` for one that has no entries in the ledger."""
    claim = tx.get(Claim, claim_id)
    if claim.foreign_cents is not None:
        raise Refused("claim.foreign_currency", source=HOUSE_RULE, number=claim.number, currency=claim.currency)
    return claim


def check_mandate(tx: Transaction, claim_id: int, less: Cents) -> None:
    """Refuse that so much less is owed where that is beyond the mandate, with all that was taken off the claim before.

    That is what was credited, or by how much all that is booked fell from its highest, if that is more: a credit in
    small corrections is one all the same.
    """
    if less > 0:
        credited = int(tx.database.value(_CREDITED, (claim_id,)) or 0)
        course = list(accumulate(cents for (cents,) in tx.database.fetch(_BOOKED, (claim_id,))))
        fallen = max(course, default=0) - course[-1] if course else 0
        creditor = tx.get(Claim, claim_id).creditor_id
        mandates.check(tx, mandates.Act.CREDIT, Cents(max(credited, fallen) + less), creditor=creditor)


def not_written_off(tx: Transaction, claim_id: int) -> Cents:
    """Return what is open on a claim and not written off."""
    open_cents = balances.in_all(tx.database, claim_id).total
    return Cents(open_cents - balances.written_off(tx.database, [claim_id])[claim_id])


def take_up_again(tx: Transaction, claim_ids: Iterable[int]) -> None:
    """Take up claims that were let go and of which something is open again: else their clocks run unseen."""
    for claim_id in dict.fromkeys(claim_ids):
        claim = tx.get(Claim, claim_id)
        if claim.not_pursued and not_written_off(tx, claim_id) > 0:
            tx.change(claim, not_pursued=0)


def _refuse_lapsed(tx: Transaction, claim: Claim) -> None:
    if tx.database.value(_LAPSED, (claim.id, claim.id, ClockState.POSSIBLY_LAPSED)):
        raise Refused("claim.lapsed_no_costs", source="BW 3:322", number=claim.number)


def _refuse_more_than_contested(tx: Transaction, entry: LedgerEntry, dispute: int, cents: Cents) -> None:
    """Refuse a credit that would be more than it is by more than its dispute contests still."""
    claim = tx.get(Claim, entry.claim_id)
    left = disputed.contested(tx.database, [claim.id], date.max)[claim.id].value.of(dispute)
    most = Cents(left - entry.cents)
    if cents > most:
        raise Refused("dispute.credit_too_much", source=HOUSE_RULE, number=claim.number, amount=cents, most=most)


def _booked(tx: Transaction, entry_id: int) -> LedgerEntry:
    """Return an entry that a person booked by itself: one of a payment is corrected with the payment."""
    entry = tx.get(LedgerEntry, entry_id)
    if entry.kind not in (EntryKind.CHARGE, EntryKind.CREDIT):
        raise Refused("entry.kind", source=HOUSE_RULE, kind=entry.kind)
    if entry.set_off_id is not None:
        raise Refused("entry.of_set_off", source=HOUSE_RULE)
    return entry


def _refuse_below_zero(tx: Transaction, entry: LedgerEntry) -> None:
    """Refuse what would leave less than nothing open: then more was paid or credited than was ever owed."""
    component = Component(entry.component)
    left = balances.in_all(tx.database, entry.claim_id).of(component)
    if left < 0:
        raise Refused("entry.below_zero", source=HOUSE_RULE, component=component, amount=Cents(-left))
