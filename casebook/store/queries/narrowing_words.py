"""Narrowing by words: the names and numbers of a case, its debtor and its claims."""

from collections.abc import Iterator, Sequence

from casebook.domain.search import Query, Range, fold, joined, prefix_range, query_terms
from casebook.store.database import Database
from casebook.store.queries.listing import Part, all_of
from casebook.store.queries.narrowing_factor import MOST_SORTED, Factor, counted, none_of
from casebook.store.queries.search import BY_TERM, Condition, number_conditions, word_conditions

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
              WHERE k.case_id = n.case_id AND {t} LIMIT 1), 0) = 1
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


def words(database: Database, text: str) -> Iterator[Factor]:
    """Yield what cases are to have: one of the numbers typed, or where there is none, each word; the last may go on."""
    for conditions in _asked(database, text):
        yield _either(database, conditions)


def phrase(database: Database, text: str) -> Iterator[Factor]:
    """Yield what cases are to have under words between quotes: the number they are, or else each word as it is."""
    number = Condition("t.term = ?", (joined(text),))
    if any(letter.isdigit() for letter in text) and _is_there(database, number):
        yield _either(database, (number,))
        return
    for word in fold(text).split():
        yield _either(database, (Condition("t.term = ?", (word,)),))


def without(factors: Iterator[Factor]) -> Iterator[Factor]:
    """Yield what leaves out the cases that fit all of some factors."""
    found = list(factors)
    if found:
        all_testing, all_by_row = all_of(one.testing for one in found), all_of(one.by_row for one in found)
        yield none_of(found[0]._replace(testing=all_testing, by_row=all_by_row))


def own_numbers(query: Query) -> Range | None:
    """Return between which numbers those of cases lie that begin as typed, None where no number of a case does."""
    if len(query.numbers) != 1 or not query.numbers[0].low.isdigit():
        return None
    year, rest = query.numbers[0].low[:_YEAR], query.numbers[0].low[_YEAR:]
    return prefix_range(f"{year}-{rest}" if rest else year)


def others(database: Database, typed: Factor) -> Factor:
    """Return what a typed number finds beside the whole numbers of cases."""
    either, values, *_ = typed.either
    looked_through, number = database.fetch(_OTHERS.replace("{t}", either), values)[0]
    if looked_through > _MOST_LOOKED_THROUGH:
        number = MOST_SORTED + 1
    return _by_terms(database, Part(f"({either} AND NOT ({_WHOLE_NUMBER}))", values), number or 0)


def _either(database: Database, conditions: Sequence[Condition]) -> Factor:
    either = f"({' OR '.join(one.sql for one in conditions)})"
    values = tuple(value for one in conditions for value in one.values)
    # Counted one by one: the index has no order for two beginnings at once.
    number = sum(counted(database, _TERMS.replace("{t}", one.sql), one.values) for one in conditions)
    return _by_terms(database, Part(either, values), number)


def _by_terms(database: Database, either: Part, number: int) -> Factor:
    # Twice as many at most, so that the statement is seldom another and terms may be added meanwhile.
    few = _FEW.replace("{limit}", str(2 << number.bit_length()))
    every = _EVERY.replace("{sign}", "" if database.is_postgresql else "+")
    leading, testing, by_row = (
        Part(sql.replace("{t}", either.where), either.parameters * 3) for sql in (few, every, _ONE)
    )
    return Factor(leading, testing, by_row, number, either)


def _asked(database: Database, text: str) -> list[tuple[Condition, ...]]:
    """Return what the terms of a case are to meet: one of the numbers typed, or where there is none, each word."""
    query = query_terms(text)
    numbers = tuple(one for one in number_conditions(query) if _is_there(database, one))
    return [numbers] if numbers else [(one,) for one in word_conditions(query)]


def _is_there(database: Database, condition: Condition) -> bool:
    return database.value(f"{_TERMS.replace('{t}', condition.sql)} LIMIT 1", condition.values) is not None
