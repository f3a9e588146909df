"""What an insolvency does to going to court against its debtor, and to taking from what he has."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.court.facts import MeasureKind, ProceedingKind
from casebook.domain.dated import Confidence, Dated
from casebook.domain.insolvency.dues import DateKind
from casebook.domain.insolvency.facts import EventKind, Kind, Proceeding
from casebook.domain.insolvency.rules import InsolvencyRules
from casebook.domain.insolvency.standing import standing


class Step(StrEnum):
    """What is done, or was begun, against somebody: a claim in court, one that is pending, taking from what he has, an
    attachment that is there, a petition for his bankruptcy.
    """

    SUE = "sue"
    PENDING = "pending_claim"
    ATTACH = "attach"
    ATTACHED = "attached"
    PETITION = "petition"


class Effect(StrEnum):
    """What becomes of a step: nothing, it cannot be taken, it stands still, or it is gone."""

    FREE = "free"
    STOPPED = "stopped"
    RESTS = "rests"
    LAPSES = "lapses"


class Way(StrEnum):
    """By what the law leaves a step open that is stopped otherwise."""

    ESTATE_DEBT = "estate_debt"
    LATER_CLAIM = "later_claim"
    NO_PAYMENT = "no_payment"
    PREFERENTIAL = "preferential"
    SECURITY = "security"
    LEAVE = "leave_of_judge"
    NOT_COVERED = "not_covered"


class StayRule(NamedTuple):
    """What becomes of a step, and the ways that stay open; `definitive`: what becomes of it once it is definitive.

    `cooling_off`: only for as long as a cooling-off lasts.
    """

    effect: Effect
    ways: tuple[Way, ...] = ()
    definitive: Effect | None = None
    cooling_off: bool = False


StayRules = Mapping[Kind, Mapping[Step, Dated[StayRule]]]

# What is begun with a proceeding of each kind.
BEGUN_BY: Mapping[ProceedingKind, Step] = {
    ProceedingKind.KANTON: Step.SUE,
    ProceedingKind.DISTRICT: Step.SUE,
    ProceedingKind.PAYMENT_ORDER_ABROAD: Step.SUE,
    ProceedingKind.CONSERVATORY: Step.ATTACH,
    ProceedingKind.PETITION: Step.PETITION,
}
# A cooling-off closes these too, but to who has leave of the judge; who has a claim on the estate itself it lets go on.
_CLOSED_BY_COOLING_OFF = frozenset({Way.SECURITY, Way.PREFERENTIAL})


class Stay(NamedTuple):
    """What an insolvency does to a step: by which kind, since when, and the article with how sure it is."""

    kind: Kind
    step: Step
    since: date
    effect: Effect
    ways: tuple[Way, ...]
    source: str
    confidence: Confidence


class Stayed(NamedTuple):
    """A stay with its debtor."""

    party_id: int
    name: str
    stay: Stay


def of_measure(kind: MeasureKind) -> Step | None:
    """Return what a measure does to its debtor; None for one that takes nothing from him."""
    if kind in (MeasureKind.SERVICE, MeasureKind.INTERRUPTION):
        return None
    return Step.PETITION if kind is MeasureKind.PETITION else Step.ATTACH


def stay(of: Proceeding, step: Step, on: date, rules: StayRules, insolvency: InsolvencyRules) -> Stay | None:
    """Return what a proceeding that is confirmed and runs does to a step on a day, None where it does nothing.

    Its first day counts whole (Fw 23; 217; 287); one whose first day nobody recorded counts from when it was known.
    """
    since, known = of.started_on or of.known_on, rules.get(of.kind, {}).get(step)
    if not of.live or since > on or known is None:
        return None
    entry = known.applied(since)
    rule, cooling = entry.value, _cooling_off(of, on, insolvency)
    effect, ways, source = rule.effect, rule.ways, entry.source
    if rule.cooling_off and cooling is None:
        return None
    definitive = of.last(EventKind.DEFINITIVE)
    if rule.definitive is not None and definitive is not None and definitive.on <= on:
        effect, since = rule.definitive, definitive.on
    if cooling is not None and not rule.cooling_off and any(way in _CLOSED_BY_COOLING_OFF for way in ways):
        ways = (*(way for way in ways if way not in _CLOSED_BY_COOLING_OFF), Way.LEAVE)
        source = f"{source}; {cooling}"
    if effect is Effect.FREE:
        return None
    return Stay(of.kind, step, since, effect, ways, source, entry.confidence)


def _cooling_off(of: Proceeding, on: date, insolvency: InsolvencyRules) -> str | None:
    """Return the article of a cooling-off that lasts on a day, None where none does."""
    ordered, rule = of.last(EventKind.COOLING_OFF), insolvency.cooling_off.get(of.kind)
    if ordered is None or rule is None or ordered.on > on:
        return None
    due = standing(of, insolvency).due(DateKind.COOLING_OFF)
    lasts = due is None or on <= due.on
    return rule.applied(ordered.on).source if lasts else None
