"""The steps of an unwinding: each takes one kind of record through it, and yields what became of every one there is."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from casebook.domain.arrangement.standing import PREPARED, RUNNING, PlanState
from casebook.domain.insolvency.items import ItemKind, ItemOutcome
from casebook.domain.letters.kinds import KEEPS_A_RIGHT, TO_OTHERS, LetterKind
from casebook.domain.letters.purposes import KINDS, Purpose
from casebook.domain.money import Cents
from casebook.store import owing, unwound
from casebook.store.actions.arrangement_course import SuspendArrangement
from casebook.store.actions.arrangements import WithdrawArrangement
from casebook.store.actions.debit_batches import LeaveOut
from casebook.store.actions.direct_debit import RevokeMandate
from casebook.store.actions.holds import HoldReach, PlaceHold
from casebook.store.actions.insolvency_cut import outcome_of, stop_interest
from casebook.store.actions.letters import WithdrawLetter
from casebook.store.actions.order_advice import AdviseOrders
from casebook.store.actions.promises import WithdrawPromise
from casebook.store.actions.unwinding_court import court_items
from casebook.store.actions.unwinding_money import contra_items, receipts
from casebook.store.actions.unwinding_scene import Item, Scene
from casebook.store.actions.unwinding_vat import vat_items
from casebook.store.facts_of import arrangements
from casebook.store.letters.leaving import dispatches, is_over, leaving
from casebook.store.models.arrangements import Arrangement
from casebook.store.models.cases import Track, TrackKind
from casebook.store.models.claims import Claim
from casebook.store.models.court import Measure, Proceeding
from casebook.store.models.direct_debit import DebitBatch, DebitCollection, DebitMandate
from casebook.store.models.disputes import Dispute
from casebook.store.models.holds import Hold
from casebook.store.models.letters import Letter
from casebook.store.models.placements import Placement
from casebook.store.models.promises import Promise
from casebook.store.models.relation import OrderAdvice, OrderAdviceKind
from casebook.store.models.reminders import ReminderRun
from casebook.store.models.service import ServiceSuspension
from casebook.store.rows import many

_K, _O = ItemKind, ItemOutcome
_BESIDE = f"""
    SELECT k.case_id, l.id FROM claim k JOIN liability l ON l.claim_id = k.id
    WHERE k.ended_on IS NULL AND {owing.ON_DAY} AND k.case_id IN ({{marks}}) ORDER BY l.claim_id, l.id
"""  # noqa: S608 only constants
# Letters that keep a right go by their own rules; those to others, and answers, are not about paying.
_LEFT_ALONE = KEEPS_A_RIGHT | TO_OTHERS | {*KINDS[Purpose.INSOLVENCY], *KINDS[Purpose.ANSWER]}
_WITH_OTHERS = (TrackKind.AGENCY, TrackKind.COURT)


class _Beside(NamedTuple):
    case_id: int
    liability_id: int


def _hold(scene: Scene) -> Iterator[Item]:
    """Hold up all cases of the debtor, unless that is done."""
    tx, case = scene.tx, scene.first_open()
    standing = Hold.select().where(
        Hold.debtor_id == scene.party_id, Hold.lifted_on.is_null(), Hold.until_on.is_null(), Hold.from_on <= tx.day
    )
    others = Hold.select().where(Hold.case_id.in_(scene.case_ids), Hold.lifted_on.is_null()).order_by(Hold.id)
    for own in tx.find(others):
        if own.until_on is None or own.until_on >= tx.day:
            yield Item(_K.HOLD, own.case_id, own.id, _O.HELD)
    if case is not None and tx.first(standing) is None:
        id_ = scene.do(PlaceHold(case.id, scene.because, tx.day, reach=HoldReach.DEBTOR))
        yield Item(_K.HOLD, case.id, id_, _O.PLACED)


def _claims(scene: Scene) -> Iterator[Item]:
    tx = scene.tx
    for claim in unwound.claims(tx.database, scene.party_id, scene.since):
        if claim.ended_on is not None:
            continue
        meter = scene.meters.get(claim.id)
        found = claim.cut(scene.since, meter)
        outcome = outcome_of(found, secured=claim.id in scene.secured)
        if claim.id not in scene.secured:
            stop_interest(tx, scene.recorded.row.kind, scene.since, claim.id, outcome)
        yield Item(_K.CLAIM, claim.case_id, claim.id, outcome, meter=meter if found.is_split else None)
    foreign = Claim.select().where(
        Claim.case_id.in_(scene.case_ids), Claim.foreign_cents.is_null(False), Claim.ended_on.is_null()
    )
    for one in tx.find(foreign.order_by(Claim.id)):
        yield Item(_K.CLAIM, one.case_id, one.id, _O.TO_DO)


def _liabilities(scene: Scene) -> Iterator[Item]:
    """Name who else is liable: against them everything goes on (Fw 136; 160). His own debts for others are cut."""
    tx = scene.tx
    after: set[int] = set()
    for debtor_id in {one.debtor_id for one in scene.debts}:
        claims = unwound.claims(tx.database, debtor_id, scene.since)
        after |= {claim.id for claim in claims if claim.cut(scene.since).is_after}
    for debt in scene.debts:
        outcome = _O.LATER if debt.claim_id in after else _O.COVERED
        yield Item(_K.LIABILITY, debt.case_id, debt.liability_id, outcome)
    for one in many(tx.database, _BESIDE, _Beside, scene.case_ids, (tx.day,)):
        yield Item(_K.LIABILITY, one.case_id, one.liability_id, _O.KEPT_LIVE)


def _arrangements(scene: Scene) -> Iterator[Item]:
    """Suspend the plans of the debtor, and take back what is only prepared; those of others go on."""
    tx, because, cases = scene.tx, scene.because, [*scene.case_ids, *scene.beside_ids]
    versions = arrangements.load(tx.database, cases)
    for plan in (one for case_id in cases for one in versions.get(case_id, ())):
        state = plan.on(tx.day).value.state
        row = tx.get(Arrangement, plan.id)
        if state not in RUNNING | PREPARED | {PlanState.SUSPENDED} or _is_of_another(scene, plan.case_id, row.party_id):
            continue
        outcome = _O.KEPT_LIVE if row.party_id != scene.party_id else _O.SUSPENDED
        if outcome is _O.SUSPENDED and state in RUNNING:
            scene.do(SuspendArrangement(plan.id, scene.seen(row), because))
        elif outcome is _O.SUSPENDED and state in PREPARED:
            scene.do(WithdrawArrangement(plan.id, scene.seen(row), because))
            outcome = _O.WITHDRAWN
        yield Item(_K.ARRANGEMENT, plan.case_id, plan.id, outcome, Cents(row.total_cents))


def _promises(scene: Scene) -> Iterator[Item]:
    tx = scene.tx
    cases = [*scene.case_ids, *scene.beside_ids]
    still = Promise.select().where(Promise.case_id.in_(cases), Promise.withdrawn_on.is_null())
    for one in tx.find(still.where(Promise.due_on >= tx.day).order_by(Promise.id)):
        his = one.party_id == scene.party_id
        if _is_of_another(scene, one.case_id, one.party_id):
            continue
        if his:
            scene.do(WithdrawPromise(one.id, scene.seen(one), scene.because))
        yield Item(_K.PROMISE, one.case_id, one.id, _O.WITHDRAWN if his else _O.KEPT_LIVE, Cents(one.cents))


def _direct_debit(scene: Scene) -> Iterator[Item]:
    """End the mandates of the debtor, and take what was not sent out of its batch.

    What the bank has already is a task: it can only be recalled there.
    """
    tx, case_id = scene.tx, scene.place
    mandates = tx.find(DebitMandate.select().where(DebitMandate.party_id == scene.party_id).order_by(DebitMandate.id))
    for mandate in mandates:
        if mandate.revoked_on is None:
            scene.do(RevokeMandate(mandate.id, scene.seen(mandate), tx.day, scene.because))
            yield Item(_K.MANDATE, case_id, mandate.id, _O.STOPPED)
        under_way = DebitCollection.select().where(
            DebitCollection.mandate_id == mandate.id,
            DebitCollection.collect_on >= max(scene.since, tx.day),
            DebitCollection.left_out_on.is_null(),
            DebitCollection.returned_on.is_null(),
        )
        for one in tx.find(under_way.order_by(DebitCollection.id)):
            batch = tx.get(DebitBatch, one.batch_id)
            if batch.withdrawn_on is None:
                outcome = _O.TO_DO
                if batch.sent_on is None:
                    scene.do(LeaveOut(one.id, scene.seen(one), scene.because))
                    outcome = _O.STOPPED
                yield Item(_K.COLLECTION, case_id, one.id, outcome, Cents(one.cents))


def _letters(scene: Scene) -> Iterator[Item]:
    """Withdraw what asks the debtor anything and is still in the house; what is leaving is a task.

    What left since the first day stays as it is, and is named.
    """
    tx = scene.tx
    cases = [*scene.case_ids, *scene.beside_ids]
    written = Letter.select().where(Letter.case_id.in_(cases), Letter.withdrawn_on.is_null())
    for one in tx.find(written.order_by(Letter.id)):
        own = dispatches(tx, one.id)
        if _is_of_another(scene, one.case_id, one.party_id):
            continue
        asks_him = one.party_id == scene.party_id and LetterKind(one.kind) not in _LEFT_ALONE
        if own and all(is_over(way) for way in own):
            if asks_him and any(way.sent_on is not None and way.sent_on >= scene.since for way in own):
                yield Item(_K.LETTER, one.case_id, one.id, _O.ALREADY_SENT)
            continue
        if not asks_him:
            outcome = _O.KEPT_LIVE
        elif leaving(tx, one.id) or any(way.sent_on is not None for way in own):
            outcome = _O.TO_DO
        else:
            scene.do(WithdrawLetter(one.id, scene.seen(one), scene.because))
            outcome = _O.WITHDRAWN
        yield Item(_K.LETTER, one.case_id, one.id, outcome)


def _is_of_another(scene: Scene, case_id: int, party_id: int) -> bool:
    """Tell whether something in the case of another debtor is not of this one: that is not touched."""
    return case_id not in scene.case_ids and party_id != scene.party_id


def _chasing(scene: Scene) -> Iterator[Item]:
    """Reminder cycles stand still by the hold. A service may not stay suspended for what is from before (Fw 37b)."""
    tx = scene.tx
    runs = ReminderRun.select().where(ReminderRun.case_id.in_(scene.case_ids), ReminderRun.ended_on.is_null())
    for run in tx.find(runs.order_by(ReminderRun.id)):
        yield Item(_K.REMINDERS, run.case_id, run.id, _O.HELD)
    stopped = ServiceSuspension.select().where(
        ServiceSuspension.case_id.in_(scene.case_ids),
        ServiceSuspension.lifted_on.is_null(),
        ServiceSuspension.withdrawn_on.is_null(),
    )
    for one in tx.find(stopped.order_by(ServiceSuspension.id)):
        yield Item(_K.SERVICE, one.case_id, one.id, _O.TO_DO)


def _disputes(scene: Scene) -> Iterator[Item]:
    """Park the disputes: what is contested is decided where the claims are verified."""
    still = Dispute.select().where(
        Dispute.case_id.in_(scene.case_ids), Dispute.closed_on.is_null(), Dispute.withdrawn_on.is_null()
    )
    for one in scene.tx.find(still.order_by(Dispute.id)):
        yield Item(_K.DISPUTE, one.case_id, one.id, _O.PARKED)


def _placements(scene: Scene) -> Iterator[Item]:
    """Name what lies with an agency or a court: it is recalled, or whoever has it instructed.

    Of a placement that is recorded the claims are named, not the track that goes with it. That of a court waits for
    nobody where its proceedings or measures are named themselves.
    """
    tx = scene.tx
    lying = Placement.select().where(Placement.case_id.in_(scene.case_ids), Placement.ended_on.is_null())
    recorded = {one.case_id for one in tx.find(lying)}
    running = Proceeding.select().where(Proceeding.case_id.in_(scene.case_ids), Proceeding.ended_on.is_null())
    taken = Measure.select().where(Measure.case_id.in_(scene.case_ids), Measure.ended_on.is_null())
    before_court = {*(one.case_id for one in tx.find(running)), *(one.case_id for one in tx.find(taken))}
    tracks = Track.select().where(
        Track.case_id.in_(scene.case_ids), Track.kind.in_(_WITH_OTHERS), Track.closed_on.is_null()
    )
    for track in tx.find(tracks.order_by(Track.id)):
        if track.kind == TrackKind.AGENCY and track.case_id in recorded:
            continue
        if track.case_id in before_court and track.kind == TrackKind.COURT:
            yield Item(_K.TRACK, track.case_id, track.id, _O.KEPT_LIVE)
            continue
        yield Item(_K.TRACK, track.case_id, track.id, _O.TO_DO)
    placed = Claim.select().where(Claim.case_id.in_(scene.case_ids), Claim.placed == 1, Claim.ended_on.is_null())
    for claim in tx.find(placed.order_by(Claim.id)):
        yield Item(_K.PLACED, claim.case_id, claim.id, _O.TO_DO)


def _orders(scene: Scene) -> Iterator[Item]:
    """Advise sales to take no orders, unless it is."""
    tx, case = scene.tx, scene.first_open()
    standing = OrderAdvice.select().where(OrderAdvice.case_id.in_(scene.case_ids), OrderAdvice.ended_on.is_null())
    for one in tx.find(standing.where(OrderAdvice.kind == OrderAdviceKind.STOP)):
        yield Item(_K.ORDERS, one.case_id, one.id, _O.HELD)
        return
    if case is not None:
        id_ = scene.do(AdviseOrders(case.id, OrderAdviceKind.STOP, scene.because))
        yield Item(_K.ORDERS, case.id, id_, _O.ADVISED)


Step = Callable[[Scene], Iterator[Item]]
# In this order: what is held up first is not chased by what follows.
STEPS: tuple[Step, ...] = (
    _hold,
    _claims,
    vat_items,
    _liabilities,
    _arrangements,
    _promises,
    _direct_debit,
    _letters,
    _chasing,
    _disputes,
    _placements,
    court_items,
    contra_items,
    _orders,
    receipts,
)
