"""What points from entries of the bank to cases, looked up for many entries at once along indexes."""

from collections import defaultdict
from collections.abc import Sequence

from casebook.domain.matching.rules import MatchingRules
from casebook.store.database import Database
from casebook.store.matching.by_account import by_account
from casebook.store.matching.by_amount import by_amount
from casebook.store.matching.by_direct_debit import by_direct_debit
from casebook.store.matching.by_name import by_name
from casebook.store.matching.by_number import by_number
from casebook.store.matching.entries import Entry, Hits


def find(database: Database, entries: Sequence[Entry], rules: MatchingRules) -> Hits:
    """Return what points from entries to cases; by name and amount only where nothing surer does."""
    hits: Hits = defaultdict(list)
    by_number(database, entries, rules, hits)
    by_direct_debit(database, entries, rules, hits)
    by_account(database, entries, rules, hits)
    unknown = [entry for entry in entries if all(hit.strength < rules.likely for hit in hits.get(entry.entry_id, ()))]
    by_name(database, unknown, rules, hits)
    by_amount(database, [entry for entry in unknown if entry.rest > 0], rules, hits)
    return hits
