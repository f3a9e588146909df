"""The placements of cases that are not settled, with what is due of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from casebook.domain.calendar import Term, add
from casebook.domain.money import Cents
from casebook.domain.placements.facts import REGISTERED
from casebook.domain.placements.standing import ENDED, PlacementStage, stage, update, within_days, writ
from casebook.domain.signals.placements import PlacementMatter
from casebook.store import direct_payments, placement_rows
from casebook.store.database import Database
from casebook.store.placement_rows import NOT_PERSONS, RecordedPlacement
from casebook.store.rows import many

# What was declined or withdrawn leaves nothing to settle.
_UNSETTLED = """
    SELECT m.id, m.case_id FROM placement m
    WHERE (m.ended_on IS NULL OR EXISTS (
            SELECT 1 FROM placement_event e
            WHERE e.placement_id = m.id AND e.kind IN ('recalled', 'closed', 'returned')))
      AND m.case_id IN ({marks})
"""
_QUIET = ENDED - {PlacementStage.RECALLED, PlacementStage.CLOSED, PlacementStage.RETURNED}


class _Placement(NamedTuple):
    id: int
    case_id: int


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, tuple[PlacementMatter, ...]]:
    """Return the placements of cases of which something is to be done yet, or may be."""
    wanted = many(database, _UNSETTLED, _Placement, case_ids)
    if not wanted:
        return {}
    ids = [one.id for one in wanted]
    untold = direct_payments.untold(database, ids)
    found: dict[int, list[PlacementMatter]] = defaultdict(list)
    for one in placement_rows.of_ids(database, ids).values():
        if stage(one.placement) not in _QUIET:
            paid = Cents(sum(payment.cents for payment in untold.get(one.row.id, ())))
            found[one.row.case_id].append(_matter(database, one, paid))
    return {case_id: tuple(some) for case_id, some in found.items()}


def _matter(database: Database, one: RecordedPlacement, untold: Cents) -> PlacementMatter:
    events, row = one.placement.events, one.row
    # The settings of the day on which the last thing happened: a signal says nothing of today.
    terms = database.law.defaults.placement.applied(events[-1].on).value
    now = stage(one.placement)
    last = next((event for event in reversed(events) if event.kind.value == now.value), events[-1])
    matter = PlacementMatter(
        row.agency,
        now,
        last.on,
        last.until,
        update(one.placement, within_days(row.update_days), terms),
        writ(one.placement),
        untold,
    )
    needed = database.law.agencies.entries[-1]
    if now in ENDED or row.debtor_kind in NOT_PERSONS or row.agency_kind not in REGISTERED or not needed.value:
        return matter
    until = row.registered_until
    before = Term(-terms.registration.amount, terms.registration.unit)
    register_on = needed.start if until is None else add(until, before)
    return matter._replace(register_on=register_on, registered_until=until, register_source=needed.source)
