"""Up to when statements cover an account, and where one is missing between them."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from casebook.domain.bank_identity import counted, in_chain
from casebook.domain.money import Cents

_ONE_DAY = timedelta(days=1)


class Cover(NamedTuple):
    """A statement of an account: the days it covers and the balances it leads from and to.

    `whole_until` is the last day of which it can tell everything: one that was drawn up on its last day cannot of that.
    """

    id: int
    number: str
    from_on: date
    until_on: date
    opening: Cents
    closing: Cents
    whole_until: date


class Stretch(NamedTuple):
    """Days of an account that statements cover without one missing: from the first day on, and all up to the last.

    `after` is the last day that was told before the gap in front of it, None where nothing was told before.
    """

    from_on: date
    whole_until: date
    after: date | None = None


class Accepted(NamedTuple):
    """What a person took as known: all that lies between two days that are told; all before one where `after` is None.

    `by` said so on `on`, with a reason.
    """

    after: date | None
    from_on: date
    by: str = ""
    on: date = date.min
    reason: str = ""

    def fills(self, one: Stretch) -> bool:
        """Tell whether the gap in front of a stretch, or a part that later statements left of it, was accepted."""
        if one.from_on > self.from_on:
            return False
        return self.after is None or (one.after is not None and one.after >= self.after)


class Known(NamedTuple):
    """Which receipts are known: all of a day and later up to another; None where an account was never reported.

    `by_list`: the ledger books what comes in, and its list of open items tells up to when.
    """

    until_on: date | None
    from_on: date = date.min
    by_list: bool = False


def in_order(statements: Sequence[Cover]) -> list[Cover]:
    """Return statements in the order of the days they cover."""
    ordered = sorted(statements, key=lambda one: (one.from_on, one.until_on, counted(one.number), one.id))
    groups = groupby(ordered, lambda one: (one.from_on, one.until_on))
    return [one for _, group in groups for one in in_chain(list(group), lambda one: (one.opening, one.closing))]


def gaps(ordered: Sequence[Cover]) -> list[int]:
    """Return the places of the statements `in_order` before which one is missing; before the first none is.

    A statement goes on from another that ends with the balance it begins with, or whose days it overlaps; between them
    may lie days without entries. What ends before the last one before it is no balance to go on from any more.
    """
    closing: defaultdict[Cents, list[Cover]] = defaultdict(list)
    for one in sorted(ordered, key=_until):
        closing[one.closing].append(one)
    found: list[int] = []
    # The last day of those that begin on an earlier one, and where those of the day that go on from another begin.
    reached, place = date.min, 0
    for from_on, group in groupby(ordered, lambda one: one.from_on):
        of_day, begun = list(group), set[Cents]()
        for one in of_day:
            if (
                place == 0
                or reached >= from_on
                or one.opening in begun
                or any(_goes_on(other, one) for other in _from(closing[one.opening], reached, one.until_on))
            ):
                begun.add(one.opening)
            else:
                found.append(place)
            place += 1
        reached = max(reached, *(one.until_on for one in of_day))
    return found


def stretches(statements: Sequence[Cover]) -> tuple[Stretch, ...]:
    """Return what statements cover between the gaps, in order."""
    ordered = in_order(statements)
    if not ordered:
        return ()
    begins = [0, *gaps(ordered)]
    ends = [*begins[1:], len(ordered)]
    return tuple(
        Stretch(
            ordered[begin].from_on,
            max(one.whole_until for one in ordered[begin:end]),
            max((one.until_on for one in ordered[:begin]), default=None),
        )
        for begin, end in zip(begins, ends, strict=True)
    )


def joined(some: Sequence[Stretch], accepted: Sequence[Accepted]) -> tuple[Stretch, ...]:
    """Return stretches without the gaps that were accepted; where all before the first was, it has no beginning."""
    found: list[Stretch] = []
    for one in some:
        if not any(word.fills(one) for word in accepted):
            found.append(one)
        elif found:
            found[-1] = found[-1]._replace(whole_until=max(found[-1].whole_until, one.whole_until))
        else:
            found.append(one._replace(from_on=date.min))
    return tuple(found)


def known(some: Sequence[Stretch], since: date | None = None) -> Known:
    """Return which days the stretches of an account tell everything of.

    They tell nothing beyond a gap, but one that lies before `since` does not matter. Where all of them begin later than
    `since` the days before are not known, and `from_on` says so.
    """
    if not some:
        return Known(None)
    last = some[0]
    for one in some[1:]:
        if since is None or one.from_on > since:
            break
        last = one
    return Known(last.whole_until, last.from_on)


def together(some: Iterable[Known]) -> Known:
    """Return what is known of all accounts that money may come in on; nothing where there is none."""
    every = list(some)
    if not every:
        return Known(None)
    last = min(every, key=lambda one: one.until_on or date.min)
    return last._replace(from_on=max(one.from_on for one in every))


def _until(one: Cover) -> date:
    return one.until_on


def _from(ending: Sequence[Cover], first: date, last: date) -> Sequence[Cover]:
    """Return those that end on days from a first one up to a last one: of all that end with the same balance, few."""
    return ending[bisect_left(ending, first, key=_until) : bisect_right(ending, last, key=_until)]


def _goes_on(earlier: Cover, later: Cover) -> bool:
    if earlier.id == later.id or earlier.until_on > later.until_on or earlier.from_on > later.from_on:
        return False
    if earlier.opening != earlier.closing or later.from_on <= earlier.until_on + _ONE_DAY:
        return True
    # The balance of an account that is emptied each day says nothing; its numbers do.
    return not (earlier.number.isdigit() and later.number.isdigit()) or int(later.number) <= int(earlier.number) + 1
