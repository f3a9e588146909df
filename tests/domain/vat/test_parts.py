"""A principal by rate, and how what is paid is divided over the rates."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.money import Cents
from casebook.domain.vat.parts import Treatment, VatPart, check, divided, open_vat, vat_in
from casebook.errors import Refused

CHARGED = Treatment.CHARGED


def part(gross: int, vat: int, percent: int = 21, treatment: Treatment = CHARGED) -> VatPart:
    return VatPart(treatment, Decimal(percent), Cents(gross), Cents(vat))


def test_three_rates_to_the_cent() -> None:
    """Of 100,00, 33,34 is paid: a third of a cent too much goes to the rate that lags most."""
    parts = (part(40_00, 6_94), part(35_00, 2_89, 9), part(25_00, 0, 0, Treatment.EXEMPT))
    assert divided(Cents(33_34), parts) == [13_34, 11_67, 8_33]
    assert open_vat(Cents(66_66), parts) == [(26_66, 4_63), (23_33, 1_93), (16_67, 0)]
    assert open_vat(Cents(-5), parts) == [(0, 0), (0, 0), (0, 0)]
    assert open_vat(Cents(200_00), parts) == [(40_00, 6_94), (35_00, 2_89), (25_00, 0)]


@given(st.lists(st.integers(1, 10**7), min_size=1, max_size=4), st.data())
def test_parts_add_up_and_never_give_back(grosses: list[int], data: st.DataObject) -> None:
    parts = [part(gross, 0) for gross in grosses]
    cents = data.draw(st.integers(0, sum(grosses) - 1))
    less, more = divided(Cents(cents), parts), divided(Cents(cents + 1), parts)
    assert (sum(less), sum(more)) == (cents, cents + 1)
    assert sorted(after - before for before, after in zip(less, more, strict=True))[-2:][-1] == 1
    assert all(after - before in (0, 1) for before, after in zip(less, more, strict=True))
    assert all(0 <= one <= gross for one, gross in zip(more, grosses, strict=True))


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ((part(121_00, 21_00),), "vat.not_the_principal"),
        ((part(60_50, 10_50), part(181_50, 31_50)), "vat.rate_twice"),
        ((part(242_00, 50_00),), "vat.not_the_rate"),
        ((part(242_00, 42_00, 21, Treatment.REVERSE_CHARGED),), "vat.not_the_rate"),
        ((part(0, 0, 9), part(242_00, 42_00)), "vat.no_amount"),
    ],
)
def test_parts_that_cannot_be(parts: tuple[VatPart, ...], code: str) -> None:
    with pytest.raises(Refused) as refused:
        check(parts, Cents(242_00))
    assert refused.value.code == code


def test_an_invoice_may_round_line_by_line() -> None:
    assert vat_in(Cents(1_090_00), Decimal(9)) == 90_00
    check((part(121_00, 21_03), part(109_00, 8_99, 9)), Cents(230_00))
