"""Set-off: what we owe a debtor against what he owes, by a declaration to him, booked from when it became possible."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from casebook.domain.component import Component
from casebook.domain.finding import HOUSE_RULE, Caution, Finding
from casebook.domain.ledger import EntryKind
from casebook.domain.money import ZERO, Cents
from casebook.domain.set_off import SetOffAnswer, Verdict
from casebook.errors import Refused
from casebook.store import balances, contra, set_off_facts
from casebook.store.actions import accrual, given, ledger
from casebook.store.actions.cases import outward_act
from casebook.store.actions.holds import case_of
from casebook.store.actions.receipts import Division, Payable, Receipt, divide
from casebook.store.commands import action
from casebook.store.models.books import ContraItem
from casebook.store.models.books import SetOff as SetOffRow
from casebook.store.models.cases import Case, Channel
from casebook.store.models.claims import Claim
from casebook.store.models.money import LedgerEntry
from casebook.store.transaction import Transaction
from casebook.text import clean

_INTEREST_SINCE = """
    SELECT l.id FROM ledger_entry l
    WHERE l.claim_id = ? AND l.component = 'interest' AND l.kind = 'charge' AND l.on_day > ?
      AND NOT EXISTS (SELECT 1 FROM ledger_entry r WHERE r.reverses_id = l.id)
    ORDER BY l.on_day DESC, l.id DESC
"""
# What is written with what the law says, where nobody wrote a reason.
_SOURCE = "BW 6:129"


@dataclass(frozen=True, slots=True)
class SetOffShare:
    """So much of what we owe goes to a claim."""

    claim_id: int
    cents: Cents


@dataclass(frozen=True, slots=True)
class SetOffClaim:
    """What we owe, set off against claims of a case by a declaration that was sent on a day.

    `reason` is why, where the law leaves a doubt: in insolvency, or where a claim may have lapsed before.
    """

    case_id: int
    contra_item_id: int
    shares: tuple[SetOffShare, ...]
    declared_on: date
    channel: Channel
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TakeBackSetOff:
    """A set-off against a claim that was declared wrongly."""

    id: int
    version: int
    reason: str


class SetOffBooked(NamedTuple):
    """A set-off against a claim as it was booked: from which day it works, and what the reader should know."""

    set_off_id: int
    claim_id: int
    effective_on: date
    cautions: tuple[Caution, ...]


@action("set_off.declare", cases=given.case_itself, not_undoable="set_off.sent_stays")
def declare(tx: Transaction, command: SetOffClaim) -> tuple[SetOffBooked, ...]:
    """Book a set-off, on each claim from the day on which it works: costs, interest, principal (BW 6:137, 6:44).

    Interest from that day on is not owed: what was booked of it and not paid is reversed. It is no payment: the debtor
    acknowledges nothing by it, and no clock hears of it. Refused where the law does not allow it, above what is left of
    the item, and above what is open on a claim.
    """
    case, item = tx.get(Case, command.case_id), tx.get(ContraItem, command.contra_item_id)
    reason = clean(command.reason).strip()
    shares, found = refuse(tx, command)
    booked = []
    for claim_id, cents in shares.items():
        effective_on = _allowed(tx, claim_id, found[claim_id].value, reason)
        set_off_id = tx.add(
            SetOffRow,
            case_id=case.id,
            contra_item_id=item.id,
            claim_id=claim_id,
            cents=cents,
            declared_on=command.declared_on,
            effective_on=effective_on,
            channel=command.channel,
            reason=reason,
        )
        division = _book(tx, case, tx.get(SetOffRow, set_off_id))
        cautions = (*found[claim_id].warnings, *division.cautions)
        booked.append(SetOffBooked(set_off_id, claim_id, effective_on, cautions))
    outward_act(tx, case)
    return tuple(booked)


def refuse(tx: Transaction, command: SetOffClaim) -> tuple[Mapping[int, Cents], Mapping[int, Finding[SetOffAnswer]]]:
    """Refuse a set-off that the law does not allow, or above what is left of the item.

    Return what goes to each claim, and what the law says of it.
    """
    case, item = tx.get(Case, command.case_id), tx.get(ContraItem, command.contra_item_id)
    row = contra.items(tx.database, [item.id])[item.id]
    given.in_order(on_day=item.on_day, declared_on=given.past(tx, command.declared_on))
    shares = _shares(tx, case, command)
    in_all = Cents(sum(shares.values()))
    if in_all > row.left:
        raise Refused("set_off.too_much", source=HOUSE_RULE, number=item.number, amount=in_all, most=row.left)
    found = set_off_facts.findings(tx.database, case.id, row, list(shares), command.declared_on)
    for claim_id in shares:
        _allowed(tx, claim_id, found[claim_id].value, clean(command.reason).strip())
    return shares, found


@action("set_off.take_back", cases=case_of(SetOffRow))
def take_back(tx: Transaction, command: TakeBackSetOff) -> None:
    """Take a set-off against a claim back, as if it never was: by reversal. What we owe is open again."""
    row, reason = tx.get(SetOffRow, command.id, command.version), given.reason(command.reason)
    if row.taken_back_on is not None:
        raise Refused("set_off.taken_back", source=HOUSE_RULE)
    of_it = (LedgerEntry.set_off_id == row.id) & (LedgerEntry.kind == EntryKind.CREDIT)
    for entry in tx.find(LedgerEntry.select().where(of_it).order_by(LedgerEntry.id)):
        if not ledger.is_reversed(tx, entry.id):
            ledger.reverse(tx, entry, reason)
    accrual.take_back(tx, {row.claim_id}, row.effective_on, reason)
    tx.change(row, taken_back_on=tx.day, taken_back_because=reason)
    ledger.take_up_again(tx, [row.claim_id])


def _shares(tx: Transaction, case: Case, command: SetOffClaim) -> dict[int, Cents]:
    """Return what goes to each claim of the case, at least to one."""
    shares: dict[int, Cents] = {}
    for share in command.shares:
        claim = ledger.euro_claim(tx, share.claim_id)
        if claim.case_id != case.id:
            raise Refused("set_off.not_of_case", source=HOUSE_RULE, number=claim.number)
        shares[claim.id] = Cents(shares.get(claim.id, ZERO) + given.positive(share.cents))
    if not shares:
        raise Refused("set_off.no_claim", source=HOUSE_RULE)
    return shares


def _allowed(tx: Transaction, claim_id: int, answer: SetOffAnswer, reason: str) -> date:
    """Return from which day a set-off works. Refused where it may not be, or not without a reason."""
    why, number = answer.why, tx.get(Claim, claim_id).number
    if why is not None and answer.verdict is Verdict.IMPOSSIBLE:
        raise Refused("set_off.impossible", source=why.source, number=number, why=(why.code, why.parameters))
    if why is not None and not reason:
        raise Refused("set_off.needs_reason", source=why.source, number=number, why=(why.code, why.parameters))
    assert answer.effective_on is not None, "it is possible"
    return answer.effective_on


def _book(tx: Transaction, case: Case, row: SetOffRow) -> Division:
    """Book a set-off against its claim, after the interest up to the day from which it works."""
    day, claim_id = row.effective_on, row.claim_id
    for (entry_id,) in tx.database.fetch(_INTEREST_SINCE, (claim_id, day)):
        _reverse_unpaid(tx, tx.get(LedgerEntry, entry_id), row.reason or _SOURCE)
    interest = accrual.run_up(tx, case, day)
    # Whether insolvency is in the way was asked above, by the rules of set-off.
    receipt = Receipt(day, Cents(row.cents), designation=(claim_id,), insolvency_choice=_SOURCE)
    beside: Mapping[int, Cents] = {claim_id: interest[claim_id].beside_booked}
    division = divide(tx, case, receipt, [claim_id], Payable(beside=beside))
    if division.rest:
        number, most = tx.get(Claim, claim_id).number, Cents(row.cents - division.rest)
        raise Refused("set_off.more_than_open", source=HOUSE_RULE, number=number, amount=Cents(row.cents), most=most)
    accrual.book(tx, interest, {claim_id}, day)
    tx.add_many(
        LedgerEntry,
        [
            {
                "claim_id": claim_id,
                "on_day": day,
                "kind": EntryKind.CREDIT,
                "component": part.component,
                "cents": -part.cents,
                "reason": row.reason,
                "set_off_id": row.id,
            }
            for part in division.parts
        ],
    )
    ledger.take_up_again(tx, [claim_id])
    return division


def _reverse_unpaid(tx: Transaction, entry: LedgerEntry, reason: str) -> None:
    """Reverse interest that was booked for days after the set-off, as far as all of the entry is unpaid."""
    open_now = balances.in_all(tx.database, entry.claim_id).of(Component.INTEREST)
    if entry.cents <= open_now:
        ledger.reverse(tx, entry, reason)
