"""Signals of reminder cycles: the step that is overdue, what a person has to restart, what left by itself."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.calendar import ONE_DAY
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.parameters import Parameters
from casebook.domain.reminders.course import word
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import Signal

if TYPE_CHECKING:
    from casebook.domain.signals.facts import CaseFacts

_CLOSED = "closed"
_ROUTE = "route"


class CycleMatter(NamedTuple):
    """A cycle that runs: the step that comes next and from when on it is overdue, empty and None without one.

    From `over_on` on something pauses it; on `restart_on` that is over and a person decides. `wants_default`: the
    claims that have to be in default first.
    """

    step: str
    due_on: date | None
    overdue_on: date | None
    over_on: date | None = None
    restart_on: date | None = None
    wants_default: tuple[str, ...] = ()


class SelfReleased(NamedTuple):
    """A letter, by the word for its kind, that was released by nobody on a day, told up to another."""

    letter: str
    on: date
    told_until: date


def signals(facts: "CaseFacts", _: SignalRulesOn) -> Iterator[Signal]:
    """Yield what is to be done about the cycles of a case that is not closed, and what nobody released."""
    for left in facts.self_released:
        told: Parameters = {"letter": left.letter, "on": left.on}
        yield Signal(
            "signal.reminder_by_itself",
            told,
            HOUSE_RULE,
            due_on=left.on,
            amber_on=left.on,
            to_lead_on=left.on,
            over_on=left.told_until,
        )
    if facts.state == _CLOSED:
        return
    for cycle in facts.cycles:
        yield from _of_cycle(cycle)


def _of_cycle(cycle: CycleMatter) -> Iterator[Signal]:
    if cycle.restart_on is not None:
        on = cycle.restart_on
        yield Signal("signal.reminder_restart", {}, HOUSE_RULE, due_on=on, amber_on=on)
    if not cycle.step:
        return
    due_on, overdue_on, over_on = cycle.due_on, cycle.overdue_on, cycle.over_on
    step: Parameters = {"step": word(cycle.step)}
    if cycle.wants_default:
        told: Parameters = {**step, "numbers": ", ".join(cycle.wants_default)}
        yield Signal("signal.reminder_default", told, "BW 6:82 lid 1", due_on, amber_on=overdue_on, over_on=over_on)
    elif cycle.step == _ROUTE:
        yield Signal("signal.reminder_route", {}, HOUSE_RULE, due_on, amber_on=due_on, over_on=over_on)
    else:
        # Who works the queue takes it from its first day on, and no later than its last.
        latest_on = None if overdue_on is None else overdue_on - ONE_DAY
        yield Signal("signal.reminder_step", step, HOUSE_RULE, latest_on, amber_on=due_on, over_on=over_on)
