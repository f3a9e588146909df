"""What the reader of a calculation of interest should know before relying on it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from decimal import Decimal

from casebook.domain.dated import Confidence, Dated, Entry
from casebook.domain.finding import NO_PARAMETERS, Caution
from casebook.domain.interest.answer import Interest
from casebook.domain.interest.course import ORDER_OF_PAYMENT, Course
from casebook.domain.interest.facts import ARTICLES, InterestFacts, InterestKind
from casebook.domain.interest.rules import InterestRules
from casebook.domain.money import Cents

_RATES_SET_BY: Mapping[InterestKind, str] = {
    InterestKind.STATUTORY: "BW 6:120 lid 1",
    InterestKind.COMMERCIAL: "BW 6:120 lid 2",
}


def cautions(facts: InterestFacts, rules: InterestRules, course: Course, value: Interest) -> Iterator[Caution]:
    """Yield the warnings that go with `value`, to which the course of the claim has led."""
    yield from _on_the_claim(facts, rules)
    yield from _on_the_rates(facts, course, value)
    yield from _on_the_payments(facts, course)


def _on_the_claim(facts: InterestFacts, rules: InterestRules) -> Iterator[Caution]:
    """Say what the reader should know about the kind of interest and about compounding."""
    compounding = rules.compounding.applied(facts.start)
    if not facts.simple and compounding.value is None:
        yield Caution("interest.simple_by_age", {"start": facts.start}, compounding.source)
    if facts.rate is None:
        return
    if not facts.simple and compounding.value is not None:
        yield Caution("interest.compounding_agreed", NO_PARAMETERS, ARTICLES[facts.kind])
    higher = _statutory_above(facts.rate, facts, rules.statutory.rates)
    if higher is not None:
        parameters = {"agreed": facts.rate, "rate": higher.value, "start": max(higher.start, facts.start)}
        yield Caution("interest.agreed_below_statutory", parameters, ARTICLES[facts.kind])


def _statutory_above(rate: Decimal, facts: InterestFacts, statutory: Dated[Decimal]) -> Entry[Decimal] | None:
    """Return the first statutory rate above `rate` on a day that counts."""
    starts = [entry.start for entry in statutory.entries]
    first = max(bisect_right(starts, facts.start) - 1, 0)
    in_force = statutory.entries[first : bisect_left(starts, facts.until)]
    return next((entry for entry in in_force if entry.value > rate), None)


def _on_the_rates(facts: InterestFacts, course: Course, value: Interest) -> Iterator[Caution]:
    """Say which rates of the law are second-hand or not confirmed, and what the day of payment comes to."""
    source, rates = _RATES_SET_BY.get(facts.kind), course.table.rates
    if source is None:
        return
    used = {entry.start: entry for entry in (rates.applied(row.start) for row in value.rows)}
    second_hand = [entry for entry in used.values() if entry.confidence is not Confidence.HIGH]
    if second_hand:
        first = second_hand[0]
        parameters = {"count": len(second_hand), "rate": first.value, "start": first.start}
        yield Caution("interest.rates_second_hand", parameters, source)
    half_year = course.table.unconfirmed_from(facts.until)
    if half_year is not None and (value.stale or value.per_day):
        code = "interest.unconfirmed" if value.stale else "interest.per_day_unconfirmed"
        rate = rates.entries[-1].value
        yield Caution(code, {"half_year": half_year, "rate": rate, "kind": facts.kind}, source)
    if facts.kind is InterestKind.COMMERCIAL and value.per_day:
        yield Caution("interest.day_of_payment", {"until": facts.until, "amount": value.per_day}, "BW 6:119a lid 1")


def _on_the_payments(facts: InterestFacts, course: Course) -> Iterator[Caution]:
    """Say which money had no effect, and which day of payment was not counted."""
    counted = [payment for payment in facts.payments if facts.start <= payment.on < facts.until]
    if counted and facts.kind is InterestKind.COMMERCIAL:
        yield Caution("interest.days_of_payment", {"count": len(counted)}, "BW 6:119a lid 1")
    late = [payment.amount for payment in facts.payments if payment.on >= facts.until]
    if late:
        parameters = {"count": len(late), "amount": Cents(sum(late)), "until": facts.until}
        yield Caution("interest.payments_left_out", parameters, ORDER_OF_PAYMENT)
    if course.surplus:
        yield Caution("interest.overpaid", {"amount": course.surplus}, ORDER_OF_PAYMENT)
