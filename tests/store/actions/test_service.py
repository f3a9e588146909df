"""Suspending a service: refused until all that has to come before it was done, announced, in effect, and lifted."""

from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.proof import ReturnedAs
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.service import LiftGround, Sector, ServiceState
from casebook.errors import Stale
from casebook.store.actions.care import RecordVulnerability
from casebook.store.actions.contacts import AddContact
from casebook.store.actions.dispatch_proof import ReturnedDispatch
from casebook.store.actions.holds import OpenTrack
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.actions.service import (
    AnnounceSuspension,
    ChangeSuspension,
    LiftSuspension,
    MedicalStatement,
    PrepareSuspension,
    ReportMunicipality,
    TakeEffect,
    WithdrawSuspension,
)
from casebook.store.actions.undo import UndoStep, last_step
from casebook.store.models.cases import Channel, Outcome, TrackKind
from casebook.store.queries import case, service
from casebook.store.queries.service import ServiceSheet
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.outgoing import Post
from tests.store.actions.refusal import refused

S, K = ServiceState, LetterKind
START = TODAY - timedelta(days=90)
EFFECT = TODAY + timedelta(days=14)
ENERGY: dict[str, Any] = {"kind": "consumer_energy", "capacity": Capacity.CONSUMER, "agreed": Agreed.CONDITIONS}
OVERDUE = {"invoice_on": date(2026, 6, 1), "due_on": date(2026, 7, 1)}


@pytest.fixture
def claim(desk: Desk) -> int:
    return desk.claim("F-1", 84_700, **ENERGY, **OVERDUE)


def prepared(desk: Desk, claim: int, sector: Sector = Sector.OTHER) -> int:
    id_: int = desk.act(PrepareSuspension(desk.case, sector, "de levering van stroom", (claim,)))
    return id_


def sheet(desk: Desk, day: date = TODAY) -> ServiceSheet:
    return service.of_case(desk.database, desk.case, day)[-1]


def standing(desk: Desk) -> ServiceState:
    return sheet(desk).suspension.state


def on(desk: Desk, shape: Any, *values: Any, **more: Any) -> Any:
    """Return a command about the last suspension as it stands now."""
    row = sheet(desk).suspension.row
    return shape(row.id, row.version, *values, **more)


def signals(desk: Desk) -> dict[str, Any]:
    return {
        row.code: row.parameters for row in case.signals(desk.database, desk.case) if row.code.startswith("signal.serv")
    }


def test_an_energy_customer_is_not_cut_off_out_of_the_blue(desk: Desk, claim: int) -> None:
    """T12: three reminders of two weeks, contact, an offer and the municipality, each named with its source."""
    prepared(desk, claim, Sector.ENERGY)
    names = [one.name for one in sheet(desk).conditions if not one.met]
    assert names == ["reminders_days", "contact", "offer", "municipality"]
    found = refused("stop.suspension_reminders_days", desk.act, on(desk, AnnounceSuspension, TODAY, EFFECT))
    assert found == {"sector": "service_energy", "count": 0, "needed": 3, "days": 14}
    desk.act(on(desk, ReportMunicipality, TODAY))
    desk.act(AddContact(desk.case, desk.debtor, TODAY, Channel.PHONE, Outcome.NOT_REACHED))
    assert [one.name for one in sheet(desk).conditions if not one.met] == ["reminders_days", "offer"]
    # No lead lets it pass: the law asks it.
    refused("stop.suspension_reminders_days", desk.act, on(desk, AnnounceSuspension, TODAY, EFFECT, let_pass="toch"))
    sound(desk)


def test_three_reminders_and_an_offer_are_read_from_the_letters(desk: Desk, claim: int) -> None:
    Post(desk, START).lives(desk.debtor)
    prepared(desk, claim, Sector.ENERGY)
    for weeks in (0, 3, 6):
        _sent(desk, K.REMINDER, TODAY - timedelta(weeks=9 - weeks))
    done = {one.name: one for one in sheet(desk).conditions}
    assert (done["reminders_days"].met, done["reminders_days"].parameters["count"]) == (True, 3)
    # One that came back reached nobody.
    letter = desk.database.value("SELECT min(id) FROM letter")
    one = _post(desk, TODAY).card(letter).dispatches[0]
    desk.act(ReturnedDispatch(one.dispatch_id, one.version, TODAY, ReturnedAs.MOVED))
    assert {each.name: each for each in sheet(desk).conditions}["reminders_days"].parameters["count"] == 2


def _sent(desk: Desk, kind: LetterKind, day: date, **wanted: Any) -> tuple[int, ...]:
    post = _post(desk, day)
    ids = post.prepare(kind, ways=(DispatchWay.ORDINARY,), **wanted)
    for id_ in ids:
        post.release(id_)
        post.send_all(id_, day)
    return ids


def _post(desk: Desk, day: date) -> Post:
    post = object.__new__(Post)
    post.desk, post.database, post.day = desk, desk.database, day
    return post


def test_the_letter_that_was_sent_announces_it_and_one_that_comes_back_does_not(desk: Desk, claim: int) -> None:
    Post(desk, TODAY).lives(desk.debtor)
    id_ = prepared(desk, claim)
    extras = {"service": "de levering van stroom", "takes_effect_on": EFFECT}
    origin = {"origin": "service_suspension", "origin_id": id_, "extras": extras}
    (letter,) = _post(desk, TODAY).prepare(K.SUSPENSION_ANNOUNCED, ways=(DispatchWay.ORDINARY,), **origin)
    assert standing(desk) is S.PREPARED
    refused("service.not_announced", desk.act, on(desk, TakeEffect, TODAY))
    post = _post(desk, TODAY)
    post.release(letter)
    post.send_all(letter)
    course = sheet(desk).suspension.course
    assert (course.announced_on, course.effect_on, standing(desk)) == (TODAY, EFFECT, S.ANNOUNCED)
    assert signals(desk) == {}
    refused("service.before_effect", desk.act, on(desk, TakeEffect, TODAY))
    refused("service.other_state", desk.act, on(desk, ChangeSuspension, Sector.WATER, "water", (claim,), "anders"))
    (one,) = post.card(letter).dispatches
    desk.act(ReturnedDispatch(one.dispatch_id, one.version, TODAY, ReturnedAs.MOVED))
    assert standing(desk) is S.PREPARED
    sound(desk)


def test_on_its_day_it_takes_effect_and_is_lifted_when_paid(desk: Desk, claim: int) -> None:
    prepared(desk, claim)
    announced_on = TODAY - timedelta(days=20)
    desk.act(on(desk, AnnounceSuspension, announced_on, TODAY))
    assert signals(desk) == {"signal.service_decide": {"service": "de levering van stroom", "on": TODAY}}
    desk.act(on(desk, TakeEffect, TODAY))
    assert standing(desk) is S.IN_EFFECT
    assert set(signals(desk)) == {"signal.service_tell"}
    desk.pay(84_700)
    assert signals(desk)["signal.service_lift"]["ground"] == "lift_paid"
    refused("given.days_order", desk.act, on(desk, LiftSuspension, announced_on, LiftGround.PAID))
    desk.act(on(desk, LiftSuspension, TODAY, LiftGround.PAID))
    assert standing(desk) is S.LIFTED
    assert signals(desk) == {"signal.service_tell": {"letter": "letter_kind_suspension_lifted"}}
    refused("service.other_state", desk.act, on(desk, LiftSuspension, TODAY, LiftGround.PAID))
    refused("service.other_state", desk.act, on(desk, WithdrawSuspension, "nee"))
    prepared(desk, claim)
    sound(desk)


def test_counselling_that_begins_asks_to_lift_it_at_once(desk: Desk, claim: int) -> None:
    prepared(desk, claim)
    desk.act(on(desk, AnnounceSuspension, TODAY - timedelta(days=20), TODAY))
    desk.act(on(desk, TakeEffect, TODAY))
    desk.act(OpenTrack(desk.case, TrackKind.COUNSELLING, "aangemeld"))
    assert signals(desk)["signal.service_lift"]["ground"] == "lift_counselling"
    desk.act(on(desk, LiftSuspension, TODAY, LiftGround.COUNSELLING, "gebeld"))
    assert "signal.service_lift" not in signals(desk)


def test_a_bankruptcy_and_a_doctor_ask_to_lift_it_and_what_is_so_for_longest_says_why(desk: Desk, claim: int) -> None:
    """Fw 37b: supply may not be suspended for a debt of before it."""
    prepared(desk, claim)
    desk.act(on(desk, AnnounceSuspension, TODAY - timedelta(days=20), TODAY))
    desk.act(on(desk, TakeEffect, TODAY))
    yesterday = TODAY - timedelta(days=1)
    began = EventFacts("insolvency", yesterday, (Reached(desk.debtor),), regime="bankruptcy")
    desk.act(RecordEvent(desk.case, began))
    desk.act(on(desk, MedicalStatement, TODAY))
    assert signals(desk)["signal.service_lift"]["ground"] == "lift_bankrupt"
    names = [one.name for one in sheet(desk).conditions if not one.met]
    assert names == ["bankrupt"]
    desk.act(on(desk, LiftSuspension, TODAY, LiftGround.BANKRUPT))
    prepared(desk, claim)
    refused("stop.suspension_bankrupt", desk.act, on(desk, AnnounceSuspension, TODAY, EFFECT))


def test_before_it_takes_effect_all_is_asked_again(desk: Desk, claim: int) -> None:
    prepared(desk, claim)
    desk.act(on(desk, AnnounceSuspension, TODAY - timedelta(days=20), TODAY))
    desk.act(OpenTrack(desk.case, TrackKind.COUNSELLING, "aangemeld"))
    assert set(signals(desk)) == {"signal.service_withdraw"}
    refused("stop.suspension_helped", desk.act, on(desk, TakeEffect, TODAY))
    row = sheet(desk).suspension.row
    refused("service.lead_only", desk.as_handler, TakeEffect(row.id, row.version, TODAY, "afgesproken"))
    desk.act(on(desk, TakeEffect, TODAY, "met de schuldhulpverlener afgesproken"))
    assert sheet(desk).suspension.row.passed_because == "met de schuldhulpverlener afgesproken"


def test_paid_means_there_is_nothing_left_to_suspend_for(desk: Desk, claim: int) -> None:
    prepared(desk, claim)
    desk.pay(84_700)
    refused("stop.suspension_owed", desk.act, on(desk, AnnounceSuspension, TODAY, EFFECT))


def test_a_doctors_statement_stops_it_whoever_asks(desk: Desk, claim: int) -> None:
    prepared(desk, claim, Sector.HEALTH)
    desk.act(RecordVulnerability(desk.debtor, "hartpatiënt", TODAY, "telefonisch", EFFECT))
    names = {one.name for one in sheet(desk).conditions if not one.met}
    assert "vulnerable" in names
    desk.act(on(desk, MedicalStatement, TODAY))
    refused("given.day_ahead", desk.act, on(desk, MedicalStatement, EFFECT))
    found = {one.name: one.by_lead for one in sheet(desk).conditions if not one.met}
    assert ("vulnerable" in found, found["medical"]) == (False, False)


def test_too_little_notice_is_only_for_a_lead(desk: Desk, claim: int) -> None:
    prepared(desk, claim)
    early = EFFECT - timedelta(days=1)
    assert refused("stop.suspension_early", desk.act, on(desk, AnnounceSuspension, TODAY, early))["earliest"] == EFFECT
    refused("given.days_order", desk.act, on(desk, AnnounceSuspension, TODAY, TODAY - timedelta(days=1)))
    desk.act(on(desk, AnnounceSuspension, TODAY, early, let_pass="in overleg met de klant"))
    assert standing(desk) is S.ANNOUNCED


def test_what_it_is_about_is_checked_and_corrected(desk: Desk, claim: int) -> None:
    other = desk.claim("F-2", 10_000)
    refused("service.no_claim", desk.act, PrepareSuspension(desk.case, Sector.OTHER, "software", ()))
    refused("service.no_service", desk.act, PrepareSuspension(desk.case, Sector.OTHER, " \x1b", (claim,)))
    elsewhere = desk.second_case()
    refused("service.other_claim", desk.act, PrepareSuspension(elsewhere, Sector.OTHER, "software", (claim,)))
    prepared(desk, claim)
    refused("service.one_at_a_time", desk.act, PrepareSuspension(desk.case, Sector.OTHER, "x", (other,)))
    desk.act(on(desk, ChangeSuspension, Sector.WATER, "water", (claim, other), "verkeerd gekozen"))
    one = sheet(desk).suspension
    assert (one.row.sector, one.row.service, list(one.claims.values())) == (Sector.WATER, "water", ["F-1", "F-2"])
    desk.act(on(desk, ChangeSuspension, Sector.WATER, "water", (other,), "toch niet"))
    assert list(sheet(desk).suspension.claims) == [other]
    with pytest.raises(Stale):
        desk.act(WithdrawSuspension(one.row.id, 1, "nee"))
    desk.act(on(desk, WithdrawSuspension, "betaalt toch"))
    assert standing(desk) is S.WITHDRAWN


def test_a_step_is_taken_back(desk: Desk, claim: int) -> None:
    prepared(desk, claim)
    desk.act(on(desk, AnnounceSuspension, TODAY - timedelta(days=20), TODAY))
    desk.act(on(desk, TakeEffect, TODAY))
    assert desk.actor.person is not None
    step = last_step(desk.database, desk.actor.person)
    assert step is not None
    desk.act(UndoStep(step))
    assert standing(desk) is S.ANNOUNCED
    sound(desk)
