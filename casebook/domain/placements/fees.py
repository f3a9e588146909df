"""What an agency may keep or charge by the terms that were agreed with it.

A fee over what came in by parts is reckoned over all that came in so far, less what was reckoned over what came in
before: so the parts add up, to the cent, to the fee over the whole. Each amount is rounded to whole cents, half away
from zero; VAT is reckoned over the fee that is rounded already.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from casebook.domain.costs.rules import Scale
from casebook.domain.money import ZERO, Cents, percent_of
from casebook.domain.placements.facts import FeeBasis, FeeEvent


class FeeTerms(NamedTuple):
    """What is agreed for an event, from `from_on` until other terms for it take their place.

    `percent` and `cents` go with their basis. `least` is the least that is due over the whole, once anything is.
    `vat_percent` is the VAT that comes on top, None where none does.
    """

    from_on: date
    event: FeeEvent
    basis: FeeBasis
    percent: Decimal | None = None
    cents: Cents | None = None
    least: Cents | None = None
    vat_percent: Decimal | None = None


class Fee(NamedTuple):
    """A fee and the VAT on it, in cents."""

    net: Cents
    vat: Cents

    @property
    def total(self) -> Cents:
        """Return what is due in all."""
        return Cents(self.net + self.vat)


NO_FEE = Fee(ZERO, ZERO)


def in_force(terms: Iterable[FeeTerms], event: FeeEvent, on: date) -> FeeTerms | None:
    """Return what is agreed for an event on a day, None where nothing is."""
    agreed = [one for one in terms if one.event is event and one.from_on <= on]
    return max(agreed, key=lambda one: one.from_on, default=None)


def fee(terms: FeeTerms, scale: Scale, amount: Cents, before: Cents = ZERO) -> Fee:
    """Return the fee over an amount, where `before` of the same was reckoned with already; both in cents.

    Over what an agency received it is never more than that, VAT included: what is not received pays no fee.
    """
    whole, earlier = _over(terms, scale, Cents(before + amount)), _over(terms, scale, before)
    return Fee(Cents(whole.net - earlier.net), Cents(whole.vat - earlier.vat))


def _over(terms: FeeTerms, scale: Scale, base: Cents) -> Fee:
    """Return the fee over all of an amount."""
    if base <= 0 or terms.basis is FeeBasis.NONE:
        return NO_FEE
    net = max(_net(terms, scale, base), terms.least or ZERO)
    vat = ZERO if terms.vat_percent is None else percent_of(terms.vat_percent, net)
    if terms.event is FeeEvent.RECEIVED and net + vat > base:
        return _within(terms, base)
    return Fee(net, vat)


def _net(terms: FeeTerms, scale: Scale, base: Cents) -> Cents:
    match terms.basis:
        case FeeBasis.PERCENT:
            return percent_of(terms.percent or Decimal(0), base)
        case FeeBasis.SCALE:
            return scale.fee(base)
        case FeeBasis.FIXED:
            return terms.cents or ZERO
        case FeeBasis.NONE:
            return ZERO


def _within(terms: FeeTerms, base: Cents) -> Fee:
    """Return the fee that is all of an amount, with the VAT that is in it."""
    percent = terms.vat_percent or Decimal(0)
    vat = percent_of(percent * 100 / (100 + percent), base)
    return Fee(Cents(base - vat), vat)
