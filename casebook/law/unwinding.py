"""Reading `unwinding.toml`: what the first day of an insolvency does to the claims from before it."""

from casebook.domain.insolvency.facts import Kind
from casebook.domain.insolvency.unwinding import UnwindingRule, UnwindingRules
from casebook.law.schema import Table, dated


def read(table: Table) -> UnwindingRules:
    """Return the rules by kind of proceeding; raises `LawError` where the table is wrong."""
    cut = table.table("cut")
    names = {one.value for one in Kind}
    for name in cut.names():
        if name not in names:
            raise cut.wrong(name, "choice", choices=tuple(sorted(names)))
    rules = {Kind(name): dated(cut, name, _rule) for name in cut.names()}
    cut.done()
    table.done()
    return rules


def _rule(entry: Table) -> UnwindingRule:
    return UnwindingRule(entry.flag("interest_stops"), entry.term("look_back"))
