"""The evidence of finances that cases wait for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.finance import Piece, Result
from casebook.store.database import Database
from casebook.store.rows import many


class _Piece(NamedTuple):
    case_id: int
    kind: str
    due_on: date
    requested_on: date | None
    received_on: date | None
    result: Result | None
    waived_on: date | None


_PIECES = """
    SELECT case_id, kind, due_on, requested_on, received_on, result, waived_on
    FROM finance_evidence WHERE case_id IN ({marks}) ORDER BY id
"""


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, tuple[Piece, ...]]:
    """Return every piece of evidence of each case that has any, in order of age."""
    found: dict[int, list[Piece]] = defaultdict(list)
    for one in many(database, _PIECES, _Piece, case_ids):
        piece = Piece(one.kind, one.due_on, one.requested_on, one.received_on, one.result, one.waived_on)
        found[one.case_id].append(piece)
    return {case_id: tuple(pieces) for case_id, pieces in found.items()}
