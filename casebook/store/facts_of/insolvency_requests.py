"""What whoever acts in a proceeding asks of us in cases, as far as it waits for our answer."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.insolvency.requests import Course, RequestKind, answer_by
from casebook.domain.signals.requests import AskedOfUs
from casebook.store.database import Database
from casebook.store.rows import many

_OPEN = """
    SELECT r.case_id, r.kind, p.name, r.received_on, r.asked_by, r.extended_until
    FROM insolvency_request r JOIN party p ON p.id = r.party_id
    WHERE r.case_id IN ({marks}) AND r.answered_on IS NULL AND r.withdrawn_on IS NULL ORDER BY r.id
"""


class _Open(NamedTuple):
    case_id: int
    kind: RequestKind
    name: str
    received_on: date
    asked_by: date | None
    extended_until: date | None


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, tuple[AskedOfUs, ...]]:
    """Return the requests of cases that wait for an answer; a case without one is left out."""
    found: dict[int, list[AskedOfUs]] = defaultdict(list)
    for row in many(database, _OPEN, _Open, case_ids):
        course = Course(row.kind, row.received_on, row.asked_by, row.extended_until)
        by = answer_by(course, database.law.insolvency)
        found[row.case_id].append(AskedOfUs(row.kind, row.name, row.received_on, by.on, by.source))
    return {case_id: tuple(some) for case_id, some in found.items()}
