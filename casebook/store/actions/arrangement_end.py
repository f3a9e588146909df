"""An arrangement that was kept: completed with what is remitted, and what is owed to the debtor after that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casebook.domain.arrangement.standing import KEPT, LIVE, PREPARED, PlanState
from casebook.domain.arrangement.terms import PlanInterest
from casebook.domain.component import Component
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import ZERO, Cents
from casebook.errors import Refused
from casebook.store import balances, mandates, remission
from casebook.store.actions import accrual, given, ledger
from casebook.store.actions.arrangement_course import (
    WRITTEN,
    check_remission,
    close_track,
    covered,
    let_go,
    refuse_ended,
    standing,
)
from casebook.store.actions.cases import open_one, outward_act
from casebook.store.actions.holds import case_of
from casebook.store.actions.vat import refuse_unrated
from casebook.store.commands import action
from casebook.store.models.arrangements import (
    Arrangement,
    Beside,
    RemissionAnswer,
    RemissionAnswerKind,
    VatRoute,
)
from casebook.store.models.cases import Case, Channel
from casebook.store.transaction import Transaction
from casebook.text import clean


@dataclass(frozen=True, slots=True)
class AnswerRemission:
    """What a remission does to one who, or what, stands beside the debtor; `id` is that of the arrangement.

    `version` is that of the answer that was seen, None where there was none.
    """

    id: int
    beside: Beside
    beside_id: int
    answer: RemissionAnswerKind
    text: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class ChooseVat:
    """How the VAT on what is remitted is dealt with."""

    id: int
    version: int
    vat_route: VatRoute


@dataclass(frozen=True, slots=True)
class CompleteArrangement:
    """Every term is paid: the arrangement was kept, and what was to be remitted is remitted.

    `let_go_rest`: so is what the terms are short of, which is less than the tolerance.
    """

    id: int
    version: int
    reason: str = ""
    let_go_rest: bool = False


@dataclass(frozen=True, slots=True)
class ThankArrangement:
    """A thank-you went out by a channel; without one none goes out, for the reason."""

    id: int
    version: int
    on_day: date
    channel: Channel | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TellSales:
    """The account manager was told that the arrangement was kept."""

    id: int
    version: int
    on_day: date


@dataclass(frozen=True, slots=True)
class DischargeArrangement:
    """A letter of discharge went out, on request."""

    id: int
    version: int
    on_day: date
    channel: Channel


@action("arrangement.answer_remission", cases=case_of(Arrangement))
def answer_remission(tx: Transaction, command: AnswerRemission) -> None:
    """Say what a remission does to one beside the debtor, also anew. Refused for one who does not stand there."""
    plan = tx.get(Arrangement, command.id)
    refuse_ended(standing(tx, plan), LIVE | PREPARED)
    known = remission.beside(tx.database, plan.id, tx.day)
    if not any((one.beside, one.beside_id) == (command.beside, command.beside_id) for one in known):
        raise Refused("arrangement.not_beside", source=HOUSE_RULE)
    text = clean(command.text).strip()
    if command.answer is RemissionAnswerKind.RELEASED:
        # Who is let go on purpose is let go for a reason.
        text = given.reason(command.text)
    same = (RemissionAnswer.arrangement_id == plan.id) & (RemissionAnswer.beside == command.beside)
    answered = tx.first(RemissionAnswer.select().where(same, RemissionAnswer.beside_id == command.beside_id))
    given.as_seen(tx, RemissionAnswer, answered, command.version)
    if answered is not None:
        tx.change(answered, answer=command.answer, text=text)
        return
    tx.add(
        RemissionAnswer,
        arrangement_id=plan.id,
        beside=command.beside,
        beside_id=command.beside_id,
        answer=command.answer,
        text=text,
    )


@action("arrangement.choose_vat", cases=case_of(Arrangement))
def choose_vat(tx: Transaction, command: ChooseVat) -> None:
    """Choose how the VAT on what is remitted is dealt with. Refused without the mandate for it."""
    plan = tx.get(Arrangement, command.id, command.version)
    refuse_ended(standing(tx, plan), LIVE | PREPARED)
    mandates.check(tx, mandates.Act.VAT_ROUTE, ZERO)
    tx.change(plan, vat_route=command.vat_route)


@action("arrangement.complete", cases=case_of(Arrangement))
def complete(tx: Transaction, command: CompleteArrangement) -> Cents:
    """Complete an arrangement of which every term is paid or waived, and return what was remitted.

    Refused while what was collected can go back. What is remitted needs the mandate for it, an answer for each who
    stands beside the debtor, and where it is principal the way its VAT is dealt with: but not for a rest below the
    tolerance, of which the VAT stays as it is. Of a co-debtor no rest is let go, since the debtor owes it too.
    """
    plan = tx.get(Arrangement, command.id, command.version)
    open_one(tx, plan.case_id)
    now = standing(tx, plan)
    refuse_ended(now, LIVE - {PlanState.SUSPENDED})
    if now.completes_from is None:
        raise Refused("arrangement.not_paid", source=HOUSE_RULE, amount=now.rest)
    if not now.may_complete:
        raise Refused("arrangement.returnable", source=HOUSE_RULE, until=now.completes_from)
    reason = clean(command.reason).strip()
    rest = now.rest if command.let_go_rest else ZERO
    if rest and plan.party_id != tx.get(Case, plan.case_id).debtor_id:
        raise Refused("arrangement.rest_beside", source=HOUSE_RULE, amount=rest)
    remitted = _remit(tx, plan, reason, rest)
    tx.change(plan, completed_on=tx.day, ended_because=reason)
    close_track(tx, plan, reason)
    return remitted


@action("arrangement.thank", cases=case_of(Arrangement))
def thank(tx: Transaction, command: ThankArrangement) -> None:
    """Record that a thank-you went out, or why none does. Refused before the arrangement is completed."""
    plan = _kept(tx, command.id, command.version)
    if plan.thanked_on is not None:
        raise Refused("arrangement.thanked", source=HOUSE_RULE, on=plan.thanked_on)
    on_day = given.past(tx, command.on_day)
    given.in_order(completed_on=plan.completed_on, thanked_on=on_day)
    if command.channel is None:
        tx.change(plan, no_thanks_because=given.reason(command.reason))
        return
    tx.change(plan, thanked_on=on_day, thanks_channel=command.channel, no_thanks_because="")
    outward_act(tx, tx.get(Case, plan.case_id))


@action("arrangement.tell_sales", cases=case_of(Arrangement))
def tell_sales(tx: Transaction, command: TellSales) -> None:
    """Record that the account manager was told."""
    plan = _kept(tx, command.id, command.version)
    on_day = given.past(tx, command.on_day)
    given.in_order(completed_on=plan.completed_on, sales_told_on=on_day)
    tx.change(plan, sales_told_on=on_day)


@action("arrangement.discharge", cases=case_of(Arrangement))
def discharge(tx: Transaction, command: DischargeArrangement) -> None:
    """Record that a letter of discharge went out. Refused while anything is open on the claims, or was returned."""
    plan = _kept(tx, command.id, command.version)
    if plan.discharged_on is not None:
        raise Refused("arrangement.discharged", source=HOUSE_RULE, on=plan.discharged_on)
    if command.channel not in WRITTEN:
        raise Refused("arrangement.not_written", source=HOUSE_RULE)
    on_day = given.past(tx, command.on_day)
    given.in_order(completed_on=plan.completed_on, discharged_on=on_day)
    left = open_on(tx, plan.case_id, [claim.id for claim in covered(tx, plan)])
    if left > 0:
        raise Refused("arrangement.still_open", source=HOUSE_RULE, amount=left)
    tx.change(plan, discharged_on=on_day, discharge_channel=command.channel)
    outward_act(tx, tx.get(Case, plan.case_id))


def _kept(tx: Transaction, id_: int, version: int) -> Arrangement:
    """Return an arrangement that was completed and of which nothing came back since."""
    plan = tx.get(Arrangement, id_, version)
    refuse_not_kept(tx, plan)
    return plan


def refuse_not_kept(tx: Transaction, plan: Arrangement) -> None:
    """Refuse an arrangement that was not completed, or of which money went back since."""
    now = standing(tx, plan)
    refuse_ended(now, KEPT)
    if now.paid_on is None:
        raise Refused("arrangement.not_paid", source=HOUSE_RULE, amount=now.rest)


def open_on(tx: Transaction, case_id: int, claim_ids: Sequence[int]) -> Cents:
    """Return what is open on claims of a case, with interest that has run and is not booked."""
    interest = accrual.run_up(tx, tx.get(Case, case_id), tx.day)
    return Cents(sum(balances.in_all(tx.database, id_).total + interest[id_].run_up for id_ in claim_ids))


def _remit(tx: Transaction, plan: Arrangement, reason: str, rest: Cents) -> Cents:
    """Book what is remitted: what was agreed, the terms that were waived, a rest, and interest that was to be let go.

    What somebody beside the debtor need not pay the debtor still owes: then nothing comes off the claims.
    """
    case = tx.get(Case, plan.case_id)
    if plan.party_id != case.debtor_id:
        return ZERO
    cents = Cents(let_go(tx, plan) + rest)
    waived = Cents(plan.waived_cents) if plan.interest == PlanInterest.WAIVED else None
    if not cents and waived is None:
        return ZERO
    claims = covered(tx, plan)
    ids = [claim.id for claim in claims]
    interest = accrual.run_up(tx, case, tx.day)
    accrual.book(tx, interest, ids, tx.day)
    parts = remission.division(tx.database, ids, cents, tx.day, waived)
    if not parts:
        return ZERO
    _refuse_unanswered(tx, plan)
    principal = sum(part.cents for part in parts if part.component is Component.PRINCIPAL)
    if plan.vat_route is None and principal > rest:
        raise Refused("arrangement.no_vat_route", source=HOUSE_RULE)
    if plan.vat_route == VatRoute.BAD_DEBT_RELIEF and principal > rest:
        taken_off = {part.claim_id for part in parts if part.component is Component.PRINCIPAL}
        refuse_unrated(tx, plan.case_id, taken_off)
    remitted = Cents(sum(part.cents for part in parts))
    check_remission(tx, plan, remitted)
    ledger.remit(tx, parts, reason, arrangement_id=plan.id)
    return remitted


def _refuse_unanswered(tx: Transaction, plan: Arrangement) -> None:
    for one in remission.beside(tx.database, plan.id, tx.day):
        if one.answer is None:
            raise Refused("arrangement.unanswered", source=HOUSE_RULE, beside=f"beside_{one.beside}", name=one.name)
