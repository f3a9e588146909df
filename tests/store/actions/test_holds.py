"""Tracks and holds."""

from datetime import timedelta

import pytest

from casebook.errors import Stale
from casebook.store import stale
from casebook.store.actions.cases import CloseCase, OpenCase
from casebook.store.actions.holds import ChangeHold, CloseTrack, HoldReach, LiftHold, OpenTrack, PlaceHold
from casebook.store.models.cases import Closing, TrackKind
from casebook.store.perform import perform
from casebook.store.queries import case
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.refusal import refused

YESTERDAY, NEXT_WEEK = TODAY - timedelta(days=1), TODAY + timedelta(days=7)


def test_a_track_of_each_kind_is_open_once(desk: Desk) -> None:
    track = desk.act(OpenTrack(desk.case, TrackKind.DISPUTE, "betwist de levering"))
    desk.act(OpenTrack(desk.case, TrackKind.INSOLVENCY, "surseance"))
    refused("track.open_already", desk.act, OpenTrack(desk.case, TrackKind.DISPUTE, "nog een"))
    refused("given.no_reason", desk.act, OpenTrack(desk.case, TrackKind.ESTATE, " "))
    refused("given.no_reason", desk.act, CloseTrack(track, 1, ""))
    desk.act(CloseTrack(track, 1, "opgelost"))
    refused("track.closed", desk.act, CloseTrack(track, 2, "opgelost"))
    desk.act(OpenTrack(desk.case, TrackKind.DISPUTE, "opnieuw"))
    with pytest.raises(Stale):
        desk.act(CloseTrack(track, 1, "opgelost"))
    assert desk.database.value("SELECT tracks FROM case_now") == "dispute insolvency"


def test_holds_may_overlap_and_are_lifted_one_by_one(desk: Desk) -> None:
    first = desk.act(PlaceHold(desk.case, "klacht", YESTERDAY, NEXT_WEEK))
    desk.act(PlaceHold(desk.case, "overleg", TODAY))
    desk.act(LiftHold(first, 1))
    refused("hold.lifted", desk.act, LiftHold(first, 2))
    assert desk.database.value("SELECT count(*) FROM hold WHERE lifted_on IS NULL") == 1
    refused("given.days_order", desk.act, PlaceHold(desk.case, "x", NEXT_WEEK, TODAY))
    refused("hold.past", desk.act, PlaceHold(desk.case, "x", YESTERDAY, YESTERDAY))
    refused("given.no_reason", desk.act, PlaceHold(desk.case, "", TODAY))


def test_a_hold_of_the_debtor_reaches_every_case_of_his_also_one_opened_later(desk: Desk) -> None:
    hold = desk.act(PlaceHold(desk.case, "bewind", YESTERDAY, TODAY, HoldReach.DEBTOR))
    desk.act(CloseCase(desk.case, 1, Closing.NOT_OURS))
    later: int = desk.act(OpenCase(desk.debtor, NEXT_WEEK, owner_person_id=desk.actor.person))
    (shown,) = case.holds(desk.database, later)
    assert (shown.hold_id, shown.of_debtor, shown.claim) == (hold, True, None)
    ended = "SELECT case_id FROM signal WHERE code = 'signal.hold_ended'"
    tomorrow = TODAY + timedelta(days=1)
    stale.renew(desk.database, tomorrow, [desk.case, later])
    assert desk.database.fetch(ended) == [(later,)]
    perform(desk.database, desk.actor, tomorrow, LiftHold(hold, 1))
    assert desk.database.fetch(ended) == []


def test_a_hold_of_a_claim_names_it_and_leaves_the_case_alone(desk: Desk) -> None:
    claim, other = desk.claim("7001", 100_00), desk.claim("7002", 100_00)
    desk.act(PlaceHold(desk.case, "betwist", YESTERDAY, TODAY, HoldReach.CLAIM, claim))
    stale.renew(desk.database, TODAY + timedelta(days=1), [desk.case])
    (parameters,) = desk.database.fetch("SELECT parameters FROM signal WHERE code = 'signal.claim_hold_ended'")
    assert '"number":"7001"' in parameters[0]
    refused("hold.no_claim", desk.act, PlaceHold(desk.case, "x", TODAY, reach=HoldReach.CLAIM))
    refused("hold.no_claim", desk.act, PlaceHold(desk.case, "x", TODAY, claim_id=claim))
    second = desk.second_case()
    refused("hold.other_case", desk.act, PlaceHold(second, "x", TODAY, None, HoldReach.CLAIM, other))


def test_a_hold_that_was_entered_wrongly_is_put_right(desk: Desk) -> None:
    hold = desk.act(PlaceHold(desk.case, "klacth", TODAY))
    desk.act(ChangeHold(hold, 1, "klacht", YESTERDAY, YESTERDAY))
    (shown,) = case.holds(desk.database, desk.case)
    assert (shown.reason, shown.from_on, shown.until_on) == ("klacht", YESTERDAY, YESTERDAY)
    assert desk.database.fetch("SELECT due_on FROM signal WHERE code = 'signal.hold_ended'")
    refused("given.days_order", desk.act, ChangeHold(hold, 2, "klacht", TODAY, YESTERDAY))
    desk.act(LiftHold(hold, 2))
    refused("hold.lifted", desk.act, ChangeHold(hold, 3, "klacht", TODAY))


def test_nothing_begins_in_a_closed_case(desk: Desk) -> None:
    desk.act(CloseCase(desk.case, 1, Closing.PAID))
    refused("case.closed", desk.act, OpenTrack(desk.case, TrackKind.COURT, "x"))
    refused("case.closed", desk.act, PlaceHold(desk.case, "x", TODAY))


def test_a_hold_may_end_today(desk: Desk) -> None:
    hold = desk.act(PlaceHold(desk.case, "belt vanmiddag terug", TODAY, TODAY))
    assert desk.database.fetch("SELECT id FROM hold WHERE lifted_on IS NULL") == [(hold,)]
