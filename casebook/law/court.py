"""Reading `court.toml`: the terms and the limit of proceedings before the kantonrechter."""

from dataclasses import dataclass

from casebook.domain.calendar import Term
from casebook.domain.dated import Dated
from casebook.domain.money import Cents
from casebook.law.schema import Table, dated, term


@dataclass(frozen=True, slots=True)
class CourtRules:
    """The highest claim that goes to the kantonrechter, and the terms after a judgment.

    `objection` (verzet) is the debtor's term against a default judgment, `command` (bevel) the term between service
    of a title and enforcement.
    """

    kanton_limit: Dated[Cents]
    objection: Dated[Term]
    objection_abroad: Dated[Term]
    command: Dated[Term]


def read(table: Table) -> CourtRules:
    """Return the rules of proceedings; raises `LawError` where the table is wrong."""
    rules = CourtRules(
        kanton_limit=dated(table, "kanton_limit", lambda entry: entry.cents("amount")),
        objection=dated(table, "objection", term),
        objection_abroad=dated(table, "objection_abroad", term),
        command=dated(table, "command", term),
    )
    table.done()
    return rules
