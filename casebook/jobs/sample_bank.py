"""What the bank told the sample office: statements of a week each, made of a list of entries."""

import csv
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from casebook.domain.bank import BankLine, Closed, Opened, StatementKind, Told
from casebook.domain.money import Cents, from_decimal
from casebook.jobs import bank
from casebook.jobs.bank import Import, Source
from casebook.store.database import Database
from casebook.store.runs import File
from casebook.store.transaction import Actor

_LIST = "bank"
_WEEK = timedelta(days=7)
_ONE_DAY = timedelta(days=1)


def bring_in(database: Database, actor: Actor, day: date, folder: Path, accounts: Sequence[Mapping[str, Any]]) -> None:
    """Import the entries of the list in a folder, of so many weeks up to the day before `day`, for each account.

    An account has its `iban`, its `opening` balance and its number of `weeks`. Lines may be added to the list in any
    order; the balances follow from them.
    """
    file = folder / f"{_LIST}.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened, delimiter=";"))
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    source = Source(File(file.name, sha256, ""), partial(_told, rows, accounts, day))
    bank.run(Import(database, actor, day, [source]))


def _told(rows: Sequence[Mapping[str, str]], accounts: Sequence[Mapping[str, Any]], day: date) -> Iterator[Told]:
    for account in accounts:
        lines = sorted(
            (_line(number, row) for number, row in enumerate(rows, 2) if row["Rekening"] == account["iban"]),
            key=lambda line: line.booked_on,
        )
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
