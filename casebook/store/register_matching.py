"""For which parties that owe us something the insolvency register publishes a proceeding."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

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
_BY_NUMBER = "SELECT number, party_id FROM insolvency WHERE number IN ({marks})"
_BY_KVK = "SELECT kvk, id FROM party WHERE kvk IN ({marks})"
_BY_BIRTH = "SELECT birth_date, id FROM party WHERE birth_date IN ({marks})"
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


class _OfText(NamedTuple):
    value: str
    party_id: int


class _OfDay(NamedTuple):
    value: date
    party_id: int


def parties(database: Database, some: Sequence[Registered]) -> list[list[Matched]]:
    """Return for each proceeding the parties that owe us something and that it may be of, the surest as far as sure.

    By a name alone there may be several. In about as many queries as for one, and one for each name.
    """
    ids = _ids(database, some)
    known = {one.id: one for one in _parties(database, sorted({id_ for of in ids for id_ in of}))}
    return [
        _surest(found, [known[id_] for id_ in sorted(of) if id_ in known]) for found, of in zip(some, ids, strict=True)
    ]


def _surest(found: Registered, some: Sequence[Known]) -> list[Matched]:
    matched = [Matched(one.id, by) for one in some if (by := match(found, one)) is not None]
    if not matched:
        return []
    sure = max(CONFIDENCE[one.by] for one in matched) > CONFIDENCE[Match.NAME]
    return [one for one in matched if not sure or one.by is not Match.NAME]


def _ids(database: Database, some: Sequence[Registered]) -> list[set[int]]:
    """Return for each proceeding the parties that something of it is of: a number, a day of birth or a name."""
    numbers, kvks, words = ([kind(one) for one in some] for kind in (_numbers, _kvks, _words))
    births = [{one.birth_on} if one.birth_on else set[date]() for one in some]
    sought: list[list[set[Any]]] = [numbers, kvks, births, words]
    found: list[dict[Any, list[int]]] = [
        _of_each(database, _BY_NUMBER, _OfText, numbers),
        _of_each(database, _BY_KVK, _OfText, kvks),
        _of_each(database, _BY_BIRTH, _OfDay, births),
        {word: [one.id for one in rows(database, _BY_NAME, _Id, (word,))] for word in sorted(set().union(*words))},
    ]
    return [
        {id_ for ids, values in zip(found, of, strict=True) for value in values for id_ in ids.get(value, ())}
        for of in zip(*sought, strict=True)
    ]


def _numbers(found: Registered) -> set[str]:
    return {one for one in (found.number, found.former, *found.others) if one}


def _kvks(found: Registered) -> set[str]:
    return {*found.kvks, *map(whole_kvk, found.kvks)}


def _words(found: Registered) -> set[str]:
    """Return of each name the word that tells it from most others."""
    names = filter(None, (found.name, *found.trades))
    return {max(telling_words(name), key=len) for name in names if telling_words(name)}


def _of_each(database: Database, query: str, row: type[Any], values: Sequence[set[Any]]) -> dict[Any, list[int]]:
    found: dict[Any, list[int]] = {}
    for one in many(database, query, row, sorted(set().union(*values))):
        found.setdefault(one.value, []).append(one.party_id)
    return found


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
