"""Until when the evidence of finances of cases suffices, for the arrangements that need it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.arrangement.evidence import Lasts
from casebook.domain.finance import Piece, Result, valid_until
from casebook.store.database import Database
from casebook.store.rows import many

_PIECES = """
    SELECT case_id, required_on, kind, due_on, requested_on, received_on, result, waived_on
    FROM finance_evidence WHERE case_id IN ({marks}) AND (waived_on IS NOT NULL OR result = 'sufficient') ORDER BY id
"""


class _Piece(NamedTuple):
    case_id: int
    required_on: date
    kind: str
    due_on: date
    requested_on: date | None
    received_on: date | None
    result: Result | None
    waived_on: date | None


def lasts(database: Database, case_ids: Sequence[int]) -> Mapping[int, Lasts]:
    """Return until when each kind suffices, by case; a case without any is left out."""
    found: dict[int, dict[str, date]] = defaultdict(dict)
    for row in many(database, _PIECES, _Piece, case_ids):
        valid = database.law.defaults.finance_evidence.applied(row.required_on).value.valid
        until = date.max if row.waived_on is not None else valid_until(Piece(*row[2:]), valid)
        if until is not None:
            found[row.case_id][row.kind] = max(until, found[row.case_id].get(row.kind, until))
    return found
