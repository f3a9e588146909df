"""Statements of an account that cannot both be right, with the place where they tell otherwise."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.rows import many

_SAME_DAYS = """
    SELECT s.id, s.number, s.opening_cents, s.closing_cents, o.id, o.number, o.opening_cents, o.closing_cents
    FROM bank_statement s JOIN bank_statement o ON o.account = s.account AND o.until_on = s.until_on
    WHERE s.account IN ({marks}) AND o.from_on = s.from_on AND s.id < o.id
    AND s.kind = 'statement' AND o.kind = 'statement' AND s.opening_cents IS NOT NULL AND o.opening_cents IS NOT NULL
    AND s.closing_cents IS NOT NULL AND o.closing_cents IS NOT NULL ORDER BY s.id, o.id
"""
_TOLD_FIRST = "SELECT statement_id, booked_on, cents FROM bank_entry WHERE statement_id IN ({marks})"
_TOLD_AGAIN = """
    SELECT t.statement_id, e.booked_on, e.cents FROM bank_telling t JOIN bank_entry e ON e.id = t.entry_id
    WHERE t.statement_id IN ({marks})
"""
# The like entry of another payer, which a statement that cannot follow the first one would have for it.
_OF_ANOTHER = """
    SELECT e.statement_id, t.statement_id, e.booked_on, e.cents
    FROM bank_telling t JOIN bank_entry e ON e.id = t.entry_id JOIN bank_statement s ON s.id = e.statement_id
    JOIN bank_statement o ON o.id = t.statement_id
    WHERE e.account IN ({marks}) AND t.iban <> e.iban AND s.kind = 'statement' AND o.kind = 'statement' ORDER BY t.id
"""
_FILES = """
    SELECT s.id, s.number, r.file_name FROM bank_statement s JOIN import_run r ON r.id = s.run_id
    WHERE s.id IN ({marks})
"""


class Contradiction(NamedTuple):
    """The statement that tells otherwise, by its number and file, and of which entry; none where the balance differs.

    `of_another`: both tell of it, but of another payer.
    """

    number: str
    file: str
    on_day: date | None = None
    cents: Cents | None = None
    of_another: bool = False


class _Pair(NamedTuple):
    one: int
    number: str
    opening: Cents
    closing: Cents
    other: int
    others_number: str
    others_opening: Cents
    others_closing: Cents

    @property
    def follow_each_other(self) -> bool:
        """Whether they are pages of the same days."""
        return self.closing == self.others_opening or self.others_closing == self.opening


class _Line(NamedTuple):
    statement_id: int
    booked_on: date
    cents: Cents


class _OfAnother(NamedTuple):
    one: int
    other: int
    booked_on: date
    cents: Cents


class _File(NamedTuple):
    id: int
    number: str
    file_name: str


class _Found(NamedTuple):
    """Two statements that tell otherwise of an entry, or begin otherwise."""

    one: int
    other: int
    on_day: date | None = None
    cents: Cents | None = None
    of_another: bool = False


def contradictions(database: Database, accounts: Sequence[str]) -> dict[int, Contradiction]:
    """Return by statement of accounts the first other one that it cannot stand beside.

    Of two with the same days and number both begin with the same balance. Where two begin with the same balance and do
    not follow each other, one repeats the other and tells more, or less, but never otherwise. And of an entry that two
    tell of both name the same payer.
    """
    found = [*_otherwise(database, accounts), *_other_payers(database, accounts)]
    files = {one.id: one for one in many(database, _FILES, _File, sorted({id_ for one in found for id_ in one[:2]}))}
    contradicted: dict[int, Contradiction] = {}
    for pair in found:
        for own, other in ((pair.one, pair.other), (pair.other, pair.one)):
            against = files[other]
            place = Contradiction(against.number, against.file_name, pair.on_day, pair.cents, pair.of_another)
            contradicted.setdefault(own, place)
    return contradicted


def _otherwise(database: Database, accounts: Sequence[str]) -> Iterator[_Found]:
    pairs = many(database, _SAME_DAYS, _Pair, accounts)
    repeats: list[_Pair] = []
    for pair in pairs:
        if pair.opening == pair.others_opening and not pair.follow_each_other:
            repeats.append(pair)
        elif pair.number and pair.number == pair.others_number and pair.opening != pair.others_opening:
            yield _Found(pair.one, pair.other)
    told: defaultdict[int, Counter[tuple[date, Cents]]] = defaultdict(Counter)
    ids = sorted({id_ for pair in repeats for id_ in (pair.one, pair.other)})
    for sql in (_TOLD_FIRST, _TOLD_AGAIN):
        for line in many(database, sql, _Line, ids):
            told[line.statement_id][line.booked_on, line.cents] += 1
    for pair in repeats:
        less, more = told[pair.one] - told[pair.other], told[pair.other] - told[pair.one]
        if less and more:
            yield _Found(pair.one, pair.other, *min(more))


def _other_payers(database: Database, accounts: Sequence[str]) -> Iterator[_Found]:
    for one in many(database, _OF_ANOTHER, _OfAnother, accounts):
        yield _Found(*one, of_another=True)
