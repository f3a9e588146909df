"""The course of a claim in default: interest accrues, is added to the base after a year, and payments come in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from casebook.domain.calendar import ONE_DAY
from casebook.domain.component import Component
from casebook.domain.finding import Step
from casebook.domain.interest.answer import InterestRow, Standing
from casebook.domain.interest.facts import Movement, Payment
from casebook.domain.interest.rules import RateTable
from casebook.domain.money import ZERO, Cents, rounded

ORDER_OF_PAYMENT = "BW 6:44 lid 1"


@dataclass(slots=True)
class Course:
    """The claim as time goes on: how it stands now, and the rows, the steps and the surplus paid so far.

    `added` is what of the base is interest that was added to it.
    """

    table: RateTable
    article: str
    days_in_year: int
    now: Standing
    surplus: Cents = ZERO
    added: Cents = ZERO
    stale: bool = False
    rows: list[InterestRow] = field(default_factory=list)
    steps: list[Step[Standing]] = field(default_factory=list)

    def step(self, code: str, parameters: Mapping[str, Any], source: str, on: date | None = None) -> None:
        """Tell what happened; the claim stands as it does after it."""
        self.steps.append(Step(code, parameters, source, on, self.now))

    def accrue(self, day: date, following: date) -> None:
        """Count the days from `day` up to `following`, over which neither base nor rate changes."""
        base, accrued, interest = self.now
        if not base:
            return
        days = (following - day).days
        rate = self._rate(day)
        row = InterestRow(day, following, days, rate, base, self._interest(rate, days))
        self.rows.append(row)
        self.now = Standing(base, Cents(accrued + row.interest), Cents(interest + row.interest))
        self.stale = self.table.unconfirmed_from(following - ONE_DAY) is not None
        parameters = {
            "start": day,
            "until": following,
            "count": days,
            "rate": rate,
            "base": base,
            "interest": row.interest,
        }
        self.step("interest.period_unconfirmed" if self.stale else "interest.period", parameters, self.article, day)

    def capitalise(self, day: date, source: str) -> None:
        """Add the interest of the year that is full to the base."""
        base, accrued, interest = self.now
        if not accrued:
            return
        self.now = Standing(Cents(base + accrued), ZERO, interest)
        self.added = Cents(self.added + accrued)
        self.step("interest.capitalised", {"on": day, "interest": accrued, "base": self.now.base}, source, day)

    def pay(self, payment: Payment) -> None:
        """Take a payment off the interest accrued, then off the base; what remains is surplus."""
        base, accrued, interest = self.now
        to_interest = Cents(min(payment.amount, accrued))
        to_base = Cents(min(payment.amount - to_interest, base))
        self.now = Standing(Cents(base - to_base), Cents(accrued - to_interest), interest)
        self.surplus = Cents(self.surplus + payment.amount - to_interest - to_base)
        parameters = {"on": payment.on, "amount": payment.amount, "interest": to_interest, "base": to_base}
        self.step("interest.payment", parameters, ORDER_OF_PAYMENT, payment.on)

    def move(self, movement: Movement) -> None:
        """Follow the account: principal changes the base, interest what is accrued, then what was added to the base."""
        base, accrued, interest = self.now
        if movement.component is Component.PRINCIPAL:
            base = Cents(max(self.added, base + movement.amount))
        else:
            to_accrued = max(movement.amount, -accrued)
            to_added = max(movement.amount - to_accrued, -self.added)
            self.added = Cents(self.added + to_added)
            base, accrued = Cents(base + to_added), Cents(accrued + to_accrued)
        self.now = Standing(base, accrued, interest)
        self.step("interest.movement", {**movement._asdict(), "base": base}, ORDER_OF_PAYMENT, movement.on)

    def one_further_day(self, day: date) -> Cents:
        """Return the interest of `day`, which is not counted."""
        rate = self._rate(day)
        amount = self._interest(rate, 1)
        parameters = {"on": day, "rate": rate, "base": self.now.base, "amount": amount}
        self.step("interest.per_day", parameters, self.article, day)
        return amount

    def _rate(self, day: date) -> Decimal:
        return self.table.rates.applied(day).value

    def _interest(self, rate: Decimal, days: int) -> Cents:
        return rounded(Fraction(rate) * self.now.base * days / (100 * self.days_in_year))
