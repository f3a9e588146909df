"""The rules of collection costs as the law book gives them."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from casebook.domain.calendar import Term
from casebook.domain.dated import Dated, Entry
from casebook.domain.money import ZERO, Cents, percent_of
from casebook.domain.statutory_term import StatutoryTermRules


class Slice(NamedTuple):
    """A slice of the principal: `percent` of what lies above the slice before and not above `up_to` (None: no end)."""

    percent: Decimal
    up_to: Cents | None


class Scale(NamedTuple):
    """The fee by the principal (BIK art. 2 lid 1 and 2)."""

    slices: tuple[Slice, ...]
    minimum: Cents
    maximum: Cents

    def parts(self, principal: Cents) -> Iterator[tuple[Decimal, Cents, Cents]]:
        """Yield of each slice its percentage, what of the principal lies in it, and how much that gives.

        All slices but the one in which the principal ends give whole cents, so rounding that one rounds the sum.
        """
        floor = ZERO
        for percent, up_to in self.slices:
            end = principal if up_to is None else min(principal, up_to)
            part = Cents(end - floor)
            yield percent, part, percent_of(percent, part)
            if end == principal:
                break
            floor = end

    def fee(self, principal: Cents) -> Cents:
        """Return the fee over a principal, nothing over nothing."""
        if not principal:
            return ZERO
        by_slices = sum(amount for _, _, amount in self.parts(principal))
        return Cents(min(max(by_slices, self.minimum), self.maximum))


class RecurringCap(NamedTuple):
    """Recurring claims on a consumer with instalments under `instalment_below`: at most `cap` per `period`.

    `kinds` are the kinds of claim that recur, so that the cap may apply also where no instalment is known.
    """

    kinds: Set[str]
    instalment_below: Cents
    cap: Cents
    period: Term


class ContractualKinds(NamedTuple):
    """Which kinds of claim are money debts from a contract and which are not; of any other kind it is not known."""

    contractual: Set[str]
    not_contractual: Set[str]


@dataclass(frozen=True, slots=True)
class CostRules:
    """The rules of collection costs.

    `letter_term` is the term of the 14-day letter, `vat_rate` the general rate in percent; `vat_added` tells of
    which creditors the costs bear VAT: those who deduct it (True) or those who do not (False). By
    `atw` the term of the letter is extended.
    """

    scale: Dated[Scale]
    kinds: Dated[ContractualKinds]
    letter_term: Dated[Term]
    recurring_cap: Dated[RecurringCap]
    vat_added: Dated[bool]
    vat_rate: Dated[Decimal]
    atw: StatutoryTermRules

    def on(self, day: date) -> "CostRulesOn":
        """Return the rules of a day; the first ones where the law was not yet in force."""
        return CostRulesOn(
            since=self.scale.first.start,
            scale=self.scale.applied(day),
            kinds=self.kinds.applied(day),
            letter_term=self.letter_term.applied(day),
            recurring_cap=self.recurring_cap.in_force(day),
            vat_added=self.vat_added.applied(day),
            vat_rate=self.vat_rate.applied(day),
        )


class CostRulesOn(NamedTuple):
    """The rules of one day, and the day `since` which there are any; there was not always a cap."""

    since: date
    scale: Entry[Scale]
    kinds: Entry[ContractualKinds]
    letter_term: Entry[Term]
    recurring_cap: Entry[RecurringCap] | None
    vat_added: Entry[bool]
    vat_rate: Entry[Decimal]
