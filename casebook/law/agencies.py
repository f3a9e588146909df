"""Reading `agencies.toml`: since when an agency that collects from persons has to be registered."""

from casebook.domain.dated import Dated
from casebook.law.schema import Table, dated


def read(table: Table) -> Dated[bool]:
    """Return whether an agency has to be registered; raises `LawError` where the table is wrong."""
    found = dated(table, "registration", lambda entry: entry.flag("needed"))
    table.done()
    return found
