"""Receipts in the bank inbox that could be a term of an arrangement: before it is late, they are looked at."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.rows import rows


class PossibleReceipt(NamedTuple):
    """An entry of which `rest` is left that could be a term: from whom, on which day, how sure it is this case's.

    `confidence` is 0 where only the amount fits.
    """

    entry_id: int
    value_on: date
    rest: Cents
    name: str
    text: str
    confidence: int


_POSSIBLE = """
    SELECT n.entry_id, n.value_on, n.rest_cents, e.name, e.text, COALESCE(c.confidence, 0)
    FROM entry_now n JOIN bank_entry e ON e.id = n.entry_id
    LEFT JOIN entry_candidate c ON c.entry_id = n.entry_id AND c.case_id = ?
    WHERE n.rest_cents > 0 AND n.value_on >= ? AND n.creditor_id IN ({creditors}) AND (c.case_id IS NOT NULL{amounts})
    ORDER BY n.value_on, n.entry_id
"""
_BETWEEN = " OR n.rest_cents BETWEEN ? AND ?"


def possible(
    database: Database, creditor_ids: Sequence[int], cents: Sequence[Cents], since: date, case_id: int
) -> list[PossibleReceipt]:
    """Return the receipts since a day, with something left, that could be one of these amounts for a case.

    They came in on an account of one of the creditors, and have one of the amounts, give or take the tolerance, or
    the case is among those they may be for.
    """
    if not creditor_ids:
        return []
    tolerance = database.law.defaults.arrangement.applied(since).value.tolerance
    amounts = tuple(dict.fromkeys(cents))
    sql = _POSSIBLE.replace("{creditors}", ", ".join("?" * len(creditor_ids)))
    sql = sql.replace("{amounts}", _BETWEEN * len(amounts))
    bounds = [bound for one in amounts for bound in (one - tolerance, one + tolerance)]
    return rows(database, sql, PossibleReceipt, (case_id, since, *creditor_ids, *bounds))
