"""Entries of the bank as matching goes by them, with what is left of each."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.matching.facts import Hit
from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.rows import many

# What points from each entry, by its id, to cases.
Hits = dict[int, list[Hit]]

# What is used of an entry: the uses that nobody took back.
USED = "(SELECT COALESCE(sum(u.cents), 0) FROM bank_use u WHERE u.entry_id = e.id AND u.undone_on IS NULL)"
_ENTRIES = f"""
    SELECT e.id, e.creditor_id, e.account, e.value_on, CAST(e.cents - {USED} AS BIGINT), e.name, e.ultimate_name,
           e.iban, e.text, e.reference, e.end_to_end, e.mandate, e.return_code, e.is_reversal, s.currency, r.on_day
    FROM bank_entry e JOIN bank_statement s ON s.id = e.statement_id JOIN import_run r ON r.id = s.run_id
    WHERE e.id IN ({{marks}}) ORDER BY e.id
"""  # noqa: S608 only constants


class Entry(NamedTuple):
    """An entry of which `rest` is left, with its sign; nothing may be. `since_on` is the day it was imported."""

    entry_id: int
    creditor_id: int
    account: str
    value_on: date
    rest: Cents
    name: str
    ultimate_name: str
    iban: str | None
    text: str
    reference: str
    end_to_end: str
    mandate: str
    return_code: str | None
    is_reversal: bool
    currency: str
    since_on: date


def load(database: Database, entry_ids: Sequence[int]) -> list[Entry]:
    """Return entries with what is left of each."""
    return many(database, _ENTRIES, Entry, entry_ids)
