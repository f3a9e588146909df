"""Invoices and credit notes of our entities, each beside the claim that it is of: what is not known is filled in.

What is known otherwise is a difference, and a credit note is proposed: a person accepts them. No claim comes of one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from casebook.domain.documents import Direction, DocumentKind
from casebook.domain.invoice import Invoice, InvoiceKind, InvoiceParty
from casebook.domain.money import Cents
from casebook.domain.parameters import Value
from casebook.domain.vat.parts import VatPart
from casebook.errors import Refused
from casebook.store import claim_rates, stale
from casebook.store.actions import claims
from casebook.store.actions.documents import Description, Kept, add_kept, described
from casebook.store.database import Database
from casebook.store.differences import About, CreditNote, Proposals, facts_of
from casebook.store.models.claims import Claim
from casebook.store.models.imports import ImportRun, RunState
from casebook.store.perform import finish
from casebook.store.rows import many, rows
from casebook.store.transaction import Actor, Transaction

KIND, COMMAND = "invoices", "import.invoices"
_EURO = "EUR"
_ENTITIES = (
    "SELECT c.id, c.code, COALESCE(p.kvk, ''), COALESCE(p.btw_id, '') FROM creditor c JOIN party p ON p.id = c.party_id"
)
_CLAIMS = """
    SELECT k.id, k.case_id, k.number, k.currency, c.number FROM claim k JOIN cases c ON c.id = k.case_id
    WHERE k.number = ? AND k.creditor_id IN ({marks}) ORDER BY k.ended_on IS NOT NULL, k.id
"""
_FILED = "SELECT count(*) FROM document WHERE case_id = ? AND sha256 = ?"
# What is filled in where nobody said anything; all else of an invoice that differs is shown.
_FILLED = ("supplied_from", "supplied_until", "order_number")


class Became(StrEnum):
    """What became of an invoice; of the last three nothing is kept."""

    TAKEN = "taken"
    KNOWN = "known"
    NO_CLAIM = "no_claim"
    NO_ENTITY = "no_entity"
    SEVERAL = "several"


class Taken(NamedTuple):
    """What became of an invoice: the case and the claim it is of, what was filled in and how much is to be accepted.

    `unrated` is the code of why its VAT was not filled in, empty where it was, or was known.
    """

    became: Became
    case: str = ""
    claim: str = ""
    rated: bool = False
    filled: tuple[str, ...] = ()
    proposed: int = 0
    unrated: str = ""


class _Entity(NamedTuple):
    id: int
    code: str
    kvk: str
    vat_id: str


class _Of(NamedTuple):
    claim_id: int
    case_id: int
    number: str
    currency: str
    case: str


class Entities:
    """Our entities by their numbers, read once for all invoices of a run."""

    def __init__(self, database: Database) -> None:
        self._found = rows(database, _ENTITIES, _Entity)

    def of(self, supplier: InvoiceParty) -> list[int]:
        """Return the ids of the entities that have a number of who sold, by VAT first."""
        by_vat = [one.id for one in self._found if _plain(one.vat_id) in supplier.vat_ids]
        return by_vat or [one.id for one in self._found if one.kvk and one.kvk in supplier.kvks]


class Bringing(NamedTuple):
    """Who brings invoices in on a day, of which entities."""

    database: Database
    actor: Actor
    day: date
    entities: Entities


def take(by: Bringing, invoice: Invoice, file: Kept) -> Taken:
    """File an invoice with its claim and fill in what nobody said of that, in one transaction with its line of the log.

    The same file twice is it once.
    """
    database, actor, day, entities = by
    creditors = entities.of(invoice.supplier)
    if not creditors:
        return Taken(Became.NO_ENTITY)

    def work() -> Taken:
        tx = Transaction(database, actor, day)
        tx.hold("import")
        found = _claims(database, invoice, creditors)
        if len(found) != 1:
            return Taken(Became.SEVERAL if found else Became.NO_CLAIM)
        of = found[0]
        if database.value(_FILED, (of.case_id, file.sha256)):
            return Taken(Became.KNOWN, of.case, of.number)
        tx.lock([of.case_id])
        run_id = tx.add(
            ImportRun, kind=KIND, profile="", file_name=file.name, sha256=file.sha256, on_day=day,
            state=RunState.DONE, rows=1, added=1,
        )  # fmt: skip
        add_kept(tx, file, of.case_id, described(tx, _about(invoice, day)))
        proposals = Proposals(tx, run_id)
        taken = Taken(Became.TAKEN, of.case, of.number)
        if invoice.kind is InvoiceKind.CREDIT_NOTE:
            note = CreditNote(invoice.number, min(invoice.issued_on, day), of.number)
            proposals.credit_note(note, About(of.case_id, of.claim_id, invoice.amount))
        else:
            taken = _compared(tx, invoice, of, proposals, taken)
        taken = taken._replace(proposed=proposals.write())
        stale.mark(database, sorted(tx.cases), day)
        finish(tx, COMMAND, {"run": run_id}, derive=False)
        return taken

    return database.transact(work)


def _claims(database: Database, invoice: Invoice, creditors: Sequence[int]) -> list[_Of]:
    """Return the claims that an invoice is of; a credit note is of those that it names."""
    numbers = [invoice.number] if invoice.kind is InvoiceKind.INVOICE else invoice.credits
    found = [one for number in numbers for one in many(database, _CLAIMS, _Of, creditors, (number,))]
    if invoice.currency != _EURO:
        found = [one for one in found if one.currency == invoice.currency]
    # One that ended stands behind the one that took its number.
    return found[:1] if len({(one.number) for one in found}) == 1 and len(creditors) == 1 else found


def _about(invoice: Invoice, day: date) -> Description:
    on = invoice.issued_on if invoice.issued_on <= day else None
    return Description(DocumentKind.INVOICE, on, Direction.OUTGOING, invoice.customer.name)


def _compared(tx: Transaction, invoice: Invoice, of: _Of, proposals: Proposals, taken: Taken) -> Taken:
    """Fill in what nobody said of a claim, and propose what its invoice has otherwise."""
    if of.currency != _EURO or invoice.currency != _EURO:
        return taken._replace(unrated="invoice_import.foreign")
    told: Mapping[str, Value] = {
        "amount": invoice.amount,
        "invoice_on": invoice.issued_on,
        "due_on": invoice.due_on,
        "supplied_from": invoice.supplied_from,
        "supplied_until": invoice.supplied_until,
        "order_number": invoice.order or None,
    }
    filled = _fill(tx, of.claim_id, {name: told[name] for name in _FILLED})
    facts = facts_of(tx.database, [of.claim_id])[of.claim_id]
    if facts.amount == invoice.amount - invoice.prepaid:
        # What was paid in advance was never claimed.
        told = {**told, "amount": None}
    proposals.otherwise(told, of.number, facts, of.case_id)
    # After the amount: rates that make up another one can only be accepted once that was.
    rated, unrated = _rate(tx, invoice, of, proposals)
    return taken._replace(filled=filled, rated=rated, unrated=unrated)


def _rate(tx: Transaction, invoice: Invoice, of: _Of, proposals: Proposals) -> tuple[bool, str]:
    """Fill in the rates of a claim, or propose them; return whether they were, and why an invoice tells none."""
    parts: tuple[VatPart, ...] = invoice.parts
    if not parts:
        return False, invoice.unrated
    principal = Cents(tx.get(Claim, of.claim_id).principal_cents)
    if invoice.prepaid and principal == invoice.amount - invoice.prepaid:
        return False, "invoice_import.prepaid"
    rated = claim_rates.fill(tx, {of.claim_id: parts})
    for one in rated.differs:
        proposals.rates(of.number, one, of.case_id)
    return bool(rated.filled), ""


def _fill(tx: Transaction, claim_id: int, told: Mapping[str, Value]) -> tuple[str, ...]:
    """Say of a claim what nobody said, and return the names of that; what cannot be so stays to be accepted."""
    claim = tx.get(Claim, claim_id)
    new: dict[str, Any] = {
        name: value for name, value in told.items() if value is not None and not claim.__data__[name]
    }
    if not new:
        return ()
    try:
        facts = replace(claims.facts_of(claim), **new)
        claims.change(tx, claims.ChangeClaim(claim.id, claim.version, facts))
    except Refused:
        return ()
    return tuple(new)


def _plain(number: str) -> str:
    return "".join(filter(str.isalnum, number)).upper() or "-"
