"""What securities cover of what is open, and what they leave uncovered. No cent is covered twice."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from casebook.domain.money import ZERO, Cents


class Debt(NamedTuple):
    """What is open on a claim in cents: its interest, and all else."""

    claim_id: int
    base: Cents
    interest: Cents


class Held(NamedTuple):
    """A security: what it is worth after its haircut, for which claims it stands, and whether for their interest."""

    security_id: int
    worth: Cents
    claim_ids: frozenset[int]
    with_interest: bool


class Coverage(NamedTuple):
    """What each security covers, what is open on the claims for which any stands, and what of that is uncovered."""

    covers: Mapping[int, Cents]
    open: Cents
    shortfall: Cents

    @property
    def covered(self) -> Cents:
        """What they cover together."""
        return Cents(sum(self.covers.values()))


def coverage(held: Sequence[Held], debts: Sequence[Debt]) -> Coverage:
    """Return what securities cover, each in its turn: the claims in their order, of each its interest last.

    Interest of a claim that a security does not stand for is no part of what is open to it, but of the shortfall.
    """
    left = {one.claim_id: [max(ZERO, one.base), max(ZERO, one.interest)] for one in debts}
    secured = {claim_id for one in held for claim_id in one.claim_ids}
    total = Cents(sum(sum(amounts) for claim_id, amounts in left.items() if claim_id in secured))
    covers: dict[int, Cents] = {}
    for one in held:
        rest = one.worth
        for claim_id, amounts in left.items():
            if claim_id not in one.claim_ids:
                continue
            for at in (0, 1) if one.with_interest else (0,):
                part = Cents(min(rest, amounts[at]))
                amounts[at], rest = Cents(amounts[at] - part), Cents(rest - part)
        covers[one.security_id] = Cents(one.worth - rest)
    return Coverage(covers, total, Cents(total - sum(covers.values())))
