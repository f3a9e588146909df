"""Tracks and holds: what goes on in a case beside ordinary collection, and when nothing is chased, and of what."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import ZERO
from casebook.errors import Refused
from casebook.store import mandates, tables
from casebook.store.actions import given
from casebook.store.actions.assessment import check_assessed
from casebook.store.actions.cases import open_one
from casebook.store.actions.open_disputes import has_open_dispute
from casebook.store.actions.running_plans import has_running_plan
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.handing_over import check_announced
from casebook.store.models.base import Record
from casebook.store.models.cases import Case, Track, TrackKind
from casebook.store.models.claims import Claim
from casebook.store.models.holds import Hold
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class OpenTrack:
    """Something begins in a case; `without_assessment` is why it does though no assessment counts, where one has to.

    `unannounced` is why claims are handed over though that was not announced in time.
    """

    case_id: int
    kind: TrackKind
    reason: str
    without_assessment: str = ""
    unannounced: str = ""


@dataclass(frozen=True, slots=True)
class CloseTrack:
    """Something in a case has come to its end."""

    id: int
    version: int
    reason: str


class HoldReach(StrEnum):
    """What a hold holds up: all cases of the debtor, also later ones, the case, or one claim of it."""

    DEBTOR = "debtor"
    CASE = "case"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class PlaceHold:
    """Nothing is chased for a period, or until somebody lifts it; of a claim where `reach` says so."""

    case_id: int
    reason: str
    from_on: date
    until_on: date | None = None
    reach: HoldReach = HoldReach.CASE
    claim_id: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeHold:
    """A hold as it should have been entered, or another end of it."""

    id: int
    version: int
    reason: str
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class LiftHold:
    """The case is worked again from today on."""

    id: int
    version: int


def case_of(model: type[Record]) -> Callable[[Database, Any], Iterable[int]]:
    """Return what finds the case of the row of `model` that a command names by its `id`."""
    query = f"SELECT case_id FROM {tables.of(model).name} WHERE id = ?"  # noqa: S608 name of a model

    def cases(database: Database, command: Any) -> Iterable[int]:
        return [case_id for (case_id,) in database.fetch(query, (command.id,))]

    return cases


@action("track.open", cases=given.case_itself)
def open_track(tx: Transaction, command: OpenTrack) -> int:
    """Open a track and return its id. Refused where one of its kind is open.

    An agency and a court also need a valid assessment, or who may override that; a court takes the mandate for it. To
    an agency claims are handed over once that was announced and the last day to pay has passed, or who may override
    that says why. That of an arrangement is opened when one is agreed, not by hand.
    """
    case = open_one(tx, command.case_id)
    if command.kind is TrackKind.ARRANGEMENT:
        raise Refused("track.by_arrangement", source=HOUSE_RULE)
    same = Track.select().where(Track.case_id == case.id, Track.kind == command.kind, Track.closed_on.is_null())
    if tx.first(same):
        raise Refused("track.open_already", source=HOUSE_RULE, number=case.number, kind=f"track_{command.kind}")
    because = given.reason(command.reason)
    check_assessed(tx, case.id, command.kind, command.without_assessment)
    if command.kind is TrackKind.COURT:
        mandates.check(tx, mandates.Act.LITIGATION, ZERO)
    if command.kind is TrackKind.AGENCY:
        check_announced(tx, case.id, command.unannounced)
    return tx.add(Track, case_id=case.id, kind=command.kind, opened_on=tx.day, opened_because=because)


@action("track.close", cases=case_of(Track))
def close_track(tx: Transaction, command: CloseTrack) -> None:
    """Close a track with the reason."""
    track = tx.get(Track, command.id, command.version)
    if track.closed_on is not None:
        raise Refused("track.closed", source=HOUSE_RULE, on=track.closed_on)
    if track.kind == TrackKind.DISPUTE and has_open_dispute(tx, track.case_id):
        raise Refused("track.dispute_open", source=HOUSE_RULE)
    if track.kind == TrackKind.ARRANGEMENT and has_running_plan(tx, track.case_id):
        raise Refused("track.plan_open", source=HOUSE_RULE)
    tx.change(track, closed_on=tx.day, closed_because=given.reason(command.reason))


@action("hold.place", cases=given.case_itself)
def place_hold(tx: Transaction, command: PlaceHold) -> int:
    """Place a hold and return its id; it may overlap another. Refused where it has ended already."""
    case = open_one(tx, command.case_id)
    given.in_order(from_on=command.from_on, until_on=command.until_on)
    if command.until_on is not None and command.until_on < tx.day:
        raise Refused("hold.past", source=HOUSE_RULE, on=command.until_on)
    if (command.reach is HoldReach.CLAIM) != (command.claim_id is not None):
        raise Refused("hold.no_claim", source=HOUSE_RULE)
    if command.claim_id is not None:
        _refuse_claim(tx, tx.get(Claim, command.claim_id), case)
    return tx.add(
        Hold,
        case_id=case.id,
        reason=given.reason(command.reason),
        from_on=command.from_on,
        until_on=command.until_on,
        debtor_id=case.debtor_id if command.reach is HoldReach.DEBTOR else None,
        claim_id=command.claim_id,
    )


@action("hold.change", cases=case_of(Hold))
def change_hold(tx: Transaction, command: ChangeHold) -> None:
    """Put right a hold that nobody lifted, or let it end on another day; its end may then be past."""
    hold = _standing(tx, command.id, command.version)
    given.in_order(from_on=command.from_on, until_on=command.until_on)
    tx.change(hold, reason=given.reason(command.reason), from_on=command.from_on, until_on=command.until_on)


@action("hold.lift", cases=case_of(Hold))
def lift_hold(tx: Transaction, command: LiftHold) -> None:
    """Lift a hold."""
    tx.change(_standing(tx, command.id, command.version), lifted_on=tx.day)


def _standing(tx: Transaction, id_: int, version: int) -> Hold:
    hold = tx.get(Hold, id_, version)
    if hold.lifted_on is not None:
        raise Refused("hold.lifted", source=HOUSE_RULE, on=hold.lifted_on)
    return hold


def _refuse_claim(tx: Transaction, claim: Claim, case: Case) -> None:
    """Refuse a claim of another case, and one that has ended."""
    if claim.case_id != case.id:
        raise Refused("hold.other_case", source=HOUSE_RULE, claim=claim.number, number=case.number)
    if claim.ended_on is not None and claim.ended_on <= tx.day:
        raise Refused("hold.claim_ended", source=HOUSE_RULE, claim=claim.number, on=claim.ended_on)
