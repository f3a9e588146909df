"""A person at work on one case: what tests of claims, payments and events begin with."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from threading import Barrier, Thread
from typing import Any

from casebook.domain.capacity import Capacity
from casebook.domain.component import Balance
from casebook.domain.default import Agreed
from casebook.domain.ledger import Entry, balance
from casebook.domain.money import Cents
from casebook.errors import CasebookError
from casebook.store import address
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.payments import Booked, RecordPayment
from casebook.store.actions.receipts import Receipt
from casebook.store.database import Database
from casebook.store.models.cases import Case
from casebook.store.models.parties import Creditor, Party
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.rows import rows
from casebook.store.transaction import Actor, Transaction
from casebook.store.verify import verify

TODAY = date(2026, 11, 21)
INVOICED, DUE = date(2026, 9, 1), date(2026, 10, 1)
FACTS = ClaimFacts("2026-001", "contract", Capacity.BUSINESS, Agreed.CONTRACT, invoice_on=INVOICED, due_on=DUE)


class Undone(Exception):
    """Ends an example without leaving anything of it in the database."""


@contextmanager
def undone(database: Database) -> Iterator[None]:
    """Take back all that is done within it."""
    with suppress(Undone), database.peewee.atomic():
        yield
        raise Undone


class Desk:
    """An open case of one debtor, with a creditor, and what acts on it."""

    def __init__(self, database: Database, actor: Actor) -> None:
        self.database, self.actor = database, actor
        self.debtor = self.party("Van Dam Bouw")
        with database.peewee.atomic():
            self.creditor = self.transaction().add(Creditor, party_id=self.party("Wij"), code="WIJ")
        self.case: int = self.act(OpenCase(self.debtor, TODAY, owner_person_id=actor.person))

    def transaction(self) -> Transaction:
        return Transaction(self.database, self.actor, TODAY)

    def second_case(self) -> int:
        """Open another case of the debtor."""
        with self.database.peewee.atomic():
            return self.transaction().add(
                Case,
                number="2026-9999",
                debtor_id=self.debtor,
                opened_on=TODAY,
                owner_person_id=self.actor.person,
                next_on=TODAY,
                next_kind="first_look",
            )

    def party(self, name: str) -> int:
        with self.database.peewee.atomic():
            return self.transaction().add(Party, name=name, sort_name=name.casefold())

    def act(self, command: object) -> Any:
        """Perform a command today and return its result."""
        return perform(self.database, self.actor, TODAY, command).result

    def as_handler(self, command: object) -> Any:
        actor = self.actor._replace(roles=frozenset({Role.HANDLER}))
        return perform(self.database, actor, TODAY, command).result

    def claim(self, number: str, cents: int, **facts: Any) -> int:
        claim: int = self.act(AddClaim(self.case, self.creditor, Cents(cents), replace(FACTS, number=number, **facts)))
        return claim

    def pay(self, cents: int, on_day: date = TODAY, key: str | None = None, **more: Any) -> Booked:
        booked: Booked = self.act(RecordPayment(self.case, Receipt(on_day, Cents(cents), **more), key))
        return booked

    def version(self, table: str, id_: int) -> int:
        version: int = self.database.value(f"SELECT version FROM {table} WHERE id = ?", (id_,))
        return version

    def balance(self, claim_id: int, day: date = TODAY) -> Balance:
        """Return what the rules make of the entries of a claim, which refuse a reversal that undoes nothing."""
        query = (
            "SELECT id, on_day, kind, component, cents, reverses_id FROM ledger_entry WHERE claim_id = ? ORDER BY id"
        )
        entries = [
            entry._replace(id=str(entry.id), reverses=entry.reverses and str(entry.reverses))
            for entry in rows(self.database, query, Entry, (claim_id,))
        ]
        return balance(entries, day).value

    def total(self, claim_id: int) -> int:
        return self.balance(claim_id).total

    def allocated(self, payment_id: int) -> Sequence[tuple[int | None, int, str]]:
        """Return where a payment went, by claim, with the basis."""
        query = (
            "SELECT l.claim_id, a.cents, a.basis FROM allocation a LEFT JOIN ledger_entry l ON l.id = a.entry_id"
            " WHERE a.payment_id = ? ORDER BY a.id"
        )
        return [(claim_id, cents, basis) for claim_id, cents, basis in self.database.fetch(query, (payment_id,))]


def sound(desk: Desk) -> None:
    """Everything adds up, but that the desk itself puts its first parties where no log has them."""
    problems = [one for one in verify(desk.database, TODAY) if one.wrong and one.code != "verify.row_unlogged"]
    assert problems == []


def at_once(desk: Desk, commands: Sequence[object]) -> list[str]:
    """Perform commands at the same moment, each on a connection of its own, and return "done" or the code of each."""
    start, outcomes = Barrier(len(commands)), dict[int, str]()

    def act(place: int, command: object) -> None:
        mine = Database(address.read(desk.database.address.text))
        mine.connect()
        start.wait()
        try:
            perform(mine, desk.actor, TODAY, command)
            outcomes[place] = "done"
        except CasebookError as refused:
            outcomes[place] = refused.code
        finally:
            mine.close()

    threads = [Thread(target=act, args=one) for one in enumerate(commands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes.values())
