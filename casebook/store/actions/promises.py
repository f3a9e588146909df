"""Promises: made in a contact, and withdrawn when nobody counts on them any more."""

from dataclasses import dataclass
from datetime import date

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.errors import Refused, Stale
from casebook.store import balances
from casebook.store.actions import given
from casebook.store.actions.holds import case_of
from casebook.store.case_accounts import accounts
from casebook.store.commands import action
from casebook.store.models.cases import Contact
from casebook.store.models.promises import Promise
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Promised:
    """An amount that is promised for a day.

    `claim_id`: for that claim alone. `instead`: it comes in the place of those that are open still, of which `newest`
    is the last that was seen.
    """

    on: date
    cents: Cents
    instead: bool = False
    newest: int | None = None
    claim_id: int | None = None


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

    Refused for a day before the contact, and for more than is open by the promised day; those it comes in the place of
    are withdrawn, as far as their day is to come. Raises `Stale` where one of them was made after the last that was
    seen.
    """
    given.in_order(made_on=contact.on_day, promised_on=promised.on)
    _refuse_more(tx, contact, promised)
    if promised.instead:
        still = (
            (Promise.case_id == contact.case_id)
            & (Promise.party_id == contact.party_id)
            & Promise.withdrawn_on.is_null()
            & (Promise.made_on <= contact.on_day)
            & (Promise.due_on >= contact.on_day)
        )
        instead_of = tx.find(Promise.select().where(still).order_by(Promise.id))
        if instead_of and instead_of[-1].id > (promised.newest or 0):
            raise Stale("promise.made_since", changed=dict(instead_of[-1].__data__), record="table_promise")
        for before in instead_of:
            tx.change(before, withdrawn_on=tx.day)
    return tx.add(
        Promise,
        case_id=contact.case_id,
        party_id=contact.party_id,
        contact_id=contact.id,
        made_on=contact.on_day,
        due_on=promised.on,
        cents=given.positive(promised.cents),
        claim_id=promised.claim_id,
    )


def _refuse_more(tx: Transaction, contact: Contact, promised: Promised) -> None:
    """Refuse more than is open, of one claim or of all, with the interest that runs until the promised day.

    What was paid between the contact and today was open then. Of a claim in another currency nobody knows how much it
    is.
    """
    found = accounts(tx.database, contact.case_id, promised.on)
    assert found is not None, "the contact is of it"
    some = [one for one in found.record.claims if promised.claim_id in (None, one.id)]
    if not some:
        raise Refused("promise.other_case", source=HOUSE_RULE)
    if any(one.foreign_cents is not None for one in some):
        return
    ids = [one.id for one in some]
    then, now = (balances.open_balances(tx.database, ids, day) for day in (contact.on_day, date.max))
    interest = sum(max(0, found.interest[one].beside_booked) for one in ids)
    most = Cents(sum(max(then[one].total, now[one].total, 0) for one in ids) + interest)
    if promised.cents > most:
        raise Refused("promise.more_than_open", source=HOUSE_RULE, amount=promised.cents, most=most, on=promised.on)
