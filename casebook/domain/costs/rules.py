"""The rules of collection costs as the law book gives them."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from casebook.domain.calendar import Term
from casebook.domain.dated import Dated, Entry
from casebook.domain.money import Cents
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
