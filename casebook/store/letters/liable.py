"""How far somebody is liable beside the debtor of a case: his part of claims, and the most he is good for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from casebook.domain.letters.facts import StatedClaim
from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.models.claims import Relation
from casebook.store.rows import many

_LIABLE = """
    SELECT claim_id, relation, share, most_cents FROM liability
    WHERE party_id = ? AND (from_on IS NULL OR from_on <= ?) AND (until_on IS NULL OR until_on >= ?)
      AND claim_id IN ({marks})
    ORDER BY id
"""
_OF_PARTS = frozenset({Relation.PART, Relation.HEIR})


class _Liability(NamedTuple):
    claim_id: int
    relation: Relation
    share: str | None
    most_cents: Cents | None


class Liable(NamedTuple):
    """By what relation somebody is liable, and the most he is to be asked; None where that is the whole."""

    relation: Relation
    at_most: Cents | None


def liable(database: Database, party_id: int, stated: Sequence[StatedClaim], day: date) -> Liable | None:
    """Return how far somebody is liable for claims as they are stated, None where he is not.

    Of several maxima the lowest counts: whether one is meant for all claims together is not recorded.
    """
    found = many(database, _LIABLE, _Liability, [one.claim_id for one in stated], (party_id, day, day))
    if not found:
        return None
    by_claim = {one.claim_id: one for one in found}
    parts = [_part(one, by_claim.get(one.claim_id)) for one in stated]
    caps = [one.most_cents for one in found if one.most_cents is not None]
    if any(part < one.open for part, one in zip(parts, stated, strict=True)):
        caps.append(Cents(sum(parts)))
    return Liable(found[0].relation, min(caps) if caps else None)


def owed_of(database: Database, party_id: int, stated: Sequence[StatedClaim], day: date) -> tuple[StatedClaim, ...]:
    """Return claims as far as somebody beside the debtor owes them: his part, and no more than his maximum of each.

    The principal goes first, then interest, then costs. Whether a maximum is meant for all claims together is not
    recorded: what is filed too high can be contested, what is filed too low is lost.
    """
    found = many(database, _LIABLE, _Liability, [one.claim_id for one in stated], (party_id, day, day))
    by_claim = {one.claim_id: one for one in found}
    return tuple(_limited(one, by_claim.get(one.claim_id)) for one in stated)


def _limited(stated: StatedClaim, known: _Liability | None) -> StatedClaim:
    most = _part(stated, known)
    if known is not None and known.most_cents is not None:
        most = min(most, known.most_cents)
    principal = min(stated.principal, most)
    interest = min(stated.interest, Cents(most - principal))
    costs = min(stated.costs, Cents(most - principal - interest))
    return replace(stated, principal=principal, interest=interest, costs=costs)


def _part(stated: StatedClaim, known: _Liability | None) -> Cents:
    """Return the part of a claim that is asked of who owes a part of it, in whole cents and never more than that."""
    if known is None or known.share is None or known.relation not in _OF_PARTS:
        return stated.open
    part = Decimal(known.share) / 100 * stated.open
    return Cents(int(part.to_integral_value(rounding=ROUND_FLOOR)))
