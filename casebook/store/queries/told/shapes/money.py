"""The records that lines of the log name: what was paid, or is to be: bookings, the bank, and arrangements."""

from datetime import date
from typing import NamedTuple

from casebook.domain.component import Component
from casebook.domain.money import Cents


class BankEntry(NamedTuple):
    """An entry of the bank; an amount that went out is less than nothing."""

    id: int
    value_on: date
    cents: Cents
    name: str


class BankGap(NamedTuple):
    """What was taken as known of an account though no statement tells it."""

    id: int
    account: str
    after_on: date | None
    from_on: date


class BankUse(NamedTuple):
    """What became of a part of an entry of the bank."""

    id: int
    entry_id: int
    cents: Cents


class Payment(NamedTuple):
    """A payment."""

    id: int
    case_id: int
    on_day: date
    cents: Cents


class Entry(NamedTuple):
    """An entry in the ledger of a claim."""

    id: int
    claim_id: int
    on_day: date
    component: Component
    cents: Cents


class WriteOff(NamedTuple):
    """A write-off."""

    id: int
    claim_id: int
    cents: Cents


class ContraItem(NamedTuple):
    """Something that we owe a debtor."""

    id: int
    party_id: int
    number: str


class SetOff(NamedTuple):
    """What we owe, set off against a claim."""

    id: int
    case_id: int
    claim_id: int
    contra_item_id: int
    cents: Cents


class Arrangement(NamedTuple):
    """A payment arrangement."""

    id: int
    case_id: int
    party_id: int


class Instalment(NamedTuple):
    """A term of an arrangement."""

    id: int
    arrangement_id: int
    number: int


class ArrangementNotice(NamedTuple):
    """A letter that said that an arrangement was behind."""

    id: int
    arrangement_id: int
    sent_on: date | None


class DebitMandate(NamedTuple):
    """A mandate for direct debit."""

    id: int
    party_id: int
    reference: str


class DebitBatch(NamedTuple):
    """A batch of direct debits."""

    id: int
    message: str


class DebitCollection(NamedTuple):
    """A collection of a term."""

    id: int
    arrangement_id: int
    instalment_id: int
    mandate_id: int
    cents: Cents


class MonthClosing(NamedTuple):
    """A month of an entity that was closed."""

    id: int
    creditor_id: int
    until_on: date


class VatList(NamedTuple):
    """A list of VAT for a return."""

    id: int
    filer: str
    until_on: date


class OwnProvision(NamedTuple):
    """What somebody held that will not be received of a case, as a percentage."""

    id: int
    case_id: int
    percent: int
