"""The segment of a debtor: the first rule of the house whose every condition he meets, or what a person chose."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple

from casebook.domain.calendar import ONE_DAY, Term, add
from casebook.domain.finding import HOUSE_RULE, Finding, Step
from casebook.domain.money import ZERO, Cents
from casebook.domain.relation.kept_promises import PromisedAmount, promises


class Segment(StrEnum):
    """What debtors are sorted into; the rules of the house say who belongs where."""

    PUBLIC = "public"
    KEY = "key"
    LOYAL = "loyal"
    RECURRING = "recurring"
    BUSINESS = "business"
    CONSUMER = "consumer"
    OTHER = "other"


class Sector(StrEnum):
    """In what line of business a debtor is: the sections of the SBI taken together, by name.

    The letters of the SBI of 2008 and of 2025 mean different things.
    """

    AGRICULTURE = "agriculture"
    INDUSTRY = "industry"
    ENERGY = "energy"
    CONSTRUCTION = "construction"
    TRADE = "trade"
    TRANSPORT = "transport"
    HOSPITALITY = "hospitality"
    INFORMATION = "information"
    FINANCE = "finance"
    REAL_ESTATE = "real_estate"
    BUSINESS_SERVICES = "business_services"
    PUBLIC_SECTOR = "public_sector"
    EDUCATION = "education"
    HEALTH = "health"
    CULTURE = "culture"
    OTHER_SERVICES = "other_services"


class SegmentRule(NamedTuple):
    """Who belongs to a segment: every condition that is there has to be met.

    `kinds` and `sectors` name those that do; what is open is counted over all cases of the debtor; `years` as a
    customer; promises that were `kept` or `broken`; `earlier` cases before this one.
    """

    segment: Segment
    kinds: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    open_from: Cents | None = None
    open_below: Cents | None = None
    years_from: int | None = None
    kept_from: int | None = None
    broken_up_to: int | None = None
    earlier_from: int | None = None
    earlier_up_to: int | None = None


class ByHand(NamedTuple):
    """A segment that a person chose, up to and including `until`, None for as long as nobody ends it."""

    segment: Segment
    reason: str
    until: date | None


class SegmentFacts(NamedTuple):
    """What is known of a debtor; `kind` is what he is in law, None stands for what is not known."""

    kind: str = "unknown"
    sector: Sector | None = None
    open_cents: Cents = ZERO
    customer_since: date | None = None
    promised_on: tuple[date, ...] = ()
    paid_on: tuple[date, ...] = ()
    earlier_cases: int = 0
    by_hand: ByHand | None = None
    amounts: tuple[PromisedAmount, ...] = ()


NOTHING_KNOWN = SegmentFacts()


class _Condition(NamedTuple):
    """A condition with the fact it is held against, as a sentence, and whether it is met."""

    code: str
    parameters: dict[str, Any]
    met: bool


def segment(facts: SegmentFacts, rules: Sequence[SegmentRule], promise_within: Term, day: date) -> Finding[Segment]:
    """Return the segment on `day`: a step for each rule that was tried with what it failed on, or what it rests on."""
    chosen = facts.by_hand
    if chosen is not None and (chosen.until is None or day <= chosen.until):
        code = "segment.by_hand" if chosen.until is None else "segment.by_hand_until"
        parameters = {"segment": _word(chosen.segment), "reason": chosen.reason, "until": chosen.until}
        return Finding(chosen.segment, (Step(code, parameters, HOUSE_RULE, None, chosen.segment),))
    steps: list[Step[Segment | None]] = []
    for number, rule in enumerate(rules, 1):
        # Most rules fail on what is soonest asked.
        conditions = partial(_conditions, facts, rule, promise_within, day)
        failed = next((one for one in conditions() if not one.met), None)
        named = {"rule": number, "segment": _word(rule.segment)}
        if failed is not None:
            why = (failed.code, failed.parameters)
            steps.append(Step("segment.rule_missed", {**named, "why": why}, HOUSE_RULE, None, None))
            continue
        steps += [
            Step("segment.rule_met", {**named, "why": (one.code, one.parameters)}, HOUSE_RULE, None, rule.segment)
            for one in conditions()
        ] or [Step("segment.rule_open", named, HOUSE_RULE, None, rule.segment)]
        return Finding(rule.segment, tuple(steps))
    rest = Step("segment.rest", {"segment": _word(Segment.OTHER)}, HOUSE_RULE, None, Segment.OTHER)
    return Finding(Segment.OTHER, (*steps, rest))


def changes_after(facts: SegmentFacts, rules: Sequence[SegmentRule], promise_within: Term, day: date) -> date | None:
    """Return the first later day on which the segment is another with the same facts and rules, None for never."""
    now = segment(facts, rules, promise_within, day).value
    later = sorted(one for one in _turning_points(facts, rules, promise_within, day) if one > day)
    return next((one for one in later if segment(facts, rules, promise_within, one).value != now), None)


def _turning_points(
    facts: SegmentFacts, rules: Sequence[SegmentRule], promise_within: Term, day: date
) -> Iterator[date]:
    """Yield the days on which a condition may turn: a choice ends, a promise breaks, years are complete."""
    if facts.by_hand is not None and facts.by_hand.until is not None:
        yield facts.by_hand.until + ONE_DAY
    yield from promises(facts.promised_on, facts.paid_on, promise_within, day, facts.amounts).breaks_on
    if facts.customer_since is not None:
        years = {rule.years_from for rule in rules if rule.years_from is not None}
        yield from (add(facts.customer_since, Term(number, "years")) for number in years)


def _conditions(facts: SegmentFacts, rule: SegmentRule, promise_within: Term, day: date) -> Iterator[_Condition]:
    if rule.kinds:
        yield _Condition("segment.of_kind", {"kind": _kind(facts.kind)}, facts.kind in rule.kinds)
    if rule.sectors and facts.sector is None:
        yield _Condition("segment.no_sector", {}, met=False)
    elif rule.sectors:
        yield _Condition("segment.of_sector", {"sector": f"sector_{facts.sector}"}, facts.sector in rule.sectors)
    if rule.open_from is not None:
        told = {"amount": facts.open_cents, "least": rule.open_from}
        yield _Condition("segment.open_from", told, facts.open_cents >= rule.open_from)
    if rule.open_below is not None:
        told = {"amount": facts.open_cents, "below": rule.open_below}
        yield _Condition("segment.open_below", told, facts.open_cents < rule.open_below)
    yield from _history(facts, rule, promise_within, day)


def _history(facts: SegmentFacts, rule: SegmentRule, promise_within: Term, day: date) -> Iterator[_Condition]:
    years = _years(facts.customer_since, day)
    if rule.years_from is not None and years is None:
        yield _Condition("segment.no_years", {"least": rule.years_from}, met=False)
    kept, broken, _ = promises(facts.promised_on, facts.paid_on, promise_within, day, facts.amounts)
    for code, value, least in (
        ("segment.years", years, rule.years_from),
        ("segment.kept", kept, rule.kept_from),
        ("segment.earlier", facts.earlier_cases, rule.earlier_from),
    ):
        if value is not None and least is not None:
            yield _Condition(code, {"count": value, "least": least}, value >= least)
    for code, value, most in (
        ("segment.broken", broken, rule.broken_up_to),
        ("segment.earlier_most", facts.earlier_cases, rule.earlier_up_to),
    ):
        if most is not None:
            yield _Condition(code, {"count": value, "most": most}, value <= most)


def _years(since: date | None, day: date) -> int | None:
    """Return how many whole years somebody has been a customer."""
    if since is None:
        return None
    years = max(0, day.year - since.year)
    return years - 1 if years and add(since, Term(years, "years")) > day else years


def _word(value: Segment) -> str:
    return f"segment_{value}"


def _kind(kind: str) -> str:
    return "party_estate" if kind == "estate" else kind
