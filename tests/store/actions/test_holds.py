"""Tracks and holds."""

from datetime import timedelta

import pytest

from casebook.errors import Stale
from casebook.store.actions.cases import CloseCase
from casebook.store.actions.holds import CloseTrack, LiftHold, OpenTrack, PlaceHold
from casebook.store.database import Database
from casebook.store.models.cases import Closing, TrackKind
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.refusal import refused

YESTERDAY, NEXT_WEEK = TODAY - timedelta(days=1), TODAY + timedelta(days=7)


@pytest.fixture
def desk(database: Database, actor: Actor) -> Desk:
    return Desk(database, actor)


def test_a_track_of_each_kind_is_open_once(desk: Desk) -> None:
    track = desk.act(OpenTrack(desk.case, TrackKind.DISPUTE, "betwist de levering"))
    desk.act(OpenTrack(desk.case, TrackKind.COURT, "dagvaarding"))
    refused("track.open_already", desk.act, OpenTrack(desk.case, TrackKind.DISPUTE, "nog een"))
    refused("given.no_reason", desk.act, OpenTrack(desk.case, TrackKind.ESTATE, " "))
    refused("given.no_reason", desk.act, CloseTrack(track, 1, ""))
    desk.act(CloseTrack(track, 1, "opgelost"))
    refused("track.closed", desk.act, CloseTrack(track, 2, "opgelost"))
    desk.act(OpenTrack(desk.case, TrackKind.DISPUTE, "opnieuw"))
    with pytest.raises(Stale):
        desk.act(CloseTrack(track, 1, "opgelost"))
    assert desk.database.value("SELECT tracks FROM case_now") == "court dispute"


def test_holds_may_overlap_and_are_lifted_one_by_one(desk: Desk) -> None:
    first = desk.act(PlaceHold(desk.case, "klacht", YESTERDAY, NEXT_WEEK))
    desk.act(PlaceHold(desk.case, "overleg", TODAY))
    desk.act(LiftHold(first, 1))
    refused("hold.lifted", desk.act, LiftHold(first, 2))
    assert desk.database.value("SELECT count(*) FROM hold WHERE lifted_on IS NULL") == 1
    refused("given.days_order", desk.act, PlaceHold(desk.case, "x", NEXT_WEEK, TODAY))
    refused("hold.past", desk.act, PlaceHold(desk.case, "x", YESTERDAY, YESTERDAY))
    refused("given.no_reason", desk.act, PlaceHold(desk.case, "", TODAY))


def test_nothing_begins_in_a_closed_case(desk: Desk) -> None:
    desk.act(CloseCase(desk.case, 1, Closing.PAID))
    refused("case.closed", desk.act, OpenTrack(desk.case, TrackKind.COURT, "x"))
    refused("case.closed", desk.act, PlaceHold(desk.case, "x", TODAY))


def test_a_hold_may_end_today(desk: Desk) -> None:
    hold = desk.act(PlaceHold(desk.case, "belt vanmiddag terug", TODAY, TODAY))
    assert desk.database.fetch("SELECT id FROM hold WHERE lifted_on IS NULL") == [(hold,)]
