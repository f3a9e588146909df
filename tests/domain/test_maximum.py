"""What a guarantor is asked within his maximum: worked examples, and that it never comes to more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.component import Component
from casebook.domain.maximum import Maximum, Open, within
from casebook.domain.money import Cents

P, COSTS = Component.PRINCIPAL, Component.COLLECTION_COSTS


_Some = list[tuple[int, int, int, int | None]]


def most(cents: int, paid: int = 0, *, beside: bool = False) -> Maximum:
    return Maximum(Cents(cents), Cents(paid), beside=beside)


def claims(*some: tuple[int, int, int, int | None]) -> list[Open]:
    return [Open(at, Cents(p), Cents(i), Cents(c), under) for at, (p, i, c, under) in enumerate(some)]


CASES: dict[str, tuple[_Some, list[Maximum], list[tuple[int, int, int]]]] = {
    "all of it fits": ([(100, 10, 5, 0)], [most(200)], [(100, 10, 5)]),
    "principal first, then interest, then costs": ([(100, 10, 5, 0)], [most(112)], [(100, 10, 2)]),
    "two claims share it": ([(100, 0, 0, 0), (100, 0, 0, 0)], [most(150)], [(100, 0, 0), (50, 0, 0)]),
    "of each apart": ([(100, 0, 0, 0), (100, 0, 0, 1)], [most(60), most(60)], [(60, 0, 0), (60, 0, 0)]),
    "what he paid counts": ([(100, 0, 0, 0)], [most(150, 80)], [(70, 0, 0)]),
    "he paid all of it": ([(100, 10, 5, 0)], [most(80, 80)], [(0, 0, 0)]),
    "he paid more than that": ([(100, 10, 5, 0)], [most(80, 90)], [(0, 0, 0)]),
    "interest and costs on top": ([(100, 10, 5, 0), (100, 20, 0, 0)], [most(120, beside=True)],
                                  [(100, 10, 5), (20, 20, 0)]),
    "two guarantees": ([(100, 0, 0, 0), (100, 0, 0, 1)], [most(30), most(50)], [(30, 0, 0), (50, 0, 0)]),
    "no maximum": ([(100, 10, 5, None)], [], [(100, 10, 5)]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_it_is_asked_within_the_maximum(name: str) -> None:
    some, maxima, expected = CASES[name]
    found = within(claims(*some), maxima)
    assert [(one.principal, one.interest, one.costs) for one in found] == expected


def test_what_comes_on_top_does_not_count_against_it() -> None:
    assert most(1).counts(COSTS)
    assert not most(1, beside=True).counts(COSTS)
    assert most(1, beside=True).counts(P)


_CENTS = st.integers(0, 1_000)


@given(st.lists(st.tuples(_CENTS, _CENTS, _CENTS, st.integers(0, 1)), max_size=6), _CENTS, _CENTS)
def test_it_never_comes_to_more_and_leaves_nothing_that_fits(some: _Some, first: int, second: int) -> None:
    maxima = [most(first), most(second)]
    found = within(claims(*some), maxima)
    for under, maximum in enumerate(maxima):
        open_ = sum(one.total for one in claims(*some) if one.under == under)
        assert sum(one.total for one in found if one.under == under) == min(maximum.cents, open_)
