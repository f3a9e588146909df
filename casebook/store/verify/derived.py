"""What follows from the facts against making it anew: places in the queue, signals, clocks and search terms."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from casebook.store import letter_rows, refresh, search, tables
from casebook.store.case_facts import load
from casebook.store.database import Database
from casebook.store.models.arrangements import ArrangementNow
from casebook.store.models.derived import CaseNow, ClockNow, Signal
from casebook.store.models.letters import LetterNow
from casebook.store.models.vat import VatNow
from casebook.store.verify.problem import Problem

_SEARCHED = {search.PARTY: "party", search.CASE: "cases", search.CLAIM: "claim"}
Row = list[Any]


def check(database: Database, day: date) -> Iterator[Problem]:
    """Yield the cases whose derived rows are not what follows from their facts, and records found by wrong terms.

    Rows that no longer hold on `day`, or that other rules made, wait for the nightly pass; they are only counted.
    """
    overdue = 0
    for ids in batches(database, "cases"):
        stored = {row[0]: row for row in _stored(database, CaseNow, ids)}
        signals = _by_case(_stored(database, Signal, ids), 0)
        clocks = _by_case(_stored(database, ClockNow, ids), _column(ClockNow, "case_id"))
        plans = _by_case(_stored(database, ArrangementNow, ids), _column(ArrangementNow, "case_id"))
        letters = _by_case(_stored(database, LetterNow, ids), _column(LetterNow, "case_id"))
        vat = _by_case(_stored(database, VatNow, ids), _column(VatNow, "case_id"))
        records = load(database, ids)
        letter_rows.ask_gate(database, records, day)
        for record in records:
            case_id = record.case.id
            if case_id not in stored:
                yield Problem("verify.not_derived", {"number": record.case.number})
                continue
            row = dict(zip(tables.of(CaseNow).columns, stored[case_id], strict=True))
            holds = row["computed_on"] <= day.isoformat() < row["holds_until"]
            if row["rule_version"] != database.law.version or not holds:
                overdue += 1
                continue
            made = refresh.derived(record, day, database.law)
            expected = dict(zip(row, tables.plain(made.case), strict=True))
            # Made on another day, the same must come of it.
            expected["computed_on"] = row["computed_on"]
            same = (
                row == expected
                and signals[case_id] == _ordered(made.signals)
                and clocks[case_id] == _ordered(made.clocks)
                and plans[case_id] == _ordered(made.plans)
                and letters[case_id] == _ordered(made.letters)
                and vat[case_id] == _ordered(made.vat)
            )
            if not same:
                yield Problem("verify.derived", {"number": record.case.number})
    if overdue:
        yield Problem("verify.overdue", {"count": overdue}, wrong=False)
    for kind, table in _SEARCHED.items():
        for ids in batches(database, table):
            yield from _terms(database, kind, table, ids)


def batches(database: Database, table: str) -> Iterator[list[int]]:
    """Yield the ids of a table, some at a time."""
    query = f'SELECT id FROM "{table}" WHERE id > ? ORDER BY id LIMIT {refresh.BATCH}'  # noqa: S608 names of models
    last = 0
    while ids := [id_ for (id_,) in database.fetch(query, (last,))]:
        yield ids
        last = ids[-1]


def _stored(database: Database, model: Any, ids: Sequence[int]) -> list[Row]:
    table = tables.of(model)
    marks = ", ".join("?" * len(ids))
    columns = ", ".join(f'"{name}"' for name in table.columns)
    query = f'SELECT {columns} FROM "{table.name}" WHERE case_id IN ({marks})'  # noqa: S608 names of models
    return [tables.plain(row) for row in database.fetch(query, ids)]


def _by_case(stored: list[Row], column: int) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in _ordered(stored):
        found[row[column]].append(row)
    return found


def _ordered(some: Iterable[Sequence[Any]]) -> list[Row]:
    """Return rows as JSON has them, in order of their keys, which come first and hold nothing that is empty."""
    return sorted(map(tables.plain, some), key=lambda row: row[:3])


def _column(model: Any, name: str) -> int:
    return tables.of(model).columns.index(name)


def _terms(database: Database, kind: str, table: str, ids: Sequence[int]) -> Iterator[Problem]:
    marks = ", ".join("?" * len(ids))
    query = f"SELECT term, kind, record_id FROM search_term WHERE kind = ? AND record_id IN ({marks})"  # noqa: S608 ours
    stored = set(database.fetch(query, (kind, *ids)))
    different = stored ^ set(search.expected(database, kind, ids))
    for record in sorted({record for _, _, record in different}):
        yield Problem("verify.search", {"record": f"table_{table}", "id": str(record)})
