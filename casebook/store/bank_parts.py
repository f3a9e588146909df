"""Amounts that one statement shows as a whole and another in parts, such as the payments of a batch: counted once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from casebook.domain.money import Cents
from casebook.store.bank_days import Days, Own
from casebook.store.database import Database
from casebook.store.models.bank import BankPart
from casebook.store.rows import many
from casebook.store.transaction import Transaction

_TOLD = """
    SELECT e.booked_on, e.id, e.cents, e.statement_id FROM bank_entry e WHERE e.account = ? AND e.booked_on IN ({marks})
"""
_TOLD_AGAIN = """
    SELECT e.booked_on, e.id, e.cents, t.statement_id FROM bank_entry e JOIN bank_telling t ON t.entry_id = e.id
    WHERE e.account = ? AND e.booked_on IN ({marks})
"""
_LINKS = "SELECT id, whole_id, part_id FROM bank_part WHERE {column} IN ({marks})"
_FEWEST_PARTS = 2
_USED_OTHERWISE = """
    SELECT count(*) FROM bank_part p JOIN bank_use u
      ON u.undone_on IS NULL AND u.entry_id = CASE WHEN p.whole_id = ? THEN p.part_id ELSE p.whole_id END
    WHERE p.whole_id = ? OR p.part_id = ?
"""
_USED = "EXISTS (SELECT 1 FROM bank_use u WHERE u.entry_id = p.whole_id AND u.undone_on IS NULL)"


class _Told(NamedTuple):
    booked_on: date
    entry_id: int
    cents: Cents
    statement_id: int


class _Link(NamedTuple):
    id: int
    whole_id: int
    part_id: int


class _Id(NamedTuple):
    id: int


def not_counted(database: Database, entry_ids: Sequence[int]) -> set[int]:
    """Return which of some entries are told otherwise, and do not count beside that.

    A whole does not count beside its parts, unless it was used before they were told of: then they do not.
    """
    wholes = f"SELECT p.whole_id FROM bank_part p WHERE p.whole_id IN ({{marks}}) AND NOT {_USED}"  # noqa: S608 ours
    parts = f"SELECT p.part_id FROM bank_part p WHERE p.part_id IN ({{marks}}) AND {_USED}"  # noqa: S608 ours
    return {one.id for sql in (wholes, parts) for one in many(database, sql, _Id, entry_ids)}


def is_used_otherwise(database: Database, entry_id: int) -> bool:
    """Tell whether the same amount is used as its whole, or as its parts."""
    return bool(database.value(_USED_OTHERWISE, (entry_id,) * 3))


def told_otherwise(database: Database, entry_ids: Sequence[int]) -> list[int]:
    """Return the other entries that are wholes or parts of some."""
    links = _links(database, entry_ids)
    return sorted({id_ for link in links for id_ in (link.whole_id, link.part_id)} - set(entry_ids))


def link(tx: Transaction, own: Own, days: Sequence[date]) -> None:
    """Find wholes and parts on days of a statement that others tell of too, and let go of those that it contradicts."""
    by_day: defaultdict[date, defaultdict[int, dict[int, Cents]]] = defaultdict(lambda: defaultdict(dict))
    for sql in (_TOLD, _TOLD_AGAIN):
        for one in many(tx.database, sql, _Told, days, (own.account,)):
            by_day[one.booked_on][one.statement_id][one.entry_id] = one.cents
    statements = {id_ for told in by_day.values() for id_ in told}
    relation = Days(tx.database, own, set(days), statements)
    links = _links(tx.database, [id_ for told in by_day.values() for id_ in told[own.statement_id]])
    links = _without_contradicted(tx, own, by_day, links)
    taken = {id_ for link in links for id_ in (link.whole_id, link.part_id)}
    new = [pair for day, told in by_day.items() for pair in _found(own, relation, day, told, taken)]
    if new:
        tx.add_many(BankPart, [{"whole_id": whole, "part_id": part} for whole, part in new])


def _without_contradicted(
    tx: Transaction, own: Own, by_day: dict[date, defaultdict[int, dict[int, Cents]]], links: Iterable[_Link]
) -> list[_Link]:
    """Remove what the statement shows to be entries beside each other; return what stays."""
    told = {id_ for some in by_day.values() for id_ in some[own.statement_id]}
    wrong = {link.whole_id for link in links if link.whole_id in told and link.part_id in told}
    for link in links:
        if link.whole_id in wrong:
            tx.remove(tx.get(BankPart, link.id))
    return [link for link in links if link.whole_id not in wrong]


def _found(
    own: Own, relation: Days, day: date, told: dict[int, dict[int, Cents]], taken: set[int]
) -> Iterator[tuple[int, int]]:
    mine = told[own.statement_id]
    for other_id in sorted(told.keys() - {own.statement_id}):
        if relation.are_apart(day, own.statement_id, other_id):
            continue
        other = told[other_id]
        only_mine = {id_: cents for id_, cents in sorted(mine.items()) if id_ not in other and id_ not in taken}
        only_other = {id_: cents for id_, cents in sorted(other.items()) if id_ not in mine and id_ not in taken}
        for wholes, parts in ((only_mine, only_other), (only_other, only_mine)):
            for whole, run in _split(wholes, parts):
                if taken.isdisjoint((whole, *run)) and not _told_together(told, whole, run):
                    taken.update((whole, *run))
                    yield from ((whole, part) for part in run)


def _split(wholes: dict[int, Cents], parts: dict[int, Cents]) -> Iterator[tuple[int, list[int]]]:
    """Yield wholes, each with entries that stand after each other and come to its amount: at least two of its sign."""
    for sign in (1, -1):
        ids = [id_ for id_, cents in parts.items() if cents * sign > 0]
        sums = [0, *accumulate(parts[id_] for id_ in ids)]
        places = {sum_: place for place, sum_ in enumerate(sums)}
        for whole, cents in wholes.items():
            if cents * sign <= 0 or len(ids) < _FEWEST_PARTS or abs(cents) > abs(sums[-1]):
                continue
            for start, sum_ in enumerate(sums):
                end = places.get(sum_ + cents, 0)
                if end >= start + _FEWEST_PARTS:
                    yield whole, ids[start:end]


def _told_together(told: dict[int, dict[int, Cents]], whole: int, parts: Sequence[int]) -> bool:
    return any(whole in some and not some.keys().isdisjoint(parts) for some in told.values())


def _links(database: Database, entry_ids: Sequence[int]) -> list[_Link]:
    found: dict[int, _Link] = {}
    for column in ("whole_id", "part_id"):
        found |= {one.id: one for one in many(database, _LINKS.replace("{column}", column), _Link, entry_ids)}
    wholes = sorted({one.whole_id for one in found.values()})
    found |= {one.id: one for one in many(database, _LINKS.replace("{column}", "whole_id"), _Link, wholes)}
    return [found[id_] for id_ in sorted(found)]
