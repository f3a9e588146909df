"""Signals of what is before a court, of titles, and of what is done by them: days by which something is to be done."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.calendar import ONE_DAY, add_working_days
from casebook.domain.court.dues import DueKind
from casebook.domain.parameters import Value
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import Signal

if TYPE_CHECKING:
    from casebook.domain.signals.facts import CaseFacts

_CLOSED = "closed"


class CourtMatter(NamedTuple):
    """A day that follows from a proceeding or a title, and that was not done yet; `of` is a word."""

    kind: DueKind
    on: date
    source: str
    of: str
    number: str
    claim_ids: tuple[int, ...]
    of_title: bool = False


class MeasureMatter(NamedTuple):
    """A day of a measure against somebody: by when a third party is to speak, and when the next step is to be taken."""

    kind: str
    name: str
    third_party: str
    statement_due: date | None
    statement_source: str
    next_step: str
    next_on: date | None
    claim_ids: tuple[int, ...]


def signals(facts: "CaseFacts", rules: SignalRulesOn) -> Iterator[Signal]:
    """Yield what is to be done about what is before a court, and about titles, but in a case that is closed."""
    if facts.state == _CLOSED:
        return
    for one in facts.court:
        yield _TOLD[one.kind](one, rules)
    for measure in facts.measures:
        yield from _measure(measure)


def _measure(one: MeasureMatter) -> Iterator[Signal]:
    said: dict[str, Value] = {"kind": f"measure_{one.kind}", "name": one.name}
    if one.statement_due is not None:
        due = one.statement_due
        told = {**said, "third": one.third_party, "on": due}
        yield Signal("signal.court_statement", told, one.statement_source, due, amber_on=due + ONE_DAY)
    if one.next_on is not None:
        told = {**said, "step": one.next_step, "on": one.next_on}
        yield Signal("signal.court_measure_next", told, "Casebook", one.next_on, amber_on=one.next_on)


def _in_time(one: CourtMatter, lead: int, rules: SignalRulesOn, *, over: bool) -> Signal:
    """Return what a right is lost by after its day: it is told for as long before the first band as in it."""
    red_on = add_working_days(one.on, -lead, rules.holidays)
    amber_on = red_on - (one.on - red_on)
    to_lead_on = add_working_days(one.on, -rules.leads.docket, rules.holidays)
    over_on = one.on + ONE_DAY if over else None
    return Signal(f"signal.court_{one.kind}", _said(one), one.source, one.on, red_on, amber_on, to_lead_on, over_on)


def _day(one: CourtMatter, rules: SignalRulesOn) -> Signal:
    """Return a day of the court. It stays until somebody records that it was done, and is the lead's once it passed."""
    red_on = add_working_days(one.on, -rules.leads.docket, rules.holidays)
    amber_on = red_on - (one.on - red_on)
    return Signal(f"signal.court_{one.kind}", _said(one), one.source, one.on, red_on, amber_on, one.on + ONE_DAY)


def _stays(one: CourtMatter, rules: SignalRulesOn) -> Signal:
    return _in_time(one, rules.leads.court_date, rules, over=False)


def _passes(one: CourtMatter, rules: SignalRulesOn) -> Signal:
    return _in_time(one, rules.leads.court_date, rules, over=True)


def _duty(one: CourtMatter, _rules: SignalRulesOn) -> Signal:
    return Signal(f"signal.court_{one.kind}", _said(one), one.source, due_on=one.on, amber_on=one.on)


def _said(one: CourtMatter) -> dict[str, Value]:
    return {"kind": one.of, "number": one.number, "on": one.on}


_TOLD: dict[DueKind, Callable[[CourtMatter, SignalRulesOn], Signal]] = {
    DueKind.DOCKET: _day,
    DueKind.HEARING: _day,
    DueKind.EXPECTED: _duty,
    DueKind.MAIN_CLAIM: _stays,
    DueKind.FOLLOW_UP: _passes,
    DueKind.APPEAL: _passes,
    DueKind.OBJECTION: _passes,
    DueKind.SERVE: _duty,
    DueKind.IDLE: _duty,
    DueKind.TELL_COURT: _duty,
}
