"""What a report of Closing is: what it is asked for, its table, what is said above it, and the rows behind a row."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from casebook.domain.money import Cents
from casebook.jobs.sheets import Sheet
from casebook.store.queries.as_at import Asked, By, Knowledge

Said = tuple[str, Mapping[str, Any]]


class What(StrEnum):
    """The reports there are, as they are called on the command line."""

    AS_AT = "as-at"
    ROLL_FORWARD = "roll-forward"
    PROVISION = "provision"
    CASH = "cash"
    RECOVERY = "recovery"
    COST = "cost"
    MONTHS = "months"

    @property
    def word(self) -> str:
        """What it is called, as the last part of a code."""
        return self.replace("-", "_")


# What looks at the days to come, whatever day is looked at; and what can be told as known then.
FROM_TODAY = frozenset({What.CASH, What.MONTHS})
KNOWN = frozenset({What.AS_AT, What.ROLL_FORWARD, What.PROVISION})


class Wanted(NamedTuple):
    """What a report is asked for: the day, the day it is asked on, of which entity, by what, and what counts."""

    day: date
    today: date
    creditor_id: int | None = None
    by: By = By.AGE
    knowledge: Knowledge = Knowledge.NOW

    @property
    def asked(self) -> Asked:
        """What the stand of claims is asked for."""
        return Asked(self.day, self.knowledge, self.today, self.creditor_id)


class Behind(NamedTuple):
    """A case behind a number: with the day it is about, if any, what is said of it and an amount."""

    case_id: int
    case_number: str
    debtor: str
    on_day: date | None
    said: Said
    cents: Cents


class Report(NamedTuple):
    """A report: sentences above it, its table, and for each row what `behind` finds its cases by, None for nothing.

    `spare` says which columns go first where there is no room for all, the highest first. `totals` are the numbers of
    rows that sum others up.
    """

    what: What
    said: Sequence[Said]
    sheet: Sheet
    keys: Sequence[Any]
    spare: Mapping[str, int]
    totals: frozenset[int] = frozenset()

    @property
    def names_debtors(self) -> bool:
        """Whether debtors are named in it: who writes it to a file, read that."""
        return any(column.title == "closing.head_by_debtor" for column in self.sheet.columns)
