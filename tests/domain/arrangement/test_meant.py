"""Money that is meant for an arrangement: by an amount that fits its terms, or by words."""

from datetime import date

import pytest

from casebook.domain.arrangement.meant import is_meant
from casebook.domain.arrangement.standing import TermNow, TermState
from casebook.domain.money import ZERO, Cents

DAY = date(2026, 11, 1)
PAID = Cents(25_000)


def term(number: int, paid: Cents = ZERO) -> TermNow:
    return TermNow(number, number, DAY, PAID, PAID, paid, TermState.DUE, DAY, None)


TERMS = (term(1, PAID), term(2, Cents(5_000)), term(3), term(4))


@pytest.mark.parametrize(
    ("cents", "text", "meant"),
    [
        (20_000, "", True),
        (25_000, "", True),
        (25_099, "", True),
        (45_000, "", True),
        (70_000, "", True),
        (25_100, "", False),
        (50_000, "", False),
        (123, "2e Termijn", True),
        (123, "betalingsregeling", True),
        (123, "factuur 17", False),
    ],
)
def test_by_amount_or_by_words(cents: int, text: str, *, meant: bool) -> None:
    assert is_meant(TERMS, Cents(cents), text, Cents(100)) is meant


def test_never_where_all_is_paid() -> None:
    assert not is_meant((term(1, PAID),), PAID, "termijn", Cents(100))
