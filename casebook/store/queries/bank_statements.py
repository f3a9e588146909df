"""The statements and notices of the bank, with what is missing or contradictory between them."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.bank import StatementKind
from casebook.domain.bank_cover import gaps, in_order
from casebook.domain.money import Cents
from casebook.store import bank_freshness
from casebook.store.database import Database
from casebook.store.rows import many, rows

_COLUMNS = """
    SELECT s.id, s.kind, s.account, c.code, s.number, s.from_on, s.until_on, s.opening_cents, s.closing_cents,
           (SELECT count(*) FROM bank_entry e WHERE e.statement_id = s.id),
           (SELECT count(*) FROM bank_telling t WHERE t.statement_id = s.id),
           r.file_name, r.on_day
    FROM bank_statement s JOIN creditor c ON c.id = s.creditor_id JOIN import_run r ON r.id = s.run_id
"""
_NEWEST = _COLUMNS + " WHERE s.account = ? ORDER BY s.until_on DESC, s.id DESC LIMIT ?"
_NAMED = _COLUMNS + " WHERE s.key IN ({marks}) ORDER BY s.id"
# What has the same number and days leads from and to the same balances, unless it was drawn up before the day was over.
_OTHERWISE = """
    SELECT s.id FROM bank_statement s JOIN bank_statement o ON o.account = s.account AND o.until_on = s.until_on
    WHERE s.account IN ({marks}) AND o.id <> s.id AND s.kind = 'statement' AND o.kind = 'statement' AND s.number <> ''
    AND o.number = s.number AND o.from_on = s.from_on AND o.opening_cents <> s.opening_cents
"""


class StatementRow(NamedTuple):
    """A statement or notice: the days and balances it tells, how many entries, and what is amiss.

    `entries` are those it told of first, `again` those that others had told of. `gap_after` is the last day that is
    known before it where a statement is missing in between, `contradicted`: another with its number and days begins
    with another balance. `file` was brought in `on_day`.
    """

    id: int
    kind: StatementKind
    account: str
    creditor: str
    number: str
    from_on: date | None
    until_on: date | None
    opening_cents: Cents | None
    closing_cents: Cents | None
    entries: int
    again: int
    file: str
    on_day: date
    gap_after: date | None = None
    contradicted: bool = False


class AccountRow(NamedTuple):
    """An account of one of our entities: up to when it is known, its last statement, how many are missing."""

    account: str
    creditor_id: int
    creditor: str
    until_on: date | None
    statements: int
    gaps: int


class _Plain(NamedTuple):
    id: int
    kind: StatementKind
    account: str
    creditor: str
    number: str
    from_on: date | None
    until_on: date | None
    opening_cents: Cents | None
    closing_cents: Cents | None
    entries: int
    again: int
    file: str
    on_day: date


class _Id(NamedTuple):
    id: int


class _Entity(NamedTuple):
    id: int
    code: str


def newest(database: Database, account: str, most: int = 200) -> list[StatementRow]:
    """Return the statements and notices of an account, the last days first."""
    return _flagged(database, rows(database, _NEWEST, _Plain, (account, most)))


def named(database: Database, keys: Sequence[str]) -> list[StatementRow]:
    """Return the statements and notices with keys, in the order in which they came."""
    return _flagged(database, many(database, _NAMED, _Plain, keys))


def accounts(database: Database) -> list[AccountRow]:
    """Return the accounts of our entities, with how far each is known."""
    codes = {one.id: one.code for one in rows(database, "SELECT id, code FROM creditor ORDER BY code", _Entity)}
    found = bank_freshness.covers(database, list(codes))
    statements = bank_freshness.statements_of(database, [one.iban for one in found])
    return [
        AccountRow(
            one.iban,
            one.creditor_id,
            codes[one.creditor_id],
            one.until_on,
            len(statements[one.iban]),
            len(gaps(in_order(statements[one.iban]))),
        )
        for one in found
    ]


def _flagged(database: Database, plain: Sequence[_Plain]) -> list[StatementRow]:
    named_accounts = list(dict.fromkeys(one.account for one in plain))
    after: dict[int, date] = {}
    for statements in bank_freshness.statements_of(database, named_accounts).values():
        ordered = in_order(statements)
        for place in gaps(ordered):
            after[ordered[place].id] = max(one.until_on for one in ordered[:place])
    otherwise = {one.id for one in many(database, _OTHERWISE, _Id, named_accounts)}
    return [StatementRow(*one, after.get(one.id), one.id in otherwise) for one in plain]
