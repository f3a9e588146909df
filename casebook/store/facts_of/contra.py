"""What we owe the debtors of cases, and is not set off, paid out or withdrawn."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.money import Cents
from casebook.domain.signals.contra import OwedToHim
from casebook.store.contra import SET_OFF
from casebook.store.database import Database
from casebook.store.rows import many

# It is owed to a person and told once: in the last case of his that is not closed, else in the last one.
_OWED = f"""
    SELECT c.id, i.cents - {SET_OFF}, i.on_day, i.due_on
    FROM cases c JOIN contra_item i ON i.party_id = c.debtor_id
    WHERE c.id IN ({{marks}}) AND i.contested = 0 AND i.paid_out_on IS NULL AND i.withdrawn_on IS NULL
      AND i.cents > {SET_OFF}
      AND c.id = (
          SELECT o.id FROM cases o WHERE o.debtor_id = i.party_id
          ORDER BY CASE WHEN o.state = 'closed' THEN 1 ELSE 0 END, o.id DESC LIMIT 1
      )
    ORDER BY c.id, i.on_day, i.id
"""  # noqa: S608 only constants


class _Owed(NamedTuple):
    case_id: int
    cents: Cents
    on_day: date
    due_on: date | None


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, tuple[OwedToHim, ...]]:
    """Return what we owe the debtors, by the case in which it is told; a case without any is left out."""
    found: dict[int, list[OwedToHim]] = defaultdict(list)
    for case_id, cents, on_day, due_on in many(database, _OWED, _Owed, case_ids):
        found[case_id].append(OwedToHim(cents, on_day, due_on))
    return {case_id: tuple(some) for case_id, some in found.items()}
