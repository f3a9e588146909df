"""The rates of statutory and commercial interest and how they are reckoned, from `nl/interest.toml`."""

from datetime import timedelta
from decimal import Decimal

from casebook.domain.calendar import Term
from casebook.domain.interest import InterestRules, RateTable
from casebook.law.schema import Table, dated

# A rate holds for a half-year (BW 6:120 lid 2), so the day after the last confirmed one begins a half-year.
_HALF_YEARS = ((1, 1), (7, 1))


def read(table: Table) -> InterestRules:
    """Return the rules of interest from their file, `checked` already taken; raises `LawError`."""
    rules = InterestRules(
        statutory=_rates(table.table("statutory")),
        commercial=_rates(table.table("commercial")),
        day_count=dated(table, "day_count", _days_in_year),
        compounding=dated(table, "compounding", _interval),
    )
    table.done()
    return rules


def _rates(table: Table) -> RateTable:
    confirmed_until = table.day("confirmed_until")
    next_day = confirmed_until + timedelta(days=1)
    if (next_day.month, next_day.day) not in _HALF_YEARS:
        raise table.wrong("confirmed_until", "half_year_end")
    rates = dated(table, "rate", _percent)
    if confirmed_until < rates.entries[-1].start:
        raise table.wrong("confirmed_until", "after_last_rate", day=rates.entries[-1].start)
    table.done()
    return RateTable(rates, confirmed_until)


def _percent(item: Table) -> Decimal:
    return item.percent("percent")


def _days_in_year(item: Table) -> int:
    days = item.integer("days_in_year")
    if days < 1:
        raise item.wrong("days_in_year", "integer")
    return days


def _interval(item: Table) -> Term | None:
    if not item.flag("compound"):
        return None
    interval = item.term("interval")
    if interval.unit != "years" or interval.amount < 1:
        raise item.wrong("interval", "years")
    return interval
