"""The facts that collection costs follow from; what is None is not known."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.capacity import Capacity
from casebook.domain.money import Cents


class Wording(StrEnum):
    """From when a 14-day letter lets its term run: from the day after receipt, or, wrongly, from its own date."""

    AFTER_RECEIPT = "after_receipt"
    AFTER_DATE = "after_date"


@dataclass(frozen=True, slots=True)
class Letter:
    """A 14-day letter (veertiendagenbrief, BW 6:96 lid 6)."""

    sent_on: date | None = None
    received_on: date | None = None
    wording: Wording | None = None


class Recurring(NamedTuple):
    """One instalment of a recurring claim, and the costs already charged on such claims in the last six months."""

    instalment: Cents
    charged_last_6_months: Cents


@dataclass(frozen=True, slots=True)
class CostFacts:
    """The claims that are demanded together and what is known about them.

    `principals` are without interest and add up to more than nothing. `kind` is a kind of claim of the law book or
    `unknown`, `default_on` the first day of default, `as_of` the day on which the question is asked.
    """

    principals: tuple[Cents, ...]
    kind: str
    debtor: Capacity
    creditor_deducts_vat: bool | None = None
    default_on: date | None = None
    recurring: Recurring | None = None
    letter: Letter | None = None
    as_of: date | None = None
