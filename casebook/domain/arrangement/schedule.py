"""The days and amounts of the terms of an arrangement."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import takewhile
from typing import NamedTuple

from casebook.domain.arrangement.terms import Rhythm
from casebook.domain.calendar import add_months
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.errors import Refused

# So many terms are a plan of ten years by the week; more is a slip of the keys.
MOST_TERMS = 520
_WEEK = timedelta(weeks=1)


class Term(NamedTuple):
    """A term: its place in the order from 1 on, the day it falls due as agreed, also on no working day, its amount."""

    number: int
    due_on: date
    cents: Cents


def due_day(first_on: date, rhythm: Rhythm, number: int) -> date:
    """Return the day of the term with a number.

    Each is counted from the first, so that nothing drifts: after the 31st comes the last day of a shorter month, then
    the 31st again.
    """
    match rhythm:
        case Rhythm.MONTHLY:
            return add_months(first_on, number - 1)
        case Rhythm.FOUR_WEEKLY:
            return first_on + 4 * (number - 1) * _WEEK
        case Rhythm.WEEKLY:
            return first_on + (number - 1) * _WEEK


def terms_until(first_on: date, rhythm: Rhythm, last_on: date) -> int:
    """Return how many terms fall due up to and including a day. Raises `Refused` where that is none, or too many."""
    days = (due_day(first_on, rhythm, number) for number in range(1, MOST_TERMS + 2))
    return checked_count(sum(1 for _ in takewhile(lambda day: day <= last_on, days)))


def checked_count(count: int) -> int:
    """Return a number of terms. Raises `Refused` for none, or for more than anybody agrees on."""
    if not 1 <= count <= MOST_TERMS:
        raise Refused("plan.count", source=HOUSE_RULE, most=MOST_TERMS)
    return count


def each_of(total: Cents, count: int) -> Cents:
    """Return the usual term where a total is paid in so many: rounded up, so that the last is never the largest."""
    return Cents(-(-total // count))


def count_of(total: Cents, each: Cents, tolerance: Cents) -> int:
    """Return in how many terms of an amount a total is paid; a rest within the tolerance goes with the last of them."""
    whole, rest = divmod(total, each)
    return checked_count(whole + 1 if rest > tolerance or not whole else whole)


def schedule(total: Cents, each: Cents, count: int, first_on: date, rhythm: Rhythm) -> tuple[Term, ...]:
    """Return the terms: each the usual amount, the last what is left of the total.

    Raises `Refused` where nothing would be left for the last.
    """
    last = total - each * (count - 1)
    if last <= 0:
        raise Refused("plan.too_many_terms", source=HOUSE_RULE, total=total, count=count)
    return tuple(_terms(each, Cents(last), count, first_on, rhythm))


def _terms(each: Cents, last: Cents, count: int, first_on: date, rhythm: Rhythm) -> Iterator[Term]:
    for number in range(1, count + 1):
        yield Term(number, due_day(first_on, rhythm, number), last if number == count else each)
