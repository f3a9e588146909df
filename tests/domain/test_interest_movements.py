"""Interest on an account that says what each payment went to."""

from datetime import date

import pytest

from casebook.domain.component import Component
from casebook.domain.interest import InterestFacts, InterestKind, Movement, Payment, interest
from casebook.domain.money import Cents
from casebook.law.book import book

RULES = book().interest
START, UNTIL = date(2024, 7, 1), date(2026, 7, 1)


def facts(*movements: tuple[date, Component, int]) -> InterestFacts:
    moved = tuple(Movement(on, component, Cents(cents)) for on, component, cents in movements)
    return InterestFacts(InterestKind.STATUTORY, Cents(100000), START, UNTIL, movements=moved)


@pytest.mark.parametrize(
    ("movements", "expected"),
    [
        # 35.29 (184 days at 7) + 29.75 (181 at 6) a year; then over 1,065.04: 32.21 (184 at 6) + 21.13 (181 at 4).
        ((), 11838),
        # Interest paid on the day it is added to the base bears none: 30.25 + 19.84 over 1,000.00.
        (((date(2025, 7, 1), Component.INTEREST, -6504),), 11513),
        # Paid later it goes to what has accrued since, 32.21, and lowers the base by the rest: 20.47 over 1,032.21.
        (((date(2026, 1, 1), Component.INTEREST, -6504),), 11772),
        # Principal paid while interest is open lowers the base by all of it: 35.29, then 14.88 (181 at 6 over 500.00);
        # 16.64 + 10.91 over 550.17.
        (((date(2025, 1, 1), Component.PRINCIPAL, -50000),), 7772),
        # What went back bears interest again: 35.29 + 4.85 (59 at 6 over 500.00) + 20.05 (122 over 1,000.00), and
        # 32.07 + 21.03 over 1,060.19.
        (((date(2025, 1, 1), Component.PRINCIPAL, -50000), (date(2025, 3, 1), Component.PRINCIPAL, 50000)), 11329),
    ],
)
def test_the_base_follows_the_account(movements: tuple[tuple[date, Component, int], ...], expected: int) -> None:
    assert interest(facts(*movements), RULES).value.interest == expected


def test_a_movement_of_the_last_day_counts_for_the_further_day_alone() -> None:
    paid = interest(facts((UNTIL, Component.PRINCIPAL, -100000), (UNTIL, Component.INTEREST, -11838)), RULES).value
    assert (paid.interest, paid.per_day, paid.total) == (11838, 0, 0)


def test_more_than_was_owed_leaves_nothing_less_than_nothing() -> None:
    found = interest(facts((date(2025, 7, 1), Component.INTEREST, -9999), (UNTIL, Component.PRINCIPAL, -999999)), RULES)
    assert (found.value.interest, found.value.total) == (11513, 5009)


def test_payments_stand_in_no_account() -> None:
    with pytest.raises(ValueError, match="payments beside"):
        InterestFacts(
            InterestKind.STATUTORY,
            Cents(1),
            START,
            UNTIL,
            payments=(Payment(START, Cents(1)),),
            movements=(Movement(START, Component.PRINCIPAL, Cents(-1)),),
        )
