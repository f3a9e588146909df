"""What a debt of before, or of during, protective administration can be recovered from: BW 1:440 lid 1."""

from datetime import date

import pytest

from casebook.domain.administration import Debt, Recourse, recourse
from casebook.domain.money import Cents

BEGAN = date(2025, 3, 1)


@pytest.mark.parametrize(
    ("since", "found"),
    [
        (date(2025, 2, 28), Recourse(Cents(100), Cents(0), Cents(0))),
        (BEGAN, Recourse(Cents(0), Cents(100), Cents(0))),
        (date(2025, 3, 2), Recourse(Cents(0), Cents(100), Cents(0))),
        (None, Recourse(Cents(0), Cents(0), Cents(100))),
    ],
)
def test_a_debt_is_older_than_the_administration_or_it_is_not(since: date | None, found: Recourse) -> None:
    assert recourse([Debt(since, Cents(100))], BEGAN).value == found


def test_only_what_there_is_of_is_said_with_its_article() -> None:
    found = recourse([Debt(date(2024, 12, 6), Cents(84_700)), Debt(date(2025, 4, 1), Cents(5_000))], BEGAN)
    assert [(step.code, step.parameters["cents"], step.source) for step in found.steps] == [
        ("administration.before", 84_700, "BW 1:440 lid 1"),
        ("administration.during", 5_000, "BW 1:440 lid 1"),
    ]
