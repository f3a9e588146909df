"""Signals after an insolvency: until when its prolongation lets a term be interrupted, and a debtor that is no more."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.calendar import ONE_DAY, Term, add
from casebook.domain.insolvency.facts import Kind
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.parameters import Value
from casebook.domain.signals.clock_state import ClockState
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import Signal

if TYPE_CHECKING:
    from casebook.domain.signals.facts import CaseFacts, ClockNow

_CLOSED = "closed"
_SAVED_BY_LETTER = frozenset({ClockState.RUNNING, ClockState.EXTENDED, ClockState.UNPROVEN, ClockState.RELIED_ON})


class AfterInsolvency(NamedTuple):
    """A proceeding that is over, of the debtor of a case or of somebody who is liable beside him.

    `window_until` is the last day to which it prolongs a term, None where the end left nothing that can be demanded.
    `written`: whoever it was of was written to since, or acknowledged. `ceased`: the debtor was a legal person, and is
    no more; `beside` is how many still owe his debts.
    """

    kind: Kind
    party: int
    name: str
    ended_on: date
    source: str
    window_until: date | None
    written: bool = False
    ceased: bool = False
    beside: int = 0


def signals(facts: "CaseFacts", rules: SignalRulesOn) -> Iterator[Signal]:
    """Yield for each insolvency that is over what it leaves to do about the case.

    A claim can be lost after the case was closed; that a debtor is no more asks nothing of a case that is.
    """
    if facts.open_cents <= 0:
        return
    for one in facts.after_insolvency:
        if one.window_until is not None and not one.written:
            yield from _window(one, one.window_until, facts.clocks, rules)
        if one.ceased and facts.state != _CLOSED:
            yield _ceased(one)


def _window(
    one: AfterInsolvency, until: date, clocks: "tuple[ClockNow, ...]", rules: SignalRulesOn
) -> Iterator[Signal]:
    """Yield until when a letter is due: it is urgent at the end where a term would be over by then (Fw 36)."""
    own = [clock for clock in clocks if clock.debtor == one.party and clock.kind is not ClockKind.INTEREST]
    saved = [clock for clock in own if clock.state in _SAVED_BY_LETTER and not clock.accepted]
    if not saved or any(clock.letter_sent_on is not None and clock.letter_sent_on > one.ended_on for clock in saved):
        return
    lost = any(clock.safe_until is not None and clock.safe_until <= until for clock in saved)
    yield Signal(
        "signal.insolvency_window",
        {"kind": one.kind, "name": one.name, "until": until},
        one.source,
        due_on=until,
        red_on=max(one.ended_on, _before(until, rules.leads.limitation)) if lost else None,
        amber_on=one.ended_on,
        to_lead_on=_before(until, rules.leads.without_letter) if lost else None,
        over_on=until + ONE_DAY,
    )


def _ceased(one: AfterInsolvency) -> Signal:
    """Return that a case can be closed whose debtor is no more, once who else owes and the VAT were looked at."""
    code = "signal.insolvency_ceased_beside" if one.beside else "signal.insolvency_ceased"
    said: dict[str, Value] = {"name": one.name, "count": one.beside} if one.beside else {"name": one.name}
    return Signal(code, said, one.source, due_on=one.ended_on, amber_on=one.ended_on)


def _before(day: date, lead: Term) -> date:
    return add(day, lead._replace(amount=-lead.amount))
