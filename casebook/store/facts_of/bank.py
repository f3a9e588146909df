"""What waits of the bank for cases: receipts that may be theirs, and receipts that came in late."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import add_working_days
from casebook.domain.money import Cents
from casebook.domain.signals.bank import OfBank, Waiting
from casebook.store import bank_order
from casebook.store.database import Database
from casebook.store.rows import many


class _Entry(NamedTuple):
    case_id: int
    strong: bool
    rest: Cents
    since_on: date


_WAITING = """
    SELECT case_id, strong, rest_cents, since_on FROM entry_candidate
    WHERE case_id IN ({marks}) AND told = 1 ORDER BY since_on, entry_id
"""


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, OfBank]:
    """Return what waits of the bank for each case that has any."""
    waiting: dict[int, list[Waiting]] = defaultdict(list)
    for case_id, strong, rest, since in many(database, _WAITING, _Entry, case_ids):
        within = database.law.defaults.matching.applied(since).value.waiting
        due_on = add_working_days(since, within, database.law.holidays) if strong else None
        waiting[case_id].append(Waiting(rest, since, due_on))
    late = bank_order.late_from(database, case_ids)
    return {id_: OfBank(tuple(waiting.get(id_, ())), late.get(id_)) for id_ in waiting.keys() | late.keys()}
