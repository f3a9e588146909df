"""A placement and what it is for its case: which claims are placed, the track, the days that lists go by.

`keep` makes these fit after each event, in the same transaction. Nothing else writes them.
"""

from datetime import date

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.placements.facts import PlacementEventKind
from casebook.domain.placements.standing import POSSIBLE, lies_there, stage, update, within_days
from casebook.errors import Refused
from casebook.store import placement_rows
from casebook.store.actions import given
from casebook.store.actions.placement_unwinding import see_to
from casebook.store.models.cases import Case, CaseState, Track, TrackKind
from casebook.store.models.claims import Claim, Document
from casebook.store.models.placements import PlacedClaim, Placement, PlacementEvent
from casebook.store.placement_rows import RecordedPlacement
from casebook.store.transaction import Transaction

_E = PlacementEventKind
NEVER = date.max
_OTHERS = "SELECT 1 FROM claim WHERE case_id = ? AND placed = 1 LIMIT 1"
_LIVING = "SELECT id FROM placement WHERE agency_id = ? AND ended_on IS NULL ORDER BY id"


def refuse_placed_again(tx: Transaction, found: RecordedPlacement) -> None:
    """Refuse to let claims lie with an agency again that lie with another by now."""
    ids = [one.claim_id for one in found.claims]
    others = (PlacedClaim.placement_id != found.row.id) & PlacedClaim.ended_on.is_null()
    other = tx.first(PlacedClaim.select().where(PlacedClaim.claim_id.in_(ids), others))
    if other is not None:
        number = tx.get(Claim, other.claim_id).number
        raise Refused("placement.placed_already", source=HOUSE_RULE, numbers=[number])


def recorded(tx: Transaction, placement_id: int) -> RecordedPlacement:
    """Return a placement. Raises `Refused` where there is none."""
    tx.get(Placement, placement_id)
    return placement_rows.of_ids(tx.database, [placement_id])[placement_id]


def refuse_at(found: RecordedPlacement, kind: PlacementEventKind, day: date) -> None:
    """Refuse what cannot be done with a placement at the stage it is at."""
    now = stage(found.placement, day)
    if now not in POSSIBLE.get(kind, ()):
        raise Refused(
            "placement.at_stage",
            source=HOUSE_RULE,
            event=f"placement_event_{kind}",
            stage=f"placement_stage_{now}",
            agency=found.row.agency,
        )


def refuse_before(found: RecordedPlacement, on: date) -> None:
    """Refuse a day before the placement was sent."""
    sent = found.placement.last(_E.SENT)
    given.in_order(sent_on=sent.on if sent else None, on_day=on)


def add(tx: Transaction, placement_id: int, kind: PlacementEventKind, on: date, **values: object) -> int:
    """Add an event and return its id."""
    return tx.add(PlacementEvent, placement_id=placement_id, kind=kind, on_day=on, recorded_on=tx.day, **values)


def document(tx: Transaction, document_id: int | None) -> int | None:
    """Return a document that is there, None for none."""
    return None if document_id is None else tx.get(Document, document_id).id


def keep_all(tx: Transaction, agency_id: int) -> None:
    """Keep for lists what follows for all that lies with an agency."""
    for (id_,) in tx.database.fetch(_LIVING, (agency_id,)):
        keep(tx, id_)


def keep(tx: Transaction, placement_id: int) -> None:
    """Keep what follows from the events: which claims are placed, the track of the case, and the days for lists."""
    found = recorded(tx, placement_id)
    over, there = found.placement.over, lies_there(found.placement)
    ended_on = over.on if over else None
    for one in found.claims:
        row = tx.get(PlacedClaim, one.id)
        if one.ended_on is None or found.row.ended_on == one.ended_on:
            tx.change(row, ended_on=ended_on)
        if one.ended_on is None or row.ended_on is None:
            tx.change(tx.get(Claim, one.claim_id), placed=int(there and row.ended_on is None))
    terms = tx.law.defaults.placement.applied(tx.day).value
    due = update(found.placement, within_days(found.row.update_days), terms)
    tx.change(tx.get(Placement, placement_id), ended_on=ended_on, next_due_on=due.due_on if due else NEVER)
    _track(tx, found, there=there)
    see_to(tx, found)


def _track(tx: Transaction, found: RecordedPlacement, *, there: bool) -> None:
    """Let the track of the case be open while anything lies with an agency."""
    row = found.row
    own = Track.select().where(Track.case_id == row.case_id, Track.kind == TrackKind.AGENCY, Track.closed_on.is_null())
    track = tx.first(own)
    if there and track is None and tx.get(Case, row.case_id).state == CaseState.OPEN:
        sent = found.placement.last(_E.SENT)
        opened_on = sent.on if sent else tx.day
        tx.add(Track, case_id=row.case_id, kind=TrackKind.AGENCY, opened_on=opened_on, opened_because=row.agency)
    if not there and track is not None and not tx.database.fetch(_OTHERS, (row.case_id,)):
        tx.change(track, closed_on=tx.day, closed_because=row.agency)
