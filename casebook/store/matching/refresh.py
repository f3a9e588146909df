"""Making the rows of the bank inbox anew: what is left of entries, and what that may be."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.matching import returns, weigh
from casebook.domain.matching.candidate import Candidate, Proposed
from casebook.domain.matching.facts import Received
from casebook.domain.matching.returns import Debit
from casebook.domain.matching.rules import MatchingRules
from casebook.domain.search import sort_name
from casebook.store import bank_parts, stale, tables
from casebook.store.database import Database, Row
from casebook.store.matching import cases, collected, debits, look_up
from casebook.store.matching.entries import Entry, load
from casebook.store.matching.stored import encode
from casebook.store.models.bank import EntryCandidate, EntryNow
from casebook.store.rows import among, many

# So many entries are matched at once.
BATCH = 2_000
_EURO = "EUR"
_TOLD = """
    SELECT entry_id, case_id, told, strong, rest_cents, since_on FROM entry_candidate WHERE entry_id IN ({marks})
"""
# What may be a term is waited for, however unlikely it is.
_PLANNED = "SELECT DISTINCT case_id FROM arrangement WHERE case_id IN ({marks}) AND agreed_on IS NOT NULL"
_OF_CASES = "SELECT DISTINCT entry_id FROM entry_candidate WHERE case_id IN ({marks})"


class Derived(NamedTuple):
    """The rows of one entry: none where nothing is left of it."""

    entry: Row | None
    candidates: tuple[Row, ...]


class _Told(NamedTuple):
    entry_id: int
    case_id: int
    told: bool
    strong: bool
    rest: int
    since_on: date


class _Case(NamedTuple):
    case_id: int


class _Entry(NamedTuple):
    entry_id: int


def refresh_entries(database: Database, entry_ids: Sequence[int], day: date) -> None:
    """Make anew what is left of entries and what they may be, within the transaction that changed what bears on it.

    Cases for which something waits, or no longer does, are marked to be made anew.
    """
    stale.mark(database, sorted(renewed(database, entry_ids, day)), day)


def renewed(database: Database, entry_ids: Sequence[int], day: date) -> set[int]:
    """Make entries anew and return the cases for which something waits now, or no longer does."""
    changed: set[int] = set()
    for start in range(0, len(entry_ids), BATCH):
        some = entry_ids[start : start + BATCH]
        changed |= _replace(database, some, derived(database, some, day))
    return changed


def matched(database: Database, entry_id: int, day: date) -> tuple[Entry, tuple[Candidate, ...]]:
    """Return an entry, and what it may be as things are now."""
    (entry,) = load(database, [entry_id])
    return entry, _match(database, [entry], day)[entry_id] if entry.rest else ()


def of_cases(database: Database, case_ids: Iterable[int]) -> list[int]:
    """Return the entries in the bank inbox that may be for one of the cases."""
    return [one.entry_id for one in many(database, _OF_CASES, _Entry, sorted(case_ids))]


def derived(database: Database, entry_ids: Sequence[int], day: date) -> dict[int, Derived]:
    """Return the rows of entries as they are to be on `day`."""
    apart = bank_parts.not_counted(database, entry_ids)
    left = [entry for entry in load(database, entry_ids) if entry.rest and entry.entry_id not in apart]
    found = _match(database, left, day)
    rules = database.law.defaults.matching.applied(day).value
    rows = {entry.entry_id: _rows(entry, found[entry.entry_id], day, rules) for entry in left}
    return {id_: rows.get(id_, Derived(None, ())) for id_ in entry_ids}


def _match(database: Database, entries: Sequence[Entry], day: date) -> dict[int, tuple[Candidate, ...]]:
    ours: dict[int, tuple[Candidate, ...]] = dict.fromkeys((entry.entry_id for entry in entries), ())
    # Another currency is never taken for euro.
    entries = [entry for entry in entries if entry.currency == _EURO]
    if not entries:
        return ours
    rules = database.law.defaults.matching.applied(day).value
    hits = look_up.find(database, entries, rules)
    credits_ = [entry for entry in entries if entry.rest > 0]
    ids = sorted({hit.case_id for entry in credits_ for hit in hits.get(entry.entry_id, ())})
    days = [entry.value_on for entry in credits_] or [day]
    known = cases.load(database, ids, min(days), max(days))
    for entry in credits_:
        if not hits.get(entry.entry_id):
            continue
        received = Received(
            entry.entry_id,
            entry.creditor_id,
            entry.rest,
            entry.value_on,
            entry.name,
            entry.ultimate_name,
            came_back=entry.return_code is not None or entry.is_reversal,
        )
        ours[entry.entry_id] = weigh.candidates(received, hits[entry.entry_id], known, rules)
    for entry_id, batch in collected.find(database, credits_, rules).items():
        ours[entry_id] = (batch,)
    back = [entry for entry in entries if entry.rest < 0]
    paid = debits.find(database, back, hits) if back else {}
    for entry in back:
        debit = Debit(entry.rest, entry.value_on, entry.return_code, entry.is_reversal)
        ours[entry.entry_id] = returns.candidates(debit, paid[entry.entry_id], rules)
    return ours


def _rows(entry: Entry, found: Sequence[Candidate], day: date, rules: MatchingRules) -> Derived:
    first = found[0] if found else None
    row = (
        entry.entry_id,
        entry.creditor_id,
        entry.account,
        entry.value_on,
        entry.rest,
        -entry.rest,
        sort_name(entry.ultimate_name or entry.name),
        first.case_id if first else 0,
        first.method.value if first else "",
        first.confidence if first else 0,
        0 if first and first.ready else 1,
        encode(found),
        day,
    )
    return Derived(row, tuple(_candidates(entry, found, rules)))


def _candidates(entry: Entry, found: Sequence[Candidate], rules: MatchingRules) -> Iterator[Row]:
    """Yield the cases among the candidates, each with the surest: a debit may be several payments of one case."""
    for case_id in dict.fromkeys(one.case_id for one in found):
        one = next(one for one in found if one.case_id == case_id)
        told = one.confidence >= rules.told
        strong = one.confidence >= rules.likely and one.proposed is not Proposed.AWAIT_LEDGER
        yield (entry.entry_id, case_id, one.confidence, int(told), int(strong), entry.rest, entry.since_on)
        for other in one.beside:
            yield (entry.entry_id, other, one.confidence, int(told), int(strong), entry.rest, entry.since_on)


def _replace(database: Database, ids: Sequence[int], found: Mapping[int, Derived]) -> set[int]:
    """Put rows in the place of those there are, where they are others; return the cases that this makes other."""
    columns = tables.of(EntryNow).columns
    stored = _stored(database, columns, ids)
    changed = [id_ for id_ in ids if _is_other(found[id_].entry, stored.get(id_))]
    stood = many(database, _TOLD, _Told, changed)
    before = {_key(one) for one in stood if one.told}
    for name in ("entry_now", "entry_candidate"):
        some = changed if stored else ()
        for sql, values in among(database, f"DELETE FROM {name} WHERE entry_id IN ({{marks}})", some):  # noqa: S608 ours
            database.execute(sql, values)
    rows = [row for id_ in changed if (row := found[id_].entry) is not None]
    candidates = [row for id_ in changed for row in found[id_].candidates]
    for model, new in ((EntryNow, rows), (EntryCandidate, candidates)):
        if new:
            table = tables.of(model)
            database.insert_many(table.name, table.columns, new)
    after = {
        (entry_id, case_id, bool(strong), rest, since)
        for entry_id, case_id, _, told, strong, rest, since in candidates
        if told
    }
    weakly = {one.case_id for one in stood} ^ {row[1] for row in candidates}
    planned = {one.case_id for one in many(database, _PLANNED, _Case, sorted(weakly))}
    return {case_id for _, case_id, _, _, _ in before ^ after} | planned


def _is_other(row: Row | None, stood: list[Any] | None) -> bool:
    """Tell whether a row is another than the one that stood: made on another day the same came of it."""
    if row is None or stood is None:
        return (row is None) != (stood is None)
    return tables.plain(row)[:-1] != stood[:-1]


def _key(one: _Told) -> tuple[int, int, bool, int, date]:
    return one.entry_id, one.case_id, one.strong, one.rest, one.since_on


def _stored(database: Database, columns: Sequence[str], ids: Sequence[int]) -> dict[int, list[Any]]:
    names = ", ".join(f'"{name}"' for name in columns)
    query = f"SELECT {names} FROM entry_now WHERE entry_id IN ({{marks}})"  # noqa: S608 names of models
    found: dict[int, list[Any]] = {}
    for sql, values in among(database, query, ids):
        found |= {row[0]: tables.plain(row) for row in database.fetch(sql, values)}
    return found
