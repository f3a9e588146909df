"""Tracks and holds: what goes on in a case beside ordinary collection, and when nothing is chased."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store import tables
from casebook.store.actions import given
from casebook.store.actions.cases import open_one
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.base import Record
from casebook.store.models.cases import Hold, Track, TrackKind
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class OpenTrack:
    """Something begins in a case."""

    case_id: int
    kind: TrackKind
    reason: str


@dataclass(frozen=True, slots=True)
class CloseTrack:
    """Something in a case has come to its end."""

    id: int
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class PlaceHold:
    """Nothing is chased for a period, or until somebody lifts it."""

    case_id: int
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
    """Open a track and return its id. Refused where one of its kind is open."""
    case = open_one(tx, command.case_id)
    same = Track.select().where(Track.case_id == case.id, Track.kind == command.kind, Track.closed_on.is_null())
    if tx.first(same):
        raise Refused("track.open_already", source=HOUSE_RULE, number=case.number, kind=f"track_{command.kind}")
    because = given.reason(command.reason)
    return tx.add(Track, case_id=case.id, kind=command.kind, opened_on=tx.day, opened_because=because)


@action("track.close", cases=case_of(Track))
def close_track(tx: Transaction, command: CloseTrack) -> None:
    """Close a track with the reason."""
    track = tx.get(Track, command.id, command.version)
    if track.closed_on is not None:
        raise Refused("track.closed", source=HOUSE_RULE, on=track.closed_on)
    tx.change(track, closed_on=tx.day, closed_because=given.reason(command.reason))


@action("hold.place", cases=given.case_itself)
def place_hold(tx: Transaction, command: PlaceHold) -> int:
    """Place a hold and return its id; it may overlap another. Refused where it has ended already."""
    case = open_one(tx, command.case_id)
    given.in_order(from_on=command.from_on, until_on=command.until_on)
    if command.until_on is not None and command.until_on < tx.day:
        raise Refused("hold.past", source=HOUSE_RULE, on=command.until_on)
    return tx.add(
        Hold,
        case_id=case.id,
        reason=given.reason(command.reason),
        from_on=command.from_on,
        until_on=command.until_on,
    )


@action("hold.lift", cases=case_of(Hold))
def lift_hold(tx: Transaction, command: LiftHold) -> None:
    """Lift a hold."""
    hold = tx.get(Hold, command.id, command.version)
    if hold.lifted_on is not None:
        raise Refused("hold.lifted", source=HOUSE_RULE, on=hold.lifted_on)
    tx.change(hold, lifted_on=tx.day)
