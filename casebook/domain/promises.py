"""Promises to pay an amount on a day: which of them were kept, in part or not at all, by what came in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from casebook.domain.bank_cover import Known
from casebook.domain.money import ZERO, Cents


class PromiseState(StrEnum):
    """How a promise stands."""

    OPEN = "open"
    KEPT = "kept"
    PARTLY = "partly"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"


class PromiseMade(NamedTuple):
    """Who promised which amount for which day, and since when nobody counts on it any more.

    It is judged after `check_on`; less than the tolerance is no shortage. With a `claim_id` only what goes to that
    claim keeps it.
    """

    id: int
    party_id: int
    made_on: date
    due_on: date
    cents: Cents
    check_on: date
    tolerance: Cents
    withdrawn_on: date | None = None
    claim_id: int | None = None


class PaidIn(NamedTuple):
    """Money that came in and did not go back; without a payer it is taken to be the debtor's.

    `by_claim` says how much of it went to each claim, for those that a promise names.
    """

    on: date
    cents: Cents
    payer_id: int | None = None
    by_claim: Mapping[int, Cents] = MappingProxyType({})


class PromiseStanding(NamedTuple):
    """A promise, what came in for it in time, and how it stands.

    Of one whose day passed and that cannot be judged, `known_until` says up to when receipts are known, or `told_from`
    from which day on, where that is later than it was made.
    """

    promise: PromiseMade
    received: Cents
    state: PromiseState
    known_until: date | None = None
    told_from: date | None = None

    @property
    def is_unknown(self) -> bool:
        """Whether its day passed and nobody can know yet whether it was kept."""
        return self.known_until is not None or self.told_from is not None


def judge(
    promises: Sequence[PromiseMade], paid: Iterable[PaidIn], known_since: Callable[[date], Known], day: date
) -> tuple[PromiseStanding, ...]:
    """Return how the promises of a case stand on `day`, in order of their days.

    Each receipt counts once: for the promise with the earliest day that was made by then and not yet judged. What
    somebody pays who made promises of his own counts for those only. A promise of which a part came in is kept in
    part, whatever the part. None is broken on knowledge older than the day on which it is judged, nor where what came
    in since it was made is not all known: `known_since` says what is of receipts since a day,
    where any account is ever reported.
    """
    ordered = sorted(promises, key=lambda one: (one.due_on, one.made_on, one.id))
    received = _received(ordered, paid)
    return tuple(_standing(one, received[one.id], known_since(one.made_on), day) for one in ordered)


def _received(promises: Sequence[PromiseMade], paid: Iterable[PaidIn]) -> Mapping[int, Cents]:
    """Return what came in for each promise."""
    received = {one.id: ZERO for one in promises}
    promisers = {one.party_id for one in promises}
    for receipt in sorted(paid, key=lambda one: one.on):
        left, of_claims = receipt.cents, dict(receipt.by_claim)
        for one in promises:
            of_another = receipt.payer_id in promisers and receipt.payer_id != one.party_id
            if of_another or one.withdrawn_on is not None or not one.made_on <= receipt.on <= one.check_on:
                continue
            most = left if one.claim_id is None else min(left, of_claims.get(one.claim_id, ZERO))
            part = Cents(min(most, one.cents - received[one.id]))
            if one.claim_id is not None and part:
                of_claims[one.claim_id] = Cents(of_claims[one.claim_id] - part)
            received[one.id] = Cents(received[one.id] + part)
            left = Cents(left - part)
    return received


def _standing(promise: PromiseMade, received: Cents, known: Known, day: date) -> PromiseStanding:
    until: date | None = None
    told_from: date | None = None
    if promise.withdrawn_on is not None:
        state = PromiseState.WITHDRAWN
    elif received and received >= promise.cents - promise.tolerance:
        state = PromiseState.KEPT
    elif day <= promise.check_on:
        state = PromiseState.OPEN
    elif known.from_on > promise.made_on:
        state, told_from = PromiseState.OPEN, known.from_on
    elif known.until_on is not None and known.until_on < promise.check_on:
        state, until = PromiseState.OPEN, known.until_on
    else:
        state = PromiseState.PARTLY if received else PromiseState.BROKEN
    return PromiseStanding(promise, received, state, until, told_from)
