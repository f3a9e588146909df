"""Disputes of all cases: those that are open by the day on which their next step is due, and every one there was."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.dispute_report import Report, Told, report
from casebook.domain.disputes import Course, Decision, Due, next_due
from casebook.domain.money import ZERO, Cents
from casebook.store import disputed
from casebook.store.database import Database
from casebook.store.disputed import COURSE, terms
from casebook.store.models.disputes import DisputeReason, RootCause
from casebook.store.queries.listing import WINDOW, Count, Key, Listing, Page, Part, count
from casebook.store.queries.narrowing import ALL, Narrowing, condition, in_bounds
from casebook.store.rows import many, rows


class Listed(StrEnum):
    """Which disputes: those that are open, by their term, or all, the newest first."""

    OPEN = "open"
    ALL = "all"


class DisputeRow(NamedTuple):
    """A dispute as a list shows it: the case, the debtor, what is contested, where it lies, who sees to it."""

    dispute_id: int
    case_id: int
    number: str
    name: str
    reason: DisputeReason
    root_cause: RootCause | None
    department: str
    owner_person_id: int
    owner: str
    decision: Decision | None
    next_due_on: date
    department_until: date | None
    decision_until: date | None
    registered_on: date
    with_department_on: date | None
    answered_on: date | None
    decided_on: date | None
    escalated_on: date | None
    settled_on: date | None
    closed_on: date | None
    withdrawn_on: date | None
    registered: Cents = ZERO
    left: Cents = ZERO
    due: Due | None = None

    @property
    def course(self) -> Course:
        """What happened in it."""
        return Course(*self[13:21])


class _Claim(NamedTuple):
    dispute_id: int
    claim_id: int


_COLUMNS = f"""
    d.id, d.case_id, c.number, p.name, d.reason, d.root_cause, d.department, d.owner_person_id, o.name, d.decision,
    d.next_due_on, d.department_until, d.decision_until, {COURSE}
"""
_JOINED = """
    JOIN cases c ON c.id = d.case_id JOIN party p ON p.id = c.debtor_id JOIN person o ON o.id = d.owner_person_id
"""
_EVERY = f"""
    SELECT {_COLUMNS} FROM dispute d {_JOINED} WHERE d.registered_on >= ? AND d.registered_on <= ?
    ORDER BY d.registered_on, d.id
"""  # noqa: S608 only constants
_CLAIMS = "SELECT dispute_id, claim_id FROM disputed_claim WHERE dispute_id IN ({marks}) ORDER BY id"
_TOLD = """
    SELECT d.registered_on, COALESCE(d.root_cause, ''), d.department,
           CAST(COALESCE((SELECT sum(p.contested_cents) FROM disputed_claim p WHERE p.dispute_id = d.id), 0) AS BIGINT),
           CAST(COALESCE((SELECT sum(p.accepted_cents) FROM disputed_claim p WHERE p.dispute_id = d.id), 0) AS BIGINT),
           CAST(COALESCE((
               SELECT -sum(l.cents) FROM disputed_claim p JOIN ledger_entry l ON l.claim_id = p.claim_id
               WHERE p.dispute_id = d.id AND l.dispute_id = d.id), 0) AS BIGINT),
           d.decided_on
    FROM dispute d WHERE d.registered_on >= ? AND d.registered_on <= ? AND d.withdrawn_on IS NULL
    ORDER BY d.registered_on, d.id
"""


class _Told(NamedTuple):
    registered_on: date
    cause: str
    department: str
    contested: Cents
    accepted: Cents
    credited: Cents
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class DisputeListing(Listing[DisputeRow]):
    """A list of disputes, of which the amounts and what is due next are read beside each window."""

    day: date = date.max

    def after(
        self, database: Database, key: Key | None = None, limit: int = WINDOW, budget: int | None = None
    ) -> Page[DisputeRow]:
        """Return the window after a place, or the first one."""
        with database.snapshot():
            return self._filled(database, Listing.after(self, database, key, limit, budget))

    def before(
        self, database: Database, key: Key | None = None, limit: int = WINDOW, budget: int | None = None
    ) -> Page[DisputeRow]:
        """Return the window before a place, or the last one."""
        with database.snapshot():
            return self._filled(database, Listing.before(self, database, key, limit, budget))

    def around(self, database: Database, key: Key, limit: int = WINDOW, budget: int | None = None) -> Page[DisputeRow]:
        """Return the window with a place in the middle of it."""
        with database.snapshot():
            return self._filled(database, Listing.around(self, database, key, limit, budget))

    def _filled(self, database: Database, page: Page[DisputeRow]) -> Page[DisputeRow]:
        return page._replace(rows=tuple(_filled(database, page.rows, self.day)))


def disputes(database: Database, listed: Listed, day: date, narrowing: Narrowing = ALL) -> DisputeListing:
    """Return disputes with their amounts on `day`. A narrowed list that is kept for long is asked for anew."""
    bounds = Part("d.next_due_on < ?", (date.max,)) if listed is Listed.OPEN else Part()
    part = condition(database, narrowing, "d.case_id")
    part = in_bounds(bounds, part) if part.where else bounds
    column = "next_due_on" if listed is Listed.OPEN else "registered_on"
    return DisputeListing(
        DisputeRow,
        _COLUMNS,
        "dispute d",
        _JOINED,
        (f"d.{column}", "d.id"),
        lambda row: (getattr(row, column), row.dispute_id),
        (part,),
        descending=listed is Listed.ALL,
        day=day,
    )


def every(database: Database, since: date | None, until: date, day: date) -> list[DisputeRow]:
    """Return the disputes registered from one day, or ever, up to another, the oldest first, as they are on `day`."""
    with database.snapshot():
        return list(_filled(database, rows(database, _EVERY, DisputeRow, (since or date.min, until)), day))


def count_open(database: Database) -> Count:
    """Return how many disputes are open."""
    return count(database, "SELECT 1 FROM dispute WHERE next_due_on < ? ORDER BY next_due_on", (date.max,))


def causes(database: Database, since: date | None, until: date) -> Report:
    """Return what the disputes teach that were registered from one day, or ever, up to another.

    Those that were withdrawn are left out.
    """
    told = rows(database, _TOLD, _Told, (since or date.min, until))
    return report((Told(*one[:6], _days(one)) for one in told), since, until)


def _days(one: _Told) -> int | None:
    return None if one.decided_on is None else (one.decided_on - one.registered_on).days


def _filled(database: Database, found: Sequence[DisputeRow], day: date) -> Iterator[DisputeRow]:
    claims: Mapping[int, list[int]] = defaultdict(list)
    for one in many(database, _CLAIMS, _Claim, [row.dispute_id for row in found]):
        claims[one.dispute_id].append(one.claim_id)
    ids = list(dict.fromkeys(id_ for some in claims.values() for id_ in some))
    parts, amounts = disputed.parts(database, ids, day), disputed.contested(database, ids, day)
    for row in found:
        own = claims[row.dispute_id]
        registered = sum(
            part.registered for id_ in own for part in parts.get(id_, ()) if part.dispute == row.dispute_id
        )
        left = sum(amounts[id_].value.of(row.dispute_id) for id_ in own if id_ in amounts)
        lengths = database.law.defaults.dispute.applied(row.registered_on).value
        own_terms = (row.department_until, row.decision_until)
        due = next_due(row.course, terms(row.course, own_terms, lengths, database.law.holidays))
        yield row._replace(registered=Cents(registered), left=Cents(left), due=due)
