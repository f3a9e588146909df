"""When two statements of an account tell of the same entry, and when of two alike.

A statement tells all entries between two balances. Of entries of one day and amount those are told of at least that
many that one statement has, or that several together have of which each begins where the one before it ended. Notices
have no balances: of what reads alike in two of them, one may repeat the other. What statements and notices tell of is
the same: never added up. So the number follows from the files there are, in whatever order they came.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple, TypeVar

from casebook.domain.money import Cents

T = TypeVar("T")
_DIGITS = re.compile(r"\d+", re.ASCII)
_SIGNS = re.compile(r"[\W_]+")


class Slice(NamedTuple):
    """What a statement tells of one day of an account: the balances between which its entries of that day lie.

    `is_empty`: it covers the day and has no entry of it.
    """

    statement: str
    number: str
    from_on: date
    until_on: date
    begin: Cents
    end: Cents
    is_empty: bool = False


def in_order(slices: Sequence[Slice]) -> list[Slice]:
    """Return the slices of a day in the order in which they can follow each other."""
    ordered = sorted(slices, key=lambda one: (one.from_on, one.until_on, counted(one.number), one.statement))
    groups = groupby(ordered, lambda one: (one.from_on, one.until_on))
    return [one for _, group in groups for one in in_chain(list(group), lambda one: (one.begin, one.end))]


def in_chain(some: Sequence[T], balances: Callable[[T], tuple[Cents, Cents]]) -> list[T]:
    """Return what has the same days, each after what ends where it begins; else in the order given."""
    if len(some) == 1:
        return list(some)
    ends = Counter(end for begin, end in map(balances, some) if begin != end)
    left, found = list(some), list[T]()
    while left:
        one = next((one for one in left if not ends[balances(one)[0]]), left[0])
        left.remove(one)
        found.append(one)
        begin, end = balances(one)
        ends[end] -= begin != end
    return found


def before(slices: Sequence[Slice]) -> list[list[int]]:
    """Return for each of the slices `in_order` the places of those that tell of other entries: they come before it."""
    return [
        [place for place in range(index) if _ends_before(slices[place], slices[index])] for index in range(len(slices))
    ]


def most(counts: Sequence[int], earlier: Sequence[Sequence[int]]) -> int:
    """Return how many like entries there are at least, from how many each slice has and which come `before` it."""
    ending: list[int] = []
    for count, places in zip(counts, earlier, strict=True):
        ending.append(count + max((ending[place] for place in places), default=0))
    return max(ending, default=0)


def content(*said: str | None) -> str:
    """Return what identifies the words of an entry, however spaced and in whatever case."""
    words = "|".join(_SIGNS.sub("", text).casefold() if text else "" for text in said)
    return hashlib.blake2b(words.encode(), digest_size=8).hexdigest()


def counted(number: str) -> tuple[tuple[int, str], ...]:
    """Return a number as it is counted: 9 before 10."""
    return tuple((len(digits), digits) for digits in (found.lstrip("0") for found in _DIGITS.findall(number)))


def _ends_before(one: Slice, other: Slice) -> bool:
    if one.until_on < other.from_on:
        return True
    # Entries that come to nothing end where they began: such a statement may also be told again by the other.
    return one.end == other.begin and (one.is_empty or one.begin != one.end)
