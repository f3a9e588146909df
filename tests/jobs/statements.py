"""Hand-made statements of the bank, and bringing them in."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import count
from typing import Any, NamedTuple

from casebook.domain.bank import BankLine, Closed, Opened, StatementKind, Told
from casebook.domain.money import Cents
from casebook.jobs import bank
from casebook.jobs.bank import Import, Report, Source
from casebook.store.actions.parties import AddAccount, AddCreditor, AddParty, CreditorFacts, PartyFacts
from casebook.store.bank_parts import not_counted
from casebook.store.database import Database
from casebook.store.models.parties import PartyKind
from casebook.store.perform import perform
from casebook.store.runs import File
from casebook.store.transaction import Actor

TODAY = date(2026, 11, 21)
OURS = "NL91ABNA0417164300"
FIRST = date(2026, 11, 2)
_accounts = count(1000)


def on(number: int) -> date:
    """Return a day counted from the first one of the statements."""
    return FIRST + timedelta(days=number)


def line(day: int, euros: int, name: str = "J. Jansen", **more: Any) -> BankLine:
    """Return an entry of so many euros on a day."""
    return BankLine(on(day), on(day), Cents(euros * 100), "line", name=name, **more)


class Sheet(NamedTuple):
    """A statement: which days, from which balance in euros, and its entries."""

    first: int
    last: int
    opening: int
    lines: tuple[BankLine, ...]
    number: str = ""
    kind: StatementKind = StatementKind.STATEMENT
    account: str = OURS
    currency: str = "EUR"
    wrong: int = 0

    def told(self) -> Iterator[Told]:
        """Yield it as a reader does."""
        covers = self.kind is StatementKind.STATEMENT
        opening = Cents(self.opening * 100) if covers else None
        closing = Cents(self.opening * 100 + sum(one.cents for one in self.lines) + self.wrong) if covers else None
        from_on, until_on = (on(self.first), on(self.last)) if covers else (None, None)
        place = "file: statement 1"
        yield Opened(self.kind, self.account, self.currency, self.number, place, from_on, until_on, opening)
        yield from self.lines
        yield Closed(closing=closing)


def notice(*lines: BankLine) -> Sheet:
    """Return a notice: some entries and no balances."""
    return Sheet(0, 0, 0, lines, kind=StatementKind.NOTICE)


def source(*sheets: Sheet) -> Source:
    """Return a file of statements."""

    def told() -> Iterator[Told]:
        for sheet in sheets:
            yield from sheet.told()

    sha256 = hashlib.sha256(repr(list(told())).encode()).hexdigest()
    return Source(File("bank.xml", sha256, ""), told)


class Bank:
    """Brings statements into a database with one entity that has one account."""

    def __init__(self, database: Database, actor: Actor) -> None:
        self.database, self.actor = database, actor
        party = perform(database, actor, TODAY, AddParty(PartyFacts("Groothandel B.V.", PartyKind.LEGAL))).result
        self.creditor: int = perform(database, actor, TODAY, AddCreditor(party, CreditorFacts("GH"))).result
        self.party: int = party
        perform(database, actor, TODAY, AddAccount(party, OURS))

    def bring_in(self, *sheets: Sheet, dry_run: bool = False, day: date = TODAY) -> Report:
        """Import one file."""
        (report,) = self.run([source(*sheets)], dry_run=dry_run, day=day)
        return report

    def run(self, sources: Sequence[Source], *, dry_run: bool = False, day: date = TODAY) -> list[Report]:
        """Import files."""
        return bank.run(Import(self.database, self.actor, day, sources, dry_run))

    def entries(self) -> list[tuple[int, int, str]]:
        """Return every entry there is: on which of the days, of how many euros, of whom."""
        found = self.database.fetch("SELECT booked_on, cents, name FROM bank_entry")
        return sorted((_number(day), cents // 100, name) for day, cents, name in found)

    def account(self) -> str:
        """Give the entity another account."""
        number = f"{next(_accounts):010}"
        # The letters ABNA and NL as numbers, as the check of an IBAN has them.
        iban = f"NL{98 - int(f'10112310{number}232100') % 97:02}ABNA{number}"
        perform(self.database, self.actor, TODAY, AddAccount(self.party, iban))
        return iban

    def counted(self, account: str = OURS) -> list[tuple[int, int]]:
        """Return day and euros of every entry of an account that counts."""
        found = self.database.fetch("SELECT id, booked_on, cents FROM bank_entry WHERE account = ?", (account,))
        without = not_counted(self.database, [id_ for id_, _, _ in found])
        return sorted((_number(day), cents // 100) for id_, day, cents in found if id_ not in without)


def _number(day: str | date) -> int:
    return (date.fromisoformat(str(day)) - FIRST).days
