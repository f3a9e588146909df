"""How far a security is on a day, by when it is to be invoked, and what it is worth then."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.calendar import add, add_working_days
from casebook.domain.dated import Confidence
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import ZERO, Cents
from casebook.domain.reclamation import reclaimable_until
from casebook.domain.security.facts import STAYED_BY_COOLING_OFF, Security, SecurityEventKind, SecurityKind
from casebook.domain.security.rules import SecurityRules

_E = SecurityEventKind


class SecurityStage(StrEnum):
    """How far a security is."""

    REGISTERED = "registered"
    VERIFIED = "verified"
    INVOKED = "invoked"
    STAYED = "stayed"
    REALISED = "realised"
    LAPSED = "lapsed"
    RELEASED = "released"


class Why(StrEnum):
    """Why a security is to be invoked by a day."""

    RECLAMATION = "reclamation"
    TERM = "term"
    INSOLVENCY = "insolvency"
    EXPIRY = "expiry"


class GoodsClaim(NamedTuple):
    """A claim for goods that were delivered: its number, when it fell due, and when the buyer stored them."""

    number: str
    due_on: date
    stored_on: date | None


class InvokeBy(NamedTuple):
    """By when a security is to be invoked, why, and where that comes from.

    `on` is the last day that is safe, `last` the last one by the law where that may be later. `number` is the claim it
    is of. `uncertain`: something that may make it later is not known.
    """

    why: Why
    on: date
    source: str
    number: str = ""
    last: date | None = None
    confidence: Confidence = Confidence.HIGH
    uncertain: bool = False


class Around(NamedTuple):
    """What a security stands in: its unpaid claims for goods, and the insolvency of the debtor.

    `known_on` is when an insolvency that runs became known; `cooling_off` until when one lasts, None for none.
    """

    goods: Sequence[GoodsClaim] = ()
    known_on: date | None = None
    cooling_off: date | None = None


@dataclass(frozen=True, slots=True)
class SecurityStanding:
    """How a security stands on a day: its stage, what it is worth in cents after the haircut (percent), the days.

    Without a value it counts for nothing. `missed`: a day on which it was to be invoked has passed, so that it has
    possibly lapsed; it counts for nothing until a person says otherwise.
    """

    stage: SecurityStage
    worth: Cents
    haircut: Decimal
    stayed_until: date | None
    invoke: tuple[InvokeBy, ...]
    missed: bool

    @property
    def over(self) -> bool:
        """Whether nothing comes of it any more."""
        return self.stage in (SecurityStage.REALISED, SecurityStage.LAPSED, SecurityStage.RELEASED)

    @property
    def next(self) -> InvokeBy | None:
        """The first day by which it is to be invoked, None for none."""
        return self.invoke[0] if self.invoke else None


def standing(of: Security, around: Around, day: date, rules: SecurityRules) -> SecurityStanding:
    """Return how a security stands on a day by what was recorded of it and what it stands in."""
    invoke = invoke_days(of, around, rules)
    haircut = of.haircut if of.haircut is not None else rules.haircut[of.kind].applied(day).value
    # One claim whose goods can be reclaimed no longer leaves the others.
    missed = any(one.on < day for one in invoke if one.why in (Why.EXPIRY, Why.TERM))
    reclaims = [one for one in invoke if one.why is Why.RECLAMATION]
    missed = missed or (bool(reclaims) and all(one.on < day for one in reclaims))
    stayed_until = None if of.over else _stayed(of, around, day)
    return SecurityStanding(
        stage=_stage(of, stayed=stayed_until is not None),
        worth=ZERO if of.over or missed else worth(of.value or ZERO, haircut, of.proceeds),
        haircut=haircut,
        stayed_until=stayed_until,
        invoke=invoke,
        missed=missed,
    )


def invoke_days(of: Security, around: Around, rules: SecurityRules) -> tuple[InvokeBy, ...]:
    """Return the days by which a security is to be invoked, the first one first; none once it is over."""
    return () if of.over else tuple(sorted(_invoke(of, around, rules), key=lambda one: (one.on, one.why, one.number)))


def worth(value: Cents, haircut: Decimal, proceeds: Cents = ZERO) -> Cents:
    """Return what is left of a value after the haircut (percent) and what came in already, in whole cents."""
    left = (Decimal(value) * (100 - haircut) / 100).to_integral_value(ROUND_DOWN)
    return Cents(max(0, int(left) - proceeds))


def _stage(of: Security, *, stayed: bool) -> SecurityStage:
    if of.over is not None:
        return SecurityStage(of.over.kind.value)
    if of.last(_E.INVOKED, _E.PROCEEDS) is not None:
        return SecurityStage.STAYED if stayed else SecurityStage.INVOKED
    return SecurityStage.VERIFIED if of.last(_E.VERIFIED) is not None else SecurityStage.REGISTERED


def _stayed(of: Security, around: Around, day: date) -> date | None:
    """Return until when nothing can be taken: by a cooling-off, or what was recorded; `date.max` for an open end."""
    until = []
    if around.cooling_off is not None and of.kind in STAYED_BY_COOLING_OFF and around.cooling_off >= day:
        until.append(around.cooling_off)
    last = of.last(_E.STAYED, _E.RESUMED)
    if last is not None and last.kind is _E.STAYED and (last.until is None or last.until >= day):
        until.append(last.until or date.max)
    return max(until, default=None)


def _invoke(of: Security, around: Around, rules: SecurityRules) -> Iterator[InvokeBy]:
    """Yield the days by which it is to be invoked; none once it was, but a term of the trustee set after that."""
    invoked, term = of.last(_E.INVOKED, _E.PROCEEDS), of.last(_E.TERM_SET)
    if (
        term is not None
        and term.until is not None
        and (invoked is None or (invoked.on, invoked.id) < (term.on, term.id))
    ):
        yield InvokeBy(Why.TERM, term.until, rules.term.applied(term.on).source)
    if invoked is not None:
        return
    if of.expires_on is not None:
        yield InvokeBy(Why.EXPIRY, of.expires_on, HOUSE_RULE)
    if around.known_on is not None:
        within = rules.invoke_within.applied(around.known_on)
        by = add_working_days(around.known_on, within.value, rules.holidays)
        yield InvokeBy(Why.INSOLVENCY, by, within.source)
    if of.kind is SecurityKind.RECLAMATION:
        yield from (_reclaimed(one, rules) for one in around.goods)


def _reclaimed(goods: GoodsClaim, rules: SecurityRules) -> InvokeBy:
    entry = rules.reclamation.applied(goods.due_on)
    if goods.stored_on is None:
        on = add(goods.due_on, entry.value.after_due)
        return InvokeBy(Why.RECLAMATION, on, entry.source, goods.number, None, Confidence.LOW, uncertain=True)
    safe, last = reclaimable_until(goods.due_on, goods.stored_on, entry.value)
    confidence = entry.confidence if safe == last else Confidence.LOW
    return InvokeBy(Why.RECLAMATION, safe, entry.source, goods.number, last, confidence)
