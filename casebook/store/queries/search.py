"""Finding parties, cases and claims by what somebody quotes or types: words, numbers, and misspelt names."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from casebook.domain.search import Query, query_terms, rank
from casebook.store.database import Database
from casebook.store.models.cases import CaseState
from casebook.store.rows import many, rows
from casebook.store.search import CASE, CLAIM, PARTY

Record = tuple[str, int]

# So many records are ranked at most.
CANDIDATES = 500
# Where fewer are found, misspelt names are looked for too.
_LITTLE = 5
# So many terms of each word are counted to see which is the rarest; so many are read of each key of a misspelt one.
_COUNTED = 20_000
_READ = 2_000


class SearchRow(NamedTuple):
    """A record that was found, and the case it belongs to.

    `kind` is `party`, `case` or `claim`, `name` the party or the debtor of the case, `matched` the name or number
    that was found; `near`: only what sounds or is written alike.
    """

    kind: str
    record_id: int
    case_id: int | None
    case_number: str | None
    state: CaseState | None
    name: str
    matched: str
    near: bool


class Hit(NamedTuple):
    """A record under one of its terms."""

    kind: str
    record_id: int
    term: str

    @property
    def record(self) -> Record:
        """Which record it is."""
        return self.kind, self.record_id


class Condition(NamedTuple):
    """A condition on terms `t`."""

    sql: str
    values: tuple[str, ...]

    def of(self, name: str) -> str:
        """Return the condition on terms that have another name."""
        return self.sql.replace("t.", f"{name}.")


class _Text(NamedTuple):
    record_id: int
    text: str


class _Found(NamedTuple):
    """What is compared with the query: a text of a record."""

    kind: str
    record_id: int
    text: str
    near: bool


class _Belongs(NamedTuple):
    record_id: int
    case_id: int | None
    case_number: str | None
    state: CaseState | None
    name: str


# Said even where the order does not matter, so that what a window or a count stops at is read by the index.
BY_TERM = "ORDER BY t.term, t.kind, t.record_id"
_RANGE = "t.term >= ? AND t.term < ?"
_COUNT = f"SELECT count(*) FROM (SELECT 1 FROM search_term t WHERE {{t}} {BY_TERM} LIMIT {_COUNTED}) counted"  # noqa: S608 our own text
_OTHER = "(SELECT 1 FROM search_term u WHERE u.kind = t.kind AND u.record_id = t.record_id AND {u} LIMIT 1) = 1"
_TEXTS = {
    PARTY: (
        "SELECT id, name FROM party WHERE id IN ({marks})",
        "SELECT party_id, name FROM alias WHERE party_id IN ({marks})",
    ),
    CASE: ("SELECT id, number FROM cases WHERE id IN ({marks})",),
    CLAIM: ("SELECT id, number FROM claim WHERE id IN ({marks})",),
}
# The cases of each record: a party's own, or else those in which he is liable too.
_BELONGS = {
    PARTY: (
        """
        SELECT p.id, c.id, c.number, c.state, p.name FROM party p JOIN cases c ON c.debtor_id = p.id
        WHERE p.id IN ({marks}) ORDER BY c.id DESC
        """,
        """
        SELECT DISTINCT p.id, c.id, c.number, c.state, p.name
        FROM party p JOIN liability l ON l.party_id = p.id JOIN claim k ON k.id = l.claim_id
        JOIN cases c ON c.id = k.case_id WHERE p.id IN ({marks}) ORDER BY c.id DESC
        """,
        "SELECT id, NULL, NULL, NULL, name FROM party WHERE id IN ({marks})",
    ),
    CASE: (
        """
        SELECT c.id, c.id, c.number, c.state, p.name
        FROM cases c JOIN party p ON p.id = c.debtor_id WHERE c.id IN ({marks})
        """,
    ),
    CLAIM: (
        """
        SELECT k.id, c.id, c.number, c.state, p.name
        FROM claim k JOIN cases c ON c.id = k.case_id JOIN party p ON p.id = c.debtor_id WHERE k.id IN ({marks})
        """,
    ),
}


def find(database: Database, text: str, limit: int = 50) -> list[SearchRow]:
    """Return what is found under a text as typed so far, the most alike first; a party with each of his cases."""
    query = query_terms(text)
    numbers, words = numbered(database, query, CANDIDATES), worded(database, query, CANDIDATES)
    found = {hit.record: hit for hit in (*words, *numbers)}
    near = [record for record in _near(database, query) if record not in found] if len(found) < _LITTLE else []
    texts = [
        *(_Found(*hit.record, hit.term, near=False) for hit in numbers if hit.kind == PARTY),
        *_texts(database, dict.fromkeys(hit.record for hit in (*numbers, *words)), near=False),
        *_texts(database, near, near=True),
    ]
    best: dict[Record, _Found] = {}
    for one in sorted(rank(text, texts, lambda one: one.text), key=lambda one: one.near):
        best.setdefault((one.kind, one.record_id), one)
    return list(islice(_rows(database, list(best.values())[:limit]), limit))


def worded(database: Database, query: Query, limit: int) -> list[Hit]:
    """Return records that have all the words of a query, the last as a beginning; at most so many terms of them."""
    words = word_conditions(query)
    if not words:
        return []
    rarest = words[_rarest(database, words)] if len(words) > 1 else words[0]
    others = [one for one in words if one is not rarest]
    sql = f"SELECT t.kind, t.record_id, t.term FROM search_term t WHERE {rarest.sql}"  # noqa: S608 our own text
    for one in others:
        sql += f" AND {_OTHER.replace('{u}', one.of('u'))}"
    values = [value for one in (rarest, *others) for value in one.values]
    return rows(database, f"{sql} {BY_TERM} LIMIT {limit:d}", Hit, values)


def numbered(database: Database, query: Query, limit: int) -> list[Hit]:
    """Return records that have a number of a query as a beginning; at most so many of each."""
    sql = f"SELECT t.kind, t.record_id, t.term FROM search_term t WHERE {_RANGE} {BY_TERM} LIMIT {limit:d}"  # noqa: S608 our own text
    return [hit for one in query.numbers for hit in rows(database, sql, Hit, one)]


def word_conditions(query: Query) -> list[Condition]:
    """Return the conditions on terms `t` that a record is to meet by one of its terms each."""
    whole = [Condition("t.term = ?", (word,)) for word in query.words]
    return [*whole, Condition(_RANGE, query.last)] if query.last else whole


def number_conditions(query: Query) -> list[Condition]:
    """Return the conditions on terms `t` of which a record is to meet one."""
    return [Condition(_RANGE, one) for one in query.numbers]


def _rarest(database: Database, words: Sequence[Condition]) -> int:
    counts = [database.value(_COUNT.replace("{t}", one.sql), one.values) for one in words]
    return counts.index(min(counts))


def _near(database: Database, query: Query) -> list[Record]:
    """Return the records that share most with what was typed, where each word is alike to one of the record's."""
    if not query.near:
        return []
    sql = f"SELECT t.kind, t.record_id, t.term FROM search_term t WHERE t.term = ? {BY_TERM} LIMIT {_READ:d}"  # noqa: S608 our own text
    alike: list[Counter[Record]] = []
    for keys in query.near:
        shared: Counter[Record] = Counter()
        for key in sorted(keys):
            shared.update(hit.record for hit in rows(database, sql, Hit, (key,)))
        alike.append(shared)
    of_all = (record for record in min(alike, key=len) if all(record in shared for shared in alike))
    return heapq.nlargest(CANDIDATES, of_all, key=lambda record: sum(shared[record] for shared in alike))


def _texts(database: Database, records: Iterable[Record], *, near: bool) -> Iterator[_Found]:
    """Yield the texts of records that a query is compared with."""
    for kind, ids in _by_kind(records):
        for sql in _TEXTS[kind]:
            for record_id, text in many(database, sql, _Text, ids):
                yield _Found(kind, record_id, text, near)


def _rows(database: Database, found: Sequence[_Found]) -> Iterator[SearchRow]:
    belongs: dict[Record, list[_Belongs]] = defaultdict(list)
    for kind, ids in _by_kind((one.kind, one.record_id) for one in found):
        left = list(ids)
        for sql in _BELONGS[kind]:
            for row in many(database, sql, _Belongs, left):
                belongs[kind, row.record_id].append(row)
            left = [record_id for record_id in left if (kind, record_id) not in belongs]
    for one in found:
        for row in belongs[one.kind, one.record_id]:
            case = (row.case_id, row.case_number, row.state)
            yield SearchRow(one.kind, one.record_id, *case, row.name, one.text, one.near)


def _by_kind(records: Iterable[Record]) -> Iterator[tuple[str, list[int]]]:
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, record_id in records:
        ids[kind].append(record_id)
    yield from ids.items()
