"""What of the unwinding of cases is to be done, and what of it waits for a person."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.insolvency.facts import EventKind
from casebook.domain.insolvency.items import WAITING
from casebook.domain.signals.unwinding import UnwindingMatter
from casebook.store import insolvency_rows, owing, unwound
from casebook.store.database import Database
from casebook.store.insolvency_rows import Recorded
from casebook.store.rows import many

_OF_DEBTORS = """
    SELECT c.id, i.id FROM cases c JOIN insolvency i ON i.party_id = c.debtor_id
    WHERE i.confirmed_on IS NOT NULL
      AND (i.ended_on IS NULL OR EXISTS (SELECT 1 FROM insolvency_item t
                                         WHERE t.insolvency_id = i.id AND t.outcome IN ('to_do', 'apart')))
      AND c.id IN ({marks})
    ORDER BY c.id, i.id
"""

_OF_LIABLE = f"""
    SELECT DISTINCT k.case_id, i.id FROM claim k JOIN liability l ON l.claim_id = k.id
    JOIN cases c ON c.id = k.case_id JOIN insolvency i ON i.party_id = l.party_id AND i.party_id <> c.debtor_id
    WHERE k.ended_on IS NULL AND k.not_pursued = 0 AND {owing.WITHOUT_END} AND i.confirmed_on IS NOT NULL
      AND (i.ended_on IS NULL OR EXISTS (SELECT 1 FROM insolvency_item t
                                         WHERE t.insolvency_id = i.id AND t.outcome IN ('to_do', 'apart')))
      AND k.case_id IN ({{marks}})
    ORDER BY k.case_id, i.id
"""  # noqa: S608 only constants


class _OfDebtor(NamedTuple):
    case_id: int
    insolvency_id: int


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, tuple[UnwindingMatter, ...]]:
    """Return the unwindings of cases about which something is to be done; a case without one is left out."""
    of_debtors = many(database, _OF_DEBTORS, _OfDebtor, case_ids)
    of_liable = many(database, _OF_LIABLE, _OfDebtor, case_ids)
    pairs = [*of_debtors, *of_liable]
    if not pairs:
        return {}
    beside = set(of_liable)
    recorded = insolvency_rows.of_ids(database, sorted({one.insolvency_id for one in pairs}))
    waiting = {id_: _waiting(database, one) for id_, one in recorded.items()}
    found: dict[int, list[UnwindingMatter]] = defaultdict(list)
    for case_id, insolvency_id in pairs:
        one, days = recorded[insolvency_id], waiting[insolvency_id].get(case_id, [])
        matter = UnwindingMatter(one.row.kind, _undone_since(database, one), len(days), min(days, default=None))
        if (case_id, insolvency_id) in beside:
            matter = matter._replace(beside=one.row.party)
        if matter.confirmed_on is not None or days:
            found[case_id].append(matter)
    return {case_id: tuple(some) for case_id, some in found.items()}


def _undone_since(database: Database, one: Recorded) -> date | None:
    """Return since when a proceeding waits to be unwound; None where it was, or need not be."""
    proceeding = one.proceeding
    waits = proceeding.live and proceeding.started_on is not None and one.row.kind in database.law.unwinding
    return one.row.confirmed_on if waits and proceeding.last(EventKind.CUT) is None else None


def _waiting(database: Database, one: Recorded) -> Mapping[int, list[date]]:
    """Return since when records and receipts wait, by case; a receipt by its own day."""
    days: dict[int, list[date]] = defaultdict(list)
    since, cut = one.proceeding.started_on, one.proceeding.last(EventKind.CUT)
    paid = unwound.apart(database, one.row.party_id, since) if since is not None and cut is not None else []
    apart = {row.payment_id for row in paid}
    for row in paid:
        days[row.case_id].append(row.on_day)
    for item in unwound.items(database, [one.row.id])[one.row.id]:
        if item.outcome in WAITING and item.record_id not in apart:
            days[item.case_id].append(item.on_day)
    return days
