"""The cases whose debtors have a name like the one of who paid, for entries that nothing surer points from."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from casebook.domain.matching.candidate import Method
from casebook.domain.matching.facts import Hit
from casebook.domain.matching.names import likeness, telling_words
from casebook.domain.matching.rules import MatchingRules
from casebook.domain.phonetic import phonetic
from casebook.store.database import Database
from casebook.store.matching.entries import Entry, Hits
from casebook.store.matching.owed import cases_of
from casebook.store.rows import many

# What a word is found so often by tells nobody from another.
_MOST_ALIKE = 200

_COUNTED = "SELECT term, count(*) FROM search_term WHERE kind = 'party' AND term IN ({marks}) GROUP BY term"
_NAMED = "SELECT term, record_id FROM search_term WHERE kind = 'party' AND term IN ({marks})"
_NAMES = (
    "SELECT id, name FROM party WHERE id IN ({marks})",
    "SELECT party_id, name FROM alias WHERE party_id IN ({marks})",
)


class _Word(NamedTuple):
    term: str
    number: int


class _Name(NamedTuple):
    party_id: int
    name: str


def by_name(database: Database, entries: Sequence[Entry], rules: MatchingRules, hits: Hits) -> None:
    """Find the debtors whose name is like the one of who paid: by words that few have in common."""
    names = {name for entry in entries for name in (entry.name, entry.ultimate_name) if name}
    terms = {name: {form for word in telling_words(name) for form in _sounding(word)} for name in names}
    wanted = sorted({term for some in terms.values() for term in some})
    rare = [one.term for one in many(database, _COUNTED, _Word, wanted) if one.number <= _MOST_ALIKE]
    by_term: dict[str, list[int]] = defaultdict(list)
    for one in many(database, _NAMED, _Word, rare):
        by_term[one.term].append(one.number)
    alike = {name: {party for term in some for party in by_term.get(term, ())} for name, some in terms.items()}
    parties = {party for some in alike.values() for party in some}
    of_party = cases_of(database, parties)
    known: dict[int, list[str]] = defaultdict(list)
    for sql in _NAMES:
        for named in many(database, sql, _Name, sorted(of_party)):
            known[named.party_id].append(named.name)
    for entry in entries:
        for name in dict.fromkeys(filter(None, (entry.ultimate_name, entry.name))):
            for party in sorted(alike[name] & of_party.keys()):
                best = max(((likeness(name, theirs), theirs) for theirs in known[party]), default=(0.0, ""))
                if best[0] < rules.name_likeness:
                    continue
                for case_id in of_party[party]:
                    said = {"name": name, "known": best[1]}
                    hits[entry.entry_id].append(Hit(case_id, Method.NAME, rules.name, "bank.why_name", said))


def _sounding(word: str) -> tuple[str, ...]:
    """Return the terms under which a word of a name is found; only letters have a sound."""
    return (word, f"~{phonetic(word)}") if word.isalpha() else (word,)
