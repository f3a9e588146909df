"""Which cases of a list are shown: whose, and those that meet all terms of a filter."""

from collections.abc import Iterator, Sequence
from datetime import date
from math import isqrt
from typing import NamedTuple

from casebook.domain.filter.terms import Field, Term
from casebook.domain.search import query_terms
from casebook.store.database import Database
from casebook.store.queries import narrowing_factor as factoring
from casebook.store.queries.listing import Part, all_of
from casebook.store.queries.narrowing_factor import Factor, column
from casebook.store.queries.narrowing_fields import Looker, factor
from casebook.store.queries.narrowing_words import others, own_numbers, phrase, without, words

# So many cases are tested one by one for a word before it pays to look up all that have it.
MOST_BY_ROW = 1_000


class Narrowing(NamedTuple):
    """Which cases: of a person or team, in a band, with all the words or the number in a name or number of theirs.

    They meet all `terms` of a filter besides. `me` is who looks, `day` the day on which he does; without it what has
    an end is over.
    """

    owner_person_id: int | None = None
    owner_team_id: int | None = None
    band: int | None = None
    words: str = ""
    terms: tuple[Term, ...] = ()
    me: int | None = None
    day: date | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return self._replace(me=None, day=None) != ALL

    @property
    def all_words(self) -> str:
        """The words of the filter too, as they would stand in one line."""
        asked = (str(one.values[0]) for one in self.terms if one.field is Field.WORD and not one.negated)
        return " ".join(filter(None, (self.words, *asked)))


ALL = Narrowing()


def factors(database: Database, narrowing: Narrowing) -> list[Factor]:
    """Return what a list is narrowed by, one thing after the other; what was typed as words or a number last."""
    return [*_factors(database, narrowing), *words(database, narrowing.all_words)]


def condition(database: Database, narrowing: Narrowing, case_column: str) -> Part:
    """Return the part of any list whose rows are of cases in `case_column`; it has no condition for `ALL`."""
    found = factors(database, narrowing)
    if not found:
        return Part()
    one = together(found, most_sorted(database))
    of_row = one.by_row or one
    where = f"{case_column} IN (SELECT n.case_id FROM case_now n WHERE {one.where})"  # noqa: S608 our own text
    if one.by_row is None:
        return Part(where, one.parameters)
    each = f"COALESCE((SELECT 1 FROM case_now n WHERE n.case_id = {case_column} AND {of_row.where}), 0) = 1"  # noqa: S608 our own text
    return Part(where, one.parameters, by_row=Part(each, of_row.parameters))


def together(found: Sequence[Factor], most: int, owner: Factor | None = None) -> Part:
    """Return what all factors leave of a list; up to `most` cases are sorted.

    `owner` is a factor of which the list is in order by itself.
    """
    every = [*found, owner] if owner else list(found)
    fewest = min(every, key=lambda one: one.number, default=None)
    if fewest is None:
        return Part()
    rest = [one for one in every if one is not fewest]
    if fewest.number <= most and fewest is not owner:
        tests = [one.testing if fewest.number > MOST_BY_ROW else one.by_row for one in rest]
        return all_of([fewest.leading, _as_one(tests)] if fewest.number <= MOST_BY_ROW else [fewest.leading, *tests])
    if not found:
        return owner.leading if owner else Part()
    bounds = owner.leading if owner else Part()
    one = all_of(factor.testing for factor in found)._replace(by_row=_as_one([factor.by_row for factor in found]))
    return in_bounds(bounds, one)


def in_bounds(bounds: Part, one: Part) -> Part:
    """Return what lies within bounds of the order."""
    by_row = one.by_row and all_of([bounds, one.by_row])
    return all_of([bounds, one])._replace(by_row=by_row, bounds=bounds)


def by_number(database: Database, found: Sequence[Factor], narrowing: Narrowing, most: int) -> tuple[Part, ...]:
    """Return the list by number in parts, where one of cases was typed that many have; nothing where that is no help.

    Cases whose own number begins so stand together in this order, it may be far down; the others that are found by it
    are few. What was typed as a number is the last of the factors.
    """
    own = own_numbers(query_terms(narrowing.all_words))
    if own is None or not found or any(one.number <= most for one in found):
        return ()
    *rest, typed = found
    beside = others(database, typed)
    if beside.number > most:
        return ()
    return (
        in_bounds(Part("n.number < ?", (own.low,)), together([*rest, beside], most)),
        in_bounds(Part("n.number >= ? AND n.number < ?", own), together(rest, most)),
        in_bounds(Part("n.number >= ?", (own.high,)), together([*rest, beside], most)),
    )


def most_sorted(database: Database) -> int:
    """Return up to how many cases are sorted rather than looked for along the order of a list."""
    return min(factoring.MOST_SORTED, 12 * isqrt(database.value("SELECT max(case_id) FROM case_now") or 0))


def _factors(database: Database, narrowing: Narrowing) -> Iterator[Factor]:
    for of in ("owner_person_id", "owner_team_id", "band"):
        value = getattr(narrowing, of)
        if value is not None:
            yield column(database, f"n.{of} = ?", (value,))
    looker = Looker(narrowing.me, narrowing.day or date.max)
    for term in narrowing.terms:
        text = str(term.values[0])
        if term.field is Field.PHRASE:
            yield from without(phrase(database, text)) if term.negated else phrase(database, text)
        elif term.field is not Field.WORD:
            yield factor(database, term, looker)
        elif term.negated:
            yield from without(words(database, text))


def _as_one(parts: Sequence[Part]) -> Part:
    """Return conditions as one that PostgreSQL takes for so common that it reads along the order until enough fit."""
    where, parameters, *_ = all_of(parts)
    return Part(f"CASE WHEN {where} THEN 1 ELSE 0 END > 0", parameters) if where else Part()
