"""Reading `default.toml`: when a debtor is in default."""

from casebook.domain.calendar import Term
from casebook.domain.default import Agreed, DefaultRules
from casebook.law.schema import Table, dated


def read(table: Table) -> DefaultRules:
    """Return the rules of default; raises `LawError` where the table is wrong."""
    return DefaultRules(
        fatal=dated(table, "fatal", _fatal),
        statutory_term=dated(table, "statutory_term", _term),
        longest_term=dated(table, "longest_term", _term),
        longest_small_term=dated(table, "longest_small_term", _term),
    )


def _fatal(entry: Table) -> frozenset[str]:
    agreed = entry.texts("agreed")
    if not set(agreed) <= set(Agreed):
        raise entry.wrong("agreed", "choice", choices=", ".join(Agreed))
    return frozenset(agreed)


def _term(entry: Table) -> Term:
    return entry.term("term")
