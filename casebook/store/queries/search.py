"""Finding parties, cases and claims by what somebody quotes or types: words, numbers, and misspelt names."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from casebook.domain.likeness import WORDS, Typed, likeness, typed
from casebook.domain.money import Cents
from casebook.domain.search import Query, TermKind, fold, query_terms
from casebook.store.database import Database
from casebook.store.models.cases import CaseState
from casebook.store.rows import many, marks, rows
from casebook.store.search import CASE, CLAIM, PARTY, texts

Record = tuple[str, int]

# So many records are ranked at most. Of numbers those that are just so stand in front already.
CANDIDATES = 250
_OF_A_NUMBER = 100
# Where fewer are found, misspelt names are looked for too.
_LITTLE = 5
# So many terms of each word are counted to see which is the rarest; so many are read of each key of a misspelt one,
# and of so many records it is tried whether they have the other words.
_COUNTED = 20_000
_READ = 5_000
_TRIED = 2_000


class SearchRow(NamedTuple):
    """A record that was found, and the case it belongs to.

    `kind` is `party`, `case` or `claim`, `name` the party or the debtor of the case, whose id is `party_id`. `debtor`
    is the debtor of the case, which a party may also be liable in or speak for somebody in; empty without a case.
    `matched` is the name or number that was found and `matched_as` what that is; `near`: only what sounds or is
    written alike. `open_cents` and `owner` are those of the case, without one 0 and empty.
    """

    kind: str
    record_id: int
    party_id: int
    case_id: int | None
    case_number: str | None
    state: CaseState | None
    name: str
    debtor: str
    open_cents: Cents
    owner: str
    matched: str
    matched_as: TermKind
    near: bool


class Condition(NamedTuple):
    """A condition on terms `t`."""

    sql: str
    values: tuple[str, ...]

    def of(self, name: str) -> str:
        """Return the condition on terms that have another name."""
        return self.sql.replace("t.", f"{name}.")


class _Hit(NamedTuple):
    kind: str
    record_id: int


class _Found(NamedTuple):
    """The text of a record that is most like what was typed."""

    kind: str
    record_id: int
    text: str
    text_kind: TermKind
    near: bool
    score: float


class _Belongs(NamedTuple):
    record_id: int
    party_id: int
    name: str
    case_id: int | None
    case_number: str | None
    state: CaseState | None
    debtor: str
    open_cents: Cents
    owner: str


# Said even where the order does not matter, so that what a window or a count stops at is read by the index.
BY_TERM = "ORDER BY t.term, t.kind, t.record_id"
_RANGE = "t.term >= ? AND t.term < ?"
_COUNT = f"SELECT count(*) FROM (SELECT 1 FROM search_term t WHERE {{t}} {BY_TERM} LIMIT {_COUNTED}) counted"  # noqa: S608 our own text
_OTHER = "(SELECT 1 FROM search_term u WHERE u.kind = t.kind AND u.record_id = t.record_id AND {u} LIMIT 1) = 1"
_HAVING = "SELECT kind, record_id FROM search_term t WHERE {t}"
_OF_THESE = "SELECT t.kind, t.record_id FROM ({found}) t WHERE {t}"
# Of each key so many, and of the records those that share most with it.
_OF_KEY = f"SELECT * FROM (SELECT kind, record_id FROM search_term t WHERE t.term = ? {BY_TERM} LIMIT {_READ}) one"  # noqa: S608 our own text
_SHARING = (
    "SELECT kind, record_id FROM ({keys}) t GROUP BY kind, record_id ORDER BY count(*) DESC, record_id LIMIT {most}"
)
_OF_THE_CASE = "c.id, c.number, c.state, d.name, COALESCE(-n.amount_rank, 0), COALESCE(o.name, t.name, '')"
_OWNED = """
    JOIN party d ON d.id = c.debtor_id LEFT JOIN case_now n ON n.case_id = c.id
    LEFT JOIN person o ON o.id = c.owner_person_id LEFT JOIN team t ON t.id = c.owner_team_id
"""
# The cases of each record: a party's own, or else those in which he is liable too, or speaks for the debtor.
_BELONGS = {
    PARTY: (
        """
        SELECT p.id, p.id, p.name, {case} FROM party p JOIN cases c ON c.debtor_id = p.id {owned}
        WHERE p.id IN ({marks}) ORDER BY CASE WHEN c.state = 'closed' THEN 1 ELSE 0 END, c.id DESC
        """,
        """
        SELECT DISTINCT p.id, p.id, p.name, {case}
        FROM party p JOIN liability l ON l.party_id = p.id JOIN claim k ON k.id = l.claim_id
        JOIN cases c ON c.id = k.case_id {owned} WHERE p.id IN ({marks}) ORDER BY 4 DESC
        """,
        """
        SELECT DISTINCT p.id, p.id, p.name, {case}
        FROM party p JOIN representation r ON r.representative_id = p.id
        JOIN cases c ON c.debtor_id = r.party_id {owned} WHERE p.id IN ({marks}) ORDER BY 4 DESC
        """,
        "SELECT id, id, name, NULL, NULL, NULL, '', 0, '' FROM party WHERE id IN ({marks})",
    ),
    CASE: (
        """
        SELECT c.id, p.id, p.name, {case}
        FROM cases c JOIN party p ON p.id = c.debtor_id {owned} WHERE c.id IN ({marks})
        """,
    ),
    CLAIM: (
        """
        SELECT k.id, p.id, p.name, {case}
        FROM claim k JOIN cases c ON c.id = k.case_id JOIN party p ON p.id = c.debtor_id {owned}
        WHERE k.id IN ({marks})
        """,
    ),
}


def find(database: Database, text: str, limit: int = 50) -> list[SearchRow]:
    """Return what is found under a text as typed so far, the most alike first; a party with each of his cases."""
    query, asked = query_terms(text), typed(text)
    found = list(dict.fromkeys([*numbered(database, query, _OF_A_NUMBER), *worded(database, query, CANDIDATES)]))
    near = [record for record in _near(database, query) if record not in found] if len(found) < _LITTLE else []
    best = [*_best(database, asked, found, near=False), *_best(database, asked, near, near=True)]
    ordered = heapq.nsmallest(limit, best, key=lambda one: (one.near, -one.score, fold(one.text)))
    return list(_rows(database, ordered))[:limit]


def worded(database: Database, query: Query, limit: int) -> list[Record]:
    """Return at most so many records that have all the words of a query, the last as a beginning."""
    counted = _by_rarity(database, word_conditions(query))
    if not counted:
        return []
    (fewest, rarest), *others = counted
    if not others:
        return _records(database, f"{_HAVING.replace('{t}', rarest.sql)} {BY_TERM} LIMIT {limit:d}", rarest.values)
    # Where the rarest word is common too, all that have each word are compared at once: to try them one by one takes
    # longer. What more have than are counted is tried in any case.
    is_common = fewest > _TRIED
    at_once = [one for count, one in others if count < _COUNTED] if is_common else []
    tried = [one for _, one in others if one not in at_once]
    found = " INTERSECT ".join(_HAVING.replace("{t}", one.sql) for one in (rarest, *at_once))
    # Of very many any will do; to put them in order, all would have to be tried.
    order = "" if is_common else "ORDER BY t.kind DESC, t.record_id"
    sql = _OF_THESE.replace("{found}", found).replace("{t}", _have(tried))
    values = [value for one in (rarest, *at_once, *tried) for value in one.values]
    return _records(database, f"{sql} {order} LIMIT {limit:d}", values)


def numbered(database: Database, query: Query, limit: int) -> list[Record]:
    """Return records that have a number of a query as a beginning; at most so many of each."""
    sql = f"SELECT t.kind, t.record_id FROM search_term t WHERE {_RANGE} {BY_TERM} LIMIT {limit:d}"  # noqa: S608 our own text
    return [record for one in (*query.numbers, *query.otherwise) for record in _records(database, sql, one)]


def word_conditions(query: Query) -> list[Condition]:
    """Return the conditions on terms `t` that a record is to meet by one of its terms each."""
    whole = [Condition("t.term = ?", (word,)) for word in query.words]
    return [*whole, Condition(_RANGE, query.last)] if query.last else whole


def number_conditions(query: Query) -> list[Condition]:
    """Return the conditions on terms `t` of which a record is to meet one."""
    return [Condition(_RANGE, one) for one in query.numbers]


def _by_rarity(database: Database, words: Sequence[Condition]) -> list[tuple[int, Condition]]:
    """Return conditions with how many terms meet each, as far as they are counted, the fewest first."""
    if len(words) < 2:
        return [(0, one) for one in words]
    counted = [(int(database.value(_COUNT.replace("{t}", one.sql), one.values)), one) for one in words]
    return sorted(counted, key=lambda one: one[0])


def _have(words: Sequence[Condition]) -> str:
    """Return the condition on records `t` that they meet each of these by one of their terms."""
    return " AND ".join(_OTHER.replace("{u}", one.of("u")) for one in words) or "1 = 1"


def _near(database: Database, query: Query) -> list[Record]:
    """Return the records that share most with the rarest word, where each other word is alike to one of theirs too."""
    alike = [Condition(f"t.term IN ({marks(len(keys))})", tuple(sorted(keys))) for keys in query.near]
    if not alike:
        return []
    (_, rarest), *others = _by_rarity(database, alike)
    keys = " UNION ALL ".join([_OF_KEY] * len(rarest.values))
    sql = _SHARING.format(keys=keys, most=_TRIED if others else CANDIDATES)
    values = list(rarest.values)
    if others:
        tried = _have([one for _, one in others])
        sql = f"{_OF_THESE.replace('{found}', sql).replace('{t}', tried)} LIMIT {CANDIDATES}"
        values += [value for _, one in others for value in one.values]
    return _records(database, sql, values)


def _records(database: Database, sql: str, values: Sequence[str]) -> list[Record]:
    return [tuple(hit) for hit in rows(database, sql, _Hit, values)]  # type: ignore[misc]  # the same, as a plain pair


def _best(database: Database, asked: Typed, records: Iterable[Record], *, near: bool) -> Iterator[_Found]:
    """Yield of each record the text that is most like what was typed."""
    of = frozenset(TermKind) if asked.numbers else WORDS
    for kind, ids in _by_kind(records):
        best: dict[int, _Found] = {}
        for start in range(0, len(ids), CANDIDATES):
            for record_id, text_kind, text in texts(database, kind, ids[start : start + CANDIDATES], of):
                score = likeness(asked, text_kind, text)
                if record_id not in best or score > best[record_id].score:
                    best[record_id] = _Found(kind, record_id, text, text_kind, near, score)
        yield from best.values()


def _rows(database: Database, found: Sequence[_Found]) -> Iterator[SearchRow]:
    belongs: dict[Record, list[_Belongs]] = defaultdict(list)
    for kind, ids in _by_kind((one.kind, one.record_id) for one in found):
        left = list(ids)
        for sql in _BELONGS[kind]:
            told = sql.replace("{case}", _OF_THE_CASE).replace("{owned}", _OWNED)
            for row in many(database, told, _Belongs, left):
                belongs[kind, row.record_id].append(row)
            left = [record_id for record_id in left if (kind, record_id) not in belongs]
    for one in found:
        for row in belongs[one.kind, one.record_id]:
            yield SearchRow(
                one.kind,
                one.record_id,
                row.party_id,
                row.case_id,
                row.case_number,
                row.state,
                row.name,
                row.debtor,
                row.open_cents,
                row.owner,
                one.text,
                one.text_kind,
                one.near,
            )


def _by_kind(records: Iterable[Record]) -> Iterator[tuple[str, list[int]]]:
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, record_id in records:
        ids[kind].append(record_id)
    yield from ids.items()
