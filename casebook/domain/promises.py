"""Promises to pay an amount on a day: which of them were kept, in part or not at all, by what came in."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

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

    It is judged after `check_on`; less than the tolerance is no shortage.
    """

    id: int
    party_id: int
    made_on: date
    due_on: date
    cents: Cents
    check_on: date
    tolerance: Cents
    withdrawn_on: date | None = None


class PaidIn(NamedTuple):
    """Money that came in and did not go back; without a payer it is taken to be the debtor's."""

    on: date
    cents: Cents
    payer_id: int | None = None


class PromiseStanding(NamedTuple):
    """A promise, what came in for it in time, and how it stands.

    `known_until`: up to when receipts are known, where that is too early to judge a promise whose day passed.
    """

    promise: PromiseMade
    received: Cents
    state: PromiseState
    known_until: date | None = None


def judge(
    promises: Sequence[PromiseMade], paid: Iterable[PaidIn], known_until: date, day: date
) -> tuple[PromiseStanding, ...]:
    """Return how the promises of a case stand on `day`, in order of their days.

    Each receipt counts once: for the promise with the earliest day that was made by then and not yet judged. What
    somebody pays who made promises of his own counts for those only. A promise of which a part came in is kept in
    part, whatever the part. None is broken on knowledge older than the day on which it is judged.
    """
    ordered = sorted(promises, key=lambda one: (one.due_on, one.made_on, one.id))
    received = _received(ordered, paid)
    return tuple(_standing(one, received[one.id], known_until, day) for one in ordered)


def _received(promises: Sequence[PromiseMade], paid: Iterable[PaidIn]) -> Mapping[int, Cents]:
    """Return what came in for each promise."""
    received = {one.id: ZERO for one in promises}
    promisers = {one.party_id for one in promises}
    for receipt in sorted(paid, key=lambda one: one.on):
        left = receipt.cents
        for one in promises:
            of_another = receipt.payer_id in promisers and receipt.payer_id != one.party_id
            if of_another or one.withdrawn_on is not None or not one.made_on <= receipt.on <= one.check_on:
                continue
            part = Cents(min(left, one.cents - received[one.id]))
            received[one.id] = Cents(received[one.id] + part)
            left = Cents(left - part)
    return received


def _standing(promise: PromiseMade, received: Cents, known_until: date, day: date) -> PromiseStanding:
    unknown: date | None = None
    if promise.withdrawn_on is not None:
        state = PromiseState.WITHDRAWN
    elif received and received >= promise.cents - promise.tolerance:
        state = PromiseState.KEPT
    elif day <= promise.check_on:
        state = PromiseState.OPEN
    elif known_until < promise.check_on:
        state, unknown = PromiseState.OPEN, known_until
    else:
        state = PromiseState.PARTLY if received else PromiseState.BROKEN
    return PromiseStanding(promise, received, state, unknown)
