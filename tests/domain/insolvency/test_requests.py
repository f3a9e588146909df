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
