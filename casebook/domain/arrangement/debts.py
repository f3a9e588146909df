"""How debts go down under payments to come, and the interest that runs on them meanwhile.

The arithmetic is that of `domain.interest` and `domain.allocation`, in whole numbers and without telling each step: a
person who types the terms of an arrangement sees with every key what they come to.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from casebook.domain.allocation import in_proportion
from casebook.domain.calendar import ONE_DAY, Term, add
from casebook.domain.component import COSTS, Balance
from casebook.domain.interest.facts import InterestKind
from casebook.domain.interest.rules import InterestRules
from casebook.domain.money import ZERO, Cents

_NO_DAYS = timedelta(0)


class Bearing(NamedTuple):
    """How a debt bears interest: by which rate since the first day of default, which may be still to come.

    `accrued` is what of its open interest bears no interest itself yet: that comes once a year.
    """

    kind: InterestKind
    rate: Decimal | None
    start: date
    accrued: Cents = ZERO


class Debt(NamedTuple):
    """What can be asked of a debt on a day; `bearing` is None where no interest runs on it."""

    id: int
    due_on: date | None
    open: Balance
    bearing: Bearing | None = None


class _Rate(NamedTuple):
    """Interest per cent of base and day, as a fraction of whole numbers, from a day on."""

    start: date
    per_year: Decimal
    numerator: int
    denominator: int


_NO_RATE = _Rate(date.min, Decimal(0), 0, 1)


class _Course:
    """The rates of a debt from a day on, and its years."""

    def __init__(self, bearing: Bearing, day: date, rules: InterestRules) -> None:
        commercial = bearing.kind is InterestKind.COMMERCIAL
        # Of commercial interest the day of payment counts (BW 6:119a lid 1).
        self.shift = ONE_DAY if commercial else _NO_DAYS
        self.start = bearing.start
        self.from_day = max(bearing.start, day + self.shift)
        self.year_term = rules.compounding.applied(bearing.start).value
        days = 100 * rules.day_count.applied(bearing.start).value
        self.rates = [_rate(start, per_year, days) for start, per_year in _known_rates(bearing, self.from_day, rules)]
        self.first_year = 1
        while self.year(self.first_year) <= self.from_day:
            self.first_year += 1

    def year(self, number: int) -> date:
        """Return the day on which so many years since the first day of default are full, if interest bears interest."""
        if self.year_term is None:
            return date.max
        return add(self.start, Term(self.year_term.amount * number, self.year_term.unit))


def _known_rates(bearing: Bearing, day: date, rules: InterestRules) -> list[tuple[date, Decimal]]:
    table = rules.set_by_law(bearing.kind)
    if table is None:
        assert bearing.rate is not None, "what the law does not set was agreed"
        return [(day, bearing.rate)]
    now = table.rates.applied(day)
    return [(day, now.value), *((entry.start, entry.value) for entry in table.rates.entries if entry.start > day)]


def _rate(start: date, per_year: Decimal, days: int) -> _Rate:
    exact = Fraction(per_year) / days
    return _Rate(start, per_year, exact.numerator, exact.denominator)


class _Account:
    """A debt as it goes down; its base or its rate changes next on `turns_on`."""

    def __init__(self, debt: Debt, course: _Course | None) -> None:
        self.due_on = debt.due_on or date.min
        self.costs = [debt.open.of(kind) for kind in COSTS]
        self.interest, self.principal = int(debt.open.interest), int(debt.open.principal)
        self.accrued = min(self.interest, debt.bearing.accrued) if debt.bearing else 0
        self.course, self.expected, self.at_rate, self.rate = course, 0, 0, _NO_RATE
        self.until = self.changes_on = self.turns_on = date.max
        if course is not None:
            self.until = course.from_day
            self.years, self.year_on = course.first_year, course.year(course.first_year)
            self._turn(course)

    @property
    def total(self) -> int:
        return sum(self.costs) + self.interest + self.principal

    def accrue(self, on: date) -> None:
        """Let interest run up to a payment of a day."""
        if self.course is None:
            return
        to = on + self.course.shift
        while self.until < to:
            end = min(to, self.turns_on)
            over = self.rate.numerator * (self.principal + self.interest - self.accrued) * (end - self.until).days
            interest = (2 * over + self.rate.denominator) // (2 * self.rate.denominator)
            self.interest += interest
            self.accrued += interest
            self.expected += interest
            self.until = end
            if end == self.turns_on:
                self._turn(self.course)

    def _turn(self, course: _Course) -> None:
        """Go on with another rate, or with the interest of a full year added to the base."""
        if self.until == self.year_on:
            self.accrued = 0
            self.years += 1
            self.year_on = course.year(self.years)
        if self.until == self.changes_on:
            self.at_rate += 1
        self.rate = course.rates[self.at_rate]
        more = len(course.rates) > self.at_rate + 1
        self.changes_on = course.rates[self.at_rate + 1].start if more else date.max
        self.turns_on = min(self.year_on, self.changes_on)

    def pay(self, cents: int) -> None:
        """Take money off costs, interest and principal, in that order (BW 6:44 lid 1)."""
        for place, open_now in enumerate(self.costs):
            part = min(cents, open_now)
            self.costs[place] = Cents(open_now - part)
            cents -= part
        part = min(cents, self.interest)
        self.interest -= part
        self.accrued -= min(self.accrued, part)
        self.principal -= cents - part

    @property
    def left(self) -> Balance:
        return Balance(Cents(self.principal), Cents(self.interest), *self.costs)


class Outcome(NamedTuple):
    """What payments come to: the interest that ran meanwhile, and what is left; what nothing was open for is `over`."""

    expected: Cents
    left: Balance
    over: Cents


class Debts:
    """Debts on a day, of which it can be asked again and again what payments to come make of them."""

    def __init__(self, debts: Iterable[Debt], day: date, rules: InterestRules) -> None:
        courses = ((debt, _Course(debt.bearing, day, rules) if debt.bearing else None) for debt in debts)
        self._debts: Sequence[tuple[Debt, _Course | None]] = tuple(courses)
        self.bears_interest = any(course is not None for _, course in self._debts)
        self.open = Cents(sum(debt.open.total for debt, _ in self._debts))

    def begin(self) -> "Falling":
        """Return the debts as they stand on the day, to be paid off."""
        return Falling([_Account(debt, course) for debt, course in self._debts])

    def paid(self, payments: Iterable[tuple[date, Cents]]) -> Outcome:
        """Return what payments, in order of their days, come to."""
        falling, over = self.begin(), 0
        for on, cents in payments:
            over += falling.pay(on, cents)
        return Outcome(falling.expected, falling.left, Cents(over))


class Falling:
    """Debts as they go down."""

    def __init__(self, accounts: list[_Account]) -> None:
        self._accounts = accounts
        # What is paid off bears no interest any more.
        self._open = accounts

    def open_on(self, on: date) -> Cents:
        """Let interest run up to a payment of a day, and return what is open."""
        for account in self._open:
            account.accrue(on)
        return Cents(sum(account.total for account in self._open))

    def pay(self, on: date, cents: Cents) -> Cents:
        """Pay an amount on a day, and return what nothing was open for."""
        left: int = cents
        for account in self._open:
            account.accrue(on)
        for group in self._in_order(on):
            totals = [Cents(account.total) for account in group]
            for account, share in zip(group, in_proportion(Cents(left), totals), strict=True):
                account.pay(share)
                left -= share
            if not left:
                break
        return Cents(left)

    @property
    def expected(self) -> Cents:
        """The interest that ran so far."""
        return Cents(sum(account.expected for account in self._accounts))

    @property
    def left(self) -> Balance:
        """What is open, by component."""
        return Balance(
            *(Cents(sum(parts)) for parts in zip(*(account.left for account in self._accounts), strict=True))
        )

    def _in_order(self, on: date) -> Iterable[list[_Account]]:
        """Yield the debts in the order in which money reaches them, those alike together (BW 6:43 lid 2)."""
        if len(self._accounts) == 1:
            return [self._accounts]

        def rank(account: _Account) -> tuple[bool, Decimal, date]:
            return account.due_on > on, -account.rate.per_year, account.due_on

        self._open = [account for account in self._open if account.total]
        return [list(group) for _, group in groupby(sorted(self._open, key=rank), rank)]
