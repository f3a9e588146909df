"""A small office with a bit of everything, made by the same commands as people give."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.money import Cents
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.office import CreateOffice
from casebook.store.actions.parties import AddAlias, AddCreditor, AddParty, CreditorFacts, PartyFacts
from casebook.store.actions.payments import RecordPayment, ReversePayment
from casebook.store.actions.receipts import Receipt
from casebook.store.actions.write_offs import WriteOff
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.transaction import EVERY_ROLE, Actor

TODAY = date(2026, 11, 21)
DUE = date(2026, 3, 1)


class Book(NamedTuple):
    """The ids of what was made."""

    actor: Actor
    creditor: int
    debtor: int
    case: int
    claims: tuple[int, int]
    payment: int


def act(database: Database, actor: Actor, command: object, day: date = TODAY) -> Any:
    """Perform a command and return its result."""
    return perform(database, actor, day, command).result


def office(database: Database) -> Actor:
    """Make the office with its first person, who has every role."""
    command = CreateOffice("Bijzonder Beheer", "Europe/Amsterdam", "m.jansen", "M. Jansen")
    return Actor(act(database, Actor(None, EVERY_ROLE), command), EVERY_ROLE)


def creditor(database: Database, actor: Actor) -> int:
    """Make an entity of ours."""
    party = act(database, actor, AddParty(PartyFacts("Molenaar Groothandel B.V.")))
    made: int = act(database, actor, AddCreditor(party, CreditorFacts("MG")))
    return made


def case(database: Database, actor: Actor, name: str = "Bakkerij De Vries") -> tuple[int, int]:
    """Make a debtor with a case and return their ids."""
    debtor = act(database, actor, AddParty(PartyFacts(name)))
    next_on = TODAY + timedelta(days=3)
    return debtor, act(database, actor, OpenCase(debtor, next_on, owner_person_id=actor.person))


def claim(database: Database, actor: Actor, case_id: int, creditor_id: int, number: str, cents: int) -> int:  # noqa: PLR0917 each is another thing
    """Make a claim that fell due in March."""
    facts = ClaimFacts(number, "contract", Capacity.BUSINESS, Agreed.CONTRACT, invoice_on=DUE, due_on=DUE)
    made: int = act(database, actor, AddClaim(case_id, creditor_id, Cents(cents), facts))
    return made


def grown(database: Database) -> Book:
    """Make an office with a case of two claims, notes, payments of which one was reversed, and a write-off."""
    actor = office(database)
    creditor_id = creditor(database, actor)
    debtor, case_id = case(database, actor)
    claims = (
        claim(database, actor, case_id, creditor_id, "2026-017", 125_000),
        claim(database, actor, case_id, creditor_id, "2026-018", 50_000),
    )
    act(database, actor, AddAlias(debtor, "De Vries Brood"))
    act(database, actor, AddNote(case_id, "Belt morgen terug"))
    payment = act(database, actor, RecordPayment(case_id, Receipt(TODAY, Cents(40_000)))).payment_id
    wrong = act(database, actor, RecordPayment(case_id, Receipt(TODAY, Cents(300_000)))).payment_id
    act(database, actor, ReversePayment(wrong, "verkeerde debiteur"))
    act(database, actor, WriteOff(claims[1], Cents(10_000), "oninbaar"))
    return Book(actor, creditor_id, debtor, case_id, claims, payment)
