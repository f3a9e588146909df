"""By when a request is answered, and what a proposal is against what may be expected without it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.insolvency.dues import DateKind
from casebook.domain.insolvency.facts import EventKind, Happened, Kind, Proceeding
from casebook.domain.insolvency.offers import Risk, read_percent, weigh
from casebook.domain.insolvency.requests import Course, RequestKind, RequestState, answer_by
from casebook.domain.insolvency.standing import standing
from casebook.domain.money import Cents
from casebook.law.book import book

RULES = book().insolvency
MONDAY = date(2026, 11, 16)
K, S = RequestKind, RequestState


@pytest.mark.parametrize(
    ("course", "on"),
    [
        # T1; facts 5.6: ten working days.
        (Course(K.BALANCE, MONDAY), date(2026, 11, 30)),
        # Over Christmas: 25 and 26 December and New Year's Day are no working days (Atw 3).
        (Course(K.DOCUMENTS, date(2026, 12, 21)), date(2027, 1, 6)),
        # Each kind by its own term: five, and fifteen working days.
        (Course(K.EXPLANATION, MONDAY), date(2026, 11, 23)),
        (Course(K.COOPERATION, MONDAY), date(2026, 11, 23)),
        (Course(K.RECONSIDERATION, MONDAY), date(2026, 11, 23)),
        (Course(K.PROPOSAL, MONDAY), date(2026, 12, 7)),
        (Course(K.CLAW_BACK, MONDAY), date(2026, 12, 7)),
        (Course(K.BALANCE, MONDAY, asked_by=date(2026, 11, 20)), date(2026, 11, 20)),
        (Course(K.BALANCE, MONDAY, date(2026, 11, 20), date(2026, 12, 11)), date(2026, 12, 11)),
    ],
)
def test_by_when_it_is_answered(course: Course, on: date) -> None:
    assert answer_by(course, RULES).on == on


def test_a_scheme_that_runs_is_looked_at_again_after_a_year() -> None:
    events = (Happened(1, EventKind.RUNNING, MONDAY), Happened(2, EventKind.RECHECKED, date(2027, 11, 20)))
    for known, on in ((events[:1], date(2027, 11, 16)), (events, date(2028, 11, 20))):
        due = standing(Proceeding(Kind.COUNSELLING, MONDAY, MONDAY, known), RULES).due(DateKind.RECHECK)
        assert due is not None
        assert due.on == on


E = EventKind
ANSWERED = Happened(2, E.BALANCE_ANSWERED, date(2026, 11, 20))
OFFERED = Happened(3, E.MEDIATION_PROPOSED, date(2027, 2, 1))
REFUSED = Happened(4, E.REFUSED, date(2027, 2, 10))


@pytest.mark.parametrize(
    ("events", "reply", "proposal"),
    [
        # Ten working days for us, and a hundred and twenty days for them after that (facts 5.6).
        ((), date(2026, 11, 30), date(2027, 3, 30)),
        ((ANSWERED,), None, date(2027, 3, 20)),
        # While there is a proposal to answer nothing is expected of them; from our answer on it is again.
        ((ANSWERED, OFFERED), None, None),
        ((ANSWERED, OFFERED, REFUSED), None, date(2027, 6, 10)),
        ((ANSWERED, OFFERED, REFUSED, Happened(5, E.RECONSIDERED, date(2027, 2, 20))), None, None),
        ((ANSWERED, OFFERED, REFUSED, Happened(5, E.TO_COURT, date(2027, 2, 20))), None, None),
        # Asked again after that, it is answered again.
        (
            (ANSWERED, OFFERED, REFUSED, Happened(5, E.BALANCE_REQUESTED, date(2027, 3, 1))),
            date(2027, 3, 15),
            date(2027, 7, 13),
        ),
        # A scheme that runs is looked at again, and owes no proposal.
        ((ANSWERED, OFFERED, Happened(4, E.ACCEPTED, date(2027, 2, 10)), Happened(5, E.RUNNING, MONDAY)), None, None),
    ],
)
def test_a_proposal_or_word_of_it_is_counted_from_our_last_answer(
    events: tuple[Happened, ...], reply: date | None, proposal: date | None
) -> None:
    asked = Happened(1, E.BALANCE_REQUESTED, MONDAY)
    found = standing(Proceeding(Kind.COUNSELLING, MONDAY, MONDAY, (asked, *events)), RULES)
    days = [due.on if due else None for due in (found.due(DateKind.REPLY), found.due(DateKind.PROPOSAL))]
    assert days == [reply, proposal]


def test_how_far_it_is() -> None:
    assert Course(K.BALANCE, MONDAY).state is S.RECEIVED
    assert Course(K.BALANCE, MONDAY, assigned=True).state is S.ASSIGNED
    assert Course(K.BALANCE, MONDAY, answered_on=MONDAY).state is S.ANSWERED
    assert Course(K.BALANCE, MONDAY, answered_on=MONDAY, acknowledged_on=MONDAY).state is S.ACKNOWLEDGED
    assert not Course(K.BALANCE, MONDAY, withdrawn_on=MONDAY).is_open


@pytest.mark.parametrize(
    ("offered", "expected", "gets", "risk"),
    [
        ("12.5", "8", 14_178, Risk.HIGH),  # Fw 287a: no less than the alternative.
        ("8", "8", 9_074, Risk.HIGH),
        ("5", "8", 5_671, Risk.LOW),
        ("5", None, 5_671, Risk.UNKNOWN),
    ],
)
def test_what_an_offer_is_against_the_alternative(offered: str, expected: str | None, gets: int, risk: Risk) -> None:
    found = weigh(Cents(113_420), Decimal(offered), None if expected is None else Decimal(expected)).value
    assert (found.offered, found.risk) == (gets, risk)


def test_by_what_we_may_be_held_to_an_offer_is_said_as_the_proceeding_has_it() -> None:
    """In debt counselling a court orders one to accept (Fw 287a); elsewhere a composition binds all."""
    ten = Decimal(10)
    assert [step.code for step in weigh(Cents(100), ten, ten).steps] == ["offer.high"]
    (step,) = weigh(Cents(100), ten, Decimal(20), "Fw 385").steps
    assert (step.code, step.parameters["source"], step.source) == ("offer.bound_low", "Fw 385", "Fw 385")


@given(st.integers(0, 10**9), st.decimals(0, 100, places=2))
def test_what_comes_in_and_what_is_let_go_of_are_the_whole(balance: int, percent: Decimal) -> None:
    found = weigh(Cents(balance), percent, None).value
    assert found.offered + found.remitted == balance
    assert 0 <= found.offered <= balance


@pytest.mark.parametrize(
    ("text", "read"), [("7,5", "7.5"), (" 12 % ", "12"), ("101", None), ("x", None), ("nan", None)]
)
def test_a_percentage_as_people_write_it(text: str, read: str | None) -> None:
    assert read_percent(text) == (None if read is None else Decimal(read))
