"""Reading `costs.toml`: extrajudicial collection costs."""

from decimal import Decimal

from casebook.domain.costs import ContractualKinds, CostRules, RecurringCap, Scale, Slice
from casebook.domain.dated import Dated
from casebook.domain.statutory_term import StatutoryTermRules
from casebook.law.schema import Table, ascending, dated, term


def read(table: Table, vat_rate: Dated[Decimal], atw: StatutoryTermRules) -> CostRules:
    """Return the rules of collection costs; `vat_rate` is the general rate. Raises `LawError`."""
    rules = CostRules(
        scale=dated(table, "scale", _scale),
        kinds=dated(table, "kinds", _kinds),
        letter_term=dated(table, "letter", term),
        recurring_cap=dated(table, "recurring_cap", _recurring_cap),
        vat_added=dated(table, "vat", lambda entry: entry.flag("added_where_creditor_deducts")),
        vat_rate=vat_rate,
        atw=atw,
    )
    table.done()
    return rules


def _scale(entry: Table) -> Scale:
    slices = tuple(_slice(item) for item in entry.tables("slices"))
    ascending(entry, "slices", [part.up_to for part in slices])
    return Scale(slices, entry.cents("minimum"), entry.cents("maximum"))


def _slice(item: Table) -> Slice:
    part = Slice(item.percent("percent"), item.cents("up_to") if item.has("up_to") else None)
    item.done()
    return part


def _kinds(entry: Table) -> ContractualKinds:
    kinds = ContractualKinds(frozenset(entry.texts("contractual")), frozenset(entry.texts("not_contractual")))
    if kinds.contractual & kinds.not_contractual:
        raise entry.wrong("not_contractual", "disjoint")
    return kinds


def _recurring_cap(entry: Table) -> RecurringCap:
    return RecurringCap(
        frozenset(entry.texts("kinds")), entry.cents("instalment_below"), entry.cents("cap"), entry.term("period")
    )
