"""How what is open moved in a month of an entity, and with which batches it went to the books.

Open is here what the ledger says less what is written off. Interest that has run but is not booked is not in it.
"""

from datetime import date
from typing import Any, NamedTuple

from casebook.domain.closing import Carried, Movement, Part, RollForward, month_before, month_end
from casebook.domain.component import Component
from casebook.domain.money import Cents
from casebook.store import standing_closings
from casebook.store.database import Database
from casebook.store.rows import rows
from casebook.store.standing_closings import NOW, Known

# A reversal is of the kind of what it reverses.
_KIND = "COALESCE(u.kind, l.kind)"
_MOVEMENT = f"""
    CASE WHEN l.on_day < ? THEN NULL
         WHEN l.kind = 'reversal' THEN '{Movement.CORRECTIONS}'
         WHEN l.kind = 'payment' THEN '{Movement.RECEIPTS}'
         WHEN l.kind = 'charge' AND l.component = 'principal' THEN '{Movement.CLAIMS}'
         WHEN l.kind = 'charge' AND l.component = 'interest' THEN '{Movement.INTEREST}'
         WHEN l.kind = 'charge' THEN '{Movement.COSTS}'
         WHEN l.set_off_id IS NOT NULL THEN '{Movement.SET_OFFS}'
         WHEN l.arrangement_id IS NOT NULL OR l.remission_id IS NOT NULL THEN '{Movement.REMISSIONS}'
         ELSE '{Movement.CREDITS}' END
"""
# As `store.journal` has it: the principal came from the books, and receipts that the ledger books did too.
_CARRIED = f"""
    CASE WHEN b.id IS NOT NULL THEN '{Carried.BATCH}'
         WHEN {_KIND} = 'charge' AND l.component = 'principal' THEN '{Carried.FROM_BOOKS}'
         WHEN {_KIND} = 'payment' AND NOT (r.receipts_from = 'bank' AND p.source IN ('hand', 'bank'))
         THEN '{Carried.FROM_BOOKS}'
         ELSE '{Carried.UNSENT}' END
"""
# By entity: rows dated up to a day that lie in the month, or that were recorded after the month before was closed.
_MOVED = f"""
    SELECT {_MOVEMENT} AS movement, {_CARRIED} AS carried, b.number AS batch, l.cents AS cents,
           l.claim_id AS claim_id, l.on_day AS on_day, l.recorded_on AS recorded_on, l.component AS component,
           l.reason AS reason
    FROM claim k JOIN creditor r ON r.id = k.creditor_id JOIN ledger_entry l ON l.claim_id = k.id
    LEFT JOIN ledger_entry u ON u.id = l.reverses_id LEFT JOIN payment p ON p.id = l.payment_id
    LEFT JOIN journal_line j ON j.source = 'ledger_entry' AND j.source_id = l.id AND j.turn = 0
    LEFT JOIN journal_batch b ON b.id = j.batch_id
    WHERE k.creditor_id = ? AND l.on_day <= ? AND (l.on_day >= ? OR l.id > ?) AND l.id <= ?
    UNION ALL
    SELECT CASE WHEN w.on_day < ? THEN NULL WHEN w.reverses_id IS NULL THEN '{Movement.WRITE_OFFS}'
                ELSE '{Movement.CORRECTIONS}' END,
           CASE WHEN b.id IS NOT NULL THEN '{Carried.BATCH}' ELSE '{Carried.UNSENT}' END, b.number, -w.cents,
           w.claim_id, w.on_day, w.recorded_on, NULL, w.reason
    FROM claim k JOIN write_off w ON w.claim_id = k.id
    LEFT JOIN journal_line j ON j.source = 'write_off' AND j.source_id = w.id AND j.turn = 0
    LEFT JOIN journal_batch b ON b.id = j.batch_id
    WHERE k.creditor_id = ? AND w.on_day <= ? AND (w.on_day >= ? OR w.id > ?) AND w.id <= ?
"""  # noqa: S608 only constants
_PARTS = f"""
    SELECT movement, carried, batch, CAST(count(*) AS BIGINT), CAST(sum(cents) AS BIGINT) FROM ({_MOVED}) AS moved
    GROUP BY movement, carried, batch ORDER BY COALESCE(movement, ''), carried, COALESCE(batch, 0)
"""  # noqa: S608 only constants
_ROWS = f"""
    SELECT v.movement, v.carried, v.batch, v.cents, v.claim_id, k.number, c.id, c.number, p.name, v.on_day,
           v.recorded_on, v.component, v.reason
    FROM ({_MOVED}) AS v JOIN claim k ON k.id = v.claim_id JOIN cases c ON c.id = k.case_id
    JOIN party p ON p.id = c.debtor_id WHERE {{which}} ORDER BY v.on_day, c.number, k.id, v.cents
"""  # noqa: S608 only constants
_STOOD = """
    SELECT CAST(COALESCE((
        SELECT sum(l.cents) FROM claim k JOIN ledger_entry l ON l.claim_id = k.id
        WHERE k.creditor_id = ? AND l.on_day <= ? AND l.id <= ?), 0) AS BIGINT)
    - CAST(COALESCE((
        SELECT sum(w.cents) FROM claim k JOIN write_off w ON w.claim_id = k.id
        WHERE k.creditor_id = ? AND w.on_day <= ? AND w.id <= ?), 0) AS BIGINT)
"""
_EACH = """
    SELECT claim_id, CAST(sum(cents) AS BIGINT), CAST(sum(off) AS BIGINT) FROM (
        SELECT l.claim_id, l.cents AS cents, 0 AS off FROM claim k JOIN ledger_entry l ON l.claim_id = k.id
        WHERE k.creditor_id = ? AND l.on_day <= ? AND l.id <= ?
        UNION ALL
        SELECT w.claim_id, 0, w.cents FROM claim k JOIN write_off w ON w.claim_id = k.id
        WHERE k.creditor_id = ? AND w.on_day <= ? AND w.id <= ?
    ) AS booked GROUP BY claim_id ORDER BY claim_id
"""
_CLOSING = "SELECT month, until_on, last_entry, last_write_off FROM month_closing WHERE id = ?"
_LAST = """
    SELECT COALESCE((SELECT max(id) FROM ledger_entry), 0), COALESCE((SELECT max(id) FROM write_off), 0)
"""


class Moved(NamedTuple):
    """A row of the ledger, or a write-off, as it moved what is open; no `movement` where it came after the closing."""

    movement: Movement | None
    carried: Carried
    batch: int | None
    cents: Cents
    claim_id: int
    claim_number: str
    case_id: int
    case_number: str
    debtor: str
    on_day: date
    recorded_on: date | None
    component: Component | None
    reason: str


class _Closing(NamedTuple):
    month: date
    until_on: date
    last_entry: int
    last_write_off: int


class Standing(NamedTuple):
    """What is open on a claim by the ledger, and what of it is written off."""

    claim_id: int
    open_cents: Cents
    written_off: Cents


def roll_forward(database: Database, creditor_id: int, month: date, known: Known = NOW) -> RollForward:
    """Return how what is open on the claims of an entity moved in the month that begins on `month`.

    Where the month before is closed, the opening is what stood then, and what was recorded later in it is apart.
    """
    last, seen = month_end(month), _before(database, creditor_id, month)
    opening = _stood(database, creditor_id, month_end(month_before(month)), _least(seen, known))
    parts = tuple(rows(database, _PARTS, Part, _asked(creditor_id, month, seen, known)))
    return RollForward(month, last, opening, parts, _stood(database, creditor_id, last, known))


def moved(
    database: Database, creditor_id: int, month: date, movement: Movement | None, known: Known = NOW
) -> list[Moved]:
    """Return the rows that a column of a roll-forward counts; without a movement what came after the closing."""
    which, more = ("v.movement IS NULL", []) if movement is None else ("v.movement = ?", [movement])
    asked = _asked(creditor_id, month, _before(database, creditor_id, month), known)
    return rows(database, _ROWS.format(which=which), Moved, (*asked, *more))


def since_closing(database: Database, creditor_id: int, closing_id: int) -> list[Moved]:
    """Return the rows dated in a month that were recorded after a closing of it."""
    (one,) = rows(database, _CLOSING, _Closing, (closing_id,))
    # No row lies on or after the last day there is: of all that is dated up to the end only what came later is left.
    never = date.max
    entries = (never, creditor_id, one.until_on, never, one.last_entry, NOW.last_entry)
    write_offs = (never, creditor_id, one.until_on, never, one.last_write_off, NOW.last_write_off)
    return rows(database, _ROWS.format(which="v.on_day >= ?"), Moved, (*entries, *write_offs, one.month))


def standings(database: Database, creditor_id: int, day: date, known: Known = NOW) -> list[Standing]:
    """Return what is open at the end of a day on each claim of an entity that ever had an entry, by its id."""
    asked = (creditor_id, day, known.last_entry, creditor_id, day, known.last_write_off)
    return rows(database, _EACH, Standing, asked)


def last_rows(database: Database) -> Known:
    """Return the last rows there are; while the ledger is held, what is recorded from now on has higher numbers."""
    ((entry, write_off),) = database.fetch(_LAST)
    return Known(entry, write_off)


def _before(database: Database, creditor_id: int, month: date) -> Known:
    """Return what was known when the month before was closed, all there is where it was not."""
    before = standing_closings.closed(database, creditor_id, month_before(month))
    return NOW if before is None else before.known


def _asked(creditor_id: int, month: date, seen: Known, known: Known) -> tuple[Any, ...]:
    last = month_end(month)
    entries = (month, creditor_id, last, month, seen.last_entry, known.last_entry)
    return (*entries, month, creditor_id, last, month, seen.last_write_off, known.last_write_off)


def _stood(database: Database, creditor_id: int, day: date, known: Known) -> Cents:
    asked = (creditor_id, day, known.last_entry, creditor_id, day, known.last_write_off)
    return Cents(database.value(_STOOD, asked))


def _least(one: Known, other: Known) -> Known:
    return Known(min(one.last_entry, other.last_entry), min(one.last_write_off, other.last_write_off))
