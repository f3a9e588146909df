"""What a profile says: which fields a list may have, what the office makes of its rows, and how its files are read."""

from collections.abc import Mapping
from dataclasses import dataclass

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.exchange.sheets.cells import Section
from casebook.exchange.sheets.form import FileForm

# The fields of an open item, and those that every list must have.
ITEM_REQUIRED = ("debtor_number", "invoice_number", "invoice_on", "due_on", "amount")
DEBTOR_FIELDS = (
    "debtor_number",
    "debtor_name",
    "party_kind",
    "kvk",
    "btw_id",
    "birth_date",
    "email",
    "phone",
    "street",
    "house_number",
    "postcode",
    "city",
    "country",
    "language",
)
# The days that a term of limitation may run from, by the field of the list; the last day of payment is one of them.
DAY_FIELDS: Mapping[str, str] = {
    "known_on": "known_on",
    "event_on": "event_on",
    "called_against": "called_against",
    "callable_from": "callable_from",
    "recorded_on": "recorded_on",
    "delivered_on": "delivered_on",
    "interest_from": "from",
}
# What of an amount is at which rate of VAT; the high and the low one are those of the law on the day of the invoice.
VAT_FIELDS = ("net_high", "vat_high", "net_low", "vat_low", "net_zero", "reverse_charged")
ITEM_FIELDS = (
    *DEBTOR_FIELDS,
    "creditor",
    "invoice_number",
    "invoice_on",
    "due_on",
    "amount",
    "open_amount",
    "paid_amount",
    "settled_on",
    "currency",
    "product_group",
    "disputed",
    "capacity",
    "agreed",
    "supplied_from",
    "supplied_until",
    "order",
    "description",
    *DAY_FIELDS,
    "law",
    *VAT_FIELDS,
)


@dataclass(frozen=True, slots=True)
class KindRule:
    """Which kind of claim, and how its term was agreed, follows from product group and capacity.

    No `product_groups` means any, as does no `capacity`; groups are in lower case. `why` is the office's reason.
    """

    kind: str
    why: str
    product_groups: frozenset[str] = frozenset()
    capacity: Capacity | None = None
    agreed: Agreed | None = None

    def fits(self, product_group: str | None, capacity: Capacity | None) -> bool:
        """Tell whether the rule speaks about such a claim."""
        return (not self.product_groups or (product_group or "").casefold() in self.product_groups) and (
            self.capacity is None or self.capacity is capacity
        )


@dataclass(frozen=True, slots=True)
class SkipRule:
    """Rows that are left out: where the cell of a column is one of `equals` (in lower case); an empty text is empty."""

    column: str
    equals: frozenset[str]
    why: str


@dataclass(frozen=True, slots=True)
class Receivables:
    """How a list of open items is read.

    `capacity` and `agreed` hold where
    the row says nothing; None is not known. `credit_notes_skipped` leaves negative items out without a fault.
    `complete`: the list holds every open item, so an absent one is a difference. A list with fewer items than
    `shorter_than_percent` percent of the one before needs confirmation.
    """

    section: Section
    kinds: tuple[KindRule, ...]
    skips: tuple[SkipRule, ...]
    capacity: Capacity | None
    agreed: Agreed | None
    party_kind: str | None
    language: str | None
    country: str | None
    credit_notes_skipped: bool
    recognise_also: tuple[str, ...]
    recognise_flags: tuple[str, ...]
    complete: bool
    shorter_than_percent: int


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile as it was read; `euro` are the texts by which a file means euro, in lower case.

    `currency_fixed`: the file names no currency and everything in it is euro. `creditor` is the code of the entity
    where no column has it. `history` is by kind of record.
    """

    name: str
    note: Mapping[str, str]
    file: FileForm
    team: str
    currency_fixed: bool
    euro: frozenset[str]
    creditor: str | None
    receivables: Receivables | None
    history: Mapping[str, Section]
