"""What of the payments of cases stands on no claim."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.money import Cents
from casebook.domain.signals.unallocated import Unallocated
from casebook.store.database import Database
from casebook.store.rows import many

# Why it stands nowhere is told by the first of what was written of it.
_RESTS = """
    SELECT w.case_id, w.cents, w.on_day, f.source
    FROM (
        SELECT p.id, p.case_id, p.on_day, CAST(sum(a.cents) AS BIGINT) AS cents, min(a.id) AS first_id
        FROM payment p JOIN allocation a ON a.payment_id = p.id
        WHERE p.case_id IN ({marks}) AND p.reverses_id IS NULL AND a.entry_id IS NULL
          AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id)
        GROUP BY p.id, p.case_id, p.on_day HAVING sum(a.cents) > 0
    ) AS w JOIN allocation f ON f.id = w.first_id
    ORDER BY w.case_id, w.on_day, w.id
"""


class _Rest(NamedTuple):
    case_id: int
    cents: Cents
    on_day: date
    source: str


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, tuple[Unallocated, ...]]:
    """Return what of payments that stand is not allocated, by case; a case without any is left out."""
    found: dict[int, list[Unallocated]] = defaultdict(list)
    for case_id, cents, on_day, source in many(database, _RESTS, _Rest, case_ids):
        found[case_id].append(Unallocated(cents, on_day, source))
    return {case_id: tuple(some) for case_id, some in found.items()}
