"""Signals of payment arrangements: what is to be judged, asked or decided; one that is kept asks for nothing."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.arrangement.standing import KEPT, LIVE, PREPARED, PlanDays, PlanNow, PlanState
from casebook.domain.calendar import ONE_DAY
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.parameters import Parameters, Value
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import AT_ONCE, Signal

if TYPE_CHECKING:
    from casebook.domain.signals.facts import CaseFacts

CLOSED = "closed"


class CasePlan(NamedTuple):
    """An arrangement of the case as it stands on the day.

    `document_due_on` is the day by which the signed document is to be there, None where it is, or is not needed;
    `manager` is the account manager who is to be told that it was kept, empty for nobody. `covers_all`: nothing is
    open in the case beside its claims. `withdrawn` are the claims that were withdrawn while it ran, the last on a day,
    and of which the one who pays was not told.
    """

    now: PlanNow
    days: PlanDays
    covers_all: bool
    document_due_on: date | None = None
    manager: str = ""
    withdrawn: tuple[str, ...] = ()
    withdrawn_on: date | None = None

    @property
    def is_kept(self) -> bool:
        """Whether the case waits for it, and rightly: it runs well and there is nothing else to chase."""
        return self.now.runs_well and self.covers_all


def signals(facts: "CaseFacts", _: SignalRulesOn) -> Iterator[Signal]:
    """Yield what is to be done about each arrangement; what one that is suspended or ended leaves, nobody chases."""
    for plan in facts.plans:
        if plan.now.state in PREPARED:
            yield from _prepared(plan)
        elif plan.now.state in LIVE:
            yield from _live(plan)
        elif plan.now.state in KEPT:
            yield from _kept(plan, facts)


def _prepared(plan: CasePlan) -> Iterator[Signal]:
    days = plan.days
    match plan.now.state:
        case PlanState.DRAFT:
            yield _due("signal.plan_draft", {"on": days.drafted_on}, days.drafted_on)
        case PlanState.EVIDENCE_PENDING:
            yield _due("signal.plan_evidence", {"on": days.drafted_on}, days.drafted_on)
        case PlanState.EXPIRED if days.offer_until is not None:
            yield _due("signal.plan_expired", {"until": days.offer_until}, days.offer_until + ONE_DAY)


def _live(plan: CasePlan) -> Iterator[Signal]:
    now = plan.now
    if now.stopped_by:
        if now.state is not PlanState.SUSPENDED:
            yield Signal("signal.plan_suspend", {"by": f"track_{now.stopped_by}"}, HOUSE_RULE, amber_on=AT_ONCE)
        return
    if now.state is PlanState.SUSPENDED:
        return
    if plan.withdrawn:
        yield _due("signal.plan_withdrawn", {"numbers": ", ".join(plan.withdrawn), "rest": now.rest}, plan.withdrawn_on)
    if plan.document_due_on is not None:
        due = plan.document_due_on
        yield _due("signal.plan_document", {"until": due}, due + ONE_DAY)
    if now.completes_from is not None:
        until = now.completes_from
        if now.may_complete or now.judged_once is None:
            yield _due("signal.plan_complete", {"on": until}, until)
        else:
            yield _unjudged(now, until)
    if now.behind or now.judged_once is not None:
        yield from _behind(now)


def _behind(now: PlanNow) -> Iterator[Signal]:
    """Yield the one thing to do about what is not paid, the most pressing first."""
    lead = AT_ONCE if now.to_lead else None
    about: dict[str, Value] = {"amount": now.behind}
    late_on = min((one.late_from for one in now.terms if one.rest), default=None)
    if now.notice is not None and now.behind:
        until = now.notice.pay_until
        code = "signal.plan_break" if now.state is PlanState.BREAK_PROPOSED else "signal.plan_in_notice"
        # The debtor's obligation is broken from the notice on, though it is his turn until then.
        yield _due(code, {**about, "until": until}, until, lead)._replace(amber_on=now.notice.sent_on)
    if now.possible and now.behind:
        yield _due("signal.plan_possible", {"amount": now.behind, "count": now.possible}, late_on, lead)
    elif now.behind and now.notice is None:
        yield _due("signal.plan_behind", about, late_on, lead)
    if now.judged_once is not None and now.completes_from is None:
        yield _unjudged(now, now.judged_once, lead)


def _unjudged(now: PlanNow, until: date, to_lead_on: date | None = None) -> Signal:
    """Return what has to be known before anybody can judge it: older receipts than are told, or newer ones."""
    if now.told_from is not None:
        return _due("signal.plan_untold", {"before": now.told_from}, until, to_lead_on)
    return _due("signal.plan_unlisted" if now.by_list else "signal.plan_unjudged", {"until": until}, until, to_lead_on)


def _kept(plan: CasePlan, facts: "CaseFacts") -> Iterator[Signal]:
    days, now = plan.days, plan.now
    assert days.completed_on is not None
    on = days.completed_on
    if any(one.rest for one in now.terms) and now.paid_on is None:
        yield Signal("signal.plan_returned", {"amount": now.rest}, HOUSE_RULE, amber_on=AT_ONCE)
        return
    if now.state is PlanState.COMPLETED:
        yield _due("signal.plan_thank", {"on": on}, on)
    if plan.manager:
        yield _due("signal.plan_tell_sales", {"name": plan.manager}, on)
    elif now.state is PlanState.AFTERCARE and facts.state != CLOSED and facts.open_cents <= 0:
        yield _due("signal.plan_return", {"on": on}, on)


def _due(code: str, parameters: Parameters, on: date | None, to_lead_on: date | None = None) -> Signal:
    return Signal(code, parameters, HOUSE_RULE, due_on=on, amber_on=on or AT_ONCE, to_lead_on=to_lead_on)
