"""Reading `default.toml`: when a debtor is in default."""

from casebook.domain.default import Agreed, DefaultRules
from casebook.domain.statutory_term import StatutoryTermRules
from casebook.law.schema import Table, dated, term


def read(table: Table, atw: StatutoryTermRules) -> DefaultRules:
    """Return the rules of default; raises `LawError` where the table is wrong."""
    rules = DefaultRules(
        fatal=dated(table, "fatal", _fatal),
        statutory_term=dated(table, "statutory_term", term),
        longest_term=dated(table, "longest_term", term),
        longest_small_term=dated(table, "longest_small_term", term),
        atw=atw,
    )
    table.done()
    return rules


def _fatal(entry: Table) -> frozenset[str]:
    agreed = entry.texts("agreed")
    if not set(agreed) <= set(Agreed):
        raise entry.wrong("agreed", "choice", choices=", ".join(Agreed))
    return frozenset(agreed)
