"""An unwinding taken back because the insolvency was annulled: what it stopped goes on as it was."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from casebook.domain.insolvency.facts import EventKind
from casebook.domain.insolvency.items import ItemKind, ItemOutcome
from casebook.domain.insolvency.rules import Effect
from casebook.domain.insolvency.standing import standing as standing_of
from casebook.store import insolvency_rows
from casebook.store.actions.bank_links import standing
from casebook.store.actions.insolvency_bearing import add_happened
from casebook.store.actions.insolvency_cut import stop_interest
from casebook.store.actions.unwinding_money import rebook
from casebook.store.models.arrangements import Arrangement
from casebook.store.models.claims import Claim
from casebook.store.models.court import Measure
from casebook.store.models.direct_debit import DebitMandate
from casebook.store.models.holds import Hold
from casebook.store.models.insolvency_items import InsolvencyItem
from casebook.store.models.promises import Promise
from casebook.store.models.relation import OrderAdvice
from casebook.store.transaction import Transaction

_K, _O = ItemKind, ItemOutcome


class _Back(NamedTuple):
    """The unwinding that is taken back: its first day and what it said, and why it is."""

    since: date | None
    because: str
    reason: str


def restore(tx: Transaction, insolvency_id: int, reason: str) -> None:
    """Let everything that the unwinding of a proceeding stopped go on, as far as nobody changed it since.

    What a person chose for a receipt stays; one that was kept apart goes where the law says. What cannot come back by
    itself becomes a task.
    """
    recorded = insolvency_rows.of_ids(tx.database, [insolvency_id])[insolvency_id]
    cut = recorded.proceeding.last(EventKind.CUT)
    if cut is None:
        return
    back = _Back(recorded.proceeding.started_on, cut.text, reason)
    mine = InsolvencyItem.select().where(InsolvencyItem.insolvency_id == insolvency_id).order_by(InsolvencyItem.id)
    for item in tx.find(mine):
        kind, outcome = ItemKind(item.kind), ItemOutcome(item.outcome)
        if (go_on := _GO_ON.get((kind, outcome))) is not None:
            go_on(tx, item, back)
        if (kind, outcome) in _ANEW:
            tx.change(item, outcome=_O.TO_DO, on_day=tx.day)
        elif kind is not _K.RECEIPT or outcome is _O.APART:
            tx.change(item, outcome=_O.RESTORED, on_day=tx.day)


def annulled(tx: Transaction, insolvency_id: int, reason: str) -> None:
    """Restore what the unwinding of a proceeding stopped, and make the unwinding void: it may have to be done again."""
    recorded = insolvency_rows.of_ids(tx.database, [insolvency_id])[insolvency_id]
    restore(tx, insolvency_id, reason)
    cut = recorded.proceeding.last(EventKind.CUT)
    if cut is not None:
        add_happened(tx, insolvency_id, EventKind.VOID, tx.day, voids_id=cut.id, reason=reason)


def follow_end(tx: Transaction, insolvency_id: int) -> None:
    """Let interest run as if it had never stood still where the claims revive at the end (Fw 303; Fw 128 only keeps it
    out of the estate), and stand still where they do not, or where that end is void.
    """
    recorded = insolvency_rows.of_ids(tx.database, [insolvency_id])[insolvency_id]
    cut, since = recorded.proceeding.last(EventKind.CUT), recorded.proceeding.started_on
    if cut is None or since is None:
        return
    outcome = standing_of(recorded.proceeding, tx.law.insolvency).outcome
    revives = outcome is not None and outcome.effect in _DEMANDED_AGAIN
    back = _Back(since, cut.text, "")
    claims = InsolvencyItem.select().where(
        InsolvencyItem.insolvency_id == insolvency_id,
        InsolvencyItem.kind == _K.CLAIM,
        InsolvencyItem.outcome.in_((_O.COVERED, _O.SPLIT)),
    )
    for item in tx.find(claims.order_by(InsolvencyItem.id)):
        if revives:
            _interest(tx, item, back)
        else:
            stop_interest(tx, recorded.row.kind, since, item.record_id, ItemOutcome(item.outcome))


def _hold(tx: Transaction, item: InsolvencyItem, _: _Back) -> None:
    hold = tx.get(Hold, item.record_id)
    if hold.lifted_on is None:
        tx.change(hold, lifted_on=tx.day)


def _interest(tx: Transaction, item: InsolvencyItem, back: _Back) -> None:
    claim = tx.get(Claim, item.record_id)
    if claim.interest_frozen_on == back.since:
        tx.change(claim, interest_frozen_on=None)


def _plan(tx: Transaction, item: InsolvencyItem, back: _Back) -> None:
    plan = tx.get(Arrangement, item.record_id)
    if plan.suspended_on is not None and plan.resumed_on is None and plan.suspended_because == back.because:
        tx.change(plan, resumed_on=tx.day)


def _promise(tx: Transaction, item: InsolvencyItem, back: _Back) -> None:
    promise = tx.get(Promise, item.record_id)
    if promise.withdrawn_because == back.because:
        tx.change(promise, withdrawn_on=None, withdrawn_because="")


def _mandate(tx: Transaction, item: InsolvencyItem, back: _Back) -> None:
    mandate = tx.get(DebitMandate, item.record_id)
    if mandate.revoked_because == back.because:
        tx.change(mandate, revoked_on=None, revoked_because="")


def _orders(tx: Transaction, item: InsolvencyItem, back: _Back) -> None:
    advice = tx.get(OrderAdvice, item.record_id)
    if advice.ended_on is None:
        tx.change(advice, ended_on=tx.day, ended_because=back.reason)


def _receipt(tx: Transaction, item: InsolvencyItem, back: _Back) -> None:
    payment = standing(tx, item.record_id)
    if payment is not None:
        tx.change(item, record_id=rebook(tx, payment, back.reason))


def _attachment(tx: Transaction, item: InsolvencyItem, _: _Back) -> None:
    """Let an attachment revive that lapsed by this proceeding (Fw 33 lid 2)."""
    measure = tx.get(Measure, item.record_id)
    if measure.lapsed_by_id == item.insolvency_id:
        tx.change(measure, lapsed_on=None, lapsed_by_id=None)


_GO_ON: Mapping[tuple[ItemKind, ItemOutcome], Callable[[Transaction, InsolvencyItem, _Back], None]] = {
    (_K.HOLD, _O.PLACED): _hold,
    (_K.CLAIM, _O.COVERED): _interest,
    (_K.CLAIM, _O.SPLIT): _interest,
    (_K.ARRANGEMENT, _O.SUSPENDED): _plan,
    (_K.PROMISE, _O.WITHDRAWN): _promise,
    (_K.MANDATE, _O.STOPPED): _mandate,
    (_K.ORDERS, _O.ADVISED): _orders,
    (_K.RECEIPT, _O.APART): _receipt,
    (_K.MEASURE, _O.LAPSED): _attachment,
}
_DEMANDED_AGAIN = frozenset({Effect.REVIVES, Effect.TITLE})
# What was withdrawn is another one by now: whoever still wants it prepares it anew.
_ANEW = frozenset({(_K.LETTER, _O.WITHDRAWN), (_K.ARRANGEMENT, _O.WITHDRAWN)})
