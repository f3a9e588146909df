"""Lines for the books: what they are, and what each says."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.component import Component
from casebook.domain.money import Cents


class JournalKind(StrEnum):
    """What a line for the books is: a profile names the accounts for each."""

    INTEREST = "interest"
    COSTS = "costs"
    CREDIT = "credit"
    REMISSION = "remission"
    SET_OFF = "set_off"
    RECEIPT = "receipt"
    WRITE_OFF = "write_off"
    AGENCY_FEE = "agency_fee"
    VAT_REFUND = "vat_refund"
    VAT_CORRECTION = "vat_correction"


class JournalRow(NamedTuple):
    """A line of a batch: more than nothing where the debtor, or for a fee our costs, go up by it; so does VAT.

    `entity` is the code of the creditor, `batch` counts its batches and `line` the lines within one. What is of no
    claim has no claim, case and debtor. `reason` is what was written with what the line tells of.
    """

    entity: str
    batch: int
    line: int
    kind: JournalKind
    component: Component | None
    on_day: date
    cents: Cents
    claim: str | None
    case: str | None
    debtor: str | None
    debtor_number: str | None
    reason: str | None
