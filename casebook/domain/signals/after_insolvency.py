"""Signals after an insolvency: until when a term can be interrupted, and what its end did to the rest."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.calendar import ONE_DAY, Term, add
from casebook.domain.insolvency.facts import UNTRACKED, Kind
from casebook.domain.insolvency.rules import Effect
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
    `written`: whoever it was of was written to since, or acknowledged. `effect` is what the end did to what the debtor
    owes, None where that is not known, with its source, `of_debtor` whether it is his; `slated`: there is a claim that
    a clean slate covers and nobody let go of; `taken_up`: what becomes of the rest goes its way. Where he is no more
    `beside` is how many still owe his debts.
    """

    kind: Kind
    party: int
    name: str
    ended_on: date
    source: str
    window_until: date | None
    written: bool = False
    effect: Effect | None = None
    end_source: str = ""
    of_debtor: bool = False
    slated: bool = False
    taken_up: bool = False
    beside: int = 0

    @property
    def ceased(self) -> bool:
        """Whether the debtor is no more."""
        return self.of_debtor and self.effect is Effect.CEASED


# What is said once what a debtor owes can be demanded again, or cannot, by what the end did to it.
_SAID: Mapping[Effect | None, str] = {
    Effect.REVIVES: "signal.insolvency_revived",
    Effect.TITLE: "signal.insolvency_title",
    Effect.UNENFORCEABLE: "signal.insolvency_slate",
    Effect.NATURAL_OBLIGATION: "signal.insolvency_bound",
    Effect.BOUND: "signal.insolvency_bound",
    Effect.DISCHARGED: "signal.insolvency_discharged",
    Effect.PAID: "signal.insolvency_paid",
    None: "signal.insolvency_unknown",
}
_DEMANDED = frozenset({Effect.REVIVES, Effect.TITLE})


def signals(facts: "CaseFacts", rules: SignalRulesOn) -> Iterator[Signal]:
    """Yield for each insolvency that is over what it leaves to do about the case.

    A claim can be lost after the case was closed; what an end did to the rest asks nothing of a case that is.
    """
    if facts.open_cents <= 0:
        return
    for one in facts.after_insolvency:
        if one.window_until is not None and not one.written:
            yield from _window(one, one.window_until, facts.clocks, rules)
        if one.ceased and facts.state != _CLOSED:
            yield _ceased(one)
        elif one.of_debtor and facts.state != _CLOSED:
            yield from _rest(one)


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


def _rest(one: AfterInsolvency) -> Iterator[Signal]:
    """Yield what the end did to the rest, until a person did what that asks."""
    code = None if one.kind in UNTRACKED else _SAID.get(one.effect)
    demanded = one.effect in _DEMANDED and (one.taken_up or one.written)
    excepted = one.effect is Effect.UNENFORCEABLE and not one.slated
    if code is not None and not demanded and not excepted:
        said: dict[str, Value] = {"kind": one.kind, "name": one.name}
        yield Signal(code, said, one.end_source, due_on=one.ended_on, amber_on=one.ended_on)


def _ceased(one: AfterInsolvency) -> Signal:
    """Return that a case can be closed whose debtor is no more, once who else owes and the VAT were looked at."""
    code = "signal.insolvency_ceased_beside" if one.beside else "signal.insolvency_ceased"
    said: dict[str, Value] = {"name": one.name, "count": one.beside} if one.beside else {"name": one.name}
    return Signal(code, said, one.source, due_on=one.ended_on, amber_on=one.ended_on)


def _before(day: date, lead: Term) -> date:
    return add(day, lead._replace(amount=-lead.amount))
