"""The unwinding of the cases of a debtor once his insolvency is confirmed, and what a person does about the rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from casebook.domain.calendar import add_working_days
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insolvency.cut import Meter
from casebook.domain.insolvency.facts import EventKind
from casebook.domain.insolvency.items import CHOICES, ItemKind, ItemOutcome
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store import insolvency_rows, owing, security_rows, unwound
from casebook.store.actions import given, payments
from casebook.store.actions.bank_links import uses_of
from casebook.store.actions.bank_refunds import HandToEstate
from casebook.store.actions.cases import plan
from casebook.store.actions.filing_records import paid_by_estate
from casebook.store.actions.insolvencies import of_insolvency
from casebook.store.actions.insolvency_bearing import add_happened, bear
from casebook.store.actions.payments import AllocateRest
from casebook.store.actions.unwinding_scene import Debt, Item, Scene
from casebook.store.actions.unwinding_steps import STEPS
from casebook.store.commands import action, action_for
from casebook.store.database import Database
from casebook.store.insolvency_rows import Recorded
from casebook.store.models.cases import Case, CaseState, NextKind
from casebook.store.models.claims import Liability
from casebook.store.models.insolvency import Insolvency
from casebook.store.models.insolvency_items import InsolvencyItem
from casebook.store.models.money import Payment
from casebook.store.red_dates import red_dates
from casebook.store.rows import rows
from casebook.store.transaction import Transaction
from casebook.text import clean

_CASE_OF_ITEM = "SELECT case_id FROM insolvency_item WHERE id = ?"
_DEBTS = f"""
    SELECT l.id, k.id, k.case_id, c.debtor_id FROM liability l JOIN claim k ON k.id = l.claim_id
    JOIN cases c ON c.id = k.case_id
    WHERE l.party_id = ? AND c.debtor_id <> ? AND k.ended_on IS NULL AND {owing.ON_DAY}
    ORDER BY l.id
"""  # noqa: S608 only constants
# In working days: when the next step is looked at where nobody said so.
_SOON = 2


@dataclass(frozen=True, slots=True)
class MeterRead:
    """What a meter showed, as text: when the supply of a claim began, on the day of the insolvency, and at its end."""

    claim_id: int
    first: str
    at: str
    last: str


@dataclass(frozen=True, slots=True)
class UnwindInsolvency:
    """The cases of a debtor go by his insolvency from now on; `because` is what every stop of it says.

    `readings` are of the claims that are cut by a meter. `next_on` is when the next step is taken, in two working days
    where it is not given, and `next_note` which.
    """

    id: int
    version: int
    because: str
    next_note: str = ""
    next_on: date | None = None
    readings: tuple[MeterRead, ...] = ()


@dataclass(frozen=True, slots=True)
class ChooseReceipt:
    """What becomes of money that came in during an insolvency, and why; `on_day` is when it was handed over."""

    id: int
    payment_id: int
    outcome: ItemOutcome
    reason: str
    on_day: date | None = None


@dataclass(frozen=True, slots=True)
class FinishInsolvencyItem:
    """What an unwinding could not do was done by a person, and how."""

    id: int
    version: int
    text: str


@action("insolvency.unwind", cases=of_insolvency)
def unwind(tx: Transaction, command: UnwindInsolvency) -> int:
    """Take all that is open in the cases of a debtor through his insolvency and return the id of the event.

    Every record gets an outcome; what waits for a person says so. Refused where the proceeding is not confirmed, is of
    a kind that cuts nothing, has no first day, is over, or was unwound.
    """
    row = tx.get(Insolvency, command.id, command.version)
    recorded = insolvency_rows.of_ids(tx.database, [row.id])[row.id]
    since = _first_day(tx, recorded)
    because = given.reason(command.because)
    scene = Scene(
        tx,
        recorded,
        since,
        because,
        tx.find(Case.select().where(Case.debtor_id == row.party_id).order_by(Case.id)),
        rows(tx.database, _DEBTS, Debt, (row.party_id, row.party_id, tx.day)),
        security_rows.covering_interest(tx.database, row.party_id, since),
        _meters(tx, row.party_id, since, command.readings),
    )
    event_id = add_happened(tx, row.id, EventKind.CUT, tx.day, text=because)
    if scene.cases or scene.debts:
        for step in STEPS:
            for one in step(scene):
                _note(tx, row.id, one)
        _next_actions(tx, scene, command)
    bear(tx, row.id, because)
    return event_id


@action("insolvency.choose_receipt", cases=of_insolvency)
def choose_receipt(tx: Transaction, command: ChooseReceipt) -> None:
    """Let money that came in during an insolvency go where a person says: to debts of the estate, to claims from
    before, or back to the estate. Refused where the payment is not his, nor of his case, or from before.
    """
    recorded = insolvency_rows.of_ids(tx.database, [tx.get(Insolvency, command.id).id])[command.id]
    since, reason = _since(recorded), given.reason(command.reason)
    payment = tx.get(Payment, command.payment_id)
    if recorded.row.party_id not in (tx.get(Case, payment.case_id).debtor_id, payment.payer_id):
        raise Refused("insolvency.other_receipt", source=HOUSE_RULE)
    if payment.on_day < since:
        raise Refused("insolvency.receipt_before", source="Fw 23", on=payment.on_day, since=since)
    if command.outcome not in CHOICES:
        raise Refused("insolvency.receipt_choice", source=HOUSE_RULE)
    if command.outcome is ItemOutcome.HANDED_OVER:
        _hand_over(tx, payment, reason, command.on_day or tx.day)
    else:
        _allocate(tx, recorded, payment, command.outcome, reason)
    item = Item(ItemKind.RECEIPT, payment.case_id, payment.id, command.outcome, Cents(payment.cents), reason)
    _note(tx, recorded.row.id, item)
    if command.outcome is ItemOutcome.ESTATE_PAYMENT:
        paid_by_estate(tx, recorded, payment, reason)


def _of_item(database: Database, command: Any) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASE_OF_ITEM, (command.id,))]


@action("insolvency_item.finish", cases=_of_item)
def finish(tx: Transaction, command: FinishInsolvencyItem) -> None:
    """Record that what an unwinding left to do was done."""
    item = tx.get(InsolvencyItem, command.id, command.version)
    if item.outcome != ItemOutcome.TO_DO:
        raise Refused("insolvency.nothing_to_do", source=HOUSE_RULE)
    tx.change(item, outcome=ItemOutcome.DONE, text=given.reason(command.text), on_day=tx.day)


def _first_day(tx: Transaction, recorded: Recorded) -> date:
    """Return the first day of a proceeding that can be unwound. Raises `Refused` for another."""
    row, proceeding = recorded.row, recorded.proceeding
    if row.confirmed_on is None:
        raise Refused("insolvency.unconfirmed", source=HOUSE_RULE, number=row.number, kind=row.kind)
    if not proceeding.live:
        raise Refused("insolvency.not_live", source=HOUSE_RULE, number=row.number, kind=row.kind)
    if row.kind not in tx.law.unwinding:
        raise Refused("insolvency.cuts_nothing", source=HOUSE_RULE, kind=row.kind)
    if proceeding.last(EventKind.CUT) is not None:
        raise Refused("insolvency.unwound", source=HOUSE_RULE, number=row.number, kind=row.kind)
    return _since(recorded)


def _since(recorded: Recorded) -> date:
    since = recorded.proceeding.started_on
    if since is None:
        raise Refused("insolvency.no_start", source=HOUSE_RULE)
    return since


def _meters(tx: Transaction, party_id: int, since: date, readings: Iterable[MeterRead]) -> Mapping[int, Meter]:
    """Return readings by claim. Refused where they go down, or where there is nothing to cut."""
    found: dict[int, Meter] = {}
    claims = {claim.id: claim for claim in unwound.claims(tx.database, party_id, since)}
    for one in readings:
        claim = claims.get(one.claim_id)
        if claim is None or not claim.cut(since).is_split:
            raise Refused("insolvency.meter_of_claim", source=HOUSE_RULE, number=claim.number if claim else "")
        try:
            meter = Meter(*(Decimal(text.strip().replace(",", ".")) for text in (one.first, one.at, one.last)))
        except InvalidOperation:
            meter = Meter(Decimal(0), Decimal(0), Decimal(0))
        if not meter.is_right:
            raise Refused("insolvency.meter", source=HOUSE_RULE, number=claim.number)
        found[one.claim_id] = meter
    return found


def _note(tx: Transaction, insolvency_id: int, one: Item) -> None:
    """Write what became of a record, in the place of what was written of it before."""
    meter = one.meter
    values = {
        "outcome": one.outcome,
        "cents": one.cents,
        "meter_first": None if meter is None else f"{meter.first:f}",
        "meter_at": None if meter is None else f"{meter.at:f}",
        "meter_last": None if meter is None else f"{meter.last:f}",
        "text": clean(one.text).strip(),
        "on_day": tx.day,
    }
    same = InsolvencyItem.select().where(
        InsolvencyItem.insolvency_id == insolvency_id,
        InsolvencyItem.kind == one.kind,
        InsolvencyItem.record_id == one.record_id,
    )
    known = tx.first(same)
    if known is not None:
        tx.change(known, **values)
    else:
        key = {"insolvency_id": insolvency_id, "case_id": one.case_id, "kind": one.kind, "record_id": one.record_id}
        tx.add(InsolvencyItem, **key, **values)


def _next_actions(tx: Transaction, scene: Scene, command: UnwindInsolvency) -> None:
    """Set what is done next in each open case, not after the day by which a right would be lost."""
    reds = red_dates(tx.database, scene.case_ids, tx.day)
    soon = command.next_on or add_working_days(tx.day, _SOON, tx.law.holidays)
    for case in scene.cases:
        if case.state != CaseState.CLOSED:
            now = tx.get(Case, case.id)
            on = soon if command.next_on is not None else min(soon, reds.get(case.id, soon))
            plan(tx, now, on, NextKind.OTHER, command.next_note)


def _hand_over(tx: Transaction, payment: Payment, reason: str, on_day: date) -> None:
    """Book that money went back to the estate: with its entry of the bank, or as a payment that went back."""
    uses = uses_of(tx, payment)
    if not uses:
        given.in_order(received_on=payment.on_day, reversed_on=given.past(tx, on_day))
        payments.reverse_payment(tx, payment, reason, on_day)
    for use in uses:
        command = HandToEstate(use.entry_id, Cents(abs(use.cents)), reason, payment.case_id)
        action_for(command).perform(tx, command)


def _allocate(tx: Transaction, recorded: Recorded, payment: Payment, outcome: ItemOutcome, reason: str) -> None:
    """Let a payment of the estate go to what is from after, any other to what is from before, the oldest first.

    In the case of another that is only what he is liable for.
    """
    items = unwound.items(tx.database, [recorded.row.id])[recorded.row.id]
    party_id, debtor_id = recorded.row.party_id, tx.get(Case, payment.case_id).debtor_id
    cuts = unwound.cuts(tx.database, debtor_id, _since(recorded), items)
    of_case = [one for one in cuts if one.claim.case_id == payment.case_id]
    if debtor_id != party_id:
        his = {one.claim_id for one in tx.find(Liability.select().where(Liability.party_id == party_id))}
        of_case = [one for one in of_case if one.claim.id in his]
    after = outcome is ItemOutcome.ESTATE_PAYMENT
    ids = [one.claim.id for one in of_case if (one.cut.after if after else one.cut.before)]
    if not ids:
        raise Refused("insolvency.nothing_after" if after else "insolvency.nothing_before", source=HOUSE_RULE)
    command = AllocateRest(payment.id, tuple(ids), reason, insolvency_choice=reason)
    action_for(command).perform(tx, command)
