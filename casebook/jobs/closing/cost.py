"""What the work on each case cost over a year, as far as it is recorded, as a report."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from casebook.domain.calendar import Term, add
from casebook.domain.money import Cents
from casebook.jobs.closing.report import Behind, Report, Said, Wanted, What
from casebook.jobs.sheets import Column, Kind, Sheet
from casebook.store.database import Database
from casebook.store.queries import case_costs

_COLUMNS = (
    Column("case", "closing.head_by_case"),
    Column("debtor", "closing.head_by_debtor"),
    Column("contacts", "closing.head_contacts", Kind.NUMBER),
    Column("letters", "closing.head_letters", Kind.NUMBER),
    Column("agency", "closing.head_agency", Kind.MONEY),
    Column("court", "closing.head_court", Kind.MONEY),
    Column("enforcement", "closing.head_enforcement", Kind.MONEY),
    Column("hours", "closing.head_hours", Kind.MONEY),
    Column("cost", "closing.head_cost", Kind.MONEY),
    Column("received", "closing.head_received", Kind.MONEY),
)
# By what all cases are found; none has it as its id.
_ALL = 0
_SPARE = {"agency": 3, "court": 4, "enforcement": 5, "hours": 2, "debtor": 1}


def report(database: Database, wanted: Wanted) -> Report:
    """Return what the year up to a day cost, the dearest case first."""
    since = _since(wanted.day)
    found = case_costs.costs(database, since, wanted.day)
    house = database.law.defaults.hour_costs.applied(wanted.day).value
    rows: list[tuple[int, tuple[Any, ...]]] = []
    for one in found:
        hours = one.hours(*house)
        cost = Cents(one.recorded + (hours or 0))
        figures = one.contacts, one.letters, one.agency, one.court, one.enforcement, hours, cost, one.received
        rows.append((one.case_id, (one.number, one.debtor, *figures)))
    rows.sort(key=lambda row: (-row[1][8], row[1][0]))
    totals: frozenset[int] = frozenset()
    if rows:
        totals = frozenset({len(rows)})
        rows.append((_ALL, ("", "", *(_sum(column) for column in zip(*(cells[2:] for _, cells in rows), strict=True)))))
    said: list[Said] = [("closing.cost_said", {"since": since, "until": wanted.day})]
    said.append(("closing.cost_hours", {"cents": house.hour}) if house.hour else ("closing.cost_no_hours", {}))
    sheet = Sheet(_COLUMNS, [row for _, row in rows])
    return Report(What.COST, said, sheet, [key for key, _ in rows], _SPARE, totals)


def behind(database: Database, wanted: Wanted, key: int) -> list[Behind]:
    """Return the case itself, or all of them."""
    return [
        Behind(one.case_id, one.number, one.debtor, None, ("closing.behind_cost", {}), one.recorded)
        for one in case_costs.costs(database, _since(wanted.day), wanted.day)
        if key in (_ALL, one.case_id)
    ]


def _sum(amounts: Sequence[int | None]) -> int | None:
    """Return what amounts come to, nothing where none is known."""
    known = [one for one in amounts if one is not None]
    return sum(known) if known else None


def _since(day: date) -> date:
    return add(day, Term(-1, "years")) + timedelta(days=1)
