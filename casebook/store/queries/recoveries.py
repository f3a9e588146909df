"""How much came in of what was open when a case was opened, by the month in which it was, and how long after."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from casebook.domain.closing import month_end, month_of
from casebook.domain.money import ZERO, Cents
from casebook.store.database import Database
from casebook.store.rows import rows

# In days after a case was opened.
WINDOWS = (30, 60, 90, 180, 365)


class RecoveryRow(NamedTuple):
    """A case: what was open when it was opened, and what came in since, by how many days after that at most."""

    case_id: int
    number: str
    debtor: str
    opened_on: date
    open_cents: Cents
    received: tuple[Cents, ...]


class Cohort(NamedTuple):
    """The cases of a month: of a window that is not over for all of them nothing is said."""

    month: date
    cases: tuple[RecoveryRow, ...]
    received: tuple[Cents | None, ...]

    @property
    def open_cents(self) -> Cents:
        """What was open when they were opened."""
        return Cents(sum(case.open_cents for case in self.cases))


class _Case(NamedTuple):
    case_id: int
    number: str
    debtor: str
    opened_on: date
    open_cents: Cents


class _Paid(NamedTuple):
    case_id: int
    on_day: date
    cents: Cents


_CASES = """
    SELECT c.id, c.number, p.name, c.opened_on, CAST(COALESCE(sum(l.cents), 0) AS BIGINT)
    FROM cases c JOIN party p ON p.id = c.debtor_id
    LEFT JOIN claim k ON k.case_id = c.id {of} LEFT JOIN ledger_entry l ON l.claim_id = k.id AND l.on_day <= c.opened_on
    WHERE c.opened_on <= ? GROUP BY c.id, c.number, p.name, c.opened_on ORDER BY c.opened_on, c.id
"""
_PAID = """
    SELECT k.case_id, l.on_day, CAST(-sum(l.cents) AS BIGINT)
    FROM claim k JOIN cases c ON c.id = k.case_id JOIN ledger_entry l ON l.claim_id = k.id
    LEFT JOIN ledger_entry u ON u.id = l.reverses_id
    WHERE COALESCE(u.kind, l.kind) = 'payment' AND l.on_day BETWEEN c.opened_on AND ? {of}
    GROUP BY k.case_id, l.on_day
"""


def cohorts(database: Database, day: date, creditor_id: int | None = None) -> list[Cohort]:
    """Return the cases opened up to a day by month, the newest first, with what came in on their claims since.

    What came back counts on the day on which it did.
    """
    of, own = ("", ()) if creditor_id is None else ("AND k.creditor_id = ?", (creditor_id,))
    with database.snapshot():
        cases = rows(database, _CASES.format(of=of), _Case, (*own, day))
        paid: defaultdict[int, list[_Paid]] = defaultdict(list)
        for row in rows(database, _PAID.format(of=of), _Paid, (day, *own)):
            paid[row.case_id].append(row)
    months: defaultdict[date, list[RecoveryRow]] = defaultdict(list)
    for case in cases:
        if creditor_id is None or case.open_cents or paid[case.case_id]:
            came = tuple(
                Cents(sum(one.cents for one in paid[case.case_id] if (one.on_day - case.opened_on).days <= window))
                for window in WINDOWS
            )
            months[month_of(case.opened_on)].append(RecoveryRow(*case, came))
    return [_cohort(month, tuple(months[month]), day) for month in sorted(months, reverse=True)]


def _cohort(month: date, cases: tuple[RecoveryRow, ...], day: date) -> Cohort:
    age = (day - month_end(month)).days
    received = (
        Cents(sum((case.received[at] for case in cases), ZERO)) if age >= window else None
        for at, window in enumerate(WINDOWS)
    )
    return Cohort(month, cases, tuple(received))
