"""What of the book counts when routes are compared."""

from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.arrangement.terms import AgreedHow, PlanTerms, Rhythm
from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.money import Cents
from casebook.domain.routes.facts import Basis, Course, Route
from casebook.law.book import book as law_book
from casebook.store.actions.arrangements import AgreeArrangement, DraftArrangement
from casebook.store.actions.assessment import RecordAssessment
from casebook.store.actions.cases import OpenCase, SetSleeping
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.contacts import AddContact
from casebook.store.actions.holds import OpenTrack
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.payments import RecordPayment, ReversePayment
from casebook.store.actions.receipts import Receipt
from casebook.store.actions.undo import UndoStep
from casebook.store.actions.write_offs import ReverseWriteOff, WriteOff
from casebook.store.database import Database
from casebook.store.models.cases import Channel, NextKind, Outcome, TrackKind
from casebook.store.perform import perform
from casebook.store.queries import routes
from casebook.store.transaction import Actor
from tests.store.book import creditor, office

TODAY = date(2026, 11, 21)
# The routes of the tests begin here: their windows of twelve months are over.
BEGAN = date(2025, 3, 1)
RULES = law_book().defaults.route_history.first.value
SINCE, UNTIL = date(2020, 11, 21), date(2025, 11, 21)


class Past:
    """Cases in which things happen on days of the past."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.actor: Actor = office(database)
        self.creditor = creditor(database, self.actor)
        self.claim = self.debtor = 0

    def act(self, command: object, day: date = BEGAN) -> Any:
        return perform(self.database, self.actor, day, command).result

    def case(self, cents: int = 1_000_00, capacity: Capacity = Capacity.CONSUMER) -> int:
        self.debtor = self.act(AddParty(PartyFacts("Debiteur")), date(2024, 1, 2))
        opened = OpenCase(self.debtor, TODAY, NextKind.CALL, owner_person_id=self.actor.person)
        case: int = self.act(opened, date(2024, 1, 2))
        number = f"F-{case}"
        due = date(2024, 1, 1)
        facts = ClaimFacts(number, "contract", capacity, Agreed.CONTRACT, invoice_on=due, due_on=due)
        self.claim = self.act(AddClaim(case, self.creditor, Cents(cents), facts), date(2024, 1, 2))
        return case

    def agency(self, case: int, day: date = BEGAN) -> None:
        self.act(OpenTrack(case, TrackKind.AGENCY, "uit handen", "vroeger", "vroeger"), day)

    def pay(self, case: int, cents: int, day: date) -> int:
        paid: int = self.act(RecordPayment(case, Receipt(day, Cents(cents))), day).payment_id
        return paid

    def courses(self, until: date = UNTIL, **rules: Any) -> list[Course]:
        return routes.courses(self.database, SINCE, until, RULES._replace(**rules))


@pytest.fixture
def past(database: Database) -> Past:
    return Past(database)


def test_what_came_in_within_twelve_months_of_what_was_open_on_the_first_day(past: Past) -> None:
    case = past.case()
    past.pay(case, 200_00, date(2025, 2, 1))
    past.pay(case, 100_00, BEGAN)
    past.agency(case)
    past.pay(case, 50_00, BEGAN + timedelta(days=10))
    past.pay(case, 20_00, date(2026, 3, 1))
    past.pay(case, 500_00, date(2026, 3, 2))
    assert past.courses() == [
        Course(Basis.AGENCY, Capacity.CONSUMER, Cents(700_00), Cents(70_00), 50_00 * 10 + 20_00 * 365)
    ]


def test_money_that_went_back_did_not_come_in(past: Past) -> None:
    case = past.case()
    past.agency(case)
    paid = past.pay(case, 50_00, BEGAN + timedelta(days=10))
    past.act(ReversePayment(paid, "gestorneerd"), BEGAN + timedelta(days=500))
    (course,) = past.courses()
    assert (course.received_cents, course.cent_days) == (0, 0)


def test_a_route_counts_when_its_time_is_over_and_it_is_not_too_long_ago(past: Past) -> None:
    past.agency(past.case())
    assert len(past.courses(until=BEGAN)) == 1
    assert past.courses(until=BEGAN - timedelta(days=1)) == []
    assert routes.courses(past.database, BEGAN + timedelta(days=1), UNTIL, RULES) == []


def test_of_a_case_the_first_time_counts_and_of_many_cases_the_newest(past: Past) -> None:
    case = past.case()
    for days in (30, 0):
        past.act(
            AddContact(case, 1, BEGAN + timedelta(days=days), Channel.PHONE, Outcome.PROMISE),
            BEGAN + timedelta(days=60),
        )
    past.pay(case, 100_00, BEGAN + timedelta(days=10))
    assert [(one.basis, one.received_cents) for one in past.courses()] == [(Basis.PROMISE, 100_00)]
    newer = past.case(2_000_00)
    past.act(AddContact(newer, 1, BEGAN + timedelta(days=40), Channel.PHONE, Outcome.PROMISE), TODAY)
    assert [one.open_cents for one in past.courses(most_cases=1)] == [2_000_00]


def begin(past: Past, case: int, basis: Basis) -> Any:
    """Begin a route in a case, as people do, and return how it can be taken back."""
    match basis:
        case Basis.PLAN:
            terms = PlanTerms(past.debtor, (past.claim,), Rhythm.MONTHLY, BEGAN, terms=3)
            drafted = past.act(DraftArrangement(case, terms))
            command: object = AgreeArrangement(drafted, 1, BEGAN, AgreedHow.MAIL)
        case Basis.PROMISE:
            command = AddContact(case, 1, BEGAN, Channel.PHONE, Outcome.PROMISE)
        case Basis.COURT:
            command = OpenTrack(case, TrackKind.COURT, "dagvaarding", without_assessment="vroeger")
        case Basis.AGENCY:
            command = OpenTrack(case, TrackKind.AGENCY, "uit handen", "vroeger", "vroeger")
        case Basis.REST:
            version = past.database.value("SELECT version FROM cases WHERE id = ?", (case,))
            command = SetSleeping(case, version, sleeping=True)
        case Basis.WRITE_OFF:
            command = WriteOff(past.claim, Cents(100_00), "oninbaar")
    return perform(past.database, past.actor, BEGAN, command).step


@pytest.mark.parametrize("basis", Basis)
def test_each_route_has_its_beginning_and_what_was_taken_back_was_none(past: Past, basis: Basis) -> None:
    step = begin(past, past.case(capacity=Capacity.BUSINESS), basis)
    assert [(one.basis, one.capacity) for one in past.courses()] == [(basis, Capacity.BUSINESS)]
    past.act(UndoStep(step))
    assert past.courses() == []


def test_an_agreement_is_a_plan_and_a_write_off_that_was_reversed_is_none(past: Past) -> None:
    case = past.case()
    past.act(AddContact(case, 1, BEGAN, Channel.PHONE, Outcome.AGREEMENT))
    written = past.act(WriteOff(past.claim, Cents(100_00), "oninbaar"))
    past.act(ReverseWriteOff(written, "toch niet"), TODAY)
    assert [one.basis for one in past.courses()] == [Basis.PLAN]


def test_a_case_that_was_woken_did_not_go_to_sleep_twice(past: Past) -> None:
    case = past.case()
    begin(past, case, Basis.REST)
    version = past.database.value("SELECT version FROM cases WHERE id = ?", (case,))
    past.act(SetSleeping(case, version, sleeping=False), BEGAN + timedelta(days=30))
    assert routes.courses(past.database, BEGAN + timedelta(days=1), UNTIL, RULES) == []
    assert len(past.courses()) == 1


@pytest.mark.parametrize(
    ("cents", "day", "fee", "why"),
    [
        (500_00, TODAY, 139_00, None),
        (500_01, TODAY, 350_00, None),
        (25_000_00, TODAY, 1504_00, None),
        # Above the limit it goes to the district court, whose fees of this year were not found.
        (25_000_01, TODAY, None, "routes.no_fee_this_year"),
        (25_000_01, date(2024, 6, 1), 2_889_00, None),
        (1_000_000_01, date(2024, 6, 1), 9_825_00, None),
        (500_00, date(2027, 1, 1), None, "routes.no_fee_this_year"),
    ],
)
def test_the_court_fee_is_that_of_the_table_or_not_known(
    cents: int, day: date, fee: int | None, why: str | None
) -> None:
    found = routes.court_fee(law_book(), Cents(cents), day)
    assert (found.cents, found.why) == (fee, why)


def test_the_page_of_a_case_says_what_it_rests_on(past: Past) -> None:
    for _ in range(20):
        case = past.case()
        past.agency(case)
        past.pay(case, 300_00, BEGAN + timedelta(days=30))
    mine = past.case(2_000_00)
    past.act(RecordAssessment(mine, TODAY, 1, 3, 1, 2), TODAY)
    found = routes.compared(past.database, mine, TODAY)
    assert (found.open_cents, found.capacity, found.since, found.until) == (2_000_00, Capacity.CONSUMER, SINCE, UNTIL)
    nets = {one.route: one.finding.value for one in found.outlooks}
    # 2.000 times 6.000 / 20.000 is 600, less 25 and 15 percent of it.
    assert nets == {**dict.fromkeys(Route), Route.AGENCY: 485_00}
    assert found.suggestion is not None
    assert found.suggestion.value is Route.AGENCY


def test_an_arrangement_counts_from_the_day_it_was_agreed_on_not_from_that_on_which_it_was_recorded(past: Past) -> None:
    case = past.case()
    terms = PlanTerms(past.debtor, (past.claim,), Rhythm.MONTHLY, BEGAN, terms=3)
    drafted = past.act(DraftArrangement(case, terms))
    past.act(AgreeArrangement(drafted, 1, BEGAN, AgreedHow.MAIL), TODAY)
    past.pay(case, 100_00, BEGAN + timedelta(days=10))
    assert [(one.basis, one.received_cents) for one in past.courses()] == [(Basis.PLAN, 100_00)]
