"""The place of a case in the queue: its band, the nearest day in that band, and why."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cmp_to_key
from typing import NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.parameters import Parameters, encode
from casebook.domain.signals import (
    after_insolvency,
    approvals,
    arrangement,
    assessment,
    bank,
    care,
    closed,
    contra,
    court,
    direct_debit,
    disputes,
    enquiry,
    finances,
    hold,
    insolvency,
    insurance,
    intake,
    letters,
    limitation,
    neglect,
    next_action,
    placements,
    post,
    promises,
    proposals,
    recourse,
    reminders,
    requests,
    sales,
    securities,
    service,
    unallocated,
    unwinding,
    vat,
    watch,
)
from casebook.domain.signals.facts import CaseFacts
from casebook.domain.signals.rules import SignalRules, SignalRulesOn
from casebook.domain.signals.signal import ROUTINE, Signal, band, is_for_lead, is_over

# Where band and day are the same, the source that stands first says why.
SOURCES: tuple[Callable[[CaseFacts, SignalRulesOn], Iterator[Signal]], ...] = (
    limitation.signals,
    next_action.signals,
    hold.signals,
    neglect.signals,
    promises.signals,
    bank.signals,
    proposals.signals,
    approvals.signals,
    arrangement.signals,
    direct_debit.signals,
    intake.signals,
    sales.signals,
    watch.signals,
    care.signals,
    service.signals,
    requests.signals,
    insolvency.signals,
    unwinding.signals,
    after_insolvency.signals,
    securities.signals,
    court.signals,
    placements.signals,
    insurance.signals,
    vat.signals,
    disputes.signals,
    enquiry.signals,
    letters.signals,
    reminders.signals,
    post.signals,
    assessment.signals,
    finances.signals,
    recourse.signals,
    unallocated.signals,
    contra.signals,
    closed.signals,
)

NOTHING_TO_DO = Signal("signal.nothing_to_do", {}, HOUSE_RULE)


class Standing(NamedTuple):
    """Where a case stands in the queue on a day, and why.

    `why` is the first of `signals`, which are in order of band, day and source: all of the first two bands, and the
    next action. `by_on` is the day of `why`. `small`: nothing but limitation asks for work, and the debtor owes so
    little that it is worked in a batch. `holds_until` is the first later day on which any of this is different with
    the same facts, or a clock or the settings are; None: never.
    """

    band: int
    by_on: date | None
    why: Signal
    signals: tuple[Signal, ...]
    small: bool
    to_lead: bool
    neglected: bool
    holds_until: date | None


class Announced(NamedTuple):
    """A signal that has a day, however far ahead, and what it is of: the name of its source."""

    of: str
    signal: Signal


class _Told(NamedTuple):
    """A signal, and the place of its source in `SOURCES`."""

    signal: Signal
    source: int


def standing(facts: CaseFacts, day: date, rules: SignalRules) -> Standing:
    """Return where a case stands on `day`, of which `facts` are right."""
    settings = rules.on(day)
    told = [_Told(signal, place) for place, source in enumerate(SOURCES) for signal in source(facts, settings)]
    small_debtor = facts.debtor_open_cents < settings.small_claims
    now = _standing(told, day, small_debtor=small_debtor)
    stale = [rules.changes_after(day), *(clock.holds_until for clock in facts.clocks)]
    stale += [plan.now.holds_until for plan in facts.plans]
    until = min((one for one in stale if one is not None and one > day), default=None)
    for change in _turning_points(told, day):
        if until is not None and change >= until:
            break
        if _standing(told, change, small_debtor=small_debtor) != now:
            until = change
            break
    return now._replace(holds_until=until)


def announced(facts: CaseFacts, day: date, rules: SignalRules) -> Iterator[Announced]:
    """Yield every signal of a case that has a day, also those that are not urgent yet, in the order of the sources."""
    settings = rules.on(day)
    for source in SOURCES:
        for signal in source(facts, settings):
            if signal.due_on is not None and not is_over(signal, day):
                yield Announced(source.__module__.rpartition(".")[2], signal)


def _turning_points(told: Sequence[_Told], day: date) -> list[date]:
    """Return the later days on which a signal becomes more urgent, or is over, in order."""
    days = {one for signal, _ in told for one in (signal.red_on, signal.amber_on, signal.to_lead_on, signal.over_on)}
    return sorted(one for one in days if one is not None and one > day)


def _standing(told: Sequence[_Told], day: date, *, small_debtor: bool) -> Standing:
    raised = sorted((one for one in told if _is_raised(one.signal, day)), key=lambda one: _order(one, day))
    signals = tuple(signal for signal, _ in raised) or (NOTHING_TO_DO,)
    why = signals[0]
    urgent = {SOURCES[one.source] for one in raised if band(one.signal, day) < ROUTINE}
    return Standing(
        band=band(why, day),
        by_on=why.due_on,
        why=why,
        signals=signals,
        small=small_debtor and urgent == {limitation.signals},
        to_lead=any(is_for_lead(signal, day) for signal in signals),
        neglected=neglect.signals in urgent,
        holds_until=None,
    )


def _is_raised(signal: Signal, day: date) -> bool:
    """Tell whether a signal is told on a day: of what is routine only the next action is."""
    return not is_over(signal, day) and (signal.code == next_action.PLANNED or band(signal, day) < ROUTINE)


def _order(told: _Told, day: date) -> tuple[object, ...]:
    signal, source = told
    return band(signal, day), signal.due_on or date.max, source, signal.code, _as_written(signal.parameters)


def _written_first(one: Parameters, other: Parameters) -> int:
    first, second = encode(one), encode(other)
    return (first > second) - (first < second)


# Written only where all else is the same, which is seldom.
_as_written = cmp_to_key(_written_first)
