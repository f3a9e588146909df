"""What waits in the in-tray and is most likely for cases."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import add_working_days
from casebook.domain.signals.post import PostMatter
from casebook.store.database import Database
from casebook.store.rows import many

_WAITING = """
    SELECT n.case_id, i.arrived_on FROM post_candidate n JOIN post_item i ON i.id = n.item_id
    WHERE n.case_id IN ({marks}) AND n.told = 1 AND i.decided_on IS NULL ORDER BY i.arrived_on, i.id
"""


class _Item(NamedTuple):
    case_id: int
    since: date


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, tuple[PostMatter, ...]]:
    """Return what waits for each case for which something does, in order of age."""
    found: dict[int, list[PostMatter]] = defaultdict(list)
    for case_id, since in many(database, _WAITING, _Item, case_ids):
        rules, holidays = database.law.defaults.post.applied(since).value, database.law.holidays
        due_on, to_lead_on = (add_working_days(since, days, holidays) for days in (rules.decide, rules.to_lead))
        found[case_id].append(PostMatter(since, due_on, to_lead_on))
    return {case_id: tuple(some) for case_id, some in found.items()}
