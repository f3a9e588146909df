"""The rules of interest as the law book gives them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from casebook.domain.calendar import ONE_DAY, Term
from casebook.domain.dated import Dated
from casebook.domain.interest.facts import InterestKind


@dataclass(frozen=True, slots=True)
class RateTable:
    """Percentages per year from their first day on, and the last day for which somebody confirmed them."""

    rates: Dated[Decimal]
    confirmed_until: date

    @property
    def first_day(self) -> date:
        """The first day for which a rate is known."""
        return self.rates.first.start

    def unconfirmed_from(self, day: date) -> date | None:
        """Return the first day of the half-year that began without a confirmed rate, None if none had on `day`."""
        return self.confirmed_until + ONE_DAY if day > self.confirmed_until else None


@dataclass(frozen=True, slots=True)
class InterestRules:
    """The rates, the days of a year, and after what time interest is added to the base (None: never, simple).

    `compounding` goes by the first day of default and holds for all the time after it.
    """

    statutory: RateTable
    commercial: RateTable
    day_count: Dated[int]
    compounding: Dated[Term | None]

    def set_by_law(self, kind: InterestKind) -> RateTable | None:
        """Return the rates of a kind of interest, None where they are a matter of agreement."""
        match kind:
            case InterestKind.STATUTORY:
                return self.statutory
            case InterestKind.COMMERCIAL:
                return self.commercial
            case InterestKind.CONTRACTUAL:
                return None
