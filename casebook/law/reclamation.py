"""Reading `reclamation.toml`: until when goods can be reclaimed that were delivered and not paid."""

from casebook.domain.dated import Dated
from casebook.domain.reclamation import ReclamationTerms
from casebook.law.schema import Table, dated


def read(table: Table) -> Dated[ReclamationTerms]:
    """Return the terms; raises `LawError` where the table is wrong."""
    rules = dated(table, "lapse", lambda entry: ReclamationTerms(entry.term("after_due"), entry.term("after_storage")))
    table.done()
    return rules
