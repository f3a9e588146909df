"""The cases of who has a name like the one an item was sent or signed with: where nothing surer points to a case."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from casebook.domain.matching.names import likeness, telling_words
from casebook.domain.phonetic import phonetic
from casebook.domain.post.candidates import PostHit, PostMethod, PostRules
from casebook.domain.search import fold
from casebook.store.database import Database
from casebook.store.post.of_party import cases_of
from casebook.store.post.texts import Hits, Written
from casebook.store.rows import many

# What a word is found so often by tells nobody from another.
_MOST_ALIKE = 200
# Who writes stands at the head of a letter, and who signs it at its foot.
_HEAD, _FOOT = 15, 10
_LONGEST_LINE, _FEWEST_WORDS = 60, 2
_NO_NAME = re.compile(r"\d{3,}|[:?!;@]|,.*,")

_COUNTED = "SELECT term, count(*) FROM search_term WHERE kind = 'party' AND term IN ({marks}) GROUP BY term"
_NAMED = "SELECT term, record_id FROM search_term WHERE kind = 'party' AND term IN ({marks})"
_NAMES = (
    "SELECT id, name FROM party WHERE id IN ({marks})",
    "SELECT party_id, name FROM alias WHERE party_id IN ({marks})",
)


class _Counted(NamedTuple):
    term: str
    number: int


class _Name(NamedTuple):
    party_id: int
    name: str


def by_name(database: Database, items: Sequence[Written], rules: PostRules, hits: Hits) -> None:
    """Find the debtors whose name is like the one of who sent an item, or like a line where a name may stand."""
    names = {item.item_id: list(dict.fromkeys(_names(item))) for item in items}
    terms = {name: set(_terms(name)) for some in names.values() for name in some}
    wanted = sorted({term for some in terms.values() for term in some})
    rare = [one.term for one in many(database, _COUNTED, _Counted, wanted) if one.number <= _MOST_ALIKE]
    by_term: dict[str, list[int]] = defaultdict(list)
    for one in many(database, _NAMED, _Counted, rare):
        by_term[one.term].append(one.number)
    alike = {name: {party for term in some for party in by_term.get(term, ())} for name, some in terms.items()}
    of_party = cases_of(database, {party for some in alike.values() for party in some})
    known: dict[int, list[str]] = defaultdict(list)
    for sql in _NAMES:
        for named in many(database, sql, _Name, sorted(of_party)):
            known[named.party_id].append(named.name)
    for item in items:
        for name in names[item.item_id]:
            for party in sorted(alike[name] & of_party.keys()):
                sure, theirs = max(((_alike(name, one), one) for one in known[party]), default=(0.0, ""))
                if sure < rules.name_likeness:
                    continue
                said = {"name": name, "known": theirs}
                hits[item.item_id] += [
                    PostHit(case_id, PostMethod.NAME, "post.why_name", said, party_id=party)
                    for case_id in of_party[party]
                ]


def _names(item: Written) -> Iterator[str]:
    """Yield what may be the name of who sent an item."""
    if item.from_name:
        yield item.from_name
    lines = [" ".join(line.split()) for line in item.text.split("\n") if line.strip()]
    for line in [*lines[:_HEAD], *lines[-_FOOT:]]:
        if len(line) <= _LONGEST_LINE and not _NO_NAME.search(line) and len(fold(line).split()) >= _FEWEST_WORDS:
            yield line


def _alike(name: str, known: str) -> float:
    """Return how like two names are: of somebody with initials all of it counts, since many share his family name."""
    if len(telling_words(name)) >= _FEWEST_WORDS:
        return likeness(name, known)
    from rapidfuzz import fuzz

    return fuzz.ratio(fold(name), fold(known))


def _terms(name: str) -> Iterator[str]:
    for word in telling_words(name):
        yield word
        if word.isalpha():
            yield f"~{phonetic(word)}"
