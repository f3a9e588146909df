"""Reading `segments.toml`: the rules of the house by which debtors are sorted into segments."""

from casebook.domain.dated import Dated
from casebook.domain.relation.segment import Sector, Segment, SegmentRule
from casebook.law.schema import Table, dated

# What a debtor can be in law, as far as rules speak of it.
KINDS = ("natural", "sole_trader", "vof", "maatschap", "legal", "estate", "unknown")


def read(table: Table) -> Dated[tuple[SegmentRule, ...]]:
    """Return the rules in the order in which they are tried; raises `LawError` where the table is wrong."""
    rules = dated(table, "rules", lambda entry: tuple(map(_rule, entry.tables("rule"))))
    table.done()
    return rules


def _rule(table: Table) -> SegmentRule:
    rule = SegmentRule(
        table.choice("segment", {one.value: one for one in Segment}),
        kinds=_some(table, "kinds", KINDS),
        sectors=_some(table, "sectors", tuple(Sector)),
        open_from=table.cents("open_from") if table.has("open_from") else None,
        open_below=table.cents("open_below") if table.has("open_below") else None,
        years_from=_number(table, "years_from"),
        kept_from=_number(table, "kept_from"),
        broken_up_to=_number(table, "broken_up_to"),
        earlier_from=_number(table, "earlier_from"),
        earlier_up_to=_number(table, "earlier_up_to"),
    )
    table.done()
    return rule


def _some(table: Table, name: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    """Take out a list of words of which each is one of a few; empty where it is missing."""
    if not table.has(name):
        return ()
    words = table.texts(name)
    if not set(words) <= set(choices):
        raise table.wrong(name, "choice", choices=choices)
    return words


def _number(table: Table, name: str) -> int | None:
    return table.integer(name) if table.has(name) else None
