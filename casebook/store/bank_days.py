"""Which statements of an account have a say in a day, and which of them follow each other: their balances tell."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from casebook.domain import bank_identity
from casebook.domain.bank import StatementKind
from casebook.domain.bank_identity import Slice
from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.rows import rows

_STATEMENTS = """
    SELECT id, key, kind, number, from_on, until_on, opening_cents, closing_cents FROM bank_statement
    WHERE account = ? AND (until_on >= ? AND from_on <= ? {or_named})
"""
_SUMS = """
    SELECT day, CAST(sum(cents) AS BIGINT) FROM (
        SELECT booked_on AS day, cents FROM bank_entry WHERE statement_id = ?
        UNION ALL SELECT e.booked_on, e.cents FROM bank_telling t JOIN bank_entry e ON e.id = t.entry_id
        WHERE t.statement_id = ?) told GROUP BY day
"""


class Own(NamedTuple):
    """A statement whose lines are looked at: of which account, where it lies among others, what it comes to by day.

    `others` is what other statements come to by day, once that was asked for.
    """

    statement_id: int
    key: str
    kind: StatementKind
    account: str
    number: str
    from_on: date | None
    until_on: date | None
    opening: Cents | None
    closing: Cents | None
    sums: Mapping[date, Cents]
    others: dict[int, Mapping[date, Cents]]


class _Statement(NamedTuple):
    id: int
    key: str
    kind: StatementKind
    number: str
    from_on: date | None
    until_on: date | None
    opening: Cents | None
    closing: Cents | None


class _Balanced(NamedTuple):
    """A statement with its balances, and what it comes to on each day."""

    statement_id: int
    key: str
    number: str
    from_on: date
    until_on: date
    opening: Cents
    sums: Mapping[date, Cents]


class _Sum(NamedTuple):
    day: date
    cents: Cents


class Days:
    """The statements that have a say in days of an account, and which of them follow each other on each day."""

    def __init__(self, database: Database, own: Own, days: set[date], named: set[int]) -> None:
        others = sorted(named - {own.statement_id})
        or_named = f" OR id IN ({', '.join('?' * len(others))})" if others else ""
        values = (own.account, min(days), max(days), *others)
        found = rows(database, _STATEMENTS.replace("{or_named}", or_named), _Statement, values)
        self._balanced = [
            _Balanced(one.id, one.key, one.number, one.from_on, one.until_on, one.opening, _sums(database, own, one.id))
            for one in found
            if one.id != own.statement_id
            and one.kind is StatementKind.STATEMENT
            and one.opening is not None
            and one.closing is not None
            and one.from_on is not None
            and one.until_on is not None
        ]
        self.loose = {one.id for one in found} - {one.statement_id for one in self._balanced} - {own.statement_id}
        if (
            own.kind is StatementKind.NOTICE
            or own.opening is None
            or own.closing is None
            or own.from_on is None
            or own.until_on is None
        ):
            self.loose.add(own.statement_id)
        else:
            self._balanced.append(
                _Balanced(own.statement_id, own.key, own.number, own.from_on, own.until_on, own.opening, own.sums)
            )
        self._of: dict[date, tuple[list[int], list[list[int]]]] = {}

    def most(self, day: date, counts: Mapping[int, int]) -> int:
        """Return how many like entries of a day there are at least by statements, from how many each has."""
        if day not in self._of:
            self._of[day] = self._ordered(day)
        ids, earlier = self._of[day]
        return bank_identity.most([counts.get(id_, 0) for id_ in ids], earlier)

    def are_apart(self, day: date, one: int, other: int) -> bool:
        """Tell whether two statements cannot tell of the same entries of a day; of two notices nobody can tell."""
        if one in self.loose and other in self.loose:
            return True
        if day not in self._of:
            self._of[day] = self._ordered(day)
        ids, earlier = self._of[day]
        if one not in ids or other not in ids:
            return False
        first, second = sorted((ids.index(one), ids.index(other)))
        return first in earlier[second]

    def _ordered(self, day: date) -> tuple[list[int], list[list[int]]]:
        concerned = [one for one in self._balanced if one.from_on <= day <= one.until_on or day in one.sums]
        ids = {one.key: one.statement_id for one in concerned}
        ordered = bank_identity.in_order([_slice(one, day) for one in concerned])
        return [ids[one.statement] for one in ordered], bank_identity.before(ordered)


def _slice(one: _Balanced, day: date) -> Slice:
    begin = one.opening + sum(cents for on, cents in one.sums.items() if on < day)
    end = begin + one.sums.get(day, 0)
    return Slice(one.key, one.number, one.from_on, one.until_on, Cents(begin), Cents(end), day not in one.sums)


def _sums(database: Database, own: Own, statement_id: int) -> Mapping[date, Cents]:
    if statement_id not in own.others:
        found = rows(database, _SUMS, _Sum, (statement_id, statement_id))
        own.others[statement_id] = {one.day: one.cents for one in found}
    return own.others[statement_id]
