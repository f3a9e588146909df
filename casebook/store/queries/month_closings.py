"""Which months of our entities are closed, what stood at each closing, and what was recorded after it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import add_working_days
from casebook.domain.closing import Checked, digest, month_before, month_end, month_of, next_month
from casebook.domain.money import Cents
from casebook.store import roll_forward
from casebook.store.database import Database
from casebook.store.month_checks import checks
from casebook.store.rows import many, rows
from casebook.store.standing_closings import STANDING, Known

# So many months are shown of an entity, and as many more as were closed.
_MONTHS = 13


class ClosingRow(NamedTuple):
    """A closing, with what was recorded after it in the month; `reopened_on` None where it stands."""

    closing_id: int
    creditor_id: int
    month: date
    until_on: date
    turn: int
    closed_on: date
    person: str
    claims: int
    opening: Cents
    later: Cents
    roll_claims: Cents
    roll_interest: Cents
    roll_costs: Cents
    roll_receipts: Cents
    roll_write_offs: Cents
    roll_remissions: Cents
    roll_credits: Cents
    roll_set_offs: Cents
    roll_corrections: Cents
    closing: Cents
    unsent: Cents
    provision: Cents | None
    digest: str
    last_entry: int
    last_write_off: int
    accepted: int
    since_number: int
    since_cents: Cents
    reopened_on: date | None
    reopened_by: str
    reopened_because: str

    @property
    def stands(self) -> bool:
        """Whether the month is closed by it."""
        return self.reopened_on is None


class MonthRow(NamedTuple):
    """A month of an entity: the last closing of it, if there was one. `is_next`: it may be closed now.

    `is_before`: it lies before the first month that was closed, whose opening has it.
    """

    creditor_id: int
    code: str
    month: date
    until_on: date
    is_over: bool
    is_next: bool
    is_before: bool
    closing: ClosingRow | None

    @property
    def is_closed(self) -> bool:
        """Whether it is closed now."""
        return self.closing is not None and self.closing.stands


class AcceptedRow(NamedTuple):
    """What did not agree when a month was closed, and why it was closed all the same."""

    code: str
    number: int
    cents: Cents
    reason: str


class ClosingSheet(NamedTuple):
    """A closing with all that was accepted; `agrees`: what stood then, summed again, has the same digest."""

    row: ClosingRow
    accepted: tuple[AcceptedRow, ...]
    agrees: bool


class LeftOpen(NamedTuple):
    """An entity that is late with a month which follows one that was closed, by the last day of it."""

    code: str
    until_on: date


class _Closed(NamedTuple):
    code: str
    last: date | None
    first: date


class _Entity(NamedTuple):
    creditor_id: int
    code: str
    first_on: date | None


class _LateDay(NamedTuple):
    on_day: date


class _Late(NamedTuple):
    entry_id: int
    until_on: date


_ENTITIES = """
    SELECT r.id, r.code,
           (SELECT min(l.on_day) FROM claim k JOIN ledger_entry l ON l.claim_id = k.id WHERE k.creditor_id = r.id)
    FROM creditor r ORDER BY r.code
"""
_CLOSED = f"""
    SELECT r.code, max(CASE WHEN {STANDING} THEN m.month END), min(m.month)
    FROM month_closing m JOIN creditor r ON r.id = m.creditor_id GROUP BY r.id, r.code
"""  # noqa: S608 only constants
_SINCE = """
    (SELECT CAST({what} AS BIGINT) FROM (
        SELECT l.cents AS cents FROM claim k JOIN ledger_entry l ON l.claim_id = k.id
        WHERE k.creditor_id = m.creditor_id AND l.on_day BETWEEN m.month AND m.until_on AND l.id > m.last_entry
        UNION ALL
        SELECT -w.cents FROM claim k JOIN write_off w ON w.claim_id = k.id
        WHERE k.creditor_id = m.creditor_id AND w.on_day BETWEEN m.month AND m.until_on AND w.id > m.last_write_off
    ) AS since)
"""
_CLOSINGS = f"""
    SELECT m.id, m.creditor_id, m.month, m.until_on, m.turn, m.closed_on, COALESCE(p.name, ''), m.claims,
           m.opening_cents, m.later_cents, m.claims_cents, m.interest_cents, m.costs_cents, m.receipts_cents,
           m.write_offs_cents, m.remissions_cents, m.credits_cents, m.set_offs_cents, m.corrections_cents,
           m.closing_cents, m.unsent_cents, m.provision_cents, m.digest, m.last_entry, m.last_write_off,
           (SELECT CAST(count(*) AS BIGINT) FROM month_accepted a WHERE a.closing_id = m.id),
           {_SINCE.format(what="count(*)")}, {_SINCE.format(what="COALESCE(sum(cents), 0)")},
           x.reopened_on, COALESCE(q.name, ''), COALESCE(x.reason, '')
    FROM month_closing m LEFT JOIN person p ON p.id = m.person_id
    LEFT JOIN month_reopening x ON x.closing_id = m.id LEFT JOIN person q ON q.id = x.person_id
"""  # noqa: S608 only constants
_ACCEPTED = "SELECT code, number, cents, reason FROM month_accepted WHERE closing_id = ? ORDER BY id"
_LATE = f"""
    SELECT l.id, max(m.until_on) FROM {{table}} l JOIN claim k ON k.id = l.claim_id
    JOIN month_closing m ON m.creditor_id = k.creditor_id AND m.until_on >= l.on_day AND m.{{last}} < l.id
    WHERE l.id IN ({{{{marks}}}}) AND {STANDING} GROUP BY l.id
"""  # noqa: S608 only constants

_LATE_DAYS = f"""
    SELECT DISTINCT l.on_day FROM claim k JOIN ledger_entry l ON l.claim_id = k.id
    WHERE k.case_id = ? AND l.id > ? AND EXISTS (
        SELECT 1 FROM month_closing m
        WHERE m.creditor_id = k.creditor_id AND m.until_on >= l.on_day AND m.last_entry < l.id AND {STANDING})
    ORDER BY l.on_day
"""  # noqa: S608 only constants


def months(database: Database, day: date) -> list[MonthRow]:
    """Return the months of our entities up to that of `day`, by entity and the newest first."""
    with database.snapshot():
        entities = rows(database, _ENTITIES, _Entity)
        known = {(row.creditor_id, row.month): row for row in closings(database)}
    found: list[MonthRow] = []
    for one in entities:
        own = [month for creditor_id, month in known if creditor_id == one.creditor_id]
        closed = [month for month in own if known[one.creditor_id, month].stands]
        coming = next_month(max(closed)) if closed else None
        month = month_of(day)
        least = min([*own, *([month_of(one.first_on)] if one.first_on else [])], default=month)
        shown = 0
        while month >= least and (shown < _MONTHS or month in own):
            shown += 1
            over = month_end(month) < day
            closing = known.get((one.creditor_id, month))
            is_next = over and month == (coming or month_before(month_of(day)))
            before = bool(closed) and month < min(closed)
            found.append(MonthRow(one.creditor_id, one.code, month, month_end(month), over, is_next, before, closing))
            month = month_before(month)
    return found


def left_open(database: Database, day: date) -> list[LeftOpen]:
    """Return which entities are late on a day with their next month, the one that is over longest in front.

    Of an entity of which no month was ever closed nothing is late.
    """
    told_after = database.law.defaults.month_closing.applied(day).value.told_after
    found = []
    for one in rows(database, _CLOSED, _Closed):
        until_on = month_end(one.first if one.last is None else next_month(one.last))
        if add_working_days(until_on, told_after, database.law.holidays) < day:
            found.append(LeftOpen(one.code, until_on))
    return sorted(found, key=lambda late: (late.until_on, late.code))


def closings(database: Database) -> list[ClosingRow]:
    """Return all closings, the later of a month behind the earlier."""
    return rows(database, f"{_CLOSINGS} ORDER BY m.creditor_id, m.month, m.turn", ClosingRow)


def sheet(database: Database, closing_id: int) -> ClosingSheet:
    """Return a closing, and whether what stood then can still be seen to."""
    with database.snapshot():
        (row,) = rows(database, f"{_CLOSINGS} WHERE m.id = ?", ClosingRow, (closing_id,))
        accepted = tuple(rows(database, _ACCEPTED, AcceptedRow, (closing_id,)))
        known = Known(row.last_entry, row.last_write_off)
        standing = roll_forward.standings(database, row.creditor_id, row.until_on, known)
    return ClosingSheet(row, accepted, digest(standing) == row.digest)


def to_accept(database: Database, creditor_id: int, month: date, day: date) -> list[Checked]:
    """Return what is to be accepted before a month is closed."""
    with database.snapshot():
        return checks(database, creditor_id, month, month_end(month), day)


def after_closing(database: Database, entry_ids: Sequence[int]) -> dict[int, date]:
    """Return the entries that were recorded after the month they are dated in was closed, with the end of that."""
    query = _LATE.format(table="ledger_entry", last="last_entry")
    return {one.entry_id: one.until_on for one in many(database, query, _Late, entry_ids)}


def late_days(database: Database, case_id: int, last_entry: int) -> list[date]:
    """Return the days in closed months on which entries of a case were booked after one, in their order."""
    return [row.on_day for row in rows(database, _LATE_DAYS, _LateDay, (case_id, last_entry))]
