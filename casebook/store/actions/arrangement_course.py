"""How an arrangement goes on: notices, terms that are let go, suspension, and its end where it is not kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.arrangement.standing import LIVE, RUNNING, PlanNow, PlanState
from casebook.domain.calendar import add
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store import mandates
from casebook.store.actions import given
from casebook.store.actions.arrangement_start import covered_rows, release_interest
from casebook.store.actions.cases import open_one, outward_act
from casebook.store.actions.holds import case_of
from casebook.store.actions.running_plans import ENDS
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.facts_of import arrangements
from casebook.store.models.arrangements import Arrangement, ArrangementNotice, ArrangementSuspension, Instalment
from casebook.store.models.cases import Channel, NextKind, Track, TrackKind
from casebook.store.models.claims import Claim
from casebook.store.notice_term import notice_term
from casebook.store.transaction import Transaction

# A notice and a discharge are letters: what was only said cannot be shown.
WRITTEN = frozenset({Channel.MAIL, Channel.LETTER})
_CASE_OF_NOTICE = """
    SELECT a.case_id FROM arrangement_notice n JOIN arrangement a ON a.id = n.arrangement_id WHERE n.id = ?
"""
_CASE_OF_TERM = "SELECT a.case_id FROM instalment i JOIN arrangement a ON a.id = i.arrangement_id WHERE i.id = ?"


@dataclass(frozen=True, slots=True)
class SendNotice:
    """A letter went out that the arrangement is behind; it can be put right until a day, None by the settings."""

    id: int
    version: int
    on_day: date
    channel: Channel
    pay_until: date | None = None


@dataclass(frozen=True, slots=True)
class WithdrawNotice:
    """A notice no longer counts; `id` is that of the notice."""

    id: int
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class BreakArrangement:
    """The arrangement ends because it was not kept."""

    id: int
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class WaiveTerm:
    """What is not paid of a term is no longer asked; `version` is that of the term."""

    instalment_id: int
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class SuspendArrangement:
    """Nothing is asked under the arrangement for the time being."""

    id: int
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class ResumeArrangement:
    """The arrangement goes on, with the days it had."""

    id: int
    version: int
    reason: str


def _of_notice(database: Database, command: Any) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASE_OF_NOTICE, (command.id,))]


def _of_term(database: Database, command: Any) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASE_OF_TERM, (command.instalment_id,))]


@action("arrangement.send_notice", cases=case_of(Arrangement))
def send_notice(tx: Transaction, command: SendNotice) -> int:
    """Record that a notice was sent and return its id.

    Refused where nothing is late, as far as the bank is known and the inbox is empty; while another notice runs; for
    less time than the settings give.
    """
    plan = tx.get(Arrangement, command.id, command.version)
    case = open_one(tx, plan.case_id)
    now = standing(tx, plan)
    refuse_ended(now, RUNNING)
    refuse_not_behind(now)
    if now.notice is not None and now.notice.pay_until >= tx.day:
        raise Refused("arrangement.notice_runs", source=HOUSE_RULE, until=now.notice.pay_until)
    if command.channel not in WRITTEN:
        raise Refused("arrangement.not_written", source=HOUSE_RULE)
    on_day = given.past(tx, command.on_day)
    late_from = min(one.late_from for one in now.terms if one.rest)
    given.in_order(agreed_on=plan.agreed_on, sent_on=on_day)
    given.in_order(late_from=late_from, sent_on=on_day)
    least = add(on_day, notice_term(tx.database, plan.id, tx.day))
    pay_until = command.pay_until or least
    if pay_until < least:
        raise Refused("arrangement.notice_short", source=HOUSE_RULE, on=pay_until, least=least)
    notice_id = tx.add(
        ArrangementNotice,
        arrangement_id=plan.id,
        prepared_on=tx.day,
        behind_cents=now.behind,
        sent_on=on_day,
        channel=command.channel,
        pay_until=pay_until,
    )
    outward_act(tx, case)
    return notice_id


@action("arrangement.withdraw_notice", cases=_of_notice)
def withdraw_notice(tx: Transaction, command: WithdrawNotice) -> None:
    """Withdraw a notice: nothing ends by it."""
    notice = tx.get(ArrangementNotice, command.id, command.version)
    if notice.withdrawn_on is not None:
        raise Refused("arrangement.notice_withdrawn", source=HOUSE_RULE, on=notice.withdrawn_on)
    refuse_ended(standing(tx, tx.get(Arrangement, notice.arrangement_id)), LIVE)
    tx.change(notice, withdrawn_on=tx.day, withdrawn_because=given.reason(command.reason))


@action("arrangement.break", cases=case_of(Arrangement))
def break_(tx: Transaction, command: BreakArrangement) -> None:
    """End an arrangement that was not kept, on the proposal to do so only.

    What was to be remitted is not, interest that it froze runs as if it never had, and another route is chosen.
    """
    plan = tx.get(Arrangement, command.id, command.version)
    case = open_one(tx, plan.case_id)
    now = standing(tx, plan)
    refuse_ended(now, RUNNING)
    _refuse_unproposed(now)
    reason = given.reason(command.reason)
    tx.change(plan, broken_on=tx.day, ended_because=reason)
    release_interest(tx, plan)
    close_track(tx, plan, reason)
    tx.change(case, next_on=tx.day, next_kind=NextKind.CHOOSE_ROUTE, next_note="", moves=0)


@action("arrangement.waive_term", cases=_of_term)
def waive_term(tx: Transaction, command: WaiveTerm) -> None:
    """Let go what is not paid of a term: it is remitted when the arrangement is completed, and takes that mandate."""
    term = tx.get(Instalment, command.instalment_id, command.version)
    plan = tx.get(Arrangement, term.arrangement_id)
    open_one(tx, plan.case_id)
    now = standing(tx, plan)
    refuse_ended(now, LIVE)
    rest = next(one.rest for one in now.terms if one.id == term.id)
    if rest <= 0:
        raise Refused("arrangement.term_paid", source=HOUSE_RULE, number=term.number)
    check_remission(tx, plan, Cents(let_go(tx, plan) + plan.waived_cents + rest))
    tx.change(
        term,
        waived_on=tx.day,
        waived_cents=term.waived_cents + rest,
        waived_because=given.reason(command.reason),
    )


@action("arrangement.suspend", cases=case_of(Arrangement))
def suspend(tx: Transaction, command: SuspendArrangement) -> None:
    """Suspend an arrangement, as for an insolvency or a dispute: nothing of it is late or asked meanwhile."""
    plan = tx.get(Arrangement, command.id, command.version)
    refuse_ended(standing(tx, plan), RUNNING)
    reason = given.reason(command.reason)
    if plan.suspended_on is not None:
        tx.add(
            ArrangementSuspension,
            arrangement_id=plan.id,
            suspended_on=plan.suspended_on,
            resumed_on=plan.resumed_on,
            suspended_because=plan.suspended_because,
        )
    tx.change(plan, suspended_on=tx.day, resumed_on=None, suspended_because=reason)


@action("arrangement.resume", cases=case_of(Arrangement))
def resume(tx: Transaction, command: ResumeArrangement) -> None:
    """Let a suspended arrangement go on. The days of the terms stay; what fell due meanwhile has its grace from today.

    Other days are agreed on by superseding it. A notice from before counts no longer.
    """
    plan = tx.get(Arrangement, command.id, command.version)
    if standing(tx, plan).state is not PlanState.SUSPENDED:
        raise Refused("arrangement.not_suspended", source=HOUSE_RULE)
    given.reason(command.reason)
    tx.change(plan, resumed_on=tx.day)


def standing(tx: Transaction, plan: Arrangement) -> PlanNow:
    """Return how an arrangement stands today."""
    found = arrangements.load(tx.database, [plan.case_id])[plan.case_id]
    return next(one for one in found if one.id == plan.id).on(tx.day).value


def refuse_ended(now: PlanNow, states: frozenset[PlanState]) -> None:
    """Refuse an arrangement that is not in one of these states."""
    if now.state not in states:
        raise Refused("arrangement.state", source=HOUSE_RULE, state=f"plan_{now.state}")


def check_remission(tx: Transaction, plan: Arrangement, cents: Cents) -> None:
    """Refuse to let go an amount on an arrangement beyond the mandate for remission."""
    whole = Cents(sum(row.open_cents for row in covered_rows(tx, plan)))
    mandates.check(tx, mandates.Act.REMISSION, cents, whole=whole)


def let_go(tx: Transaction, plan: Arrangement) -> Cents:
    """Return what is to be let go once all is paid: the remission, and what was waived of terms."""
    terms = tx.find(Instalment.select().where(Instalment.arrangement_id == plan.id))
    return Cents(plan.remission_cents + sum(term.waived_cents for term in terms))


def covered(tx: Transaction, plan: Arrangement) -> list[Claim]:
    """Return the claims that an arrangement covers."""
    return [tx.get(Claim, row.claim_id) for row in covered_rows(tx, plan)]


def close_track(tx: Transaction, plan: Arrangement, reason: str) -> None:
    """Close the track of arrangements of a case with the last of them, one that is only prepared too."""
    others = Arrangement.select().where(Arrangement.case_id == plan.case_id, Arrangement.id != plan.id)
    for end in ENDS:
        others = others.where(getattr(Arrangement, end).is_null())
    if tx.first(others) is not None:
        return
    is_open = (Track.case_id == plan.case_id) & (Track.kind == TrackKind.ARRANGEMENT) & Track.closed_on.is_null()
    for track in tx.find(Track.select().where(is_open)):
        tx.change(track, closed_on=tx.day, closed_because=reason)


def refuse_not_behind(now: PlanNow) -> None:
    """Refuse to ask for what is not late, as far as anybody can know."""
    if now.stopped_by:
        raise Refused("arrangement.stopped", source=HOUSE_RULE, by=f"track_{now.stopped_by}")
    if not now.behind:
        if now.judged_once is not None:
            raise _unjudged(now, now.judged_once)
        raise Refused("arrangement.not_behind", source=HOUSE_RULE)
    if now.possible:
        raise Refused("arrangement.possible_receipt", source=HOUSE_RULE, count=now.possible)


def _unjudged(now: PlanNow, until: date) -> Refused:
    """Return that nobody can judge it: what is known begins too late, or ends too early."""
    if now.told_from is not None:
        return Refused("arrangement.bank_untold", source=HOUSE_RULE, begins=now.told_from)
    code = "arrangement.list_old" if now.by_list else "arrangement.bank_old"
    return Refused(code, source=HOUSE_RULE, until=until)


def _refuse_unproposed(now: PlanNow) -> None:
    """Refuse an end that is not proposed, with what is missing."""
    if now.state is PlanState.BREAK_PROPOSED:
        return
    refuse_not_behind(now)
    if now.notice is None:
        raise Refused("arrangement.no_notice", source=HOUSE_RULE)
    if now.judged_once is not None:
        raise _unjudged(now, now.judged_once)
    raise Refused("arrangement.notice_time", source=HOUSE_RULE, until=now.break_from)
