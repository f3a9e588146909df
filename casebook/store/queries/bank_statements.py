"""The statements and notices of the bank, with what is missing or contradictory between them."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.bank import StatementKind
from casebook.domain.bank_cover import Stretch, gaps, in_order
from casebook.domain.money import Cents
from casebook.store import bank_freshness
from casebook.store.bank_freshness import GapRow
from casebook.store.database import Database
from casebook.store.queries.bank_contradictions import Contradiction, contradictions
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


class StatementRow(NamedTuple):
    """A statement or notice: the days and balances it tells, how many entries, and what is amiss.

    `entries` are those it told of first, `again` those that others had told of. `gap_after` is the last day that is
    known before it where a statement is missing in between, unless somebody `accepted` that; `begins`: nothing is told
    before it, and nobody answers for those days. `contradicts` is what another tells otherwise. `file` was brought in
    `on_day`.
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
    begins: bool = False
    accepted: GapRow | None = None
    contradicts: Contradiction | None = None


class AccountRow(NamedTuple):
    """An account of one of our entities: from when and up to when it is known, its statements, how many are missing.

    `by_list`: the ledger books what comes in on it. `from_on` is None where nothing before matters.
    """

    account: str
    creditor_id: int
    creditor: str
    until_on: date | None
    statements: int
    gaps: int
    by_list: bool = False
    from_on: date | None = None


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
            sum(gap.after is not None for gap in bank_freshness.open_gaps(database, one.iban)),
            one.by_list,
            one.from_on,
        )
        for one in found
    ]


class Missing(NamedTuple):
    """What no statement of an account tells: the gaps that nobody answers for, and what somebody took as known."""

    account: str
    gaps: tuple[Stretch, ...]
    accepted: tuple[GapRow, ...]


def missing(database: Database, account: str) -> Missing:
    """Return what is missing of an account."""
    with database.snapshot():
        accepted = bank_freshness.accepted(database, [account])[account]
        return Missing(account, bank_freshness.open_gaps(database, account), tuple(accepted))


class _Front(NamedTuple):
    """What is not told in front of a statement, and who answers for it."""

    after: date | None
    accepted: GapRow | None


def _flagged(database: Database, plain: Sequence[_Plain]) -> list[StatementRow]:
    named_accounts = list(dict.fromkeys(one.account for one in plain))
    fronts: dict[int, _Front] = {}
    words = bank_freshness.accepted(database, named_accounts)
    for account, statements in bank_freshness.statements_of(database, named_accounts).items():
        ordered = in_order(statements)
        for place in (0, *gaps(ordered)):
            after = max((one.until_on for one in ordered[:place]), default=None)
            front = Stretch(ordered[place].from_on, ordered[place].whole_until, after)
            fills = (word for word in words[account] if word.accepted.fills(front))
            fronts[ordered[place].id] = _Front(after, next(fills, None))
    against = contradictions(database, named_accounts)
    return [_row(one, fronts.get(one.id), against.get(one.id)) for one in plain]


def _row(plain: _Plain, front: _Front | None, contradicts: Contradiction | None) -> StatementRow:
    if front is None:
        return StatementRow(*plain, contradicts=contradicts)
    gap_after = front.after if front.accepted is None else None
    return StatementRow(*plain, gap_after, front == (None, None), front.accepted, contradicts)
