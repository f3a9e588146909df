"""Reading `suspension.toml`: what has to come before a service is suspended."""

from collections.abc import Mapping

from casebook.domain.dated import Dated
from casebook.domain.service import SuspensionRules
from casebook.law.schema import Table, dated


def read(table: Table) -> Mapping[str, Dated[SuspensionRules]]:
    """Return the rules by sector; raises `LawError` where the table is wrong."""
    sector = table.table("sector")
    rules = {name: dated(sector, name, _sector) for name in sector.names()}
    sector.done()
    table.done()
    return rules


def _sector(entry: Table) -> SuspensionRules:
    reminders, days = entry.integer("reminders"), entry.integer("reminder_days")
    flags = (entry.flag(name) for name in SuspensionRules._fields[2:])
    return SuspensionRules(reminders, days, *flags)
