"""How long data of a debtor is kept, and what stands in the way of erasing it: the books, rights that live, questions.

What is kept for a right or for the books is kept lawfully; no day erases anything by itself.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from casebook.domain.calendar import ONE_DAY, Term, add

# Not erased where it is needed for a legal claim, and where the law asks to keep it.
CLAIM, DUTY = "AVG art. 17 lid 3 onder e", "AVG art. 17 lid 3 onder b"


class Level(StrEnum):
    """How much may be erased: nothing, all but what the books rest on, or everything."""

    NOTHING = "nothing"
    NOT_THE_BOOKS = "not_the_books"
    EVERYTHING = "everything"


class Why(NamedTuple):
    """Something that stands in the way of erasing, as a code with parameters, and the article that lets it.

    `until` is its last day, None where it ends by no day.
    """

    code: str
    parameters: Mapping[str, Any]
    source: str
    until: date | None


class Right(NamedTuple):
    """A claim of which something may still be had: until when it lives, None where that is not known."""

    claim: str
    until: date | None


class Kept(NamedTuple):
    """What is kept of a debtor: his open cases, when he was last booked for, what lives, and what waits.

    `waits` are what waits, as codes with parameters: a request, a dispute, an arrangement. `house` is the code
    of why somebody is no debtor whose data can be erased, empty where he is one.
    """

    open_cases: Sequence[str]
    last_on: date | None
    rights: Sequence[Right]
    waits: Sequence[tuple[str, Mapping[str, Any]]]
    property: bool = False
    house: str = ""


class Terms(NamedTuple):
    """How long records are kept after the financial year, also of immovable property, with the article."""

    records: Term
    of_property: Term
    source: str


class Standing(NamedTuple):
    """How much may be erased today, from which day on everything may (None: not to be said), and what is in the way."""

    level: Level
    from_on: date | None
    why: Sequence[Why]


def standing(kept: Kept, terms: Terms, day: date) -> Standing:
    """Return what may be erased of a debtor on `day`, and because of what no more."""
    why = [*_living(kept, day), *_books(kept, terms, day)]
    if all(one.source == terms.source for one in why):
        level = Level.NOT_THE_BOOKS if why else Level.EVERYTHING
    else:
        level = Level.NOTHING
    ends = [one.until for one in why]
    from_on = None if None in ends else max((end + ONE_DAY for end in ends if end is not None), default=day)
    return Standing(level, from_on, tuple(why))


def _living(kept: Kept, day: date) -> list[Why]:
    found = [Why(kept.house, {}, CLAIM, None)] if kept.house else []
    found += [Why("retention.case_open", {"number": number}, CLAIM, None) for number in kept.open_cases]
    found += [Why(code, parameters, CLAIM, None) for code, parameters in kept.waits]
    for right in kept.rights:
        if right.until is None:
            found.append(Why("retention.right_open", {"claim": right.claim}, CLAIM, None))
        elif right.until >= day:
            found.append(Why("retention.right", {"claim": right.claim, "until": right.until}, CLAIM, right.until))
    return found


def _books(kept: Kept, terms: Terms, day: date) -> list[Why]:
    """Return that the books are kept: so long after the end of the financial year, which is the calendar year."""
    if kept.last_on is None:
        return []
    until = add(date(kept.last_on.year, 12, 31), terms.of_property if kept.property else terms.records)
    if until < day:
        return []
    return [Why("retention.records", {"year": str(kept.last_on.year), "until": until}, terms.source, until)]
