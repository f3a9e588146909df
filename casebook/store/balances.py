"""What is open on claims, from the entries in the ledger."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.component import Balance, Component
from casebook.domain.money import ZERO, Cents
from casebook.store.database import Database
from casebook.store.rows import rows

_MOST_IN_ONE = 500
_SUMS = """
    SELECT claim_id, component,
           CAST(sum(CASE WHEN on_day <= ? THEN cents ELSE 0 END) AS BIGINT), CAST(sum(cents) AS BIGINT)
    FROM ledger_entry WHERE claim_id IN ({ids}) GROUP BY claim_id, component ORDER BY claim_id, component
"""
_WRITTEN_OFF = """
    SELECT claim_id, CAST(sum(cents) AS BIGINT) FROM write_off WHERE claim_id IN ({ids}) GROUP BY claim_id
"""


class _Sum(NamedTuple):
    claim_id: int
    component: Component
    by_then: Cents
    in_all: Cents


def open_balances(database: Database, claim_ids: Sequence[int], day: date) -> dict[int, Balance]:
    """Return what is open on each claim at the end of `day`: the sum of its entries up to and including it."""
    open_now = dict.fromkeys(claim_ids, Balance())
    for found in _sums(database, claim_ids, day):
        open_now[found.claim_id] = open_now[found.claim_id].plus(found.component, found.by_then)
    return open_now


def payable(database: Database, claim_ids: Sequence[int], day: date) -> dict[int, Balance]:
    """Return what a payment of `day` can still pay on each claim, no component less than nothing.

    That is what was open on the day, as far as no later entry that is known already has paid or credited it.
    """
    left = dict.fromkeys(claim_ids, Balance())
    for found in _sums(database, claim_ids, day):
        least = Cents(max(ZERO, min(found.by_then, found.in_all)))
        left[found.claim_id] = left[found.claim_id].plus(found.component, least)
    return left


def in_all(database: Database, claim_id: int) -> Balance:
    """Return what is open on a claim by every entry there is, also of days to come."""
    return open_balances(database, [claim_id], date.max)[claim_id]


def written_off(database: Database, claim_ids: Sequence[int]) -> dict[int, Cents]:
    """Return how much of each claim is written off."""
    found = dict.fromkeys(claim_ids, ZERO)
    for some in _parts(claim_ids):
        sql = _WRITTEN_OFF.replace("{ids}", ", ".join("?" * len(some)))
        found |= {claim_id: Cents(cents) for claim_id, cents in database.fetch(sql, some)}
    return found


def _sums(database: Database, claim_ids: Sequence[int], day: date) -> Iterator[_Sum]:
    for some in _parts(claim_ids):
        sql = _SUMS.replace("{ids}", ", ".join("?" * len(some)))
        yield from rows(database, sql, _Sum, (day, *some))


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _MOST_IN_ONE] for start in range(0, len(ids), _MOST_IN_ONE))
