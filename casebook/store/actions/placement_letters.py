"""The letters to an agency about a placement: whether one may leave, and what follows there once it left.

They name the placement by their origin.
"""

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.proof import NOT_ARRIVED
from casebook.domain.placements.facts import Happened, Instruction, PlacementEventKind
from casebook.domain.placements.standing import POSSIBLE, stage
from casebook.errors import Refused
from casebook.store import direct_payments
from casebook.store.actions.arrangement_letters import Matter
from casebook.store.actions.placement_bearing import add, keep, recorded
from casebook.store.actions.placement_events import told
from casebook.store.letters.leaving import dispatches
from casebook.store.models.letters import Letter
from casebook.store.models.placements import PlacementEvent
from casebook.store.placement_rows import ORIGIN, RecordedPlacement
from casebook.store.transaction import Transaction

_E = PlacementEventKind
_K = LetterKind


def refuse(tx: Transaction, matter: Matter) -> None:
    """Refuse a letter to another than the agency, and to hand over what was handed over, or is withdrawn."""
    found = _of(tx, matter.letter)
    if found is None:
        return
    if matter.letter.addressee_id != found.row.agency_party_id:
        raise Refused("placement.other_addressee", source=HOUSE_RULE, agency=found.row.agency)
    now = stage(found.placement, tx.day)
    if LetterKind(matter.letter.kind) is _K.AGENCY_TRANSFER and now not in POSSIBLE[_E.SENT]:
        raise Refused("placement.sent_already", source=HOUSE_RULE, agency=found.row.agency)


def sent(tx: Transaction, matter: Matter) -> None:
    """Record what a letter that left tells an agency: that claims lie there, what it does, is asked or was paid."""
    found, letter, extras = _of(tx, matter.letter), matter.letter, matter.facts.extras
    if found is None or any(one.letter_id == letter.id and _stands(found, one.id) for one in found.events):
        return
    id_, on = found.row.id, matter.on_day
    match LetterKind(letter.kind):
        case _K.AGENCY_TRANSFER if _may(found, _E.SENT, matter):
            add(tx, id_, _E.SENT, on, letter_id=letter.id)
        case _K.BAILIFF_INSTRUCTION if _may(found, _E.INSTRUCTED, matter):
            code = Instruction.WRIT if extras.get("interruption") else Instruction.OTHER
            add(tx, id_, _E.INSTRUCTED, on, until_on=extras.get("before"), code=code, letter_id=letter.id)
        case _K.AGENCY_MESSAGE if extras.get("overdue_since") and _may(found, _E.CHASED, matter):
            add(tx, id_, _E.CHASED, on, letter_id=letter.id)
        case _K.AGENCY_MESSAGE if extras.get("received") and _may(found, _E.DIRECT_PAYMENT, matter):
            for one in direct_payments.untold(tx.database, [id_]).get(id_, ()):
                if one.on_day <= letter.prepared_on:
                    told(tx, found, one.payment_id, on, letter.id)
        case _:
            return
    keep(tx, id_)


def not_arrived(tx: Transaction, letter: Letter) -> None:
    """Take back what followed from a letter that reached nobody by any of its ways."""
    found = _of(tx, letter)
    if found is None:
        return
    if any(one.sent_on is not None and one.returned_as not in NOT_ARRIVED for one in dispatches(tx, letter.id)):
        return
    for one in found.events:
        if one.letter_id == letter.id and _stands(found, one.id):
            event = tx.get(PlacementEvent, one.id)
            add(tx, found.row.id, _E.VOID, tx.day, voids_id=event.id, reason=letter.subject)
    keep(tx, found.row.id)


def _of(tx: Transaction, letter: Letter) -> RecordedPlacement | None:
    if letter.origin != ORIGIN or letter.origin_id is None:
        return None
    return recorded(tx, int(letter.origin_id))


def _may(found: RecordedPlacement, kind: PlacementEventKind, matter: Matter) -> bool:
    return stage(found.placement, matter.on_day) in POSSIBLE[kind]


def _stands(found: RecordedPlacement, event_id: int) -> bool:
    stands: tuple[Happened, ...] = found.placement.events
    return any(one.id == event_id for one in stands)
