"""The periods for which returns of VAT are filed, and until when."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY, Term, add_months, last_day
from casebook.domain.dated import Dated


class VatPeriod(StrEnum):
    """For which period a creditor files its return of VAT."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_MONTHS = {VatPeriod.MONTH: 1, VatPeriod.QUARTER: 3, VatPeriod.YEAR: 12}


class Period(NamedTuple):
    """A period of return, by its first and its last day."""

    first: date
    last: date


class ReliefRules(NamedTuple):
    """The terms of the relief: `relief_after` the last day of payment the right arises at latest.

    A return is filed `return_within` the end of its period; later it takes a request, `ex_officio_within` that end.
    """

    relief_after: Dated[Term]
    return_within: Dated[Term]
    ex_officio_within: Dated[Term]


class Filing(StrEnum):
    """How far the filing of a return is, as seen from a day."""

    RUNNING = "filing_running"
    DUE = "filing_due"
    LATE = "filing_late"
    OVER = "filing_over"


def period_of(day: date, kind: VatPeriod) -> Period:
    """Return the period in which a day lies."""
    months = _MONTHS[kind]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(first, add_months(first, months) - ONE_DAY)


def file_until(until_on: date, rules: ReliefRules) -> date:
    """Return the last day on which the return of a period that ends on `until_on` can be filed (AWR art. 10)."""
    return last_day(until_on, rules.return_within.applied(until_on).value)


def ask_until(until_on: date, rules: ReliefRules) -> date:
    """Return the last day on which what was not in the return of a period can still be asked for."""
    return last_day(until_on, rules.ex_officio_within.applied(until_on).value)


def filing(until_on: date, day: date, rules: ReliefRules) -> Filing:
    """Return how far the filing of the return is of a period that ends on `until_on`."""
    if day <= until_on:
        return Filing.RUNNING
    if day <= file_until(until_on, rules):
        return Filing.DUE
    return Filing.LATE if day <= ask_until(until_on, rules) else Filing.OVER
