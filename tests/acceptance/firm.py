"""A firm with one entity and one account, worked from day to day: commands, files of its bank, the app on a day."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.money import Cents, from_decimal
from casebook.jobs import daily
from casebook.store import address
from casebook.store.actions.addresses import AddAddress
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.dispatches import SentDispatch
from casebook.store.actions.letters import ReleaseLetter
from casebook.store.actions.office import CreateOffice
from casebook.store.actions.parties import AddAccount, AddCreditor, AddParty, CreditorFacts, PartyFacts
from casebook.store.database import Database
from casebook.store.models.parties import AddressStatus
from casebook.store.perform import perform
from casebook.store.transaction import EVERY_ROLE, Actor
from casebook.words import say
from tests.acceptance.conftest import Book
from tests.acceptance.desk import Desk
from tests.acceptance.terminal import ANSWERING, CHECKOUT, LOGIN, USUAL, terminal
from tests.exchange.bank.camt_writer import OWN, balance, document, entry, leaf, party, statement, tag
from tests.store.actions.outgoing import HERE

# `casebook` on another day than it is: what says so is replaced before anything that asks it is there.
ON_A_DAY = f"""
from datetime import date
from casebook.store import people
people.today = lambda _: date.fromisoformat("{{day}}")
{ANSWERING}
"""
_ONE_DAY = timedelta(days=1)
# In characters.
_UNBROKEN = 36


class Receipt(NamedTuple):
    """An entry of the bank; what is below zero went out."""

    on: date
    amount: str
    name: str
    text: str
    iban: str = ""


def said(code: str, language: str = "en", **parameters: object) -> str:
    """Return a sentence as it is said, as much of it as is never broken over two lines."""
    return say(code, parameters, language)[:_UNBROKEN].rstrip()


# What stands below a form that shows what will come of it.
SHOWN = said("form.look_first")


class Handler(Desk):
    """A person at a terminal who works in English."""

    def opens(self, number: str) -> None:
        """Open a case by its number."""
        self.do(f"F{number}\r", f" {number} ", "▸Overview")

    def saves_at(self, shown: str) -> None:
        """Save a form, where what will come of it is shown by now, and wait for what is there then."""
        self.settled()
        self.screen.type("\r")
        self.screen.shows_no(said("hint.field"))
        self.screen.shows(shown)


class Firm:
    """The office of a firm, and what is done there on its days. Statements of the bank follow on one another."""

    def __init__(self, book: Book, folder: Path, began: date) -> None:
        self.book, self._folder = book, folder
        self._database = Database(address.read(book.target))
        self._database.connect()
        office = CreateOffice("Bijzonder Beheer", "Europe/Amsterdam", LOGIN, "M. Jansen")
        self._actor = Actor(None, EVERY_ROLE)
        self._actor = Actor(self.act(began, office), EVERY_ROLE)
        self._entity = self.act(began, AddParty(PartyFacts("Molenaar Groothandel B.V.")))
        self._creditor = self.act(began, AddCreditor(self._entity, CreditorFacts("MG")))
        self.act(began, AddAccount(self._entity, OWN))
        self._known, self._balance, self._number = began - _ONE_DAY, Decimal(1000), 0

    def close(self) -> None:
        """Close the connection that stands for what was done before."""
        self._database.close()

    def act(self, day: date, command: object) -> Any:
        """Perform a command on a day, as somebody did before the test looks."""
        return perform(self._database, self._actor, day, command).result

    def debtor(self, day: date, name: str) -> tuple[int, int]:
        """Add a debtor with a case; return the ids of both."""
        debtor = self.act(day, AddParty(PartyFacts(name)))
        return debtor, self.act(day, OpenCase(debtor, day, owner_person_id=self._actor.person))

    def lives(self, day: date, debtor: int) -> None:
        """Let a debtor live somewhere."""
        self.act(day, AddAddress(debtor, HERE, AddressStatus.VERIFIED, "BRP", day))

    def sends(self, day: date) -> None:
        """Release the letter that was prepared last, and bring it to the post."""
        letter, version = self.book.fetch("SELECT id, version FROM letter ORDER BY id DESC LIMIT 1")[0]
        self.act(day, ReleaseLetter(letter, version))
        for dispatch, seen in self.book.fetch("SELECT id, version FROM dispatch WHERE letter_id = ?", letter):
            self.act(day, SentDispatch(dispatch, seen, day))

    def claim(self, day: date, case_id: int, number: str, cents: int, **facts: Any) -> int:
        """Add a claim that fell due some weeks before a day."""
        days = {"invoice_on": day - 60 * _ONE_DAY, "due_on": day - 30 * _ONE_DAY} | facts
        told = ClaimFacts(number, "contract", Capacity.BUSINESS, Agreed.CONTRACT, **days)
        made: int = self.act(day, AddClaim(case_id, self._creditor, Cents(cents), told))
        return made

    def file(self, until: date, receipts: Sequence[Receipt] = (), **how: Any) -> Path:
        """Write the next statement of the bank, from the day after the one before up to a day."""
        self._number += 1
        opening, from_on = self._balance, self._known + _ONE_DAY
        self._balance += sum(Decimal(one.amount) for one in receipts)
        self._known = until
        path = self._folder / f"statement-{self._number}.xml"
        path.write_bytes(written(receipts, self._number, (from_on, until), (opening, self._balance), **how))
        return path

    def run(self, day: date, *arguments: object) -> "subprocess.CompletedProcess[str]":
        """Run `casebook` with arguments on a day."""
        return run(self.book, day, *arguments)

    def brings_in(self, day: date, *files: Path) -> str:
        """Import files of the bank on a day, after the nightly pass of that day; return what was said."""
        done = self.run(day, "import", "bank", *files)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def night(self, day: date) -> None:
        """Let the nightly pass of a day run."""
        daily.run(self._database, day, workers=1)

    @contextmanager
    def on(self, day: date, size: tuple[int, int] = USUAL) -> Iterator[Handler]:
        """Open the app on a day; it is quit afterwards."""
        with terminal(size=size, environment=self.book.environment, program=ON_A_DAY.format(day=day)) as screen:
            screen.shows("CASEBOOK", "? keys")
            yield Handler(screen, self.book)
            screen.rests()
            screen.type("Q")
            assert screen.ends() == 0

    def rows(self, statement: str, *parameters: object) -> list[tuple[str, ...]]:
        """Return all rows that a statement finds, as text, which is the same on either engine."""
        return [tuple(map(str, row)) for row in self.book.fetch(statement, *parameters)]

    def amiss(self, day: date) -> str:
        """Return what `verify` finds on a day, nothing where all is well."""
        done = self.run(day, "verify")
        return "" if done.returncode == 0 else done.stdout + done.stderr


def run(book: Book, day: date, *arguments: object) -> "subprocess.CompletedProcess[str]":
    """Run `casebook` with arguments on a day."""
    return subprocess.run(
        [sys.executable, "-c", ON_A_DAY.format(day=day), *map(str, arguments)],
        env={**book.environment, "PYTHONPATH": str(CHECKOUT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def written(
    receipts: Sequence[Receipt],
    number: int,
    days: tuple[date, date],
    balances: tuple[Decimal, Decimal],
    account: str = OWN,
) -> bytes:
    """Return a statement of an account as the bank writes it."""
    first, last = days
    head = leaf("Id", f"S{number}") + leaf("ElctrncSeqNb", str(number))
    head += tag("FrToDt", leaf("FrDtTm", f"{first}T00:00:00"), leaf("ToDtTm", f"{last}T23:59:59"))
    opening, closing = balances
    return document(
        statement(
            *map(_entry, receipts),
            account=leaf("Acct/Id/IBAN", account).replace("</Acct>", "<Ccy>EUR</Ccy></Acct>"),
            head=head,
            balances=_balance("OPBD", opening, first) + _balance("CLBD", closing, last),
        )
    )


def _balance(code: str, amount: Decimal, day: date) -> str:
    return balance(code, f"{abs(amount):.2f}", str(day), "DBIT" if amount < 0 else "CRDT")


def _entry(one: Receipt) -> str:
    went = one.amount.startswith("-")
    days = leaf("BookgDt/Dt", str(one.on)) + leaf("ValDt/Dt", str(one.on))
    side = party("Cdtr" if went else "Dbtr", one.name, one.iban)
    details = tag("RltdPties", side) + leaf("RmtInf/Ustrd", one.text)
    return entry(one.amount.removeprefix("-"), "DBIT" if went else "CRDT", details=[details], days=days)


def cents(amount: str) -> int:
    """Return an amount of a file in cents."""
    return from_decimal(Decimal(amount))
