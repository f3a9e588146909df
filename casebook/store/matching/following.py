"""Which entries of the bank are looked at anew after something was done."""

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from typing import Any, NamedTuple

from casebook.store import bank_parts, stale
from casebook.store.database import Database
from casebook.store.matching.refresh import of_cases, renewed
from casebook.store.rows import many
from casebook.store.transaction import NOBODY, Transaction

# So many other cases are made anew at once, while others wait.
_AT_ONCE = 50
_AMOUNTS = "SELECT cents FROM bank_entry WHERE cents > 0 AND id IN ({marks})"
_SUCH_A_TERM = """
    SELECT DISTINCT a.case_id FROM instalment i JOIN arrangement a ON a.id = i.arrangement_id
    WHERE i.cents BETWEEN ? AND ? AND a.agreed_on IS NOT NULL AND a.superseded_on IS NULL AND a.broken_on IS NULL
      AND a.completed_on IS NULL
"""
_SAME_ACCOUNT = """
    SELECT o.id FROM bank_entry e JOIN bank_entry o ON o.iban = e.iban JOIN entry_now n ON n.entry_id = o.id
    WHERE e.id IN ({marks}) AND e.iban IS NOT NULL
"""
# In which column the changed rows of a table have the entry they are about.
_ENTRY_OF = {"bank_entry": "id", "bank_use": "entry_id"}


class _Id(NamedTuple):
    id: int


class _Amount(NamedTuple):
    cents: int


def follow(database: Database, changes: Iterable[Mapping[str, Any]], cases: Set[int], day: date) -> list[int]:
    """Make anew the entries that were used or let go, and those in the bank inbox that may be for one of the cases.

    Returns the other cases that this bears on, locked, to be made anew with them; of very many the rest is marked.
    What a new claim, account or name makes of others is found by the nightly pass.
    """
    entries = set(of_cases(database, cases))
    used = {id_ for change in changes for id_ in _entries(database, change)}
    entries |= (
        used
        | _of_same_account(database, sorted(used))
        | set(bank_parts.told_otherwise(database, sorted(used)) if used else ())
    )
    if not entries:
        return []
    concerned = renewed(database, sorted(entries), day)
    if used:
        concerned.update(_with_such_a_term(database, sorted(used)))
    others = sorted(concerned - cases)
    if others:
        Transaction(database, NOBODY, day).lock(others[:_AT_ONCE])
        stale.mark(database, others[_AT_ONCE:], day)
    return others[:_AT_ONCE]


def _of_same_account(database: Database, entry_ids: Sequence[int]) -> set[int]:
    """Return what waits in the bank inbox and came from the same accounts as entries."""
    return {one.id for one in many(database, _SAME_ACCOUNT, _Id, entry_ids)}


def _with_such_a_term(database: Database, entry_ids: Sequence[int]) -> list[int]:
    """Return the cases with an arrangement of which a term could be one of the entries, by its amount."""
    tolerance = database.law.defaults.arrangement.applied(date.max).value.tolerance
    amounts = [one.cents for one in many(database, _AMOUNTS, _Amount, entry_ids)]
    found = [database.fetch(_SUCH_A_TERM, (cents - tolerance, cents + tolerance)) for cents in sorted(set(amounts))]
    return sorted({case_id for some in found for (case_id,) in some})


def _entries(database: Database, change: Mapping[str, Any]) -> Iterable[int]:
    name = change.get("add") or change.get("change") or change["remove"]
    column = _ENTRY_OF.get(name)
    if column is None:
        return []
    if "add" in change:
        place = list(change["columns"]).index(column)
        return [row[place] for row in change["rows"]]
    if column in change["old"]:
        return [change["old"][column]]
    return [entry for (entry,) in database.fetch("SELECT entry_id FROM bank_use WHERE id = ?", (change["id"],))]
