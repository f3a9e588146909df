"""Coming in and going back: an intake accepted or returned, a case given back, and aftercare."""

from dataclasses import replace
from datetime import date

from casebook.domain.money import Cents
from casebook.domain.relation.intake import Criterion
from casebook.store.actions.cases import CloseCase, OpenCase, ReopenCase
from casebook.store.actions.claims import AddClaim
from casebook.store.actions.intakes import AcceptIntake, RefuseIntake, RegisterIntake
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.returns import ReturnCase
from casebook.store.actions.undo import UndoStep, last_step
from casebook.store.actions.watches import EndWatch, SetWatch
from casebook.store.facts_of import assessment
from casebook.store.models.cases import CaseState, Closing, NextKind
from casebook.store.models.relation import RelationOutcome, ReturnGround
from casebook.store.queries import case, case_ends, intake, relation
from casebook.store.queries.case import CaseCard
from casebook.store.queries.intake import IntakeCard
from tests.store.actions.desk import FACTS, TODAY, Desk
from tests.store.actions.refusal import refused

# A Saturday: three working days later is a Wednesday, five a Friday.
DECIDE_BY, ASSESS_BY = date(2026, 11, 25), date(2026, 11, 27)
WATCH_ON = date(2027, 2, 22)


def handed_over(desk: Desk, on: date = TODAY, by: str = "K. Bos, regulier beheer") -> int:
    debtor = desk.act(AddParty(PartyFacts("Slagerij Bos")))
    register = RegisterIntake(debtor, by, on, Criterion.OVERDUE, "drie keer gebeld", owner_person_id=desk.actor.person)
    case_id: int = desk.act(register)
    return case_id


def cards(desk: Desk, case_id: int) -> tuple[CaseCard, IntakeCard]:
    card, came = case.card(desk.database, case_id), intake.intake(desk.database, case_id)
    assert card is not None
    assert came is not None
    return card, came


def test_an_intake_waits_to_be_decided_on(desk: Desk) -> None:
    card, came = cards(desk, handed_over(desk))
    assert (card.state, card.next_on, card.next_kind) == (CaseState.INTAKE, DECIDE_BY, NextKind.FIRST_LOOK)
    assert (came.decide_by, came.accepted_on, came.returned_on) == (DECIDE_BY, None, None)


def test_one_that_was_on_its_way_for_long_is_due_today(desk: Desk) -> None:
    card, came = cards(desk, handed_over(desk, date(2026, 11, 2)))
    assert (card.next_on, came.decide_by) == (TODAY, date(2026, 11, 5))
    assert (card.band, card.why) == (2, "signal.intake")


def test_it_is_accepted_and_the_first_assessment_is_due_in_five_working_days(desk: Desk) -> None:
    case_id = handed_over(desk)
    desk.act(AcceptIntake(case_id, desk.version("cases", case_id)))
    card, came = cards(desk, case_id)
    assert (card.state, card.next_on, card.next_kind) == (CaseState.OPEN, ASSESS_BY, NextKind.FIRST_LOOK)
    assert (came.accepted_on, came.assess_by, came.decided_by) == (TODAY, ASSESS_BY, "M. Jansen")
    again = AcceptIntake(case_id, desk.version("cases", case_id))
    refused("intake.none", desk.act, again)
    step = last_step(desk.database, desk.actor.person or 0)
    assert step is not None
    desk.act(UndoStep(step))
    card, came = cards(desk, case_id)
    assert (card.state, came.accepted_on) == (CaseState.INTAKE, None)


def test_it_goes_back_with_the_reason(desk: Desk) -> None:
    case_id = handed_over(desk)
    version = desk.version("cases", case_id)
    refused("given.no_reason", desk.act, RefuseIntake(case_id, version, " "))
    desk.act(RefuseIntake(case_id, version, "nog geen 90 dagen"))
    card, came = cards(desk, case_id)
    assert (card.state, card.closed_as) == (CaseState.CLOSED, Closing.RETURNED_TO_REGULAR)
    assert (came.returned_on, came.returned_because) == (TODAY, "nog geen 90 dagen")


def test_what_would_be_lost_before_the_first_assessment_is_looked_at_in_time(desk: Desk) -> None:
    case_id = handed_over(desk)
    due = date(2021, 11, 24)
    desk.act(AddClaim(case_id, desk.creditor, Cents(500_00), replace(FACTS, invoice_on=due, due_on=due)))
    desk.act(AcceptIntake(case_id, 1))
    card, came = cards(desk, case_id)
    assert came.assess_by == ASSESS_BY
    assert assessment.load(desk.database, [case_id])[case_id].assess_by == ASSESS_BY
    assert card.next_on is not None
    assert TODAY <= card.next_on < ASSESS_BY


def test_nobody_is_handed_over_on_a_day_ahead(desk: Desk) -> None:
    refused("given.day_ahead", lambda on: handed_over(desk, on), date(2026, 11, 22))


def test_one_that_went_back_and_is_opened_after_all_is_assessed(desk: Desk) -> None:
    case_id = handed_over(desk)
    assert assessment.load(desk.database, [case_id]) == {}
    desk.act(RefuseIntake(case_id, 1, "nog niet aangemaand"))
    desk.act(ReopenCase(case_id, 2, DECIDE_BY, NextKind.FIRST_LOOK))
    assert assessment.load(desk.database, [case_id])[case_id].assess_by == ASSESS_BY


def test_a_case_that_was_opened_without_an_intake_has_none_to_decide_on(desk: Desk) -> None:
    refused("intake.none", desk.act, AcceptIntake(desk.case, desk.version("cases", desk.case)))
    again = RegisterIntake(desk.debtor, "K. Bos", TODAY, Criterion.DISTRESS, owner_person_id=desk.actor.person)
    refused("case.open_already", desk.act, again)


def test_the_criteria_that_the_book_meets_are_found(desk: Desk) -> None:
    desk.claim("7001", 100_00, invoice_on=date(2026, 8, 1), due_on=date(2026, 8, 22))
    assert intake.criteria_met(desk.database, desk.debtor, TODAY).value == (Criterion.OVERDUE,)
    desk.pay(100_00)
    assert intake.criteria_met(desk.database, desk.debtor, TODAY).value == ()


def test_a_case_goes_back_to_regular_control_and_comes_back_for_aftercare(desk: Desk) -> None:
    version = desk.version("cases", desk.case)
    given = ReturnCase(
        desk.case,
        version,
        ReturnGround.NOT_STRUCTURAL,
        "14 dagen, limiet € 5.000",
        RelationOutcome.WITH_CONDITIONS,
        "eerder bellen",
        WATCH_ON,
    )
    desk.act(given)
    card = case.card(desk.database, desk.case)
    assert card is not None
    assert (card.state, card.closed_as) == (CaseState.CLOSED, Closing.RETURNED_TO_REGULAR)
    (end,) = relation.ends(desk.database, desk.case)
    assert (end.return_ground, end.order_terms, end.outcome) == (
        ReturnGround.NOT_STRUCTURAL,
        "14 dagen, limiet € 5.000",
        RelationOutcome.WITH_CONDITIONS,
    )
    # It is quiet until its day.
    assert (card.band, card.holds_until) == (9, WATCH_ON)
    (watch,) = relation.watches(desk.database, desk.case)
    refused("given.no_reason", desk.act, EndWatch(watch.watch_id, 1, ""))
    desk.act(EndWatch(watch.watch_id, 1, "betaalt op tijd", date(2027, 5, 24)))
    assert [(one.on_day, one.found) for one in relation.watches(desk.database, desk.case)] == [
        (WATCH_ON, "betaalt op tijd"),
        (date(2027, 5, 24), ""),
    ]


def test_who_is_worked_again_needs_no_aftercare(desk: Desk) -> None:
    refused("case.not_closed", desk.act, SetWatch(desk.case, WATCH_ON))
    desk.act(CloseCase(desk.case, desk.version("cases", desk.case), Closing.TRANSFERRED))
    refused("watch.not_ahead", desk.act, SetWatch(desk.case, TODAY))
    desk.act(SetWatch(desk.case, WATCH_ON))
    desk.act(ReopenCase(desk.case, desk.version("cases", desk.case), TODAY, NextKind.CALL))
    assert [one.ended_on for one in relation.watches(desk.database, desk.case)] == [TODAY]


def test_nor_does_who_is_handed_over_once_more(desk: Desk) -> None:
    desk.act(CloseCase(desk.case, desk.version("cases", desk.case), Closing.TRANSFERRED, watch_on=WATCH_ON))
    desk.act(RegisterIntake(desk.debtor, "K. Bos", TODAY, Criterion.DISTRESS, owner_person_id=desk.actor.person))
    assert [one.ended_on for one in relation.watches(desk.database, desk.case)] == [TODAY]


def test_aftercare_of_another_debtor_stays(desk: Desk) -> None:
    debtor = desk.party("Slagerij Bos")
    case_id: int = desk.act(OpenCase(debtor, TODAY, owner_person_id=desk.actor.person))
    assert case_id != debtor
    for id_ in (desk.case, case_id):
        desk.act(CloseCase(id_, desk.version("cases", id_), Closing.NOT_OURS, watch_on=WATCH_ON))
    desk.act(ReopenCase(case_id, desk.version("cases", case_id), TODAY, NextKind.CALL))
    watches = [relation.watches(desk.database, id_)[0].ended_on for id_ in (desk.case, case_id)]
    assert watches == [None, TODAY]


def test_outcomes_are_counted_and_lessons_listed_by_the_last_end_of_a_case(desk: Desk) -> None:
    def close(outcome: RelationOutcome | None, lesson: str = "") -> None:
        desk.act(CloseCase(desk.case, desk.version("cases", desk.case), Closing.TRANSFERRED, outcome, lesson))

    close(RelationOutcome.STAYS, "niet zonder KVK-uittreksel")
    desk.act(ReopenCase(desk.case, desk.version("cases", desk.case), TODAY, NextKind.CALL))
    assert case_ends.outcomes(desk.database, TODAY, TODAY) == []
    close(RelationOutcome.ENDED)
    other = handed_over(desk)
    desk.act(CloseCase(other, desk.version("cases", other), Closing.NOT_OURS))
    assert case_ends.outcomes(desk.database, TODAY, TODAY) == [
        (Closing.NOT_OURS, None, 1),
        (Closing.TRANSFERRED, RelationOutcome.ENDED, 1),
    ]
    assert case_ends.outcomes(desk.database, date(2026, 11, 22), WATCH_ON) == []
    assert [row.lesson for row in case_ends.lessons(desk.database, TODAY, TODAY)] == ["niet zonder KVK-uittreksel"]
