"""Reading `delivery.toml`: when post counts as delivered."""

from casebook.domain.delivery import DeliveryRules, Presumption
from casebook.law.schema import Table, dated, term

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def read(table: Table) -> DeliveryRules:
    """Return the presumption of delivery and the slack; raises `LawError` where the table is wrong."""
    rules = DeliveryRules(
        presumption=dated(table, "presumption", _presumption),
        slack=dated(table, "slack", term),
    )
    table.done()
    return rules


def _presumption(entry: Table) -> Presumption:
    nth_day = entry.integer("nth_day")
    if nth_day < 1:
        raise entry.wrong("nth_day", "positive")
    names = entry.texts("without_post")
    if not set(names) < set(_WEEKDAYS):
        raise entry.wrong("without_post", "choice", choices=", ".join(_WEEKDAYS))
    return Presumption(nth_day, frozenset(_WEEKDAYS.index(name) for name in names))
