"""Requests and complaints, vulnerability, bans, recourse and estates, from the command to the queue."""

from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.arrangement.terms import PlanTerms, Rhythm
from casebook.domain.parameters import decode
from casebook.store.actions.arrangements import DraftArrangement
from casebook.store.actions.care import (
    BanArrangements,
    CheckRecourse,
    EndVulnerability,
    LiftBan,
    Looked,
    RecordVulnerability,
)
from casebook.store.actions.cases import SetSleeping
from casebook.store.actions.estates import AddHeir, ChangeEstate, ChangeHeir, OpenEstate
from casebook.store.actions.holds import ChangeHold, LiftHold, OpenTrack
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.person_requests import (
    AcknowledgeRequest,
    AnswerRequest,
    ExtendRequest,
    ReceiveRequest,
    WithdrawRequest,
)
from casebook.store.actions.undo import UndoStep, last_step
from casebook.store.case_facts import load
from casebook.store.models.care import Acceptance, Recourse, RequestKind, RequestOutcome
from casebook.store.models.cases import TrackKind
from casebook.store.models.parties import PartyKind
from casebook.store.perform import perform
from casebook.store.queries import care
from casebook.store.refresh import derived
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.refusal import refused

WEEK = timedelta(days=7)


OURS = ("request", "find_heirs", "heirs", "estate", "vulnerable", "recourse")


def signals(desk: Desk, on: date = TODAY) -> dict[str, dict[str, Any]]:
    """What the case is in the queue for on a day, by code, as far as it is about the person."""
    (record,) = load(desk.database, [desk.case])
    found = derived(record, on, desk.database.law).signals
    return {row[2]: dict(decode(row[3])) for row in found if row[2].startswith(tuple(f"signal.{one}" for one in OURS))}


def test_a_request_about_data_is_answered_within_a_month(desk: Desk) -> None:
    """Trial T10: an access request of 21-11-2026 is due on 21-12-2026."""
    desk.act(ReceiveRequest(desk.case, desk.debtor, RequestKind.ACCESS, TODAY, "Wat weet u van mij?"))
    (row,) = care.requests(desk.database, desk.case)
    assert row.is_open
    assert care.term_of(desk.database, row).value.answer_by == date(2026, 12, 21)
    assert signals(desk) == {"signal.request_answer": {"kind": "access", "by": date(2026, 12, 21)}}
    desk.act(ExtendRequest(row.request_id, row.version, TODAY, "veel stukken"))
    assert signals(desk)["signal.request_answer"]["by"] == date(2027, 2, 21)
    refused("request.extended", desk.act, ExtendRequest(row.request_id, row.version + 1, TODAY, "nog meer"))
    desk.act(AnswerRequest(row.request_id, row.version + 1, TODAY, RequestOutcome.GRANTED, "alles gestuurd"))
    assert signals(desk) == {}
    refused("request.closed", desk.act, WithdrawRequest(row.request_id, row.version + 2, TODAY))


def test_an_extension_comes_before_the_first_term_is_over(desk: Desk) -> None:
    desk.act(ReceiveRequest(desk.case, desk.debtor, RequestKind.ERASURE, TODAY - 5 * WEEK, "Weg ermee"))
    (row,) = care.requests(desk.database, desk.case)
    told = refused("request.extended_late", desk.act, ExtendRequest(row.request_id, 1, TODAY, "druk"))
    assert told["by"] == date(2026, 11, 17)


def test_a_complaint_is_acknowledged_and_decided(desk: Desk) -> None:
    desk.act(ReceiveRequest(desk.case, desk.debtor, RequestKind.COMPLAINT, TODAY, "Onbeleefd"))
    (row,) = care.requests(desk.database, desk.case)
    assert set(signals(desk)) == {"signal.request_acknowledge", "signal.request_answer"}
    refused("request.complaint_term", desk.act, ExtendRequest(row.request_id, 1, TODAY, "druk"))
    desk.act(AcknowledgeRequest(row.request_id, 1, TODAY))
    refused("request.acknowledged", desk.act, AcknowledgeRequest(row.request_id, 2, TODAY))
    assert set(signals(desk)) == {"signal.request_answer"}
    refused("given.no_reason", desk.act, AnswerRequest(row.request_id, 2, TODAY, RequestOutcome.REFUSED, " "))
    desk.act(WithdrawRequest(row.request_id, 2, TODAY))
    assert signals(desk) == {}


def test_a_vulnerability_is_kept_with_consent_and_an_end(desk: Desk) -> None:
    until = TODAY + 4 * WEEK
    record = RecordVulnerability(desk.debtor, "slecht ter been", TODAY, "aan de telefoon gevraagd", until)
    recorded = desk.act(record)
    assert [one.text for one in care.vulnerable(desk.database, desk.debtor, until)] == ["slecht ter been"]
    assert care.vulnerable(desk.database, desk.debtor, until + timedelta(days=1)) == []
    assert signals(desk) == {}
    assert set(signals(desk, until + timedelta(days=1))) == {"signal.vulnerable_ended"}
    over = until + timedelta(days=1)
    assert care.no_longer_agreed(desk.database, desk.debtor, until) == []
    assert [one.until_on for one in care.no_longer_agreed(desk.database, desk.debtor, over)] == [until]
    too_long = RecordVulnerability(desk.debtor, "x", TODAY, "mail", TODAY + timedelta(days=400))
    assert refused("vulnerability.until", desk.act, too_long)["latest"] == date(2027, 11, 21)
    refused("given.no_reason", desk.act, RecordVulnerability(desk.debtor, "x", TODAY, "", until))
    firm = desk.act(AddParty(PartyFacts("Firma", PartyKind.LEGAL)))
    refused("vulnerability.no_person", desk.act, RecordVulnerability(firm, "x", TODAY, "mail", until))
    desk.act(EndVulnerability(recorded, 1))
    assert care.vulnerable(desk.database, desk.debtor, TODAY) == []
    # What it was stands in the log only, where it can be erased.
    assert desk.database.fetch("SELECT DISTINCT text, consent_how FROM vulnerability") == [("", "")]
    refused("vulnerability.ended", desk.act, EndVulnerability(recorded, 2))


def test_a_ban_holds_until_it_ends_or_is_lifted(desk: Desk) -> None:
    first = desk.act(BanArrangements(desk.debtor, "drie regelingen gebroken", TODAY, TODAY + WEEK))
    desk.act(BanArrangements(desk.debtor, "fraude", TODAY))
    past = desk.act(BanArrangements(desk.debtor, "oud", TODAY - WEEK, TODAY - timedelta(days=1)))
    refused("given.days_order", desk.act, BanArrangements(desk.debtor, "x", TODAY, TODAY - WEEK))
    refused("given.no_reason", desk.act, LiftBan(first, 1, " "))
    assert refused("ban.over", desk.act, LiftBan(past, 1, "te laat"))["on"] == TODAY - timedelta(days=1)
    assert [one.reason for one in care.bans(desk.database, desk.debtor, TODAY + WEEK)] == [
        "drie regelingen gebroken",
        "fraude",
    ]
    assert len(care.bans(desk.database, desk.debtor, TODAY + 2 * WEEK)) == 1
    desk.act(LiftBan(first, 1, "nieuwe bewindvoerder"))
    refused("ban.lifted", desk.act, LiftBan(first, 2, "nog eens"))
    assert len(care.bans(desk.database, desk.debtor, TODAY)) == 1


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [(0, None, True), (0, 0, True), (-7, -1, False), (1, None, False)],
)
def test_no_arrangement_begins_while_a_ban_holds(desk: Desk, since: int, until: int | None, holds: bool) -> None:
    end = None if until is None else TODAY + timedelta(days=until)
    ban = desk.act(BanArrangements(desk.debtor, "drie keer\ngebroken", TODAY + timedelta(days=since), end))
    claim = desk.claim("2026-001", 60_000)
    begin = DraftArrangement(desk.case, PlanTerms(desk.debtor, (claim,), Rhythm.MONTHLY, TODAY + WEEK, terms=3))
    if holds:
        assert refused("ban.holds", desk.act, begin)["reason"] == "drie keer\ngebroken"
        desk.act(OpenTrack(desk.case, TrackKind.COUNSELLING, "gemeld"))
        desk.act(LiftBan(ban, 1, "nieuwe bewindvoerder"))
    desk.act(begin)


def test_recourse_is_checked_once_a_year_while_a_case_sleeps(desk: Desk) -> None:
    desk.act(SetSleeping(desk.case, 1, sleeping=True))
    assert signals(desk, date(2027, 11, 20)) == {}
    assert set(signals(desk, date(2027, 11, 21))) == {"signal.recourse_check"}
    looked = (Looked("insolvency_register", Recourse.NONE), Looked("land_register", Recourse.SOME, "een garage"))
    desk.act(CheckRecourse(desk.case, TODAY - WEEK, looked))
    assert signals(desk, date(2027, 11, 20)) == {}
    assert set(signals(desk, date(2027, 11, 21))) == {"signal.recourse_check"}
    perform(desk.database, desk.actor, TODAY + WEEK, CheckRecourse(desk.case, TODAY + WEEK, looked[:1]))
    assert signals(desk, date(2027, 11, 27)) == {}
    assert set(signals(desk, date(2027, 11, 28))) == {"signal.recourse_check"}
    assert [(one.source, one.found) for one in care.recourse(desk.database, desk.case)] == [
        ("insolvency_register", Recourse.NONE),
        ("insolvency_register", Recourse.NONE),
        ("land_register", Recourse.SOME),
    ]
    refused("recourse.nothing", desk.act, CheckRecourse(desk.case, TODAY, ()))
    refused("recourse.source", desk.act, CheckRecourse(desk.case, TODAY, (Looked("glazen_bol", Recourse.SOME),)))


def test_a_case_sleeps_since_it_was_last_put_to_sleep(desk: Desk) -> None:
    def put(day: date, *, sleeping: bool) -> object:
        command = SetSleeping(desk.case, desk.version("cases", desk.case), sleeping)
        perform(desk.database, desk.actor, day, command)
        return desk.database.value("SELECT sleeping FROM cases"), since()

    def since() -> str:
        return str(desk.database.value("SELECT sleeping_since FROM cases"))

    assert put(TODAY, sleeping=True) == (1, "2026-11-21")
    assert put(TODAY + WEEK, sleeping=True) == (1, "2026-11-21")
    assert put(TODAY + WEEK, sleeping=False) == (0, "2026-11-21")
    assert put(TODAY + WEEK, sleeping=True) == (1, "2026-11-28")
    perform(desk.database, desk.actor, TODAY + WEEK, UndoStep(last_step(desk.database, desk.actor.person or 0) or 0))
    assert since() == "2026-11-21"


def test_after_a_death_nothing_is_chased_for_three_months(desk: Desk) -> None:
    died = date(2026, 10, 12)
    desk.act(OpenEstate(desk.debtor, died, TODAY, "brief van de zoon", "overleden"))
    assert desk.database.fetch("SELECT until_on FROM hold") in ([("2027-01-12",)], [(date(2027, 1, 12),)])
    assert str(desk.database.value("SELECT died_on FROM party WHERE id = ?", (desk.debtor,))) == "2026-10-12"
    assert desk.database.value("SELECT tracks FROM case_now") == "estate"
    # Also a case that comes later is held.
    later = desk.second_case()
    (record,) = load(desk.database, [later])
    assert [hold.until_on for hold in record.holds] == [date(2027, 1, 12)]
    assert signals(desk)["signal.find_heirs"]["by"] == date(2026, 12, 18)
    assert set(signals(desk, date(2027, 1, 13))) == {"signal.find_heirs", "signal.estate_open"}
    refused("estate.known", desk.act, OpenEstate(desk.debtor, died, TODAY, "nog eens", "overleden"))
    row = care.estate(desk.database, desk.debtor)
    assert row is not None
    son, daughter = desk.party("Zoon"), desk.party("Dochter")
    heir = desk.act(AddHeir(row.estate_id, son, Acceptance.PURE, TODAY, 1, 2))
    refused("estate.shares", desk.act, AddHeir(row.estate_id, daughter, parts=2, whole=3))
    refused("estate.share", desk.act, AddHeir(row.estate_id, daughter, parts=2))
    refused("estate.himself", desk.act, AddHeir(row.estate_id, desk.debtor))
    refused("estate.heir_known", desk.act, AddHeir(row.estate_id, son))
    desk.act(AddHeir(row.estate_id, daughter, parts=1, whole=2))
    assert set(signals(desk, date(2027, 1, 13))) == {"signal.estate_open"}
    desk.act(ChangeHeir(heir, 1, Acceptance.REJECTED, TODAY))
    known = care.heirs(desk.database, row.estate_id)
    assert care.demandable(desk.database, row, known).value == ((), date(2027, 1, 13))
    desk.act(ChangeEstate(row.estate_id, row.version, died, "akte", claimed_on=TODAY))
    assert signals(desk, date(2027, 1, 13)) == {}
    desk.act(ChangeEstate(row.estate_id, row.version + 1, died, "akte", settled_on=TODAY))
    assert signals(desk, date(2027, 1, 13)) == {}
    refused("estate.settled", desk.act, AddHeir(row.estate_id, desk.party("Neef")))
    refused("estate.settled", desk.act, ChangeHeir(heir, 2, Acceptance.PURE, TODAY))


def test_heirs_who_all_accepted_purely_are_addressed_at_once(desk: Desk) -> None:
    estate = desk.act(OpenEstate(desk.debtor, TODAY, TODAY, "rouwkaart", "overleden"))
    son, daughter = (desk.act(AddHeir(estate, desk.party(name))) for name in ("Zoon", "Dochter"))
    desk.act(ChangeHeir(son, 1, Acceptance.PURE, TODAY))
    assert signals(desk) == {}
    desk.act(ChangeHeir(daughter, 1, Acceptance.REJECTED, TODAY))
    assert signals(desk) == {"signal.heirs_liable": {}}
    desk.act(ChangeEstate(estate, 1, TODAY, "rouwkaart", claimed_on=TODAY))
    assert signals(desk) == {}
    refused("estate.accepted_how", desk.act, ChangeHeir(son, 2, Acceptance.UNKNOWN, TODAY))


def holds(desk: Desk) -> list[tuple[date, date | None]]:
    """From when until when the case is held."""
    (record,) = load(desk.database, [desk.case])
    return [(hold.from_on, hold.until_on) for hold in record.holds]


def test_the_hold_goes_by_the_day_of_death_as_it_is_put_right(desk: Desk) -> None:
    estate = desk.act(OpenEstate(desk.debtor, date(2026, 8, 1), TODAY, "telefoon", "overleden"))
    assert holds(desk) == []
    desk.act(ChangeEstate(estate, 1, date(2026, 9, 1), "akte"))
    assert holds(desk) == [(date(2026, 9, 1), date(2026, 12, 1))]
    desk.act(ChangeEstate(estate, 2, date(2026, 10, 1), "akte"))
    assert holds(desk) == [(date(2026, 10, 1), date(2027, 1, 1))]
    assert str(desk.database.value("SELECT died_on FROM party WHERE id = ?", (desk.debtor,))) == "2026-10-01"
    desk.act(ChangeEstate(estate, 3, date(2026, 10, 1), "brief"))
    assert desk.database.value("SELECT count(*) FROM hold") == 1
    refused("given.days_order", desk.act, ChangeEstate(estate, 4, date(2026, 10, 1), "x", claimed_on=date(2026, 9, 1)))
    refused("given.day_ahead", desk.act, ChangeEstate(estate, 4, date(2026, 10, 1), "x", claimed_on=TODAY + WEEK))


def test_a_hold_that_somebody_ended_stays_as_he_ended_it(desk: Desk) -> None:
    estate = desk.act(OpenEstate(desk.debtor, date(2026, 10, 1), TODAY, "telefoon", "overleden"))
    hold = desk.database.value("SELECT id FROM hold")
    desk.act(ChangeHold(hold, 1, "overleden", date(2026, 10, 1), TODAY))
    desk.act(ChangeEstate(estate, 1, date(2026, 11, 1), "akte"))
    assert holds(desk) == [(date(2026, 10, 1), TODAY)]
    desk.act(LiftHold(hold, 2))
    desk.act(ChangeEstate(estate, 2, date(2026, 11, 2), "akte"))
    assert holds(desk) == []


def test_consent_that_is_asked_again_takes_the_place_of_what_is_over(desk: Desk) -> None:
    until = TODAY + WEEK
    desk.act(RecordVulnerability(desk.debtor, "slechthorend", TODAY, "mail", until))
    other = desk.act(RecordVulnerability(desk.debtor, "rouw", TODAY, "mail", until + WEEK))
    after = until + timedelta(days=1)
    again = RecordVulnerability(desk.debtor, "slechthorend", after, "mail", after + WEEK)
    perform(desk.database, desk.actor, after, again)
    assert care.no_longer_agreed(desk.database, desk.debtor, after) == []
    assert signals(desk, after) == {}
    kept = care.vulnerable(desk.database, desk.debtor, after)
    assert [(one.text, one.until_on) for one in kept] == [("rouw", until + WEEK), ("slechthorend", after + WEEK)]
    assert kept[0].vulnerability_id == other


def test_an_estate_taken_back_leaves_nothing(desk: Desk) -> None:
    before = desk.database.fetch("SELECT band, by_on, tracks FROM case_now")
    desk.act(OpenEstate(desk.debtor, TODAY, TODAY, "rouwkaart", "overleden"))
    assert desk.actor.person is not None
    step = last_step(desk.database, desk.actor.person)
    assert step is not None
    desk.act(UndoStep(step))
    assert desk.database.fetch("SELECT band, by_on, tracks FROM case_now") == before
    assert desk.database.value("SELECT died_on FROM party WHERE id = ?", (desk.debtor,)) is None
    assert [desk.database.value(f"SELECT count(*) FROM {name}") for name in ("estate", "hold", "track")] == [0, 0, 0]


def test_an_organisation_does_not_die(desk: Desk) -> None:
    firm = desk.act(AddParty(PartyFacts("Firma", PartyKind.LEGAL)))
    refused("given.days_order", desk.act, OpenEstate(desk.debtor, TODAY, TODAY - WEEK, "krant", "overleden"))
    refused("estate.no_person", desk.act, OpenEstate(firm, TODAY, TODAY, "krant", "overleden"))
