"""What is open on claims, from the entries in the ledger."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate, groupby
from typing import NamedTuple

from casebook.domain.component import Balance, Component
from casebook.domain.money import ZERO, Cents
from casebook.store.database import Database
from casebook.store.rows import rows

_MOST_IN_ONE = 500
_SUMS = """
    SELECT claim_id, component, CAST(sum(cents) AS BIGINT) FROM ledger_entry
    WHERE on_day <= ? AND claim_id IN ({ids}) GROUP BY claim_id, component ORDER BY claim_id, component
"""
_DAYS = """
    SELECT claim_id, component, on_day, CAST(sum(cents) AS BIGINT) FROM ledger_entry
    WHERE claim_id IN ({ids}) GROUP BY claim_id, component, on_day ORDER BY claim_id, component, on_day
"""
_LAST = "SELECT claim_id, max(id) FROM ledger_entry WHERE claim_id IN ({ids}) GROUP BY claim_id"
_WRITTEN_OFF = """
    SELECT claim_id, CAST(sum(cents) AS BIGINT) FROM write_off WHERE claim_id IN ({ids}) GROUP BY claim_id
"""


class _Sum(NamedTuple):
    claim_id: int
    component: Component
    cents: Cents


class _Day(NamedTuple):
    claim_id: int
    component: Component
    on_day: date
    cents: Cents


def open_balances(database: Database, claim_ids: Sequence[int], day: date) -> dict[int, Balance]:
    """Return what is open on each claim at the end of `day`: the sum of its entries up to and including it."""
    open_now = dict.fromkeys(claim_ids, Balance())
    for some in _parts(claim_ids):
        for found in rows(database, _marked(_SUMS, some), _Sum, (day, *some)):
            open_now[found.claim_id] = open_now[found.claim_id].plus(found.component, found.cents)
    return open_now


def payable(database: Database, claim_ids: Sequence[int], day: date) -> dict[int, Balance]:
    """Return what a payment of `day` can still pay on each claim, no component less than nothing.

    That is the least that was open on the day and ever since: what a later entry that is known already has paid or
    credited is not paid twice, also where more was charged after that.
    """
    left = dict.fromkeys(claim_ids, Balance())
    for some in _parts(claim_ids):
        days = rows(database, _marked(_DAYS, some), _Day, some)
        for (claim_id, component), own in groupby(days, lambda found: (found.claim_id, found.component)):
            left[claim_id] = left[claim_id].plus(component, _least_since(list(own), day))
    return left


def in_all(database: Database, claim_id: int) -> Balance:
    """Return what is open on a claim by every entry there is, also of days to come."""
    return open_balances(database, [claim_id], date.max)[claim_id]


def written_off(database: Database, claim_ids: Sequence[int]) -> dict[int, Cents]:
    """Return how much of each claim is written off."""
    found = dict.fromkeys(claim_ids, ZERO)
    for some in _parts(claim_ids):
        found |= {claim_id: Cents(cents) for claim_id, cents in database.fetch(_marked(_WRITTEN_OFF, some), some)}
    return found


def last_entries(database: Database, claim_ids: Sequence[int]) -> dict[int, int]:
    """Return the id of the last entry of each claim, 0 where it has none; what is booked later has a higher one."""
    found = dict.fromkeys(claim_ids, 0)
    for some in _parts(claim_ids):
        found |= dict(database.fetch(_marked(_LAST, some), some))
    return found


def _least_since(days: Sequence[_Day], day: date) -> Cents:
    """Return the least that is open at the end of `day` and of each later one, never less than nothing."""
    open_then = sum(found.cents for found in days if found.on_day <= day)
    later = (found.cents for found in days if found.on_day > day)
    return Cents(max(ZERO, min(accumulate(later, initial=open_then))))


def _marked(sql: str, ids: Sequence[int]) -> str:
    return sql.replace("{ids}", ", ".join("?" * len(ids)))


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _MOST_IN_ONE] for start in range(0, len(ids), _MOST_IN_ONE))
