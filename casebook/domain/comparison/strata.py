"""What makes claims alike: their size, age and kind, and whether the debtor is a person or a company."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.calendar import add
from casebook.domain.comparison.rules import ComparisonRules
from casebook.domain.money import Cents

# What does not matter, or is not known, has no word.
ANY, UNKNOWN = "", "unknown"
SIZES = ("small", "middle", "large", "largest")
AGES = ("young", "grown", "old", "oldest", UNKNOWN)


class Debtor(StrEnum):
    """Who owes: a natural person outside a business or his estate, or whoever is in business."""

    PERSON = "person"
    COMPANY = "company"
    UNKNOWN = "unknown"


class Stratum(NamedTuple):
    """Claims that are alike, each trait by its key; `ANY` where it does not matter."""

    size: str
    age: str
    kind: str
    debtor: str


class Alike(StrEnum):
    """By which traits claims are alike, the most of them first: what is alike by more of them is less of it."""

    ALL = "all"
    NOT_KIND = "not_kind"
    SIZE_DEBTOR = "size_debtor"
    SIZE = "size"
    NOTHING = "nothing"


_TRAITS: Mapping[Alike, frozenset[str]] = {
    Alike.ALL: frozenset({"size", "age", "kind", "debtor"}),
    Alike.NOT_KIND: frozenset({"size", "age", "debtor"}),
    Alike.SIZE_DEBTOR: frozenset({"size", "debtor"}),
    Alike.SIZE: frozenset({"size"}),
    Alike.NOTHING: frozenset(),
}


class Facts(NamedTuple):
    """What is known of claims on the day they were placed: all of it in cents, and of the largest its day and kind."""

    cents: Cents
    due_on: date | None
    kind: str
    debtor: Debtor


def stratum_of(facts: Facts, on: date, rules: ComparisonRules) -> Stratum:
    """Return the stratum of what began on a day, by all traits."""
    return Stratum(_size(facts.cents, rules), _age(facts.due_on, on, rules), facts.kind or UNKNOWN, facts.debtor)


def by(stratum: Stratum, alike: Alike) -> Stratum:
    """Return a stratum without the traits that do not matter."""
    kept = _TRAITS[alike]
    return Stratum(*(value if name in kept else ANY for name, value in stratum._asdict().items()))


def _size(cents: Cents, rules: ComparisonRules) -> str:
    limits = (rules.small, rules.middle, rules.large)
    return next((key for key, most in zip(SIZES, limits, strict=False) if cents <= most), SIZES[-1])


def _age(due_on: date | None, on: date, rules: ComparisonRules) -> str:
    if due_on is None:
        return UNKNOWN
    terms = (rules.young, rules.grown, rules.old)
    return next((key for key, term in zip(AGES, terms, strict=False) if on <= add(due_on, term)), "oldest")
