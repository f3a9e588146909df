"""What the files of an agency tell of placements, row by row. Nothing here is believed before a person looked."""

from dataclasses import dataclass
from datetime import date

from casebook.domain.money import Cents


@dataclass(frozen=True, slots=True)
class Named:
    """How a row names a placement: by our number, by that of the agency, or both; the name is for who reads it."""

    number: str
    reference: str
    name: str


@dataclass(frozen=True, slots=True)
class ToldReport:
    """How a placement stands by a file, as of `on`; None or empty where the row does not say. Amounts are in cents."""

    line: int
    of: Named
    on: date
    phase: str
    open: Cents | None
    received: Cents | None
    remitted: Cents | None
    costs: Cents | None
    next_action: str
    next_on: date | None


@dataclass(frozen=True, slots=True)
class ToldShare:
    """What of an amount that was passed on is of a placement: gross, and the fee that was kept of it; in cents."""

    line: int
    of: Named
    gross: Cents
    fee: Cents
