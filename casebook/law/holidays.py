"""Reading `holidays.toml`: the holidays of the Algemene termijnenwet and the days equated with them."""

from datetime import date

from casebook.domain.calendar import EasterDay, FixedDay, Holidays
from casebook.law.schema import Table, dated

_COMMON_YEAR = 2001
_SUNDAY_SHIFTS = {"day_before": -1, "day_after": 1}


def read(table: Table) -> Holidays:
    """Return the holidays (Atw art. 3); raises `LawError` where the table is wrong."""
    table.day("confirmed_until")
    rules = table.table("holiday")
    by_name = {name: dated(rules, name, rule) for name in rules.names()}
    decrees = dated(table, "decree", lambda entry: entry.days("days"))
    table.done()
    return Holidays(by_name, frozenset(day for decree in decrees.entries for day in decree.value))


def rule(entry: Table) -> FixedDay | EasterDay:
    """Take out of an entry the day of the year it says, or how far it is from Easter."""
    if entry.has("days_after_easter"):
        return EasterDay(entry.integer("days_after_easter"))
    day, month = entry.integer("day"), entry.integer("month")
    try:
        date(_COMMON_YEAR, month, day)
    except ValueError:
        raise entry.wrong("day", "day_of_year") from None
    shift = entry.choice("on_sunday", _SUNDAY_SHIFTS) if entry.has("on_sunday") else 0
    return FixedDay(month, day, shift)
