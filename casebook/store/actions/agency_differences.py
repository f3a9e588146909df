"""What is made of a difference between the list of an agency and ours: asked, resolved, or left as it is with a reason.

Nothing here ends a placement or changes a claim: that is done by itself, and then is what became of the difference.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.placements.facts import PlacementEventKind
from casebook.domain.placements.inventory import DifferenceKind, Resolution
from casebook.errors import Refused
from casebook.store import placement_rows
from casebook.store.actions import given
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.agency_files import InventoryDifference
from casebook.store.models.cases import Note
from casebook.store.models.placements import Placement
from casebook.store.transaction import Transaction
from casebook.text import clean

_CASE = """
    SELECT p.case_id FROM inventory_difference d JOIN placement p ON p.id = d.placement_id WHERE d.id = ?
"""
_K, _R = DifferenceKind, Resolution
# What may be made of each kind; that the next list came first is said by that list.
RESOLUTIONS = {
    _K.ONLY_OURS: (_R.RECALLED, _R.CLOSED, _R.IGNORED),
    _K.ONLY_THEIRS: (_R.IGNORED,),
    _K.AMOUNT: (_R.NOTED, _R.IGNORED),
    _K.STATE: (_R.RECALLED, _R.CLOSED, _R.IGNORED),
    _K.PROPOSED: (_R.SAME, _R.NOT_SAME),
}
# By what happened with the placement, before a difference is said to be resolved by it.
_DONE = {
    _R.RECALLED: (PlacementEventKind.RECALL_ANNOUNCED, PlacementEventKind.RECALLED),
    _R.CLOSED: (PlacementEventKind.CLOSED, PlacementEventKind.RETURNED, PlacementEventKind.DECLINED),
}


@dataclass(frozen=True, slots=True)
class AskDifference:
    """The agency was asked about a difference; it stays open until it is resolved, or its next list has it no more."""

    id: int
    version: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class ResolveDifference:
    """What a difference came to, and why; without a reason only what is seen from the placement itself."""

    id: int
    version: int
    resolution: Resolution
    note: str = ""


def _case_of(database: Database, command: Any) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASE, (command.id,))]


@action("inventory_difference.ask", cases=_case_of)
def ask(tx: Transaction, command: AskDifference) -> None:
    """Record that an agency was asked about a difference today."""
    difference = _open(tx, command.id, command.version)
    tx.change(difference, asked_on=tx.day, note=clean(command.note).strip())


@action("inventory_difference.resolve", cases=_case_of)
def resolve(tx: Transaction, command: ResolveDifference) -> None:
    """Record what a difference came to.

    Their amount goes into the notes of the case; what turns out to be the same gets the number of the agency, what is
    not becomes two differences. Refused: what does not go with the kind, and a recall or end that did not happen.
    """
    difference = _open(tx, command.id, command.version)
    kind, resolution = DifferenceKind(difference.kind), command.resolution
    if resolution not in RESOLUTIONS[kind]:
        word, made = f"difference_{kind}", f"difference_{resolution}"
        raise Refused("agency_file.resolution", source=HOUSE_RULE, kind=word, resolution=made)
    needs_reason = resolution in (Resolution.NOTED, Resolution.IGNORED)
    note = given.reason(command.note) if needs_reason else clean(command.note).strip()
    if resolution in _DONE:
        _check_done(tx, difference, resolution)
    elif resolution is Resolution.NOTED:
        _note(tx, difference, note)
    elif resolution is Resolution.SAME:
        _same(tx, difference)
    elif resolution is Resolution.NOT_SAME:
        _part(tx, difference)
    tx.change(difference, resolved_on=tx.day, resolution=resolution, note=note or difference.note)


def _open(tx: Transaction, id_: int, version: int) -> InventoryDifference:
    difference = tx.get(InventoryDifference, id_, version)
    if difference.resolved_on is not None:
        raise Refused("agency_file.resolved", source=HOUSE_RULE, on=difference.resolved_on)
    return difference


def _check_done(tx: Transaction, difference: InventoryDifference, resolution: Resolution) -> None:
    """Refuse that a placement was recalled, or ended, that was not."""
    assert difference.placement_id is not None
    recorded = placement_rows.of_ids(tx.database, [difference.placement_id])[difference.placement_id]
    if recorded.placement.last(*_DONE[resolution]) is None:
        code = f"agency_file.not_{resolution}"
        raise Refused(code, source=HOUSE_RULE, number=recorded.row.number, agency=recorded.row.agency)


def _note(tx: Transaction, difference: InventoryDifference, note: str) -> None:
    placement = tx.get(Placement, difference.placement_id or 0)
    tx.add(Note, case_id=placement.case_id, on_day=tx.day, person_id=tx.actor.person, text=note)


def _same(tx: Transaction, difference: InventoryDifference) -> None:
    placement = tx.get(Placement, difference.placement_id or 0)
    if difference.reference:
        tx.change(placement, reference=difference.reference)


def _part(tx: Transaction, difference: InventoryDifference) -> None:
    """Let what was taken for one be one on our list only and one on theirs only."""
    ours = {"placement_id": difference.placement_id, "number": difference.number, "ours_cents": difference.ours_cents}
    theirs = {
        "list_line": difference.list_line,
        "reference": difference.reference,
        "theirs_cents": difference.theirs_cents,
        "their_state": difference.their_state,
    }
    both = {"inventory_id": difference.inventory_id, "name": difference.name}
    tx.add(InventoryDifference, **both, **ours, kind=DifferenceKind.ONLY_OURS)
    tx.add(InventoryDifference, **both, **theirs, kind=DifferenceKind.ONLY_THEIRS)
