"""The cases that entries of the bank are known by as direct debits: a collection of ours, or a mandate."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from casebook.domain.matching.candidate import Method
from casebook.domain.matching.facts import Hit
from casebook.domain.matching.rules import MatchingRules
from casebook.store.database import Database
from casebook.store.matching.entries import Entry, Hits
from casebook.store.matching.owed import cases_of
from casebook.store.rows import many

_COLLECTIONS = """
    SELECT d.end_to_end, a.case_id, i.number FROM debit_collection d
    JOIN arrangement a ON a.id = d.arrangement_id JOIN instalment i ON i.id = d.instalment_id
    WHERE d.end_to_end IN ({marks})
"""
_MANDATES = "SELECT reference, party_id FROM debit_mandate WHERE reference IN ({marks})"


class _Collection(NamedTuple):
    end_to_end: str
    case_id: int
    number: int


class _Mandate(NamedTuple):
    reference: str
    party_id: int


def by_direct_debit(database: Database, entries: Sequence[Entry], rules: MatchingRules, hits: Hits) -> None:
    """Find the cases of the collections and mandates that entries name."""
    named = {entry.end_to_end for entry in entries if entry.end_to_end}
    collections = {one.end_to_end: one for one in many(database, _COLLECTIONS, _Collection, sorted(named))}
    mandates: dict[str, list[int]] = defaultdict(list)
    for one in many(database, _MANDATES, _Mandate, sorted({entry.mandate for entry in entries if entry.mandate})):
        mandates[one.reference].append(one.party_id)
    if not (collections or mandates):
        return
    of_party = cases_of(database, {party for some in mandates.values() for party in some})
    for entry in entries:
        own = hits[entry.entry_id]
        if collection := collections.get(entry.end_to_end):
            number = {"number": collection.number}
            own.append(Hit(collection.case_id, Method.DIRECT_DEBIT, rules.direct_debit, "bank.why_collection", number))
        for party in mandates.get(entry.mandate, ()) if entry.mandate else ():
            for case_id in of_party.get(party, ()):
                mandate = {"mandate": entry.mandate}
                own.append(Hit(case_id, Method.DIRECT_DEBIT, rules.mandate, "bank.why_mandate", mandate))
