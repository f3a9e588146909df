"""VAT on bad debts as lists: the returns of each entity, and what goes into one."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.calendar import Term, add
from casebook.domain.money import ZERO, Cents
from casebook.domain.vat.course import LineKind
from casebook.domain.vat.periods import Filing, ask_until, file_until, filing
from casebook.errors import InputError
from casebook.store.database import Database
from casebook.store.facts_of import vat
from casebook.store.rows import rows


class ReturnState(StrEnum):
    """How what goes into a return stands: what is to be done about it first."""

    COMING = "vat_coming"
    RUNNING = "vat_running"
    TO_LOCK = "vat_to_lock"
    SUPPLEMENT = "vat_supplement"
    LOCKED = "vat_locked"
    DECLARED = "vat_declared"


class ReturnRow(NamedTuple):
    """What goes into the return of an entity, or of a fiscal unity of entities, for a period.

    `open_*` is on no list yet; `locked_*` on lists that stand, of which `undeclared` nobody marked as declared.
    Corrections are more than nothing. It is filed up to and including `file_until`, asked for until `ask_until`.
    """

    filer: str
    from_on: date
    until_on: date
    number: int
    open_refund: Cents
    open_correction: Cents
    locked_refund: Cents
    locked_correction: Cents
    lists: int
    undeclared: int
    last_list: int | None
    state: ReturnState
    filing: Filing
    file_until: date
    ask_until: date

    @property
    def open_cents(self) -> Cents:
        """What is on no list yet, more than nothing where it comes back."""
        return Cents(self.open_refund - self.open_correction)

    @property
    def total(self) -> Cents:
        """What goes into the return in all, more than nothing where it comes back."""
        return Cents(self.open_cents + self.locked_refund - self.locked_correction)

    @property
    def is_late(self) -> bool:
        """Whether the return was to be filed already, and something is not in it."""
        waits = bool(self.number or self.undeclared)
        return waits and self.filing in (Filing.LATE, Filing.OVER)


class LineRow(NamedTuple):
    """A line of a return: on the list with an id, or on none yet. `turn` 0 is the list, the others its supplements."""

    list_id: int | None
    turn: int | None
    claim_id: int
    case_id: int
    case_number: str
    debtor: str
    creditor: str
    number: str
    due_on: date | None
    percent: str
    kind: LineKind
    gross: Cents
    cents: Cents
    why: str
    on_day: date


class ListRow(NamedTuple):
    """A list that was locked, with what became of it."""

    list_id: int
    version: int
    filer: str
    from_on: date
    until_on: date
    turn: int
    locked_on: date
    locked_by: str
    lines: int
    refund: Cents
    correction: Cents
    declared_on: date | None
    declared_by: str
    declared_as: str
    withdrawn_on: date | None
    withdrawn_because: str

    @property
    def cents(self) -> Cents:
        """What the list comes to, more than nothing where it comes back."""
        return Cents(self.refund - self.correction)


class ReturnSheet(NamedTuple):
    """All that goes into a return: its row, its lists, and the lines, those on no list last."""

    row: ReturnRow
    lists: tuple[ListRow, ...]
    lines: tuple[LineRow, ...]


class OfInsolvent(NamedTuple):
    """VAT in claims on insolvent debtors: of how many claims, how much, and when the first of it comes back."""

    claims: int
    cents: Cents
    first_on: date | None


class _Open(NamedTuple):
    filer: str
    from_on: date
    until_on: date
    number: int
    refund: Cents
    correction: Cents


class _Locked(NamedTuple):
    filer: str
    from_on: date
    until_on: date
    lists: int
    undeclared: int
    last_list: int
    refund: Cents
    correction: Cents


_OPEN = """
    SELECT filer, min(from_on), until_on, CAST(count(*) AS BIGINT),
           CAST(sum(CASE WHEN vat_cents > 0 THEN vat_cents ELSE 0 END) AS BIGINT),
           CAST(sum(CASE WHEN vat_cents < 0 THEN -vat_cents ELSE 0 END) AS BIGINT)
    FROM vat_now GROUP BY filer, until_on
"""
_LOCKED = """
    SELECT filer, min(from_on), until_on, CAST(count(*) AS BIGINT),
           CAST(sum(CASE WHEN filed_on IS NULL THEN 1 ELSE 0 END) AS BIGINT), max(id),
           CAST(sum(refund_cents) AS BIGINT), CAST(sum(correction_cents) AS BIGINT)
    FROM vat_list WHERE withdrawn_on IS NULL GROUP BY filer, until_on
"""
_LISTS = """
    SELECT t.id, t.version, t.filer, t.from_on, t.until_on, t.turn, t.locked_on, COALESCE(p.name, ''), t.lines,
           t.refund_cents, t.correction_cents, t.filed_on, COALESCE(d.name, ''), t.filed_as, t.withdrawn_on,
           t.withdrawn_because
    FROM vat_list t LEFT JOIN person p ON p.id = t.person_id LEFT JOIN person d ON d.id = t.filed_by_id
    WHERE t.filer = ? AND t.until_on = ? ORDER BY t.turn
"""
_OF_CLAIM = """
    JOIN claim k ON k.id = l.claim_id JOIN cases c ON c.id = k.case_id JOIN party p ON p.id = c.debtor_id
    JOIN creditor r ON r.id = k.creditor_id
"""
_LOCKED_LINES = f"""
    SELECT t.id, t.turn, l.claim_id, k.case_id, c.number, p.name, r.code, k.number, k.due_on, l.percent, l.kind,
           l.gross_cents, l.vat_cents, l.why, l.on_day
    FROM vat_list t JOIN vat_line l ON l.list_id = t.id {_OF_CLAIM}
    WHERE t.filer = ? AND t.until_on = ? AND t.withdrawn_on IS NULL ORDER BY t.turn, k.number, l.id
"""  # noqa: S608 only constants
_OPEN_LINES = f"""
    SELECT NULL, NULL, l.claim_id, k.case_id, c.number, p.name, r.code, k.number, k.due_on, l.percent, l.kind,
           l.gross_cents, l.vat_cents, l.why, l.on_day
    FROM vat_now l {_OF_CLAIM} WHERE l.filer = ? AND l.until_on = ? ORDER BY k.number, l.claim_id, l.percent
"""  # noqa: S608 only constants
# An entity under the cash scheme has nothing to ask back.
_WITHOUT_RATES = """
    SELECT CAST(count(*) AS BIGINT) FROM claim k JOIN creditor c ON c.id = k.creditor_id
    WHERE c.cash_scheme = 0 AND k.currency = 'EUR' AND k.ended_on IS NULL AND k.title_of_id IS NULL AND k.due_on <= ?
      AND NOT EXISTS (SELECT 1 FROM claim_vat v WHERE v.claim_id = k.id)
"""
# What is from before the first day of an insolvency that runs.
_CUT = """
    EXISTS (SELECT 1 FROM insolvency_item i JOIN insolvency n ON n.id = i.insolvency_id
            WHERE i.kind = 'claim' AND i.record_id = {claim} AND i.outcome IN ('covered', 'secured', 'split')
              AND n.ended_on IS NULL)
"""
_OF_INSOLVENT = f"""
    SELECT CAST(count(DISTINCT v.claim_id) AS BIGINT), CAST(COALESCE(sum(v.vat_cents), 0) AS BIGINT), min(v.on_day)
    FROM vat_now v WHERE v.kind = 'vat_refund' AND v.on_day > ? AND {_CUT.format(claim="v.claim_id")}
"""  # noqa: S608 only constants


def returns(database: Database, day: date) -> list[ReturnRow]:
    """Return what goes into the returns of our entities: those to be seen to now first, then by their last day."""
    with database.snapshot():
        waiting = {(one.filer, one.until_on): one for one in rows(database, _OPEN, _Open)}
        locked = {(one.filer, one.until_on): one for one in rows(database, _LOCKED, _Locked)}
    found = [_row(database, waiting.get(key), locked.get(key), day) for key in waiting.keys() | locked.keys()]
    return sorted(found, key=lambda row: (_ORDER[row.state], row.until_on, row.filer))


def sheet(database: Database, filer: str, until_on: date, day: date) -> ReturnSheet | None:
    """Return all that goes into one return, None where nothing does."""
    with database.snapshot():
        row = next((one for one in returns(database, day) if (one.filer, one.until_on) == (filer, until_on)), None)
        lists = rows(database, _LISTS, ListRow, (filer, until_on))
        found = [
            *rows(database, _LOCKED_LINES, LineRow, (filer, until_on)),
            *rows(database, _OPEN_LINES, LineRow, (filer, until_on)),
        ]
    return None if row is None else ReturnSheet(row, tuple(lists), tuple(found))


def without_rates(database: Database, day: date) -> int:
    """Return how many claims are due for more than the term of the relief while nobody said which VAT is in them."""
    relief = database.law.vat.relief_after.applied(day).value
    found: int = database.value(_WITHOUT_RATES, (add(day, Term(-relief.amount, relief.unit)),))
    return found


def of_insolvent(database: Database, day: date) -> OfInsolvent | None:
    """Return the VAT in claims on insolvent debtors that comes back only after `day`, None where there is none."""
    (found,) = rows(database, _OF_INSOLVENT, OfInsolvent, (day,))
    return found if found.claims else None


def filer_of(database: Database, given: str) -> str:
    """Return by what an entity files: its code, or the name of its fiscal unity, either of which may be given.

    Raises `InputError` where there is none of that name.
    """
    query = f"SELECT c.code, {vat.FILER} FROM creditor c ORDER BY c.code"  # noqa: S608 only constants
    found: dict[str, str] = dict(database.fetch(query))
    if given in found.values():
        return given
    if given not in found:
        raise InputError("export.no_creditor", code=given, codes=tuple(found))
    return found[given]


_ORDER = {
    ReturnState.TO_LOCK: 0,
    ReturnState.SUPPLEMENT: 0,
    ReturnState.LOCKED: 0,
    ReturnState.RUNNING: 1,
    ReturnState.COMING: 2,
    ReturnState.DECLARED: 3,
}


def _row(database: Database, waiting: _Open | None, locked: _Locked | None, day: date) -> ReturnRow:
    one = waiting or locked
    assert one is not None, "there is one of both"
    rules = database.law.vat.relief
    return ReturnRow(
        one.filer,
        one.from_on,
        one.until_on,
        waiting.number if waiting else 0,
        waiting.refund if waiting else ZERO,
        waiting.correction if waiting else ZERO,
        locked.refund if locked else ZERO,
        locked.correction if locked else ZERO,
        locked.lists if locked else 0,
        locked.undeclared if locked else 0,
        locked.last_list if locked else None,
        _state(waiting, locked, day),
        filing(one.until_on, day, rules),
        file_until(one.until_on, rules),
        ask_until(one.until_on, rules),
    )


def _state(waiting: _Open | None, locked: _Locked | None, day: date) -> ReturnState:
    if waiting is not None and locked is not None:
        return ReturnState.SUPPLEMENT
    if waiting is not None:
        if day < waiting.from_on:
            return ReturnState.COMING
        return ReturnState.RUNNING if day <= waiting.until_on else ReturnState.TO_LOCK
    return ReturnState.LOCKED if locked is not None and locked.undeclared else ReturnState.DECLARED
