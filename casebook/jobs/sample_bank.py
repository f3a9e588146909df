"""What the bank told the sample office: statements of a week each, made of a list of entries."""

import csv
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from casebook.domain.bank import BankLine, Closed, Opened, StatementKind, Told
from casebook.domain.money import Cents, from_decimal
from casebook.jobs import bank
from casebook.jobs.bank import Import, Source
from casebook.jobs.sample_debits import Collected
from casebook.store.actions.bank_gaps import AcceptGap
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.runs import File
from casebook.store.transaction import Actor

_LIST = "bank"
_WEEK = timedelta(days=7)
_ONE_DAY = timedelta(days=1)


class Bank(NamedTuple):
    """What the bank tells: the list in a folder, for accounts, and what it reports of direct debits."""

    folder: Path
    accounts: Sequence[Mapping[str, Any]]
    collected: Sequence[Collected]


def bring_in(database: Database, actor: Actor, day: date, told: Bank) -> None:
    """Import what the bank tells, of so many weeks up to the day before `day`, for each account.

    An account has its `iban`, its `opening` balance and its number of `weeks`; `before` says why all before them is
    known too. Lines may be added to the list in any order; the balances follow from them.
    """
    file = told.folder / f"{_LIST}.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened, delimiter=";"))
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    source = Source(File(file.name, sha256, ""), partial(_told, rows, told, day))
    bank.run(Import(database, actor, day, [source]))
    for account in told.accounts:
        if "before" in account:
            begins = day - account["weeks"] * _WEEK
            perform(database, actor, day, AcceptGap(account["iban"], None, begins, account["before"]))


def _told(rows: Sequence[Mapping[str, str]], told: Bank, day: date) -> Iterator[Told]:
    for account in told.accounts:
        listed = [_line(number, row) for number, row in enumerate(rows, 2) if row["Rekening"] == account["iban"]]
        collected = [one.line for one in told.collected if one.account == account["iban"]]
        lines = sorted([*listed, *collected], key=lambda line: line.booked_on)
        balance = from_decimal(Decimal(account["opening"]))
        for week in range(account["weeks"]):
            from_on = day - (account["weeks"] - week) * _WEEK
            until_on = from_on + _WEEK - _ONE_DAY
            some = [line for line in lines if from_on <= line.booked_on <= until_on]
            number = str(week + 1)
            place = f"{_LIST}: {account['iban']}, {number}"
            yield Opened(StatementKind.STATEMENT, account["iban"], "EUR", number, place, from_on, until_on, balance)
            yield from some
            balance = Cents(balance + sum(line.cents for line in some))
            yield Closed(closing=balance)


def _line(number: int, row: Mapping[str, str]) -> BankLine:
    amount = Decimal(row["Bedrag"].replace(".", "").replace(",", "."))
    return BankLine(
        _day(row["Boekdatum"]),
        _day(row["Rentedatum"]),
        from_decimal(amount),
        f"{_LIST}: {number}",
        name=row["Naam"],
        iban=row["IBAN"] or None,
        text=row["Omschrijving"],
        reference=row["Betalingskenmerk"],
        end_to_end=row["Eigen kenmerk"],
        mandate=row["Mandaat"],
        return_code=row["Retourcode"] or None,
    )


def _day(written: str) -> date:
    return datetime.strptime(written, "%d-%m-%Y").date()  # noqa: DTZ007 a day has no zone
