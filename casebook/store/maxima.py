"""The maxima that somebody beside the debtor agreed to: which claims share one, and what he paid of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.component import Component
from casebook.domain.maximum import Maximum
from casebook.domain.money import ZERO, Cents
from casebook.store.database import Database
from casebook.store.rows import rows

# Also what has ended, and claims that are paid: what he paid on them he paid of the same maximum.
_AGREED = """
    SELECT l.id, l.claim_id, l.relation, l.most_cents, l.most_each, l.most_beside, k.creditor_id, c.debtor_id
    FROM liability l JOIN claim k ON k.id = l.claim_id JOIN cases c ON c.id = k.case_id
    WHERE l.party_id = ? AND l.most_cents IS NOT NULL ORDER BY l.id
"""
_PAID = """
    SELECT e.claim_id, e.component, CAST(sum(a.cents) AS BIGINT) FROM payment p
    JOIN allocation a ON a.payment_id = p.id JOIN ledger_entry e ON e.id = a.entry_id
    WHERE p.payer_id = ? AND p.on_day <= ? GROUP BY e.claim_id, e.component
"""


class _Agreed(NamedTuple):
    """What makes claims share a maximum: the same amount for what one debtor owes one of our entities.

    `claim_id` is 0 but where the maximum is of that claim apart.
    """

    debtor_id: int
    creditor_id: int
    relation: str
    cents: int
    beside: bool
    claim_id: int


class Maxima(NamedTuple):
    """The maxima of somebody, and the place among them of that by which each of his liabilities is bound, by its id."""

    of: Sequence[Maximum]
    by_liability: Mapping[int, int]


class _Row(NamedTuple):
    liability_id: int
    claim_id: int
    relation: str
    most: Cents
    each: bool
    beside: bool
    creditor_id: int
    debtor_id: int


class _Paid(NamedTuple):
    claim_id: int
    component: Component
    cents: Cents


def maxima(database: Database, party_id: int, day: date) -> Maxima:
    """Return the maxima of somebody with what he paid of them up to and including a day."""
    places: dict[_Agreed, int] = {}
    of: list[Maximum] = []
    claims: list[set[int]] = []
    by_liability: dict[int, int] = {}
    for row in rows(database, _AGREED, _Row, (party_id,)):
        apart = row.claim_id if row.each else 0
        agreed = _Agreed(row.debtor_id, row.creditor_id, row.relation, row.most, row.beside, apart)
        place = places.setdefault(agreed, len(of))
        if place == len(of):
            of.append(Maximum(row.most, ZERO, row.each, row.beside))
            claims.append(set())
        by_liability[row.liability_id] = place
        claims[place].add(row.claim_id)
    for one in rows(database, _PAID, _Paid, (party_id, day)) if of else ():
        for place, ids in enumerate(claims):
            if one.claim_id in ids and of[place].counts(one.component):
                of[place] = of[place]._replace(paid=Cents(of[place].paid + one.cents))
    return Maxima(of, by_liability)
