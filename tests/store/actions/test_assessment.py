"""Assessments: kept one after the other, and asked for before a claim is placed or sued for."""

from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.finance import Result
from casebook.domain.routes.facts import Route, WhyUnpaid
from casebook.store.actions.assessment import Answer, CreditCheck, RecordAssessment, valid_assessment
from casebook.store.actions.cases import CloseCase
from casebook.store.actions.finances import CheckFinance, ReceiveFinance, RequireFinances
from casebook.store.actions.holds import OpenTrack
from casebook.store.actions.undo import UndoStep
from casebook.store.facts_of.assessment import load
from casebook.store.models.assessment import CreditOutcome, FinanceKind, Question, Supports
from casebook.store.models.cases import Closing, TrackKind
from casebook.store.perform import perform
from casebook.store.queries import assessments
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.refusal import refused

YESTERDAY = TODAY - timedelta(days=1)


def assess(desk: Desk, on: date = TODAY, **facts: Any) -> int:
    scores = {"beliefs": 4, "self_direction": 2, "concession": 3, "room": 3}
    assessed: int = desk.act(RecordAssessment(desk.case, on, **{**scores, **facts}))
    return assessed


def test_what_was_said_judged_and_seen_is_kept(desk: Desk) -> None:
    desk.act(RequireFinances(desk.case, (FinanceKind.INCOME,), Supports.ASSESSMENT, TODAY))
    piece = desk.database.value("SELECT id FROM finance_evidence")
    desk.act(ReceiveFinance(piece, 1, TODAY))
    answers = (Answer(Question.HAPPENED, " oven kapot\x1b[31m\nen ziek "), Answer(Question.AGREED, "  "))
    check = CreditCheck("Graydon", YESTERDAY, CreditOutcome.DOUBTFUL, "B2")
    assess(
        desk,
        why_unpaid=WhyUnpaid.UNEXPECTED_EXPENSE,
        party_id=desk.debtor,
        answers=answers,
        credit=check,
        evidence_ids=(piece, piece),
    )
    (told,) = assessments.told(desk.database, desk.case, 10)
    assert told.answers == {Question.HAPPENED: "oven kapot\nen ziek"}
    assert told.seen == (FinanceKind.INCOME,)
    row = told.row
    assert (row.on_day, row.valid_until, row.scores) == (TODAY, date(2027, 5, 21), (4, 2, 3, 3))
    assert (row.credit_source, row.credit_outcome, row.credit_score) == ("Graydon", CreditOutcome.DOUBTFUL, "B2")
    assert row.party == "Van Dam Bouw"
    suggested = assessments.suggestion(desk.database, desk.case, row, TODAY)
    assert suggested.value is Route.LONG_PLAN


def test_a_later_one_counts_and_those_before_it_stay(desk: Desk) -> None:
    assess(desk, YESTERDAY, room=1)
    assess(desk, room=5)
    # It was entered later, and is about an earlier day.
    assess(desk, YESTERDAY, room=2)
    assert [told.row.room for told in assessments.told(desk.database, desk.case, 10)] == [5, 2, 1]
    newest = assessments.newest(desk.database, desk.case)
    assert newest is not None
    assert newest.room == 5


def test_an_undo_takes_it_back_whole(desk: Desk) -> None:
    done = perform(
        desk.database,
        desk.actor,
        TODAY,
        RecordAssessment(desk.case, TODAY, room=3, answers=(Answer(Question.THINKS, "vervelend"),)),
    )
    assert done.step is not None
    perform(desk.database, desk.actor, TODAY, UndoStep(done.step))
    assert desk.database.fetch("SELECT 1 FROM assessment UNION ALL SELECT 1 FROM assessment_answer") == []


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"room": 6}, "assessment.score"),
        ({"beliefs": 0}, "assessment.score"),
        ({"on": TODAY + timedelta(days=1)}, "given.day_ahead"),
        ({"valid_until": date(2027, 5, 22)}, "assessment.too_long"),
        ({"valid_until": YESTERDAY}, "given.days_order"),
        ({"credit": CreditCheck(" ")}, "assessment.credit_source"),
        ({"evidence_ids": (99,)}, "store.no_record"),
        ({"beliefs": None, "self_direction": None, "concession": None, "room": None}, "assessment.empty"),
    ],
)
def test_what_cannot_be_is_refused(desk: Desk, facts: dict[str, Any], code: str) -> None:
    refused(code, lambda more: assess(desk, **more), facts)


def test_evidence_that_did_not_come_in_was_not_seen(desk: Desk) -> None:
    desk.act(RequireFinances(desk.case, (FinanceKind.INCOME,), Supports.ASSESSMENT, TODAY))
    piece = desk.database.value("SELECT id FROM finance_evidence")
    refused("assessment.not_seen", lambda seen: assess(desk, evidence_ids=seen), (piece,))
    desk.act(ReceiveFinance(piece, 1, TODAY))
    elsewhere = RecordAssessment(desk.second_case(), TODAY, room=2, evidence_ids=(piece,))
    refused("assessment.not_seen", desk.act, elsewhere)


def test_a_closed_case_is_not_assessed(desk: Desk) -> None:
    desk.act(CloseCase(desk.case, 1, Closing.PAID))
    refused("case.closed", assess, desk)


def test_one_of_a_later_day_counts_though_another_was_entered_since(desk: Desk) -> None:
    assess(desk, room=5)
    assess(desk, YESTERDAY - timedelta(days=300), room=2)
    assert valid_assessment(desk.transaction(), desk.case).room == 5
    assert load(desk.database, [desk.case])[desk.case].valid_until == date(2027, 5, 21)


def test_the_assessment_of_a_case_counts_until_its_last_day(desk: Desk) -> None:
    refused("assessment.missing", lambda case: valid_assessment(desk.transaction(), case), desk.case)
    assess(desk, YESTERDAY, valid_until=TODAY)
    assert valid_assessment(desk.transaction(), desk.case).room == 3
    tomorrow = desk.transaction()
    tomorrow.day = TODAY + timedelta(days=1)
    refused("assessment.expired", lambda case: valid_assessment(tomorrow, case), desk.case)


@pytest.mark.parametrize("kind", [TrackKind.COURT, TrackKind.AGENCY])
def test_placing_and_suing_need_a_valid_assessment_or_a_lead_who_says_why(desk: Desk, kind: TrackKind) -> None:
    refused("assessment.missing", desk.act, OpenTrack(desk.case, kind, "uit handen"))
    override = OpenTrack(desk.case, kind, "uit handen", without_assessment="dreigende verjaring")
    refused("mandate.none", desk.as_handler, override)
    desk.act(override)
    assert desk.database.fetch("SELECT kind FROM track") == [(kind,)]


def test_with_a_valid_assessment_a_handler_places_and_a_lead_sues(desk: Desk) -> None:
    assess(desk)
    desk.as_handler(OpenTrack(desk.case, TrackKind.AGENCY, "uit handen"))
    sue = OpenTrack(desk.case, TrackKind.COURT, "dagvaarding")
    refused("mandate.none", desk.as_handler, sue)
    desk.act(sue)


def due(desk: Desk, code: str, day: date) -> list[date]:
    """Return the days by which a signal of the case says that something is due, as on another day."""
    from casebook.store.refresh import refresh

    desk.database.transact(lambda: refresh(desk.database, [desk.case], day))
    query = "SELECT CAST(due_on AS TEXT) FROM signal WHERE code = ? AND case_id = ?"
    return [date.fromisoformat(on) for (on,) in desk.database.fetch(query, (code, desk.case))]


def test_a_case_that_was_opened_by_hand_is_assessed_within_five_working_days(desk: Desk) -> None:
    by = date(2026, 11, 27)
    assert due(desk, "signal.assess", by - timedelta(days=1)) == []
    assert due(desk, "signal.assess", by) == [by]
    assess(desk)
    assert due(desk, "signal.assess", by) == []


def test_evidence_that_is_not_enough_is_told_of_until_it_is_asked_anew(desk: Desk) -> None:
    income = (FinanceKind.INCOME,)
    desk.act(RequireFinances(desk.case, income, Supports.PLAN, TODAY, requested=True))
    assert due(desk, "signal.finance_due", TODAY) == [TODAY]
    piece = desk.database.value("SELECT id FROM finance_evidence")
    desk.act(ReceiveFinance(piece, 1, TODAY))
    desk.act(CheckFinance(piece, 2, Result.INSUFFICIENT, "van vorig jaar"))
    assert due(desk, "signal.finance_insufficient", TODAY) == [TODAY]
    desk.act(RequireFinances(desk.case, income, Supports.PLAN, TODAY + timedelta(days=14)))
    assert due(desk, "signal.finance_insufficient", TODAY) == []


def test_who_came_in_by_a_list_or_is_insolvent_is_not_asked_for(desk: Desk) -> None:
    by = date(2026, 11, 27)
    claim = desk.claim("F-1", 10_000)
    assert due(desk, "signal.assess", by) == [by]
    desk.act(OpenTrack(desk.case, TrackKind.COUNSELLING, "aangemeld"))
    assert due(desk, "signal.assess", by) == []
    desk.database.execute("UPDATE track SET closed_on = ?, version = version + 1", (TODAY,))
    assert due(desk, "signal.assess", by) == [by]
    desk.database.execute("UPDATE claim SET imported = 1, version = version + 1 WHERE id = ?", (claim,))
    assert due(desk, "signal.assess", by) == []
