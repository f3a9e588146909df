"""Reading `statutory_terms.toml`: how weekends and holidays bear on statutory terms (Algemene termijnenwet)."""

from casebook.domain.statutory_term import Filled, Longest, StatutoryTermRules
from casebook.law.schema import Table, dated


def read(table: Table) -> StatutoryTermRules:
    """Return the rules of statutory terms; raises `LawError` where the table is wrong."""
    rules = StatutoryTermRules(extended=dated(table, "extended", _longest), filled=dated(table, "filled", _filled))
    table.done()
    return rules


def _longest(entry: Table) -> Longest:
    longest = {name: entry.integer(name) for name in Longest._fields}
    for name, amount in longest.items():
        if amount < 1:
            raise entry.wrong(name, "positive")
    return Longest(**longest)


def _filled(entry: Table) -> Filled:
    return Filled(entry.term("shortest"), entry.working_days("working_days"))
