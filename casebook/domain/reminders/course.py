"""Which step of a cycle comes next, from when and until when, and what holds it up.

A hold, a dispute of all, an arrangement, an insolvency or a placement stops the cycle: once it is over a person
restarts it, and the wait counts anew from that day. After a contact, a payment or a promise the wait goes on, but the
next step comes no sooner than some working days after it.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.calendar import ONE_DAY, Holidays, Term, add, add_working_days, next_working_day
from casebook.domain.finding import HOUSE_RULE, Finding, Step
from casebook.domain.reminders.cycle import After, Cycle, CycleStep, Only
from casebook.domain.reminders.facts import CycleFacts, Pause, lasts

_DEFAULT = "BW 6:82 lid 1"


class NextStep(NamedTuple):
    """The step that comes next: from `due_on` it may be taken, after `latest_on` it is overdue.

    `wants_default`: it may only be taken once `wants_default` claims, by their numbers, are in default.
    """

    step: CycleStep
    due_on: date
    latest_on: date
    wants_default: tuple[str, ...] = ()


def next_step(facts: CycleFacts, cycle: Cycle, holidays: Holidays, day: date) -> Finding[NextStep | None]:
    """Return the step that comes next, due on `day` or later, with the reasons; None where the cycle does not go on.

    It does not while something pauses it, after that until a person restarts it, and where nothing is open.
    """
    why = held_up(facts, day)
    if why is not None:
        return Finding(None, (why,))
    over = wants_restart(facts, day)
    if over is not None:
        return _none("reminders.wants_restart", {"why": f"pause_{over.because}", "until": over.until_on}, over.until_on)
    return coming(facts, cycle, holidays)


def held_up(facts: CycleFacts, day: date) -> Step[None] | None:
    """Return why a cycle cannot go on on a day, also once a person restarts it; None where it can."""
    if not facts.claims:
        return Step("reminders.nothing_open", {}, HOUSE_RULE, None, None)
    paused = in_pause(facts, day)
    if paused is None:
        return None
    told = {"why": f"pause_{paused.because}", "from": paused.from_on, "until": paused.until_on}
    code = "reminders.paused" if paused.until_on is None else "reminders.paused_until"
    return Step(code, told, HOUSE_RULE, paused.from_on, None)


def coming(facts: CycleFacts, cycle: Cycle, holidays: Holidays) -> Finding[NextStep | None]:
    """Return the step that comes next as if nothing paused the cycle.

    None where all is done, and while the letter of the step before has not left the house.
    """
    waits = next((one for one in facts.settled if one.waits), None)
    if waits is not None:
        return _none("reminders.letter_waits", {"step": word(waits.name), "on": waits.on}, waits.on)
    steps: list[Step[Any]] = []
    for step in _ahead(facts, cycle):
        reason = _not_needed(step, facts, cycle)
        if reason is not None:
            steps.append(Step(reason, {"step": word(step.name)}, _source(step), None, None))
            continue
        timed = list(_timed(step, facts, cycle, holidays))
        due_on = next_working_day(timed[-1].after, holidays)
        lacking = _lacking(step, facts)
        latest_on = add_working_days(due_on, step.within, holidays)
        found = NextStep(step, due_on, latest_on, lacking)
        if lacking:
            timed.append(Step("reminders.wants_default", {"numbers": lacking}, _DEFAULT, None, due_on))
        told = {"step": word(step.name), "on": due_on, "latest": latest_on}
        return Finding(found, (*steps, *timed, Step("reminders.next", told, HOUSE_RULE, due_on, found)))
    return Finding(None, (*steps, Step("reminders.all_done", {}, HOUSE_RULE, None, None)))


def in_pause(facts: CycleFacts, day: date) -> Pause | None:
    """Return what pauses the cycle on a day, the one that lasts longest; None where it goes on."""
    lasting = [one for one in facts.pauses if lasts(one, day)]
    return max(lasting, key=lambda one: one.until_on or date.max, default=None)


def wants_restart(facts: CycleFacts, day: date) -> Pause | None:
    """Return the last pause that is over on a day and after which nobody restarted the cycle; None without one."""
    over = [one for one in facts.pauses if one.until_on is not None and facts.resumed_on <= one.until_on < day]
    return max(over, key=lambda one: one.until_on or date.max, default=None)


def word(name: str) -> str:
    """Return the code of the word for a step."""
    return f"reminder_step_{name}"


def _ahead(facts: CycleFacts, cycle: Cycle) -> Sequence[CycleStep]:
    """Return the steps after the last one that was settled: the ones before it are not taken any more."""
    done = {one.name for one in facts.settled}
    last = max((place for place, step in enumerate(cycle.steps) if step.name in done), default=-1)
    return cycle.steps[last + 1 :]


def _not_needed(step: CycleStep, facts: CycleFacts, cycle: Cycle) -> str | None:
    """Return why a step is passed over, None where it is not."""
    if step.after is After.BEFORE_DUE:
        if not cycle.courtesy:
            return "reminders.courtesy_off"
        first = _first_due(facts)
        return "reminders.courtesy_late" if first is None or first <= facts.resumed_on else None
    if step.only is Only.NOT_IN_DEFAULT and all(one.default_on is not None for one in facts.claims):
        return "reminders.in_default_already"
    return None


def _lacking(step: CycleStep, facts: CycleFacts) -> tuple[str, ...]:
    """Return the claims that are not in default though the step takes that."""
    if step.only is not Only.IN_DEFAULT:
        return ()
    return tuple(one.number for one in facts.claims if one.default_on is None)


def _timed(step: CycleStep, facts: CycleFacts, cycle: Cycle, holidays: Holidays) -> Iterator[Step[date]]:
    """Yield from when on a step may be taken: after its wait, and no sooner than what else there is lets it."""
    due_on = facts.resumed_on
    start, code = _start(step, facts)
    if start is not None:
        due_on = _wait(start, step, holidays)
    told = {"step": word(step.name), "from": start, "on": due_on}
    yield Step(code if start is not None else "reminders.at_once", told, HOUSE_RULE, start, due_on)
    for code, since, days in _no_sooner(step, facts, cycle):
        least = add_working_days(since, days, holidays)
        if least > due_on:
            due_on = least
            yield Step(code, {"since": since, "on": due_on}, HOUSE_RULE, since, due_on)


def _no_sooner(step: CycleStep, facts: CycleFacts, cycle: Cycle) -> Iterator[tuple[str, date, int]]:
    """Yield what a step waits for whatever its own wait says, with since when and how many working days after it."""
    yield "reminders.not_before_start", facts.resumed_on, 0
    last = max((one.on for one in facts.settled), default=None)
    if last is not None:
        yield "reminders.one_a_day", last, 1
    deadline = _deadline(facts)
    # What was given in writing is waited for, whatever comes next.
    if deadline is not None and step.after is not After.BEFORE_DUE:
        yield "reminders.after_deadline", deadline, 1
    defaults = [one.default_on for one in facts.claims if one.default_on is not None]
    if step.only is Only.IN_DEFAULT and defaults:
        yield "reminders.after_default", max(defaults), 0
    if facts.contact_on is not None:
        yield "reminders.after_contact", facts.contact_on, cycle.after_contact
    if facts.payment_on is not None:
        yield "reminders.after_payment", facts.payment_on, cycle.after_contact
    if facts.promised_until is not None:
        yield "reminders.after_promise", facts.promised_until, 1


def _start(step: CycleStep, facts: CycleFacts) -> tuple[date | None, str]:
    """Return the day from which the wait of a step runs, None where it does not wait, and what says so."""
    last = max((one.on for one in facts.settled), default=None)
    restarted = last is not None and facts.resumed_on > last
    if restarted:
        return facts.resumed_on, "reminders.since_restart"
    match step.after:
        case After.BEFORE_DUE:
            return _first_due(facts), "reminders.before_due"
        case After.DUE:
            return _first_due(facts), "reminders.since_due"
        case After.DEADLINE:
            return _deadline(facts) or last, "reminders.since_deadline"
        case After.STEP:
            return last, "reminders.since_step"


def _wait(start: date, step: CycleStep, holidays: Holidays) -> date:
    if step.after is After.BEFORE_DUE:
        return add(start, Term(-step.wait.amount, step.wait.unit))
    return add_working_days(add(start, step.wait), step.wait_working, holidays)


def _first_due(facts: CycleFacts) -> date | None:
    return min((one.due_on for one in facts.claims if one.due_on is not None), default=None)


def _deadline(facts: CycleFacts) -> date | None:
    """Return the last day that a letter of the cycle gave to pay."""
    return max((one.last_day for one in facts.settled if one.last_day is not None), default=None)


def _source(step: CycleStep) -> str:
    return _DEFAULT if step.only is Only.NOT_IN_DEFAULT else HOUSE_RULE


def _none(code: str, told: dict[str, Any], on: date | None = None) -> Finding[NextStep | None]:
    return Finding(None, (Step(code, told, HOUSE_RULE, on, None),))


def overdue_on(found: NextStep) -> date:
    """Return the day from which a step is overdue."""
    return found.latest_on + ONE_DAY
