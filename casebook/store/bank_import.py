"""Statements of the bank, written chunk by chunk: each entry stands once, whichever files tell of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from casebook.domain.bank import BankLine, StatementKind
from casebook.domain.money import Cents
from casebook.errors import InputError
from casebook.store import bank_identity, bank_parts, runs, tables
from casebook.store.bank_days import Own
from casebook.store.bank_identity import Like
from casebook.store.database import Database
from casebook.store.models.bank import BankEntry, BankStatement, BankTelling
from casebook.store.models.imports import ImportRun
from casebook.store.rows import rows
from casebook.store.runs import File, Run
from casebook.store.transaction import Actor, Transaction

KIND = "bank"
COMMAND = "import.bank"

_DONE_BEFORE = """
    SELECT max(r.on_day) FROM import_run r WHERE r.kind = 'bank' AND r.sha256 = ? AND r.state = 'done'
"""
_STATEMENT = "SELECT id FROM bank_statement WHERE key = ?"
_TOLD = """
    SELECT (SELECT count(*) FROM bank_entry WHERE statement_id = ?)
         + (SELECT count(*) FROM bank_telling WHERE statement_id = ?)
"""
_LATEST = "SELECT max(id) FROM bank_statement WHERE account = ?"
_OTHERS_DAYS = """
    SELECT DISTINCT booked_on FROM bank_entry
    WHERE account = ? AND booked_on BETWEEN ? AND ? AND statement_id <> ?
"""
_ENTRY, _TELLING = tables.of(BankEntry), tables.of(BankTelling)


class Statement(NamedTuple):
    """A statement as it was read to its end. `key` is made of all it says; `sums` is what each day comes to.

    `lines` are its entries, those of nothing left out; `days` what it covers, by its entries where it does not say.
    """

    key: str
    kind: StatementKind
    account: str
    creditor_id: int
    number: str
    from_on: date | None
    until_on: date | None
    opening: Cents | None
    closing: Cents | None
    sums: Mapping[date, Cents]
    lines: int
    place: str


class Piece(NamedTuple):
    """Lines of a statement that stand after each other, from so many on; `last` tells that there are no more."""

    statement: Statement
    start: int
    lines: Sequence[BankLine]
    last: bool


@dataclass(slots=True)
class Written:
    """What became of statements and their lines: new, or known from other files."""

    statements: int = 0
    known_statements: int = 0
    added: int = 0
    known: int = 0


class _Day(NamedTuple):
    booked_on: date


class _Id(NamedTuple):
    id: int


@dataclass(slots=True)
class _Open:
    """A statement that is being written: what it has already, and what is known of others of its account.

    `contested` are the days of which others have entries, `sums` what each of those comes to by day.
    """

    id: int
    skip: int
    seen: int = 0
    contested: frozenset[date] = frozenset()
    written: set[date] = field(default_factory=set)
    sums: dict[int, Mapping[date, Cents]] = field(default_factory=dict)


@dataclass(slots=True)
class BankRun(Run):
    """A run under way. `open` is the statement that is being written."""

    version: int = 1
    done: int = 0
    open: dict[str, _Open] = field(default_factory=dict)


def imported_on(database: Database, sha256: str) -> date | None:
    """Return the day on which the very same file was brought in to its end, None where it was not."""
    return rows(database, _DONE_BEFORE, _Last, (sha256,))[0].on_day


class _Last(NamedTuple):
    on_day: date | None


def begin(database: Database, actor: Actor, day: date, file: File) -> BankRun:
    """Begin a run, or go on with one of the same file that was killed. Raises `Refused` for somebody who may not."""
    runs.check_role(actor)

    def work() -> BankRun:
        tx = Transaction(database, actor, day)
        run_id = runs.find_or_add(tx, KIND, file)
        row = tx.get(ImportRun, run_id)
        run = BankRun(run_id, COMMAND, version=row.version)
        run.finish(tx, file=file.file_name)
        return run

    return database.transact(work)


def write(database: Database, actor: Actor, day: date, run: BankRun, pieces: Sequence[Piece]) -> Written:
    """Write a chunk in one transaction with its own line of the log; what was written before a kill is passed over.

    Raises `InputError` where somebody else brings in the same file at this moment.
    """

    def work() -> tuple[Written, dict[str, _Open], int]:
        tx = Transaction(database, actor, day)
        # Two files at once could each find the same entry new.
        tx.hold("import")
        row = tx.get(ImportRun, run.run_id)
        if row.version != run.version:
            raise InputError("bank_import.at_once", file=row.file_name)
        # Copies, since a try may come to nothing.
        open_ = {key: replace(one, written=set(one.written)) for key, one in run.open.items()}
        written = Written()
        for piece in pieces:
            _write(tx, run.run_id, piece, open_, written)
        done = run.done + sum(len(piece.lines) for piece in pieces)
        if written.added or written.statements or written.known:
            tx.change(row, rows=done)
        run.finish(tx, derive=False, until=done)
        return written, open_, row.version

    written, run.open, run.version = run.transact(database, work)
    run.done += sum(len(piece.lines) for piece in pieces)
    return written


def try_out(database: Database, actor: Actor, day: date, file: File, pieces: Sequence[Piece]) -> Written:
    """Return what a chunk would come to; nothing is kept. What an earlier chunk would bring is not seen."""

    def work() -> Written:
        with database.peewee.atomic() as kept:
            run = begin(database, actor, day, file)
            written = write(database, actor, day, run, pieces)
            kept.rollback()
        return written

    return database.transact(work)


def _write(tx: Transaction, run_id: int, piece: Piece, open_: dict[str, _Open], written: Written) -> None:
    statement = piece.statement
    under_way = open_.get(statement.key)
    if under_way is None:
        under_way = open_[statement.key] = _opened(tx, run_id, piece, written)
    lines = piece.lines[max(0, under_way.skip - piece.start) :]
    if lines:
        _look_again(tx.database, statement, under_way)
        _add(tx, statement, under_way, lines, written)
    if piece.last:
        del open_[statement.key]


def _opened(tx: Transaction, run_id: int, piece: Piece, written: Written) -> _Open:
    database, statement = tx.database, piece.statement
    found = rows(database, _STATEMENT, _Id, (statement.key,))
    if found:
        done = int(database.value(_TOLD, (found[0].id, found[0].id)))
        written.known_statements += done == statement.lines
        written.known += done
        return _Open(found[0].id, done)
    written.statements += piece.start == 0
    id_ = tx.add(
        BankStatement,
        run_id=run_id,
        key=statement.key,
        kind=statement.kind.value,
        account=statement.account,
        creditor_id=statement.creditor_id,
        number=statement.number,
        from_on=statement.from_on,
        until_on=statement.until_on,
        opening_cents=statement.opening,
        closing_cents=statement.closing,
    )
    return _Open(id_, 0)


def _look_again(database: Database, statement: Statement, under_way: _Open) -> None:
    """Find out of which days others have entries, where a statement of the account came since that was known."""
    latest = int(database.value(_LATEST, (statement.account,)))
    if latest == under_way.seen:
        return
    days = (min(statement.sums), max(statement.sums))
    found = rows(database, _OTHERS_DAYS, _Day, (statement.account, *days, under_way.id))
    under_way.contested = frozenset(one.booked_on for one in found).intersection(statement.sums)
    if under_way.skip:
        under_way.written = set(statement.sums)
    under_way.seen, under_way.sums = latest, {}


def _add(tx: Transaction, statement: Statement, under_way: _Open, lines: Sequence[BankLine], written: Written) -> None:
    contested, begun = under_way.contested, under_way.written
    disputed = [(place, line) for place, line in enumerate(lines) if line.booked_on in contested]
    number: dict[int, int] = {}
    own = _own(statement, under_way)
    if disputed:
        found = bank_identity.compare(tx.database, own, disputed)
        number.update(found.new)
        _tell_again(tx, under_way.id, [(entry, said, lines[place].iban) for place, entry, said in found.again])
        written.known += len(found.again)
    likes = {
        (line.booked_on, line.cents) for line in lines if line.booked_on in begun and line.booked_on not in contested
    }
    there = bank_identity.counted(tx.database, statement.account, likes) if likes else {}
    for place, line in enumerate(lines):
        if line.booked_on not in contested:
            like: Like = (line.booked_on, line.cents)
            number[place] = there[like] = there.get(like, 0) + 1
    begun.update({line.booked_on for line in lines})
    _add_entries(tx, statement, under_way.id, [(lines[place], number[place]) for place in sorted(number)])
    written.added += len(number)
    if disputed:
        bank_parts.link(tx, own, sorted({line.booked_on for _, line in disputed}))


def _own(statement: Statement, under_way: _Open) -> Own:
    return Own(
        under_way.id,
        statement.key,
        statement.kind,
        statement.account,
        statement.number,
        statement.from_on,
        statement.until_on,
        statement.opening,
        statement.closing,
        statement.sums,
        under_way.sums,
    )


def _tell_again(tx: Transaction, statement_id: int, again: Sequence[tuple[int, str, str | None]]) -> None:
    if again:
        ids = tx.new_ids(BankTelling, len(again))
        tx.add_rows(BankTelling, [(id_, statement_id, *told) for id_, told in zip(ids, again, strict=True)])


def _add_entries(
    tx: Transaction, statement: Statement, statement_id: int, numbered: Sequence[tuple[BankLine, int]]
) -> None:
    if not numbered:
        return
    account, creditor_id = statement.account, statement.creditor_id
    ids = tx.new_ids(BankEntry, len(numbered))
    tx.add_rows(
        BankEntry,
        [
            (
                id_,
                statement_id,
                f"{account}/{line.booked_on.isoformat()}/{line.cents}/{number}",
                account,
                creditor_id,
                line.booked_on,
                line.value_on,
                line.cents,
                line.name,
                line.ultimate_name,
                line.iban,
                line.text,
                line.reference,
                line.end_to_end,
                line.mandate,
                line.bank_reference,
                line.transaction_code,
                line.return_code,
                int(line.is_reversal),
            )
            for id_, (line, number) in zip(ids, numbered, strict=True)
        ],
    )
