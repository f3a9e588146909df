"""Interest reckoned over actual days, in rows.

A row ends where the rate changes, where a year since the first day of default is full, and where a payment comes in.
Each row is rounded to whole cents, half up, and everything after it builds on the rounded amount: what is added to
the base after a year is the sum of the rows shown. So every figure can be checked from the figures above it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

from casebook.domain.calendar import Term, add
from casebook.domain.dated import Confidence, Dated, Entry
from casebook.domain.finding import Finding
from casebook.domain.interest.answer import Interest, Standing
from casebook.domain.interest.cautions import cautions
from casebook.domain.interest.course import Course
from casebook.domain.interest.facts import ARTICLES, InterestFacts, Movement, Payment
from casebook.domain.interest.rules import InterestRules, RateTable
from casebook.domain.money import ZERO
from casebook.errors import Refused

M = TypeVar("M", Payment, Movement)


def interest(facts: InterestFacts, rules: InterestRules) -> Finding[Interest]:
    """Return the interest over the days from `facts.start` up to and not including `facts.until`, row by row.

    A payment goes to the interest accrued, then to the base (BW 6:44 lid 1); its day is counted on what is left.
    One before `start` reduces the principal, one on or after `until` has no effect. A movement of the account goes to
    what it names; one of `until` counts for the further day alone, one outside of these days has no effect. The first
    step has the article the interest is owed by; after each step stands a `Standing`. Raises `Refused` where no rate
    is known for the first day.
    """
    table = _rate_table(facts, rules)
    compounding = rules.compounding.applied(facts.start)
    course = _begin(facts, table, rules.day_count.applied(facts.start))
    payments = _by_day(payment for payment in facts.payments if facts.start <= payment.on < facts.until)
    anniversaries = frozenset() if facts.simple else _anniversaries(facts, compounding.value)
    movements = _by_day(movement for movement in facts.movements if facts.start <= movement.on <= facts.until)
    days = {facts.start, facts.until, *_changes(facts, table.rates), *anniversaries, *payments, *movements}
    for day, following in pairwise(sorted(days)):
        if day in anniversaries:
            course.capitalise(day, compounding.source)
        for payment in payments.get(day, ()):
            course.pay(payment)
        for movement in movements.get(day, ()):
            course.move(movement)
        course.accrue(day, following)
    if facts.until in anniversaries:
        course.capitalise(facts.until, compounding.source)
    for movement in movements.get(facts.until, ()):
        course.move(movement)
    per_day = course.one_further_day(facts.until)
    value = Interest(course.now.interest, course.now.total, per_day, tuple(course.rows), course.stale)
    return Finding(value, tuple(course.steps), tuple(cautions(facts, rules, course, value)))


def _rate_table(facts: InterestFacts, rules: InterestRules) -> RateTable:
    article, table = ARTICLES[facts.kind], rules.set_by_law(facts.kind)
    if table is None:
        assert facts.rate is not None, "what the law does not set was agreed"
        return RateTable(Dated((Entry(date.min, facts.rate, article, Confidence.HIGH),)), date.max)
    if facts.start < table.first_day:
        raise Refused("interest.before_first", source=article, kind=facts.kind, first=table.first_day)
    return table


def _begin(facts: InterestFacts, table: RateTable, day_count: Entry[int]) -> Course:
    """Return the course of the claim at the beginning of its first day of default."""
    course = Course(table, ARTICLES[facts.kind], day_count.value, Standing(facts.principal, ZERO, ZERO))
    course.step(
        "interest.start",
        {"kind": facts.kind, "principal": facts.principal, "start": facts.start, "until": facts.until},
        course.article,
        facts.start,
    )
    course.step("interest.counting", {"days_in_year": day_count.value}, day_count.source)
    for payment in sorted(facts.payments, key=lambda payment: payment.on):
        if payment.on < facts.start:
            course.pay(payment)
    return course


def _changes(facts: InterestFacts, rates: Dated[Decimal]) -> list[date]:
    """Return the days between start and end on which an entry of the table begins, the same rate again included."""
    starts = [entry.start for entry in rates.entries]
    return starts[bisect_right(starts, facts.start) : bisect_left(starts, facts.until)]


def _anniversaries(facts: InterestFacts, interval: Term | None) -> frozenset[date]:
    """Return the days on which a full year has run, each counted from `start` so that 29 February comes back."""
    if interval is None:
        return frozenset()
    most = (facts.until.year - facts.start.year) // interval.amount
    ends = (add(facts.start, Term(interval.amount * n, interval.unit)) for n in range(1, most + 1))
    return frozenset(day for day in ends if day <= facts.until)


def _by_day(some: Iterable[M]) -> dict[date, list[M]]:
    days: dict[date, list[M]] = {}
    for one in some:
        days.setdefault(one.on, []).append(one)
    return days
