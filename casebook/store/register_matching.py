"""For which parties that owe us something the insolvency register publishes a proceeding."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.insolvency.facts import Match
from casebook.domain.insolvency.register import Registered
from casebook.domain.insolvency.register_match import CONFIDENCE, Known, match, whole_kvk
from casebook.domain.matching.names import telling_words
from casebook.store.database import Database
from casebook.store.models.parties import PartyKind
from casebook.store.rows import many, rows

_NATURAL = frozenset({PartyKind.NATURAL, PartyKind.SOLE_TRADER, PartyKind.ESTATE})
# A name of common words has more namesakes than anybody looks at.
_MOST_NAMESAKES = 500
_OWES = """
    (EXISTS (SELECT 1 FROM cases c WHERE c.debtor_id = p.id)
     OR EXISTS (SELECT 1 FROM liability l WHERE l.party_id = p.id))
"""
_BY_NUMBER = "SELECT party_id FROM insolvency WHERE number IN ({marks})"
_BY_KVK = "SELECT id FROM party WHERE kvk IN ({marks})"
_BY_BIRTH = "SELECT id FROM party WHERE birth_date IN ({marks})"
_BY_NAME = (
    f"SELECT record_id FROM search_term WHERE kind = 'party' AND term = ? ORDER BY record_id LIMIT {_MOST_NAMESAKES}"  # noqa: S608 a number
)
_PARTIES = f"SELECT p.id, p.name, p.birth_date, p.kvk, p.kind FROM party p WHERE {_OWES} AND p.id IN ({{marks}})"  # noqa: S608 ours
_ALIASES = "SELECT party_id, name FROM alias WHERE party_id IN ({marks})"
_NUMBERS = "SELECT party_id, number FROM insolvency WHERE number <> '' AND party_id IN ({marks})"


class Matched(NamedTuple):
    """A party of ours that a proceeding is of, and by what that is known."""

    party_id: int
    by: Match


class _Party(NamedTuple):
    id: int
    name: str
    birth_on: date | None
    kvk: str | None
    kind: PartyKind


class _Id(NamedTuple):
    id: int


class _Of(NamedTuple):
    party_id: int
    text: str


def parties(database: Database, found: Registered) -> list[Matched]:
    """Return the parties that owe us something and that a proceeding may be of: only the surest, as far as one is sure.

    By a name alone there may be several.
    """
    matched = [Matched(one.id, by) for one in _known(database, found) if (by := match(found, one)) is not None]
    if not matched:
        return []
    surest = max(CONFIDENCE[one.by] for one in matched)
    sure = surest > CONFIDENCE[Match.NAME]
    return [one for one in matched if not sure or one.by is not Match.NAME]


def _known(database: Database, found: Registered) -> list[Known]:
    numbers = [one for one in (found.number, found.former, *found.others) if one]
    kvks = sorted({*found.kvks, *map(whole_kvk, found.kvks)})
    births = [found.birth_on] if found.birth_on else []
    ids: set[int] = set()
    for query, values in ((_BY_NUMBER, numbers), (_BY_KVK, kvks), (_BY_BIRTH, births)):
        ids.update(one.id for one in many(database, query, _Id, values))
    for name in filter(None, (found.name, *found.trades)):
        longest = max(telling_words(name), key=len, default="")
        ids.update(one.id for one in rows(database, _BY_NAME, _Id, (longest,)))
    return _parties(database, sorted(ids))


def _parties(database: Database, ids: Sequence[int]) -> list[Known]:
    found = many(database, _PARTIES, _Party, ids)
    names, numbers = _texts(database, _ALIASES, ids), _texts(database, _NUMBERS, ids)
    return [
        Known(
            one.id,
            (one.name, *names.get(one.id, ())),
            one.birth_on,
            one.kvk,
            None if one.kind is PartyKind.UNKNOWN else one.kind in _NATURAL,
            frozenset(numbers.get(one.id, ())),
        )
        for one in sorted(found)
    ]


def _texts(database: Database, query: str, ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for one in many(database, query, _Of, ids):
        found.setdefault(one.party_id, []).append(one.text)
    return found
