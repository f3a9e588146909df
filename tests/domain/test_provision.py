"""What is provided for: by age, raised and lowered by how the case stands, and how it moved."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.closing import Age
from casebook.domain.money import Cents
from casebook.domain.provision import RATED, Basis, ProvisionFacts, provide
from casebook.domain.provision_course import Stand, course

RATES: dict[Basis, int] = {
    **dict.fromkeys(RATED, 0),
    Basis.DAYS_90: 15,
    Basis.OVER_365: 100,
    Basis.INSOLVENCY: 100,
    Basis.DISPUTE: 50,
    Basis.COURT: 40,
    Basis.PLAN_KEPT: 25,
}
CENTS = st.integers(0, 10**9).map(Cents)


def facts(**more: Any) -> ProvisionFacts:
    return ProvisionFacts(**{"left": Cents(100_00), "principal": Cents(90_00), "age": Age.DAYS_90, **more})


@pytest.mark.parametrize(
    ("known", "cents", "basis"),
    [
        (facts(), 15_00, Basis.DAYS_90),
        (facts(left=Cents(-5_00)), 0, Basis.DAYS_90),
        (facts(stands=frozenset({Basis.DISPUTE, Basis.COURT})), 50_00, Basis.DISPUTE),
        (facts(age=Age.OVER_365, stands=frozenset({Basis.COURT})), 100_00, Basis.OVER_365),
        (facts(age=Age.OVER_365, kept=True), 25_00, Basis.PLAN_KEPT),
        # One that is kept already counts for less than the plan would.
        (facts(kept=True), 15_00, Basis.DAYS_90),
        (facts(kept=True, stands=frozenset({Basis.INSOLVENCY})), 100_00, Basis.INSOLVENCY),
        (facts(age=Age.OVER_365, insured=Cents(80_00)), 20_00, Basis.OVER_365),
        (facts(age=Age.OVER_365, insured=Cents(180_00)), 0, Basis.OVER_365),
        (facts(stands=frozenset({Basis.INSOLVENCY}), own=30), 30_00, Basis.OWN),
    ],
)
def test_one_ground_decides(known: ProvisionFacts, cents: int, basis: Basis) -> None:
    found = provide(known, RATES)
    assert (found.value.cents, found.value.basis) == (cents, basis)
    assert found.steps[-1].after == cents


def test_vat_that_comes_back_is_left_out_of_the_principal() -> None:
    found = provide(facts(age=Age.OVER_365), RATES | {Basis.VAT: 20})
    assert found.value.base == 100_00 - 18_00


@given(CENTS, CENTS, CENTS, st.sampled_from(list(Age)), st.integers(0, 100), st.integers(0, 100))
def test_it_is_never_less_than_nothing_nor_more_than_is_open(  # noqa: PLR0917 each is drawn
    left: Cents, principal: Cents, insured: Cents, age: Age, rate: int, vat: int
) -> None:
    rates: dict[Basis, int] = {**dict.fromkeys(RATED, rate), Basis.VAT: vat}
    found = provide(ProvisionFacts(left, principal, age, insured=insured), rates)
    assert 0 <= found.value.cents <= left


STANDS = st.none() | st.builds(
    lambda base, percent: Stand(Cents((base * percent + 50) // 100), Cents(base), percent),
    st.integers(0, 10**8),
    st.integers(0, 100),
)


@given(STANDS, STANDS, st.integers(-(10**8), 10**8).map(Cents))
def test_what_moved_adds_up(before: Stand | None, after: Stand | None, written_off: Cents) -> None:
    found = course(before, after, written_off)
    assert found.total == (after.cents if after else 0) - (before.cents if before else 0)
    assert found.added >= 0
    assert found.released <= 0
    assert found.written_off <= 0


def test_what_is_paid_and_written_off_takes_its_provision_with_it() -> None:
    found = course(Stand(Cents(50_00), Cents(100_00), 50), Stand(Cents(24_00), Cents(40_00), 60), Cents(20_00))
    assert found == (0, -10_00, -20_00, 4_00)
