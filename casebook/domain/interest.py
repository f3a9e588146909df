"""Interest over the time of default: statutory (BW 6:119), commercial (BW 6:119a) or agreed.

Reckoned over actual days in rows: a row ends where the rate changes, where a year since the first day of default
is full, and where a payment comes in. Each row is rounded to whole cents, half up, and everything after it builds
on the rounded amount: what is added to the base after a year is the sum of the rows shown. So every figure can be
checked from the figures printed above it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import chain, pairwise
from typing import Any, NamedTuple, TypeVar

from casebook.domain.calendar import ONE_DAY, Term, add
from casebook.domain.dated import Confidence, Dated, Entry
from casebook.domain.finding import Caution, Finding, Step
from casebook.domain.money import ZERO, Cents, rounded
from casebook.errors import Refused

T = TypeVar("T")


class InterestKind(StrEnum):
    """Which interest a claim bears while the debtor is in default."""

    STATUTORY = "statutory"
    COMMERCIAL = "commercial"
    CONTRACTUAL = "contractual"


ARTICLES: Mapping[InterestKind, str] = {
    InterestKind.STATUTORY: "BW 6:119",
    InterestKind.COMMERCIAL: "BW 6:119a",
    InterestKind.CONTRACTUAL: "BW 6:119 lid 3",
}
_NEW_RATES: Mapping[InterestKind, str] = {
    InterestKind.STATUTORY: "BW 6:120 lid 1",
    InterestKind.COMMERCIAL: "BW 6:120 lid 2",
}
_ORDER_OF_PAYMENT = "BW 6:44 lid 1"


class Payment(NamedTuple):
    """A payment on the claim; `amount` is more than nothing."""

    on: date
    amount: Cents


@dataclass(frozen=True, slots=True)
class InterestFacts:
    """A claim of `principal` in default from `start` on; `until` is the first day not counted, never before `start`.

    `rate`, in percent per year, is for contractual interest only. `simple` turns compounding off.
    """

    kind: InterestKind
    principal: Cents
    start: date
    until: date
    rate: Decimal | None = None
    simple: bool = False
    payments: tuple[Payment, ...] = ()


class InterestRow(NamedTuple):
    """A period over which nothing changed: `days` from `start` up to and not including `until`, `rate` in percent."""

    start: date
    until: date
    days: int
    rate: Decimal
    base: Cents
    interest: Cents


class Interest(NamedTuple):
    """The interest, and what is still owed on the last day.

    `interest` is the sum of the rows. `total` is principal and interest less the payments counted. `per_day` is
    the interest of one further day. `stale` tells that a counted day has no confirmed rate.
    """

    interest: Cents
    total: Cents
    per_day: Cents
    rows: tuple[InterestRow, ...]
    stale: bool


@dataclass(frozen=True, slots=True)
class RateTable:
    """Percentages per year from their first day on, and the last day for which somebody confirmed them."""

    rates: Dated[Decimal]
    confirmed_until: date

    def unconfirmed_from(self, day: date) -> date | None:
        """Return the first day of the half-year that began without a confirmed rate, None if none had on `day`."""
        return self.confirmed_until + ONE_DAY if day > self.confirmed_until else None


@dataclass(frozen=True, slots=True)
class InterestRules:
    """The rates, the days of a year, and after what time interest is added to the base (None: never, simple).

    `compounding` goes by the first day of default and holds for all the time after it.
    """

    statutory: RateTable
    commercial: RateTable
    day_count: Dated[int]
    compounding: Dated[Term | None]


def interest(facts: InterestFacts, rules: InterestRules) -> Finding[Interest]:
    """Return the interest over the days from `facts.start` up to and not including `facts.until`, row by row.

    A payment goes to the interest accrued, then to the base (BW 6:44 lid 1); its day is counted on what is left.
    One before `start` reduces the principal, one on or after `until` has no effect. Raises `Refused` where no rate
    is known for the first day, or where the rate agreed is missing or one is given that the law sets.
    """
    table = _rate_table(facts, rules)
    _known_on(facts, table.rates)
    day_count = _known_on(facts, rules.day_count)
    compounding = _known_on(facts, rules.compounding)
    course = _begin(facts, table, day_count)
    payments = _by_day(payment for payment in facts.payments if facts.start <= payment.on < facts.until)
    anniversaries = frozenset() if facts.simple else _anniversaries(facts, compounding.value)
    days = {facts.start, facts.until, *_changes(facts, table.rates), *anniversaries, *payments}
    for day, following in pairwise(sorted(days)):
        if day in anniversaries:
            course.capitalise(day, compounding.source)
        for payment in payments.get(day, ()):
            course.pay(payment)
        course.accrue(day, following)
    if facts.until in anniversaries:
        course.capitalise(facts.until, compounding.source)
    course.close(facts.until)
    cautions = (
        _on_the_claim(facts, rules, compounding),
        _on_the_rates(facts, course),
        _on_the_payments(facts, course),
    )
    return Finding(course.value, tuple(course.steps), tuple(chain.from_iterable(cautions)))


def _rate_table(facts: InterestFacts, rules: InterestRules) -> RateTable:
    article = ARTICLES[facts.kind]
    if facts.kind is InterestKind.CONTRACTUAL:
        if facts.rate is None:
            raise Refused("interest.rate_missing", source=article, field="rate")
        agreed = Entry(date.min, facts.rate, article, Confidence.HIGH)
        return RateTable(Dated((agreed,)), date.max)
    if facts.rate is not None:
        raise Refused("interest.rate_set_by_law", source=article, field="rate", kind=facts.kind)
    return rules.statutory if facts.kind is InterestKind.STATUTORY else rules.commercial


def _known_on(facts: InterestFacts, table: Dated[T]) -> Entry[T]:
    entry = table.in_force(facts.start)
    if entry is None:
        raise Refused(
            "interest.before_first",
            source=ARTICLES[facts.kind],
            field="from",
            kind=facts.kind,
            first=table.first.start,
        )
    return entry


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


def _by_day(payments: Iterable[Payment]) -> dict[date, list[Payment]]:
    days: dict[date, list[Payment]] = {}
    for payment in payments:
        days.setdefault(payment.on, []).append(payment)
    return days


def _begin(facts: InterestFacts, table: RateTable, day_count: Entry[int]) -> "_Course":
    """Return the course of the claim at the beginning of its first day of default."""
    value = Interest(ZERO, facts.principal, ZERO, (), False)
    course = _Course(table, ARTICLES[facts.kind], day_count.value, facts.principal, value)
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


@dataclass(slots=True)
class _Course:
    """The claim day by day: the base that bears interest, what has accrued on it, and the steps taken so far."""

    table: RateTable
    article: str
    days_in_year: int
    base: Cents
    value: Interest
    accrued: Cents = ZERO
    surplus: Cents = ZERO
    steps: list[Step[Interest]] = field(default_factory=list)

    def step(self, code: str, parameters: Mapping[str, Any], source: str, on: date | None = None) -> None:
        self.steps.append(Step(code, parameters, source, on, self.value))

    def accrue(self, day: date, following: date) -> None:
        """Count the days from `day` up to `following`, over which neither base nor rate changes."""
        if not self.base:
            return
        days = (following - day).days
        entry = self._rate(day)
        row = InterestRow(day, following, days, entry.value, self.base, self._interest(entry.value, days))
        self.accrued = Cents(self.accrued + row.interest)
        stale = self.table.unconfirmed_from(following - ONE_DAY) is not None
        self.value = Interest(
            interest=Cents(self.value.interest + row.interest),
            total=Cents(self.value.total + row.interest),
            per_day=ZERO,
            rows=(*self.value.rows, row),
            stale=stale,
        )
        parameters = {
            "start": day,
            "until": following,
            "count": days,
            "rate": row.rate,
            "base": row.base,
            "interest": row.interest,
        }
        self.step("interest.period_unconfirmed" if stale else "interest.period", parameters, self.article, day)

    def capitalise(self, day: date, source: str) -> None:
        """Add the interest of the year that is full to the base."""
        if self.accrued:
            self.base = Cents(self.base + self.accrued)
            parameters = {"on": day, "interest": self.accrued, "base": self.base}
            self.accrued = ZERO
            self.step("interest.capitalised", parameters, source, day)

    def pay(self, payment: Payment) -> None:
        """Take a payment off the interest accrued, then off the base; what remains is surplus."""
        to_interest = Cents(min(payment.amount, self.accrued))
        to_base = Cents(min(payment.amount - to_interest, self.base))
        self.accrued = Cents(self.accrued - to_interest)
        self.base = Cents(self.base - to_base)
        self.surplus = Cents(self.surplus + payment.amount - to_interest - to_base)
        self.value = self.value._replace(total=Cents(self.value.total - to_interest - to_base))
        parameters = {"on": payment.on, "amount": payment.amount, "interest": to_interest, "base": to_base}
        self.step("interest.payment", parameters, _ORDER_OF_PAYMENT, payment.on)

    def close(self, until: date) -> None:
        """Reckon one further day."""
        rate = self._rate(until).value
        self.value = self.value._replace(per_day=self._interest(rate, 1))
        parameters = {"on": until, "rate": rate, "base": self.base, "amount": self.value.per_day}
        self.step("interest.per_day", parameters, self.article, until)

    def _rate(self, day: date) -> Entry[Decimal]:
        entry = self.table.rates.in_force(day)
        assert entry is not None, "the first day has a rate, so every later one has"
        return entry

    def _interest(self, rate: Decimal, days: int) -> Cents:
        return rounded(Fraction(rate) * self.base * days / (100 * self.days_in_year))


def _on_the_claim(facts: InterestFacts, rules: InterestRules, compounding: Entry[Term | None]) -> Iterator[Caution]:
    """Say what the reader should know about the kind of interest and about compounding."""
    if not facts.simple and compounding.value is None:
        yield Caution("interest.simple_by_age", {"start": facts.start}, compounding.source)
    if facts.rate is None:
        return
    if not facts.simple and compounding.value is not None:
        yield Caution("interest.compounding_agreed", {}, ARTICLES[facts.kind])
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


def _on_the_rates(facts: InterestFacts, course: _Course) -> Iterator[Caution]:
    """Say which rates are doubtful or not confirmed, and what one day more comes to."""
    used = {entry.start: entry for row in course.value.rows if (entry := course.table.rates.in_force(row.start))}
    for entry in used.values():
        if entry.note and entry.confidence is not Confidence.HIGH:
            yield Caution("interest.rate_doubtful", {"rate": entry.value, "start": entry.start}, entry.source)
    per_day = course.value.per_day
    half_year = course.table.unconfirmed_from(facts.until)
    if half_year is not None and (course.value.stale or per_day):
        code = "interest.unconfirmed" if course.value.stale else "interest.per_day_unconfirmed"
        rate = course.table.rates.entries[-1].value
        yield Caution(code, {"half_year": half_year, "rate": rate, "kind": facts.kind}, _NEW_RATES[facts.kind])
    if facts.kind is InterestKind.COMMERCIAL and per_day:
        parameters = {"until": facts.until, "amount": per_day}
        yield Caution("interest.day_of_payment", parameters, "BW 6:119a lid 1")


def _on_the_payments(facts: InterestFacts, course: _Course) -> Iterator[Caution]:
    """Say which money had no effect, and which day of payment was not counted."""
    counted = [payment for payment in facts.payments if facts.start <= payment.on < facts.until]
    if counted and facts.kind is InterestKind.COMMERCIAL:
        yield Caution("interest.days_of_payment", {"count": len(counted)}, "BW 6:119a lid 1")
    late = [payment.amount for payment in facts.payments if payment.on >= facts.until]
    if late:
        parameters = {"count": len(late), "amount": Cents(sum(late)), "until": facts.until}
        yield Caution("interest.payments_left_out", parameters, _ORDER_OF_PAYMENT)
    if course.surplus:
        yield Caution("interest.overpaid", {"amount": course.surplus}, _ORDER_OF_PAYMENT)
