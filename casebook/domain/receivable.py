"""An open item as a list of receivables tells it."""

from dataclasses import dataclass
from datetime import date

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.money import Cents
from casebook.domain.vat.parts import VatPart


@dataclass(frozen=True, slots=True)
class ItemDebtor:
    """The debtor as a row of the list has him; `name` is his number where the list has no names."""

    number: str
    name: str
    party_kind: str | None
    kvk: str | None
    btw_id: str | None
    birth_date: date | None
    email: str | None
    phone: str | None
    street: str | None
    house_number: str | None
    postcode: str | None
    city: str | None
    country: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One open item in euro.

    `amount` is the original principal, `open_amount` what the list says is still open, `paid_amount` and `settled_on`
    what it says was paid: proposals, no payments. `kind` is a kind of claim of the law book or `unknown`, by the rule
    of the profile with the number `kind_rule`, None where no rule fits. `days` are the days by name that a term of
    limitation may run from beside the last day of payment, `law` the country whose law governs the claim. `vat` is what
    of the amount is at which rate, nothing where the list does not tell all of it.
    """

    line: int
    creditor: str
    debtor: ItemDebtor
    invoice_number: str
    invoice_on: date
    due_on: date
    amount: Cents
    open_amount: Cents | None
    paid_amount: Cents | None
    settled_on: date | None
    product_group: str | None
    disputed: bool | None
    capacity: Capacity | None
    kind: str
    kind_rule: int | None
    agreed: Agreed | None
    supplied_from: date | None
    supplied_until: date | None
    order: str | None
    description: str | None
    days: tuple[tuple[str, date], ...] = ()
    law: str | None = None
    vat: tuple[VatPart, ...] = ()
