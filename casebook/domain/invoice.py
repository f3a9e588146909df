"""An invoice or credit note as its own file tells it."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.money import Cents
from casebook.domain.vat.parts import VatPart


class InvoiceKind(StrEnum):
    """Whether something is owed by it, or owed no more."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class InvoiceParty(NamedTuple):
    """Who sold or bought: the name, the numbers in the trade register, and those for VAT, without signs between."""

    name: str
    kvks: tuple[str, ...] = ()
    vat_ids: tuple[str, ...] = ()


class Invoice(NamedTuple):
    """An invoice or credit note; amounts are more than nothing, days that it has not are None.

    `amount` is with the VAT, before what was paid in advance, `prepaid`. `parts` is what of it is at which rate; where
    these cannot be told there are none, and `unrated` is the code of why. `credits` are the numbers of the invoices
    that it is about.
    """

    kind: InvoiceKind
    number: str
    issued_on: date
    due_on: date | None
    supplied_from: date | None
    supplied_until: date | None
    order: str
    currency: str
    amount: Cents
    prepaid: Cents
    parts: tuple[VatPart, ...]
    unrated: str
    credits: tuple[str, ...]
    supplier: InvoiceParty
    customer: InvoiceParty
