"""All cases, in one of several orders, narrowed by owner, band and words."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from math import isqrt
from typing import Any, NamedTuple

from casebook.domain.money import Cents
from casebook.domain.parameters import Parameters
from casebook.domain.search import Query, Range, prefix_range, query_terms
from casebook.store.database import Database
from casebook.store.models.cases import CaseState
from casebook.store.queries.listing import Key, Listing, Part
from casebook.store.queries.search import BY_TERM, Condition, number_conditions, word_conditions
from casebook.store.rows import rows

# What narrows to few cases leads to them, and they are sorted. Where there are more, the list is read in its order and
# tested: the more of them fit, the sooner a window is full. Both take as long at about twelve times the square root of
# all cases; beyond this number of them it is not even counted.
MOST_SORTED = 10_000
# So many cases are tested one by one for a word before it pays to look up all that have it.
MOST_BY_ROW = 1_000


class Order(StrEnum):
    """What the list of cases can be ordered by."""

    NUMBER = "number"
    NAME = "name"
    AMOUNT = "amount"
    NEXT = "next"


class CaseRow(NamedTuple):
    """A case in the list of all; band 4 is a small claim, 9 a closed case without work."""

    case_id: int
    number: str
    name: str
    sort_name: str
    state: CaseState
    open_cents: Cents
    band: int
    by_on: date | None
    why: str
    why_parameters: Parameters
    tracks: tuple[str, ...]
    next_kind: str | None
    next_on: date | None
    owner_person_id: int
    owner_team_id: int
    owner: str


class Narrowing(NamedTuple):
    """Which cases: of a person or team, in a band, with all the words or the number in a name or number of theirs."""

    owner_person_id: int | None = None
    owner_team_id: int | None = None
    band: int | None = None
    words: str = ""


ALL = Narrowing()
_COLUMNS = """
    n.case_id, n.number, p.name, n.sort_name, c.state, -n.amount_rank, n.band, NULLIF(n.by_on, '9999-12-31'), n.why,
    n.why_parameters, n.tracks, c.next_kind, NULLIF(n.next_on, '9999-12-31'), n.owner_person_id, n.owner_team_id,
    COALESCE(o.name, t.name, '')
"""
_JOINED = """
    JOIN cases c ON c.id = n.case_id JOIN party p ON p.id = c.debtor_id
    LEFT JOIN person o ON o.id = n.owner_person_id LEFT JOIN team t ON t.id = n.owner_team_id
"""
_ORDERS: dict[Order, tuple[str, Callable[[CaseRow], Key]]] = {
    Order.NUMBER: ("n.number", lambda row: (row.number, row.case_id)),
    Order.NAME: ("n.sort_name", lambda row: (row.sort_name, row.case_id)),
    Order.AMOUNT: ("n.amount_rank", lambda row: (-row.open_cents, row.case_id)),
    Order.NEXT: ("n.next_on", lambda row: (row.next_on or date.max, row.case_id)),
}
# No more than were counted, which PostgreSQL could only guess; it plans by that.
_RECORDS = "(SELECT t.record_id AS id FROM search_term t WHERE t.kind = '{kind}' AND {t} LIMIT {limit}) found"
_FEW = f"""
    n.case_id IN (SELECT c.id FROM {_RECORDS.replace("{kind}", "party")} JOIN cases c ON c.debtor_id = found.id
                  UNION SELECT found.id FROM {_RECORDS.replace("{kind}", "case")}
                  UNION SELECT k.case_id FROM {_RECORDS.replace("{kind}", "claim")} JOIN claim k ON k.id = found.id)
"""  # noqa: S608 our own text
# SQLite would go from each to its case, and sort them all; with a sign before it, it goes along the order until enough
# are among them. PostgreSQL plans better by what it knows of the plain column.
_EVERY = """
    {sign}n.case_id IN (SELECT c.id FROM search_term t JOIN cases c ON c.debtor_id = t.record_id
                  WHERE t.kind = 'party' AND {t}
                  UNION SELECT t.record_id FROM search_term t WHERE t.kind = 'case' AND {t}
                  UNION SELECT k.case_id FROM search_term t JOIN claim k ON k.id = t.record_id
                  WHERE t.kind = 'claim' AND {t})
"""
# As one value each and not as EXISTS, which PostgreSQL would answer for all cases at once before the first window.
_ONE = """
    COALESCE((SELECT 1 FROM cases c JOIN search_term t ON t.kind = 'party' AND t.record_id = c.debtor_id
              WHERE c.id = n.case_id AND {t} LIMIT 1),
             (SELECT 1 FROM search_term t WHERE t.kind = 'case' AND t.record_id = n.case_id AND {t} LIMIT 1),
             (SELECT 1 FROM claim k JOIN search_term t ON t.kind = 'claim' AND t.record_id = k.id
              WHERE k.case_id = n.case_id AND {t} LIMIT 1)) = 1
"""
_TERMS = f"SELECT 1 FROM search_term t WHERE {{t}} {BY_TERM}"  # noqa: S608 our own text
# A whole number of a case among the terms: its year and what follows; what only ends it is shorter.
_WHOLE_NUMBER = "t.kind = 'case' AND length(t.term) > 7"
_YEAR = 4
# Among so many terms it is counted how many are no whole number of a case.
_MOST_LOOKED_THROUGH = 200_000
_OTHERS = f"""
    SELECT count(*), sum(CASE WHEN {_WHOLE_NUMBER} THEN 0 ELSE 1 END)
    FROM (SELECT t.kind, t.term FROM search_term t WHERE {{t}} {BY_TERM} LIMIT {_MOST_LOOKED_THROUGH + 1}) t
"""  # noqa: S608 our own text


class _Factor(NamedTuple):
    """One thing a list is narrowed by, and how many fit: conditions that lead to its cases, and that test a case.

    `testing` is for all cases at once, `by_row` for a few of them; `either` is the condition on terms from which they
    are made, if they are.
    """

    leading: Part
    testing: Part
    by_row: Part
    number: int
    either: Part = Part()


def cases(database: Database, order: Order = Order.NUMBER, narrowing: Narrowing = ALL) -> Listing[CaseRow]:
    """Return the list of cases in an order.

    How it is best read depends on how many cases there are now: a list that is kept for long is asked for anew.
    """
    column, key = _ORDERS[order]
    factors, most = list(_factors(database, narrowing)), _most_sorted(database)
    parts: tuple[Part, ...] = (_part(factors, most),)
    own = _own_numbers(query_terms(narrowing.words)) if order is Order.NUMBER else None
    if own and factors and all(factor.number > most for factor in factors):
        # Cases whose own number begins so stand together in this order, it may be far down.
        parts = tuple(_by_number(database, factors, most, own)) or parts
    by = (column, "n.case_id")
    return Listing(CaseRow, _COLUMNS, "case_now n", _JOINED, by, key, parts, joined_last=bool(factors))


def _part(factors: Sequence[_Factor], most: int) -> Part:
    """Return what all factors leave of a list; up to `most` cases are sorted."""
    fewest = min(factors, key=lambda factor: factor.number, default=None)
    if fewest is None:
        return Part()
    if fewest.number > most:
        return _all([one.testing for one in factors])._replace(by_row=_by_row([one.by_row for one in factors]))
    others = [factor for factor in factors if factor is not fewest]
    if fewest.number > MOST_BY_ROW or not others:
        return _all([fewest.leading, *(one.testing for one in others)])
    return _all([fewest.leading, _by_row([one.by_row for one in others])])


def _all(parts: Sequence[Part]) -> Part:
    return Part(" AND ".join(one.where for one in parts), tuple(value for one in parts for value in one.parameters))


def _by_row(parts: Sequence[Part]) -> Part:
    """Return conditions as one that PostgreSQL takes for so common that it reads along the order until enough fit."""
    where, parameters, *_ = _all(parts)
    return Part(f"CASE WHEN {where} THEN 1 ELSE 0 END > 0", parameters)


def _within(bounds: Part, part: Part) -> Part:
    """Return what lies within bounds of the order."""
    by_row = part.by_row and _all([bounds, part.by_row])
    return _all([one for one in (bounds, part) if one.where])._replace(by_row=by_row)


def _own_numbers(query: Query) -> Range | None:
    """Return between which numbers those of cases lie that begin as typed, None where no number of a case does."""
    if len(query.numbers) != 1 or not query.numbers[0].low.isdigit():
        return None
    year, rest = query.numbers[0].low[:_YEAR], query.numbers[0].low[_YEAR:]
    return prefix_range(f"{year}-{rest}" if rest else year)


def _by_number(database: Database, factors: Sequence[_Factor], most: int, own: Range) -> Iterator[Part]:
    """Yield the list by number in parts: the cases whose own number begins as typed lie between the few others.

    What was typed as a number is the last of the factors. Nothing where the others are not few.
    """
    *rest, typed = factors
    others = _others(database, typed)
    if others.number > most:
        return
    yield _within(Part("n.number < ?", (own.low,)), _part([*rest, others], most))
    yield _within(Part("n.number >= ? AND n.number < ?", own), _part(rest, most))
    yield _within(Part("n.number >= ?", (own.high,)), _part([*rest, others], most))


def _others(database: Database, typed: _Factor) -> _Factor:
    """Return what a typed number finds beside the whole numbers of cases."""
    either, values, *_ = typed.either
    looked_through, number = database.fetch(_OTHERS.replace("{t}", either), values)[0]
    if looked_through > _MOST_LOOKED_THROUGH:
        number = MOST_SORTED + 1
    return _by_terms(database, Part(f"({either} AND NOT ({_WHOLE_NUMBER}))", values), number or 0)


def place(database: Database, case_id: int, order: Order) -> Key | None:
    """Return where a case stands in an order now, None where there is no such case."""
    column, _ = _ORDERS[order]
    shape: type[NamedTuple] = _DayPlace if order is Order.NEXT else _Place
    sql = f"SELECT {column}, n.case_id FROM case_now n WHERE n.case_id = ?"  # noqa: S608 our own text
    return next(iter(rows(database, sql, shape, (case_id,))), None)


class _Place(NamedTuple):
    at: Any
    case_id: int


class _DayPlace(NamedTuple):
    at: date
    case_id: int


def _factors(database: Database, narrowing: Narrowing) -> Iterator[_Factor]:
    for column in ("owner_person_id", "owner_team_id", "band"):
        value = getattr(narrowing, column)
        if value is not None:
            condition = Part(f"n.{column} = ?", (value,))
            counted = f"SELECT 1 FROM case_now n WHERE n.{column} = ? ORDER BY n.band, n.by_on"  # noqa: S608 our own text
            yield _Factor(condition, condition, condition, _counted(database, counted, (value,)))
    for conditions in _words(database, narrowing.words):
        either = f"({' OR '.join(one.sql for one in conditions)})"
        values = tuple(value for one in conditions for value in one.values)
        # Counted one by one: the index has no order for two beginnings at once.
        number = sum(_counted(database, _TERMS.replace("{t}", one.sql), one.values) for one in conditions)
        yield _by_terms(database, Part(either, values), number)


def _by_terms(database: Database, either: Part, number: int) -> _Factor:
    # Twice as many at most, so that the statement is seldom another and terms may be added meanwhile.
    few = _FEW.replace("{limit}", str(2 << number.bit_length()))
    every = _EVERY.replace("{sign}", "" if database.is_postgresql else "+")
    leading, testing, by_row = (
        Part(sql.replace("{t}", either.where), either.parameters * 3) for sql in (few, every, _ONE)
    )
    return _Factor(leading, testing, by_row, number, either)


def _words(database: Database, text: str) -> list[tuple[Condition, ...]]:
    """Return what the terms of a case are to meet: one of the numbers typed, or where there is none, each word."""
    query = query_terms(text)
    found = f"{_TERMS} LIMIT 1"
    numbers = tuple(
        one for one in number_conditions(query) if database.value(found.replace("{t}", one.sql), one.values)
    )
    return [numbers] if numbers else [(one,) for one in word_conditions(query)]


def _most_sorted(database: Database) -> int:
    return min(MOST_SORTED, 12 * isqrt(database.value("SELECT max(case_id) FROM case_now") or 0))


def _counted(database: Database, counted: str, values: Sequence[Any]) -> int:
    """Return how many rows a query has, as far as that matters."""
    number: int = database.value(f"SELECT count(*) FROM ({counted} LIMIT {MOST_SORTED + 1}) counted", values)  # noqa: S608 our own text
    return number
