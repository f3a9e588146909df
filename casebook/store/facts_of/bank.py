"""What waits of the bank for cases: receipts that may be theirs, and receipts that came in late."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import add_working_days
from casebook.domain.money import Cents
from casebook.domain.signals.bank import OfBank, Waiting
from casebook.store import insolvent
from casebook.store.database import Database
from casebook.store.rows import many


class _Entry(NamedTuple):
    case_id: int
    strong: bool
    rest: Cents
    since_on: date


class _Late(NamedTuple):
    case_id: int
    from_day: date


_WAITING = """
    SELECT case_id, strong, rest_cents, since_on FROM entry_candidate
    WHERE case_id IN ({marks}) AND told = 1 ORDER BY since_on, entry_id
"""
# A payment of the bank that was booked after one of a later day, both as the law divides them.
_LATE = f"""
    SELECT p.case_id, min(p.on_day) FROM payment p JOIN payment q
      ON q.case_id = p.case_id AND q.on_day > p.on_day AND q.source = 'bank' AND q.reverses_id IS NULL
     AND COALESCE(q.anew_of_id, q.id) < COALESCE(p.anew_of_id, p.id)
    WHERE p.case_id IN ({{marks}}) AND p.source = 'bank' AND p.reverses_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id)
      AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = q.id)
      AND NOT EXISTS (
          SELECT 1 FROM allocation a WHERE a.payment_id IN (p.id, q.id)
            AND a.basis IN ('payment.deviation', 'payment.chosen', 'payment.insolvency_withheld'))
      AND NOT EXISTS (SELECT 1 {insolvent.OF_PAYMENT} AND v.on_day <= q.on_day)
    GROUP BY p.case_id
"""  # noqa: S608 only constants


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, OfBank]:
    """Return what waits of the bank for each case that has any."""
    waiting: dict[int, list[Waiting]] = defaultdict(list)
    for case_id, strong, rest, since in many(database, _WAITING, _Entry, case_ids):
        within = database.law.defaults.matching.applied(since).value.waiting
        due_on = add_working_days(since, within, database.law.holidays) if strong else None
        waiting[case_id].append(Waiting(rest, since, due_on))
    late = {one.case_id: one.from_day for one in many(database, _LATE, _Late, case_ids)}
    return {id_: OfBank(tuple(waiting.get(id_, ())), late.get(id_)) for id_ in waiting.keys() | late.keys()}
