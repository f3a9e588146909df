"""The facts that interest follows from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.component import Component
from casebook.domain.money import Cents


class InterestKind(StrEnum):
    """Which interest a claim bears while the debtor is in default."""

    STATUTORY = "statutory"
    COMMERCIAL = "commercial"
    CONTRACTUAL = "contractual"


ARTICLES: Mapping[InterestKind, str] = {
    InterestKind.STATUTORY: "BW 6:119",
    InterestKind.COMMERCIAL: "BW 6:119a",
    InterestKind.CONTRACTUAL: "BW 6:119 lid 3",
}


class Payment(NamedTuple):
    """A payment on the claim; `amount` is more than nothing."""

    on: date
    amount: Cents


class Movement(NamedTuple):
    """By how much the account of a claim went up (more than nothing) or down on a day, in principal or in interest."""

    on: date
    component: Component
    amount: Cents


@dataclass(frozen=True, slots=True)
class InterestFacts:
    """A claim of `principal` in default from `start` on; `until` is the first day not counted, never before `start`.

    `rate`, in percent per year, is what was agreed: contractual interest has one and no other has. `simple` turns
    compounding off. `movements` stand in the place of `payments` where an account says what each went to. Raises
    ValueError where that is not so, as whoever asks has to see to it.
    """

    kind: InterestKind
    principal: Cents
    start: date
    until: date
    rate: Decimal | None = None
    simple: bool = False
    payments: tuple[Payment, ...] = ()
    movements: tuple[Movement, ...] = ()

    def __post_init__(self) -> None:
        if (self.rate is not None) is not (self.kind is InterestKind.CONTRACTUAL):
            raise ValueError(f"{self.kind} interest with the rate {self.rate}")
        if self.until < self.start:
            raise ValueError(f"interest until {self.until}, before {self.start}")
        if self.payments and self.movements:
            raise ValueError("payments beside the movements of an account")
