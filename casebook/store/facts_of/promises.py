"""The promises of cases that were not kept, and after which nobody spoke to who made them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.promises import PromiseStanding, PromiseState
from casebook.store import promised
from casebook.store.database import Database
from casebook.store.rows import many


class _Spoken(NamedTuple):
    case_id: int
    party_id: int
    on_day: date


_SPOKEN = """
    SELECT case_id, party_id, max(on_day) FROM contact
    WHERE case_id IN ({marks}) AND outcome NOT IN ('not_reached', 'left_message') GROUP BY case_id, party_id
"""
_DONE = (PromiseState.KEPT, PromiseState.WITHDRAWN)


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, tuple[PromiseStanding, ...]]:
    """Return the promises of cases as they stand once their days have passed, unless more comes in by then."""
    found = promised.standings(database, case_ids, date.max)
    spoken = {(row.case_id, row.party_id): row.on_day for row in many(database, _SPOKEN, _Spoken, sorted(found))}
    return {
        case_id: tuple(
            one
            for one in some
            if one.state not in _DONE and spoken.get((case_id, one.promise.party_id), date.min) <= one.promise.check_on
        )
        for case_id, some in found.items()
    }
