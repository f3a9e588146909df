"""Reading `court.toml`: the terms and the limit of proceedings, and the terms after a judgment."""

from casebook.domain.calendar import Holidays, Term
from casebook.domain.court.rules import CourtRules
from casebook.domain.dated import Dated
from casebook.domain.statutory_term import StatutoryTermRules
from casebook.law.schema import Table, dated, term


def read(
    table: Table, follow_up: Dated[Term], idle: Dated[Term], statutory_terms: StatutoryTermRules, holidays: Holidays
) -> CourtRules:
    """Return the rules of proceedings; raises `LawError` where the table is wrong."""
    rules = CourtRules(
        kanton_limit=dated(table, "kanton_limit", lambda entry: entry.cents("amount")),
        objection=dated(table, "objection", term),
        objection_abroad=dated(table, "objection_abroad", term),
        objection_order=dated(table, "objection_order", term),
        command=dated(table, "command", term),
        appeal=dated(table, "appeal", term),
        statement=dated(table, "statement", term),
        exempt=dated(table, "exempt", term),
        attachment_lapses=dated(table, "attachment_lapses", lambda entry: entry.flag("lapses")),
        serve=dated(table, "serve", term),
        follow_up=follow_up,
        idle=idle,
        statutory_terms=statutory_terms,
        holidays=holidays,
    )
    table.done()
    return rules
