"""Signals of limitation: every clock that can cost a claim, on the last day that is safe.

A letter that was sent moves a clock to the day its proof must be in, never out of sight.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from casebook.domain.calendar import ONE_DAY, Term, add
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.limitation.proof_days import look_on, proof_days
from casebook.domain.parameters import Value
from casebook.domain.signals.clock_state import ClockState
from casebook.domain.signals.facts import CaseFacts, ClockNow
from casebook.domain.signals.rules import Leads, SignalRulesOn
from casebook.domain.signals.signal import AT_ONCE, Signal

# A letter of ours still saves what these clocks guard, where it arrives.
_SAVED_BY_LETTER = frozenset({ClockState.RUNNING, ClockState.EXTENDED, ClockState.UNPROVEN})


def signals(facts: CaseFacts, rules: SignalRulesOn) -> Iterator[Signal]:
    """Yield a signal for each clock that is to be guarded, also of a closed case: the claim may live on.

    Interest of which nothing has lapsed is saved by what saves the principal: with the same days it is told once.
    """
    told = told_with(facts.clocks)
    for clock in facts.clocks:
        signal = None if clock in told else _signal(clock, rules)
        if signal is None:
            continue
        yield signal
        if clock.only_dead_addresses and clock.state in _SAVED_BY_LETTER and clock.kind is not ClockKind.INTEREST:
            yield signal._replace(code="signal.no_address", parameters=_which(clock))


def told_with(clocks: Sequence[ClockNow]) -> list[ClockNow]:
    """Return the clocks of interest of which nothing has lapsed that stand as the principal: they are told with it."""
    others = {_days(clock) for clock in clocks if clock.kind is not ClockKind.INTEREST}
    interest = (clock for clock in clocks if clock.kind is ClockKind.INTEREST and clock.lapsed_before is None)
    return [clock for clock in interest if _days(clock) in others]


def red_on(clock: ClockNow, rules: SignalRulesOn) -> date | None:
    """Return the day from which a clock is urgent, None for never."""
    signal = _signal(clock, rules)
    return None if signal is None else signal.red_on


def _days(clock: ClockNow) -> tuple[object, ...]:
    """Return against whom a clock runs and how it stands, whatever it is the clock of."""
    ends = clock.safe_until, clock.claimed_until
    return clock.claim, clock.debtor, clock.state, ends, clock.letter_sent_on, clock.accepted


def _signal(clock: ClockNow, rules: SignalRulesOn) -> Signal | None:
    if clock.accepted:
        return None
    match clock.state:
        case ClockState.RUNNING | ClockState.EXTENDED if clock.safe_until is not None:
            return _guarded(clock, clock.safe_until, rules)
        case ClockState.RELIED_ON if clock.claimed_until is not None:
            # Quiet about the safe end only: the end that is relied on may not pass in silence.
            return _approaching(clock, clock.claimed_until, rules.leads, "signal.relied_on", until=clock.claimed_until)
        case ClockState.UNPROVEN:
            return _unproven(clock)
        case ClockState.POSSIBLY_LAPSED:
            # Without a day: what can still be saved by one goes first.
            return _at_once(
                clock, "signal.possibly_lapsed", "BW 3:322; BW 6:131", red_on=_day_after(clock.claimed_until)
            )
        case ClockState.HISTORY_MISSING:
            return _at_once(clock, "signal.history_missing")
        case ClockState.ABSTAINED:
            return _at_once(clock, "signal.limitation_abstained")
        case _:
            return None


def _guarded(clock: ClockNow, until: date, rules: SignalRulesOn) -> Signal:
    """Return the signal of a clock that runs to a known safe end: send a letter, or see to the proof of one."""
    leads = rules.leads
    if clock.letter_sent_on is not None:
        sent_on, writ_by = clock.letter_sent_on, proof_days(until, leads.by_writ, rules.holidays).writ_by
        proof_on = look_on(sent_on, until, leads.by_writ, rules.holidays)
        if proof_on < writ_by:
            signal = _approaching(clock, until, leads, "signal.limitation_proof", on=proof_on, writ_by=writ_by)
        else:
            signal = _approaching(clock, until, leads, "signal.limitation_proof_late", on=proof_on, sent_on=sent_on)
        return signal._replace(due_on=proof_on)
    if clock.lapsed_before is not None:
        return _approaching(clock, until, leads, "signal.interest_edge", before=clock.lapsed_before)
    if clock.kind is ClockKind.INTEREST:
        return _approaching(clock, until, leads, "signal.interest", until=until)
    return _approaching(clock, until, leads, "signal.limitation", until=until)


def _approaching(clock: ClockNow, until: date, leads: Leads, code: str, /, **parameters: Value) -> Signal:
    """Return a signal that becomes urgent a lead before `until`, and is announced at twice that."""
    at_risk = clock.placed or clock.abroad or not clock.address_verified
    share = _share(clock.term_days, leads.limitation_share)
    red_on = max(_before(until, leads.limitation_at_risk if at_risk else leads.limitation), until - share)
    escalation = leads.without_letter if clock.letter_sent_on is None else leads.without_proof
    return Signal(
        code,
        _which(clock) | parameters,
        HOUSE_RULE,
        due_on=until,
        red_on=red_on,
        amber_on=red_on - (until - red_on),
        # Of a very short term the lead is not told before it is urgent.
        to_lead_on=max(red_on, _before(until, escalation)),
    )


def _unproven(clock: ClockNow) -> Signal:
    since, until = _day_after(clock.safe_until), clock.claimed_until
    if until is None:
        signal = _at_once(clock, "signal.unproven_open", red_on=since)
    else:
        signal = _at_once(clock, "signal.unproven", red_on=since, until=until)
    return signal._replace(due_on=until, to_lead_on=since)


def _at_once(
    clock: ClockNow, code: str, source: str = HOUSE_RULE, /, red_on: date | None = None, **parameters: Value
) -> Signal:
    return Signal(code, _which(clock) | parameters, source, red_on=red_on, amber_on=AT_ONCE)


def _which(clock: ClockNow) -> dict[str, Value]:
    return {"claim": clock.claim, "number": clock.number, "debtor": clock.debtor, "clock": clock.kind.value}


@cache
def _share(term_days: int, percent: Decimal) -> timedelta:
    return timedelta(days=int(term_days * percent / 100))


def _before(day: date, term: Term) -> date:
    return add(day, _back(term))


@cache
def _back(term: Term) -> Term:
    return Term(-term.amount, term.unit)


def _day_after(end: date | None) -> date:
    return AT_ONCE if end is None else end + ONE_DAY
