"""Promises: made in a contact, and withdrawn when nobody counts on them any more."""

from dataclasses import dataclass
from datetime import date

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.actions.holds import case_of
from casebook.store.commands import action
from casebook.store.models.cases import Contact
from casebook.store.models.promises import Promise
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Promised:
    """An amount that is promised for a day. `instead`: it comes in the place of those that are open still."""

    on: date
    cents: Cents
    instead: bool = False


@dataclass(frozen=True, slots=True)
class WithdrawPromise:
    """A promise that nobody counts on any more, and why: it is neither kept nor broken."""

    id: int
    version: int
    reason: str


@action("promise.withdraw", cases=case_of(Promise))
def withdraw(tx: Transaction, command: WithdrawPromise) -> None:
    """Withdraw a promise. Refused once it could have been broken: what was promised then stays what it was."""
    promise = tx.get(Promise, command.id, command.version)
    if promise.withdrawn_on is not None:
        raise Refused("promise.withdrawn", source=HOUSE_RULE, on=promise.withdrawn_on)
    if promise.due_on < tx.day:
        raise Refused("promise.past", source=HOUSE_RULE, due=promise.due_on)
    tx.change(promise, withdrawn_on=tx.day, withdrawn_because=given.reason(command.reason))


def make(tx: Transaction, contact: Contact, promised: Promised) -> int:
    """Add what somebody promised in a contact and return its id.

    Refused for a day before the contact; those it comes in the place of are withdrawn, as far as their day is to come.
    """
    given.in_order(made_on=contact.on_day, promised_on=promised.on)
    if promised.instead:
        still = (
            (Promise.case_id == contact.case_id)
            & (Promise.party_id == contact.party_id)
            & Promise.withdrawn_on.is_null()
            & (Promise.made_on <= contact.on_day)
            & (Promise.due_on >= contact.on_day)
        )
        for before in tx.find(Promise.select().where(still).order_by(Promise.id)):
            tx.change(before, withdrawn_on=tx.day)
    return tx.add(
        Promise,
        case_id=contact.case_id,
        party_id=contact.party_id,
        contact_id=contact.id,
        made_on=contact.on_day,
        due_on=promised.on,
        cents=given.positive(promised.cents),
    )
