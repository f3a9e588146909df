"""Reading `direct_debit.toml`: the terms of SEPA direct debit, and the days on which banks settle."""

from casebook.domain.calendar import Holidays
from casebook.domain.direct_debit import DebitRules
from casebook.law.holidays import rule
from casebook.law.schema import Table, dated, term


def read(table: Table) -> DebitRules:
    """Return the rules of direct debit; raises `LawError` where the table is wrong."""
    closed = table.table("closed")
    rules = DebitRules(
        lead=dated(table, "lead", lambda entry: entry.working_days("bank_days")),
        prepare=dated(table, "prepare", lambda entry: entry.working_days("bank_days")),
        pre_notification=dated(table, "pre_notification", term),
        returnable=dated(table, "returnable", term),
        returnable_unauthorised=dated(table, "returnable_unauthorised", term),
        mandate_lapses=dated(table, "mandate_lapses", term),
        settling=Holidays({name: dated(closed, name, rule) for name in closed.names()}, frozenset()),
    )
    table.done()
    return rules
