"""Reading `vat.toml`: the rates of VAT and the relief for bad debts (Wet OB art. 29)."""

from dataclasses import dataclass
from decimal import Decimal

from casebook.domain.calendar import Term
from casebook.domain.dated import Dated
from casebook.domain.vat.periods import ReliefRules
from casebook.law.schema import Table, dated, percent, term


@dataclass(frozen=True, slots=True)
class VatRules:
    """The rates in percent, and the terms of the relief.

    The right to relief arises at latest `relief_after` the last day of payment; not claimed in the return of that
    period, which is filed `return_within` its end, it can only be asked for ex officio, within `ex_officio_within`.
    """

    general_rate: Dated[Decimal]
    reduced_rate: Dated[Decimal]
    relief_after: Dated[Term]
    return_within: Dated[Term]
    ex_officio_within: Dated[Term]

    @property
    def relief(self) -> ReliefRules:
        """The terms of the relief."""
        return ReliefRules(self.relief_after, self.return_within, self.ex_officio_within)


def read(table: Table) -> VatRules:
    """Return the rules of VAT; raises `LawError` where the table is wrong."""
    rules = VatRules(
        general_rate=dated(table, "general_rate", percent),
        reduced_rate=dated(table, "reduced_rate", percent),
        relief_after=dated(table, "relief_after", term),
        return_within=dated(table, "return_within", term),
        ex_officio_within=dated(table, "ex_officio_within", term),
    )
    table.done()
    return rules
