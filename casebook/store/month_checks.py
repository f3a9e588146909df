"""What does not agree or is not done before a month of an entity is closed: each is accepted with a reason."""

from datetime import date
from typing import NamedTuple

from casebook.domain.closing import Checked, month_before
from casebook.domain.closing import digest as digest_of
from casebook.domain.money import ZERO, Cents
from casebook.errors import InputError
from casebook.store import bank_freshness, journal, roll_forward, standing_closings
from casebook.store.database import Database
from casebook.store.queries import reconciliation
from casebook.store.rows import rows

_INBOX = """
    SELECT count(*), CAST(COALESCE(sum(abs(rest_cents)), 0) AS BIGINT) FROM entry_now
    WHERE creditor_id = ? AND value_on <= ? AND rest_cents <> 0
"""
# What was received and stands on no claim; a case may be of several entities.
_UNALLOCATED = """
    SELECT count(*), CAST(COALESCE(sum(cents), 0) AS BIGINT) FROM (
        SELECT y.id, sum(a.cents) AS cents FROM payment y JOIN allocation a ON a.payment_id = y.id
        WHERE a.entry_id IS NULL AND y.on_day <= ?
          AND y.case_id IN (SELECT k.case_id FROM claim k WHERE k.creditor_id = ?)
        GROUP BY y.id HAVING sum(a.cents) <> 0
    ) AS waiting
"""
_PROPOSED = """
    SELECT count(*), CAST(COALESCE(sum(abs(o.cents)), 0) AS BIGINT)
    FROM proposal o JOIN claim k ON k.id = o.claim_id
    WHERE k.creditor_id = ? AND o.state = 'proposed'
"""
_ASKED = """
    SELECT count(*), 0 FROM approval a
    WHERE a.state = 'asked' AND a.asked_on <= ?
      AND a.case_id IN (SELECT k.case_id FROM claim k WHERE k.creditor_id = ?)
"""
_BATCHES = """
    SELECT count(*), CAST(COALESCE(sum(abs(total - lines)), 0) AS BIGINT) FROM (
        SELECT b.total_cents AS total, CAST(COALESCE(sum(j.cents), 0) AS BIGINT) AS lines
        FROM journal_batch b LEFT JOIN journal_line j ON j.batch_id = b.id
        WHERE b.creditor_id = ? GROUP BY b.id, b.total_cents
    ) AS sums WHERE total <> lines
"""


class _Count(NamedTuple):
    number: int
    cents: Cents


def checks(database: Database, creditor_id: int, month: date, last: date, day: date) -> list[Checked]:
    """Return what stands in the way of closing a month on `day`, in the order in which one sees to it."""
    found = [
        _bank(database, creditor_id, last),
        _counted(database, "closing.unmatched", _INBOX, (creditor_id, last)),
        _counted(database, "closing.unallocated", _UNALLOCATED, (last, creditor_id)),
        _unsent(database, creditor_id, last),
        _counted(database, "closing.proposed", _PROPOSED, (creditor_id,)),
        _counted(database, "closing.asked", _ASKED, (last, creditor_id)),
        _reconciled(database, creditor_id, day),
        _counted(database, "closing.batch_total", _BATCHES, (creditor_id,)),
        _rolled(database, creditor_id, month),
        _as_closed(database, creditor_id, month),
    ]
    return [one for one in found if one.number]


def _counted(database: Database, code: str, query: str, asked: tuple[object, ...]) -> Checked:
    """Return how many rows a query counts, and what they come to."""
    (found,) = rows(database, query, _Count, asked)
    return Checked(code, found.number, found.cents)


def _bank(database: Database, creditor_id: int, last: date) -> Checked:
    """Return how many accounts are not known up to the end of the month."""
    covers = bank_freshness.covers(database, [creditor_id])
    return Checked("closing.bank_behind", sum(one.until_on is None or one.until_on < last for one in covers))


def _unsent(database: Database, creditor_id: int, last: date) -> Checked:
    lines = journal.unsent(database, creditor_id, last)
    return Checked("closing.unsent", len(lines), Cents(sum(line.cents for line in lines)))


def _reconciled(database: Database, creditor_id: int, day: date) -> Checked:
    """Return the items of the last list of open items of which nothing that we booked explains the difference."""
    try:
        found = reconciliation.reconciliation(database, creditor_id, day)
    except InputError:
        # No list was ever read: there is nothing to compare with.
        return Checked("closing.differences", 0)
    apart = [item.unexplained for item in found.items if item.unexplained]
    return Checked("closing.differences", len(apart), Cents(sum(map(abs, apart))))


def _rolled(database: Database, creditor_id: int, month: date) -> Checked:
    difference = roll_forward.roll_forward(database, creditor_id, month).difference
    return Checked("closing.not_rolled", int(difference != ZERO), difference)


def _as_closed(database: Database, creditor_id: int, month: date) -> Checked:
    """Return whether what was open at the closing of the month before is not what was closed then."""
    before = standing_closings.closed(database, creditor_id, month_before(month))
    if before is None:
        return Checked("closing.digest", 0)
    stored = database.value("SELECT digest FROM month_closing WHERE id = ?", (before.closing_id,))
    known = roll_forward.standings(database, creditor_id, before.until_on, before.known)
    return Checked("closing.digest", int(digest_of(known) != stored))
