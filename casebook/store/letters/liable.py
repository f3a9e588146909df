"""How far somebody is liable beside the debtor of a case: his part of claims, and the most he is good for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from casebook.domain.letters.facts import StatedClaim
from casebook.domain.maximum import Maximum, Open, within
from casebook.domain.money import Cents
from casebook.store import owing
from casebook.store.database import Database
from casebook.store.maxima import maxima
from casebook.store.models.claims import Relation
from casebook.store.rows import many

_LIABLE = f"""
    SELECT l.id, l.claim_id, l.relation, l.share FROM liability l JOIN claim k ON k.id = l.claim_id
    WHERE l.party_id = ? AND (l.from_on IS NULL OR l.from_on <= ?) AND {owing.ON_DAY}
      AND l.claim_id IN ({{marks}})
    ORDER BY l.id
"""  # noqa: S608 only constants
_OF_PARTS = frozenset({Relation.PART, Relation.HEIR})


class _Liability(NamedTuple):
    id: int
    claim_id: int
    relation: Relation
    share: str | None


class Liable(NamedTuple):
    """By what relation somebody is liable, and the most he is to be asked; None where that is the whole.

    `maximum` is what he agreed to for all of it together, with what he paid of it.
    """

    relation: Relation
    at_most: Cents | None
    maximum: Maximum | None


class _Bound(NamedTuple):
    """What somebody owes of claims, in their order, and the maxima by which he is bound for them."""

    relation: Relation
    owed: tuple[Open, ...]
    maxima: Sequence[Maximum]


def liable(database: Database, party_id: int, stated: Sequence[StatedClaim], day: date) -> Liable | None:
    """Return how far somebody is liable for claims as they are stated, None where he is not."""
    found = _bound(database, party_id, stated, day)
    if found is None:
        return None
    asked, total = Cents(sum(one.total for one in found.owed)), Cents(sum(one.open for one in stated))
    bound = all(one.under is not None for one in found.owed)
    agreed = _together(found.maxima) if bound else None
    at_most = asked if asked < total else agreed.left if agreed is not None and not agreed.beside else None
    return Liable(found.relation, at_most, agreed)


def owed_of(database: Database, party_id: int, stated: Sequence[StatedClaim], day: date) -> tuple[StatedClaim, ...]:
    """Return claims as far as somebody beside the debtor owes them: his part, and no more than his maximum.

    The principal goes first, then interest, then costs.
    """
    found = _bound(database, party_id, stated, day)
    if found is None:
        return tuple(stated)
    return tuple(
        replace(one, principal=owed.principal, interest=owed.interest, costs=owed.costs)
        for one, owed in zip(stated, found.owed, strict=True)
    )


def _bound(database: Database, party_id: int, stated: Sequence[StatedClaim], day: date) -> _Bound | None:
    found = many(database, _LIABLE, _Liability, [one.claim_id for one in stated], (party_id, day, day))
    if not found:
        return None
    agreed, by_claim = maxima(database, party_id, day), {one.claim_id: one for one in found}
    some = []
    for one in stated:
        known = by_claim.get(one.claim_id)
        under = None if known is None else agreed.by_liability.get(known.id)
        some.append(_part(one, known)._replace(under=under))
    used = dict.fromkeys(one.under for one in some if one.under is not None)
    return _Bound(found[0].relation, within(some, agreed.of), [agreed.of[under] for under in used])


def _together(some: Sequence[Maximum]) -> Maximum | None:
    """Return maxima as one, None without any, or where interest and costs come on top of only some of them."""
    if not some or len({one.beside for one in some}) > 1:
        return None
    cents, paid = Cents(sum(one.cents for one in some)), Cents(sum(one.paid for one in some))
    return some[0]._replace(cents=cents, paid=paid)


def _part(stated: StatedClaim, known: _Liability | None) -> Open:
    """Return the part of a claim that is asked of who owes a part of it, in whole cents and never more than that.

    The principal goes first, then interest, then costs.
    """
    most = stated.open
    if known is not None and known.share is not None and known.relation in _OF_PARTS:
        part = Decimal(known.share) / 100 * stated.open
        most = Cents(int(part.to_integral_value(rounding=ROUND_FLOOR)))
    principal = min(stated.principal, most)
    interest = min(stated.interest, Cents(most - principal))
    return Open(stated.claim_id, principal, interest, min(stated.costs, Cents(most - principal - interest)))
