"""Profiles by which lines for the books are written: TOML files, strictly read as those of lists are."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from casebook.domain.journal import JournalKind
from casebook.errors import InputError
from casebook.exchange import profile_file
from casebook.law.schema import Table
from casebook.text import clean_line
from casebook.words import LANGUAGES

SHIPPED = Path(__file__).parent / "journal_profiles"
DEFAULT = "journal"
_ENCODINGS = ("utf-8", "utf-8-sig", "windows-1252", "iso-8859-15")
_DELIMITERS = (";", ",", "\t", "|")
_DECIMALS = (",", ".")
_DAY = re.compile(r"(%[dmYy]|[-/. ])+")


class JournalField(StrEnum):
    """What a column holds."""

    ENTITY = "entity"
    BATCH = "batch"
    LINE = "line"
    DAY = "day"
    KIND = "kind"
    KIND_CODE = "kind_code"
    COMPONENT = "component"
    ACCOUNT = "account"
    CONTRA_ACCOUNT = "contra_account"
    AMOUNT = "amount"
    DEBIT = "debit"
    CREDIT = "credit"
    CLAIM = "claim"
    CASE = "case"
    DEBTOR = "debtor"
    DEBTOR_NUMBER = "debtor_number"
    DESCRIPTION = "description"
    REASON = "reason"


class JournalColumn(NamedTuple):
    """A column: its title, and what it holds."""

    title: str
    field: JournalField


class Accounts(NamedTuple):
    """An amount above nothing is debit on `account` and credit on `contra`."""

    account: str
    contra: str


@dataclass(frozen=True, slots=True)
class JournalProfile:
    """How lines are written: the columns, the accounts by kind, and the form of a CSV.

    `sign` is -1 where an amount that is owed more stands below nothing; `day` is a pattern of `strftime`.
    """

    name: str
    note: Mapping[str, str]
    language: str
    sign: int
    encoding: str
    delimiter: str
    decimal: str
    day: str
    columns: tuple[JournalColumn, ...]
    accounts: Mapping[JournalKind, Accounts]


def names() -> tuple[str, ...]:
    """Return the names of the profiles that are shipped."""
    return profile_file.names(SHIPPED)


def load(named: str) -> JournalProfile:
    """Return the profile of that name, or the one in the file of that path; raises `InputError`."""
    return read(profile_file.find(SHIPPED, named))


def read(path: Path) -> JournalProfile:
    """Return the profile in a file; raises `InputError` naming the file and the key."""
    return profile_file.read(path, _profile)


def _profile(table: Table) -> JournalProfile:
    note, file, accounts = table.table("note"), table.table("file"), table.table("accounts")
    profile = JournalProfile(
        name=_line(table, "name"),
        note={language: note.text(language) for language in LANGUAGES},
        language=table.choice("language", {language: language for language in LANGUAGES}),
        sign=table.choice("sign", {"debtor": 1, "reversed": -1}),
        encoding=_choice(file, "encoding", _ENCODINGS),
        delimiter=_choice(file, "delimiter", _DELIMITERS),
        decimal=_choice(file, "decimal", _DECIMALS),
        day=_day(file),
        columns=tuple(map(_column, table.tables("column"))),
        accounts={kind: _accounts(accounts.table(kind)) for kind in JournalKind},
    )
    for part in (note, file, accounts, table):
        part.done()
    return profile


def _column(table: Table) -> JournalColumn:
    field = table.choice("field", {field.value: field for field in JournalField})
    column = JournalColumn(_line(table, "title"), field)
    table.done()
    return column


def _accounts(table: Table) -> Accounts:
    accounts = Accounts(_line(table, "account"), _line(table, "contra"))
    table.done()
    return accounts


def _line(table: Table, key: str) -> str:
    value = table.text(key)
    if clean_line(value) != value:
        raise InputError("import.profile.line", file=table.file, key=table.path(key))
    return value


def _choice(table: Table, name: str, choices: tuple[str, ...]) -> str:
    """Take out one of a few texts, which may be a tab."""
    value = table.take(name)
    if value not in choices:
        raise table.wrong(name, "choice", choices=tuple(map(repr, choices)))
    return str(value)


def _day(table: Table) -> str:
    pattern = table.text("day")
    if not _DAY.fullmatch(pattern):
        raise InputError("import.profile.days", file=table.file, key=table.path("day"))
    return pattern
