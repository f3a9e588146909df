"""Importing files of the bank: all are read to their end first, then written chunk by chunk, each whole in itself."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from casebook.domain.bank import BankLine, Closed, Opened, Told
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.errors import InputError, Refused
from casebook.exchange.bank import reading
from casebook.jobs.importing import Progress, digest, made_anew
from casebook.store import bank_import, bank_settling, runs
from casebook.store.bank_accounts import Accounts, OwnAccount
from casebook.store.bank_import import Piece, Statement, Written
from casebook.store.database import Database
from casebook.store.queries import bank_statements
from casebook.store.queries.bank_statements import StatementRow
from casebook.store.transaction import Actor

# So many lines are written in one transaction, which others wait for.
CHUNK = 500
_EURO = "EUR"


class Source(NamedTuple):
    """A file, and how what it tells is read, as often as it is needed."""

    file: runs.File
    told: Callable[[], Iterator[Told]]


class Import(NamedTuple):
    """Files that somebody brings in on a day, and who is told how far it is."""

    database: Database
    actor: Actor
    day: date
    sources: Sequence[Source]
    dry_run: bool = False
    progress: Progress = lambda _stage, _done, _of: None


@dataclass(slots=True)
class Report:
    """What became of a file: its statements and their lines, new or known from other files.

    `again_on` is the day on which the very same file was brought in before: then nothing was done. `listed` are its
    statements as they now stand among those of their accounts.
    """

    file: str
    statements: int = 0
    known_statements: int = 0
    lines: int = 0
    added: int = 0
    known: int = 0
    again_on: date | None = None
    listed: tuple[StatementRow, ...] = ()

    def add(self, written: Written) -> None:
        """Count a chunk."""
        self.statements += written.statements
        self.known_statements += written.known_statements
        self.added += written.added
        self.known += written.known


def source_of(path: Path) -> Source:
    """Return a file of the bank as it is read. Raises `InputError` where there is no such file."""
    first = reading.told(path)
    # A file that is not there is told before its digest is asked for.
    next(first, None)
    return Source(runs.File(path.name, digest(path), ""), lambda: reading.told(path))


def run(asked: Import) -> list[Report]:
    """Import files: each entry stands once, whichever files tell of it and in whatever order they come.

    All or none: where one statement of one file is wrong nothing is written. The same file twice is the file once; a
    run that was killed is finished by running it again. Raises `InputError` and `Refused` with the place.
    """
    database = asked.database
    accounts = Accounts(database)
    reports, read = [], []
    for source in asked.sources:
        report = Report(source.file.file_name, again_on=bank_import.imported_on(database, source.file.sha256))
        reports.append(report)
        if report.again_on is None:
            statements = list(_read_through(source, accounts, asked.progress))
            _refuse_ahead(statements, asked.day)
            report.lines = sum(one.lines for one in statements)
            read.append((source, statements, report))
    for source, statements, report in read:
        _try_out(asked, source, statements, report) if asked.dry_run else _write(asked, source, statements, report)
    return reports


def _try_out(asked: Import, source: Source, statements: Sequence[Statement], report: Report) -> None:
    for chunk in _chunks(source, statements):
        report.add(bank_import.try_out(asked.database, asked.actor, asked.day, source.file, chunk))


def _write(asked: Import, source: Source, statements: Sequence[Statement], report: Report) -> None:
    database, actor, day = asked.database, asked.actor, asked.day
    under_way = bank_import.begin(database, actor, day, source.file)
    for chunk in _chunks(source, statements):
        report.add(bank_import.write(database, actor, day, under_way, chunk))
        asked.progress("write", report.added + report.known, report.lines)
    for done in bank_settling.settle(database, day, under_way):
        asked.progress("match", done, report.added)
    counts = {"rows": report.lines, "added": report.added, "unchanged": report.known}
    runs.end(database, actor, day, under_way, counts)
    bank_settling.renew(database, day, under_way)
    for done in made_anew(database, day):
        asked.progress("derive", done, 0)
    report.listed = tuple(bank_statements.named(database, [one.key for one in statements]))


@dataclass(slots=True)
class _Reading:
    """A statement that is being read through."""

    opened: Opened
    account: OwnAccount
    hashed: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    sums: defaultdict[date, int] = field(default_factory=lambda: defaultdict(int))
    lines: int = 0

    def add(self, line: BankLine) -> None:
        """Take a line; where it stands in the file is no part of what it says."""
        self.hashed.update(repr((line[:3], line[4:])).encode())
        self.sums[line.booked_on] += line.cents
        self.lines += 1

    def closed(self, end: Closed) -> Statement:
        """Return the statement. Raises `InputError` where the amounts do not lead from one balance to the other."""
        opened, days = self.opened, sorted(self.sums)
        opening = opened.opening if opened.opening is not None else end.opening
        if opening is not None and end.closing is not None:
            found = Cents(opening + sum(self.sums.values()))
            if found != end.closing:
                raise InputError(
                    "bank_import.sum", place=opened.place, opening=opening, found=found, closing=end.closing
                )
        from_on, until_on = opened.from_on or end.from_on, opened.until_on or end.until_on
        from_on, until_on = from_on or next(iter(days), until_on), until_on or next(reversed(days), from_on)
        if from_on is not None and until_on is not None and from_on > until_on:
            raise InputError("bank_import.days", place=opened.place, first=from_on, last=until_on)
        kind, account, creditor_id = opened.kind, self.account.iban, self.account.creditor_id
        said = (kind.value, account, opened.number, from_on, until_on, opening, end.closing)
        self.hashed.update(repr(tuple(map(str, said))).encode())
        return Statement(
            self.hashed.hexdigest(),
            kind,
            account,
            creditor_id,
            opened.number,
            from_on,
            until_on,
            opening,
            end.closing,
            {day: Cents(cents) for day, cents in self.sums.items()},
            self.lines,
            opened.place,
        )


def _read_through(source: Source, accounts: Accounts, progress: Progress) -> Iterator[Statement]:
    """Yield the statements of a file without their lines; what is wrong is known before anything is written."""
    under_way: _Reading | None = None
    statements = lines = 0
    for told in source.told():
        if isinstance(told, Opened):
            under_way = _Reading(told, _ours(told, accounts))
        elif under_way is None:
            raise RuntimeError("a line outside a statement")
        elif isinstance(told, Closed):
            statements += 1
            yield under_way.closed(told)
            under_way = None
        elif told.cents:
            under_way.add(told)
            lines += 1
            if lines % CHUNK == 0:
                progress("read", lines, 0)
    if not statements:
        raise InputError("bank_import.nothing", file=source.file.file_name)


def _refuse_ahead(statements: Sequence[Statement], day: date) -> None:
    """Refuse statements of days that are still to come: what they would make known is not."""
    for one in statements:
        last = max([*one.sums, one.until_on or date.min])
        if last > day:
            raise InputError("bank_import.ahead", place=one.place, last=last, today=day)


def _ours(opened: Opened, accounts: Accounts) -> OwnAccount:
    if opened.currency != _EURO:
        raise Refused(
            "bank_import.currency",
            source=HOUSE_RULE,
            place=opened.place,
            account=opened.account,
            currency=opened.currency,
        )
    account = accounts.find(opened.account)
    if account is None:
        code = "bank_import.account" if accounts.own else "bank_import.no_accounts"
        raise Refused(code, source=HOUSE_RULE, place=opened.place, account=opened.account)
    return account


def _chunks(source: Source, statements: Iterable[Statement]) -> Iterator[list[Piece]]:
    """Yield the lines of a file, some at a time, each piece with the statement it is of."""
    known = iter(statements)
    pieces: list[Piece] = []
    statement: Statement | None = None
    lines: list[BankLine] = []
    start = room = 0
    for told in source.told():
        if isinstance(told, Opened):
            statement, start, lines = next(known), 0, []
            # An empty statement takes time to write too.
            room += 1
            continue
        assert statement is not None
        if isinstance(told, BankLine):
            if not told.cents:
                continue
            lines.append(told)
            room += 1
        else:
            pieces.append(Piece(statement, start, lines, last=True))
            lines = []
        if room >= CHUNK:
            if lines:
                pieces.append(Piece(statement, start, lines, last=False))
                start, lines = start + len(lines), []
            yield pieces
            pieces, room = [], 0
    if pieces:
        yield pieces
