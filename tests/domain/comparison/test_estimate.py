"""Shares of what was placed, and between which two they lie, worked out by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.comparison.estimate import Estimate, Ratio, error, estimate, less, percent, ratio, together

PAIRS = st.lists(st.tuples(st.integers(1, 10**7), st.integers(0, 10**7)), min_size=2, max_size=20)


@pytest.mark.parametrize(
    ("pairs", "share", "variance"),
    [
        # Of 4 times 100,00 two came in whole: 50%; 4/3 * 4 * 50,00^2 / 400,00^2.
        ([(10000, 10000), (10000, 0), (10000, 10000), (10000, 0)], Fraction(1, 2), Fraction(1, 12)),
        # Of 2 times 1.000,00 one brought 200,00: 10%; 2 * 2 * 100,00^2 / 2.000,00^2.
        ([(100000, 20000), (100000, 0)], Fraction(1, 10), Fraction(1, 100)),
        # Each brought a quarter: nothing is uncertain as far as these tell.
        ([(4000, 1000), (8000, 2000), (400, 100)], Fraction(1, 4), Fraction(0)),
        ([(4000, 1000)], Fraction(1, 4), None),
    ],
)
def test_a_share_and_its_variance(pairs: list[tuple[int, int]], share: Fraction, variance: Fraction | None) -> None:
    assert ratio(pairs) == Ratio(share, variance)


def test_shares_of_strata_are_added_up_by_their_weights() -> None:
    small, large = Ratio(Fraction(1, 2), Fraction(1, 12)), Ratio(Fraction(1, 10), Fraction(1, 100))
    whole = together([(Fraction(1, 11), small), (Fraction(10, 11), large)])
    assert whole == Ratio(Fraction(3, 22), (Fraction(1, 12) + 1) / 121)
    # 13,64% and 1,96 times 9,46.
    assert estimate(whole) == Estimate(Decimal("13.6"), Decimal("-4.9"), Decimal("32.2"))
    assert estimate(whole, least=0) == Estimate(Decimal("13.6"), Decimal(0), Decimal("32.2"))
    assert error(whole) == Decimal("9.46")


def test_what_is_not_known_of_one_is_not_known_of_all() -> None:
    alone, known = Ratio(Fraction(1, 4), None), Ratio(Fraction(1, 2), Fraction(1, 12))
    assert together([(Fraction(1, 2), alone), (Fraction(1, 2), known)]) == Ratio(Fraction(3, 8), None)
    assert less(known, alone) == Ratio(Fraction(1, 4), None)
    assert estimate(alone) == Estimate(Decimal("25.0"), None, None)
    assert error(alone) is None


def test_a_difference_is_as_uncertain_as_both_together() -> None:
    one, other = Ratio(Fraction(1, 2), Fraction(3, 100)), Ratio(Fraction(3, 4), Fraction(1, 100))
    assert less(one, other) == Ratio(Fraction(-1, 4), Fraction(1, 25))
    # 1,96 times 20.
    assert estimate(less(one, other)) == Estimate(Decimal("-25.0"), Decimal("-64.2"), Decimal("14.2"))


@pytest.mark.parametrize(
    ("share", "said"), [(Fraction(1, 3), "33.3"), (Fraction(1, 800), "0.1"), (Fraction(-1, 800), "-0.1")]
)
def test_percent_has_a_tenth(share: Fraction, said: str) -> None:
    assert percent(share) == Decimal(said)


@given(PAIRS)
def test_a_share_lies_in_its_own_bounds(pairs: list[tuple[int, int]]) -> None:
    found = estimate(ratio(pairs))
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.share <= found.high


@given(PAIRS, st.integers(2, 50))
def test_in_another_money_it_is_the_same(pairs: list[tuple[int, int]], times: int) -> None:
    assert ratio([(x * times, y * times) for x, y in pairs]) == ratio(pairs)
