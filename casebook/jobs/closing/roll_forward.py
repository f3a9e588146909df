"""How what is open moved in a month, each column with the batches that took it to the books, as a report."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from casebook.domain.closing import Carried, Movement, Part, RollForward, month_of
from casebook.domain.money import Cents
from casebook.jobs.closing.report import Behind, Report, Said, Wanted, What
from casebook.jobs.sheets import Column, Kind, Sheet
from casebook.store import roll_forward, standing_closings
from casebook.store.database import Database
from casebook.store.queries import reconciliation
from casebook.store.queries.as_at import Knowledge
from casebook.store.standing_closings import NOW, Closed, Known

_COLUMNS = (
    Column("creditor", "closing.head_creditor"),
    Column("movement", "closing.head_movement", Kind.WORD),
    Column("number", "closing.head_number", Kind.NUMBER),
    Column("amount", "closing.head_amount", Kind.MONEY),
    Column("in_batches", "closing.head_in_batches", Kind.MONEY),
    Column("batches", "closing.head_batches"),
    Column("from_books", "closing.head_from_books", Kind.MONEY),
    Column("unsent", "closing.head_unsent", Kind.MONEY),
)
_SPARE = {"number": 3, "batches": 4, "from_books": 2}
_LATER = "roll_later"
# What the entities come to together stands below them, under this sign, as if it was of one more.
_ALL, _SUM = 0, "Σ"
Row = tuple[Any, ...]


class _Rolled(NamedTuple):
    """The roll-forward of an entity, and what counts in it."""

    creditor_id: int
    code: str
    closed: Closed | None
    known: Known
    found: RollForward


def report(database: Database, wanted: Wanted) -> Report:
    """Return the roll-forward of the month a day is in; as known then is at the closing of it, where it is closed."""
    with database.snapshot():
        rolled = list(_rolled(database, wanted))
    rows: list[Row] = []
    keys: list[Any] = []
    totals: set[int] = set()
    for one in rolled:
        for row, key in _rows(one, every=len(rolled) == 1):
            if key is None:
                totals.add(len(rows))
            rows.append(row)
            keys.append(key)
    if len(rolled) > 1:
        for row, key in _rows(_together(rolled), every=False):
            totals.add(len(rows))
            rows.append(row)
            keys.append(key)
    return Report(What.ROLL_FORWARD, _said(wanted, rolled), Sheet(_COLUMNS, rows), keys, _SPARE, frozenset(totals))


def behind(database: Database, wanted: Wanted, creditor_id: int, movement: Movement | None) -> list[Behind]:
    """Return the entries and write-offs that a row counts."""
    if creditor_id == _ALL:
        every = [one.creditor_id for one in reconciliation.entities(database)]
        return [row for one in every for row in behind(database, wanted, one, movement)]
    month = month_of(wanted.day)
    known = _known(standing_closings.closed(database, creditor_id, month), wanted)
    return [
        Behind(
            row.case_id,
            row.case_number,
            row.debtor,
            row.on_day,
            (
                "closing.behind_batch" if row.batch else "closing.behind_entry",
                {
                    "number": row.claim_number,
                    "component": row.component or "roll_write_offs",
                    "batch": row.batch,
                    "carried": row.carried,
                },
            ),
            row.cents,
        )
        for row in roll_forward.moved(database, creditor_id, month, movement, known)
    ]


def _rolled(database: Database, wanted: Wanted) -> Iterator[_Rolled]:
    month = month_of(wanted.day)
    for entity in reconciliation.entities(database):
        if wanted.creditor_id in (None, entity.creditor_id):
            closed = standing_closings.closed(database, entity.creditor_id, month)
            known = _known(closed, wanted)
            found = roll_forward.roll_forward(database, entity.creditor_id, month, known)
            yield _Rolled(entity.creditor_id, entity.code, closed, known, found)


def _together(rolled: Sequence[_Rolled]) -> _Rolled:
    """Return the roll-forward of all entities as one."""
    each = [one.found for one in rolled]
    opening, closing = Cents(sum(one.opening for one in each)), Cents(sum(one.closing for one in each))
    parts = tuple(part for one in each for part in one.parts)
    found = each[0]._replace(opening=opening, parts=parts, closing=closing)
    return _Rolled(_ALL, _SUM, None, NOW, found)


def _known(closed: Closed | None, wanted: Wanted) -> Known:
    return closed.known if closed is not None and wanted.knowledge is Knowledge.THEN else NOW


def _rows(one: _Rolled, *, every: bool) -> Iterator[tuple[Row, Any]]:
    """Yield the rows of an entity, each with what its cases are found by; of several entities only what moved."""
    code, found = one.code, one.found
    yield (code, "roll_opening", None, found.opening, None, "", None, None), None
    if any(part.movement is None for part in found.parts):
        yield _row(code, _LATER, [part for part in found.parts if part.movement is None]), (one.creditor_id, None)
    for movement in Movement:
        parts = [part for part in found.parts if part.movement is movement]
        if parts or every:
            yield _row(code, movement, parts), (one.creditor_id, movement)
    if found.difference:
        yield (code, "roll_difference", None, found.difference, None, "", None, None), None
    sums = [_sum(found.parts, carried) for carried in (Carried.BATCH, Carried.FROM_BOOKS, Carried.UNSENT)]
    yield (code, "roll_closing", None, found.closing, sums[0], "", sums[1], sums[2]), None


def _row(code: str, movement: str, parts: Sequence[Part]) -> Row:
    batches = ", ".join(str(number) for number in sorted({part.batch for part in parts if part.batch}))
    carried = [_sum(parts, one) for one in (Carried.BATCH, Carried.FROM_BOOKS, Carried.UNSENT)]
    cents, number = Cents(sum(part.cents for part in parts)), sum(part.number for part in parts)
    return code, movement, number, cents, carried[0], batches, carried[1], carried[2]


def _sum(parts: Sequence[Part], carried: Carried) -> Cents:
    return Cents(sum(part.cents for part in parts if part.carried is carried))


def _said(wanted: Wanted, rolled: Sequence[_Rolled]) -> list[Said]:
    month = month_of(wanted.day)
    said: list[Said] = [("closing.rolled", {"first": month, "last": rolled[0].found.last if rolled else wanted.day})]
    for one in rolled:
        if one.closed is not None:
            at = one.known != NOW
            code = "closing.rolled_at_closing" if at else "closing.rolled_since"
            said.append((code, {"code": one.code, "on": one.closed.closed_on}))
    differences = sum(1 for one in rolled if one.found.difference)
    said.append(("closing.rolled_wrong", {"count": differences}) if differences else ("closing.rolled_right", {}))
    return said
