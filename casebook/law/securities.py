"""Reading `securities.toml`: what is taken off the value of securities, when they are invoked, and how they lapse."""

from casebook.domain.calendar import Holidays
from casebook.domain.dated import Dated
from casebook.domain.reclamation import ReclamationTerms
from casebook.domain.security.facts import SecurityKind
from casebook.domain.security.rules import Lapse, SecurityRules
from casebook.law.schema import Table, dated, percent


def read(table: Table, reclamation: Dated[ReclamationTerms], holidays: Holidays) -> SecurityRules:
    """Return the rules; raises `LawError` where the table is wrong."""
    haircut, lapse = table.table("haircut"), table.table("lapse")
    rules = SecurityRules(
        haircut={kind: dated(haircut, kind.value, percent) for kind in SecurityKind},
        invoke_within=dated(table, "invoke", lambda entry: entry.working_days("within")),
        term=dated(table, "term", lambda entry: entry.flag("reasonable")),
        stay=dated(table, "stay", lambda entry: entry.flag("stays")),
        lapse={kind: dated(lapse, kind.value, _lapse) for kind in (SecurityKind.PLEDGE, SecurityKind.MORTGAGE)},
        reclamation=reclamation,
        holidays=holidays,
    )
    for one in (haircut, lapse, table):
        one.done()
    return rules


def _lapse(entry: Table) -> Lapse:
    return Lapse(entry.flag("with_claim"), entry.term("at_least") if entry.has("at_least") else None)
