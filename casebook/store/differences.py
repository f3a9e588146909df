"""What a list says otherwise than we do, as proposals: a list changes no claim, books no payment and closes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.limitation.facts import UNKNOWN_KIND
from casebook.domain.money import ZERO, Cents
from casebook.domain.parameters import Value, encode
from casebook.domain.receivable import Item
from casebook.store.claim_rates import Difference as RatesDiffer
from casebook.store.database import Database
from casebook.store.models.imports import Proposal
from casebook.store.rows import many
from casebook.store.transaction import Transaction

CREDIT_NOTE = "proposal.credit_note"
VAT, NEW_VAT = "proposal.changed_vat", "proposal.new_vat"
SETTLED, PAID, ABSENT, SAME_DEBTOR = "proposal.settled", "proposal.paid", "proposal.absent", "proposal.same_debtor"

_FACTS = """
    SELECT id, principal_cents, invoice_on, due_on, supplied_from, supplied_until, kind, capacity, agreed, order_number,
           product_group, description
    FROM claim WHERE id IN ({marks})
"""
_PAID = """
    SELECT claim_id, CAST(-sum(cents) AS BIGINT) FROM ledger_entry
    WHERE payment_id IS NOT NULL AND claim_id IN ({marks}) GROUP BY claim_id
"""
_PROPOSED = "SELECT key FROM proposal WHERE key IN ({marks})"


class Facts(NamedTuple):
    """What a list can say otherwise of a claim; the fields are named as proposals name them."""

    claim_id: int
    amount: Cents
    invoice_on: date | None
    due_on: date | None
    supplied_from: date | None
    supplied_until: date | None
    kind: str
    capacity: str | None
    agreed: str | None
    order_number: str
    product_group: str
    description: str


# In which words a difference is said, by field; all others are plain text.
SAID = {
    "amount": "proposal.changed_amount",
    **dict.fromkeys(("invoice_on", "due_on", "supplied_from", "supplied_until"), "proposal.changed_day"),
    **dict.fromkeys(("kind", "capacity", "agreed"), "proposal.changed_word"),
}


def facts_of(database: Database, claim_ids: Sequence[int]) -> dict[int, Facts]:
    """Return what is stored of claims."""
    return {facts.claim_id: facts for facts in many(database, _FACTS, Facts, claim_ids)}


def paid_on(database: Database, claim_ids: Sequence[int]) -> dict[int, Cents]:
    """Return what payments have paid on claims, whichever source reported them."""
    return {paid.claim_id: paid.cents for paid in many(database, _PAID, _Paid, claim_ids)}


def proposed(database: Database, keys: Sequence[str]) -> set[str]:
    """Return which keys were proposed before, whatever became of it."""
    return {found.key for found in many(database, _PROPOSED, _Key, keys)}


class About(NamedTuple):
    """What a proposal is about: a case, a claim of it, an amount."""

    case_id: int
    claim_id: int | None = None
    cents: Cents | None = None


class CreditNote(NamedTuple):
    """A credit note by its number and day, and the number of the claim that it is about."""

    number: str
    on: date
    claim: str


class _Paid(NamedTuple):
    claim_id: int
    cents: Cents


class _Key(NamedTuple):
    key: str


@dataclass(slots=True)
class Proposals:
    """The proposals of a run, gathered and then written at once; what was proposed before is not proposed again."""

    tx: Transaction
    run_id: int
    _rows: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, code: str, key: str, about: About, parameters: Mapping[str, Value]) -> None:
        """Propose something; `key` names it, so that it is proposed once."""
        self._rows[key] = {
            "run_id": self.run_id,
            **about._asdict(),
            "code": code,
            "parameters": encode(parameters),
            "key": key,
        }

    def differences(self, item: Item, facts: Facts, case_id: int) -> None:
        """Propose each fact of a claim that a list has otherwise; what the list does not know is no difference."""
        listed: dict[str, Value] = {
            "amount": item.amount,
            "invoice_on": item.invoice_on,
            "due_on": item.due_on,
            "supplied_from": item.supplied_from,
            "supplied_until": item.supplied_until,
            "kind": None if item.kind == UNKNOWN_KIND else item.kind,
            "capacity": item.capacity,
            "agreed": item.agreed,
            "order_number": item.order,
            "product_group": item.product_group,
            "description": item.description,
        }
        self.otherwise(listed, item.invoice_number, facts, case_id)

    def otherwise(self, listed: Mapping[str, Value], number: str, facts: Facts, case_id: int) -> None:
        """Propose each fact of a claim that a source has otherwise, by its name; what is None it does not know."""
        for name, now in listed.items():
            was = getattr(facts, name)
            if now is None or was == now:
                continue
            code = SAID.get(name, "proposal.changed")
            # A day or word that was not known cannot be said as one.
            if was is None:
                code, was = "proposal.changed", ""
            parameters = {"field": name, "was": was, "now": now, "number": number}
            self.add(code, f"changed:{facts.claim_id}:{name}:{now}", About(case_id, facts.claim_id), parameters)

    def rates(self, number: str, found: RatesDiffer, case_id: int) -> None:
        """Propose the rates of VAT that a list or an invoice has and we have otherwise, or could not fill in."""
        key = f"changed:{found.claim_id}:vat:{found.now}"
        parameters = {"was": found.was, "now": found.now, "number": number}
        self.add(VAT if found.was else NEW_VAT, key, About(case_id, found.claim_id), parameters)

    def credit_note(self, note: CreditNote, about: About) -> None:
        """Propose to credit a claim by a credit note; the same note is proposed once for a claim."""
        parameters: dict[str, Value] = {"note": note.number, "on": note.on, "number": note.claim}
        key = f"credit:{about.claim_id}:{note.number}"
        self.add(CREDIT_NOTE, key, about, {**parameters, "cents": about.cents})

    def payment(self, item: Item, case_id: int, claim_id: int, booked: Cents = ZERO) -> None:
        """Propose a payment where the list has more paid on an item than is booked: a list is no proof of a receipt.

        What is proposed is all that the list has as paid; whoever accepts it books what is not booked by then.
        """
        paid = item.paid_amount
        if paid is None and item.open_amount is not None:
            paid = Cents(item.amount - item.open_amount)
        number: dict[str, Value] = {"number": item.invoice_number}
        if item.settled_on is not None and item.amount > booked:
            parameters = {**number, "on": item.settled_on, "cents": item.amount}
            key = f"settled:{claim_id}:{item.settled_on}:{item.amount}"
            self.add(SETTLED, key, About(case_id, claim_id, item.amount), parameters)
        elif item.settled_on is None and paid and paid > booked:
            self.add(PAID, f"paid:{claim_id}:{paid}", About(case_id, claim_id, paid), {**number, "cents": paid})

    def write(self) -> int:
        """Write what is new of it and return how many that are."""
        there = proposed(self.tx.database, list(self._rows))
        new = [row for key, row in self._rows.items() if key not in there]
        self.tx.add_many(Proposal, new)
        return len(new)
