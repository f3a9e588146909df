"""The lot by which cases of a batch go to the challenger."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.comparison.split import Entrant, split
from casebook.domain.comparison.strata import Stratum
from casebook.domain.placements.facts import Arm

STRATA = [Stratum(size, "young", "contract", debtor) for size in ("small", "large") for debtor in ("person", "company")]
BATCH = st.dictionaries(st.integers(1, 9999), st.sampled_from(STRATA), max_size=60)


def entrants(batch: dict[int, Stratum]) -> list[Entrant]:
    return [Entrant(f"2026-{number:04}", stratum) for number, stratum in batch.items()]


def test_a_lot_that_was_drawn_by_hand() -> None:
    batch = [Entrant(f"2026-{number:04}", STRATA[0]) for number in range(1, 9)]
    arms = split(batch, 50, 7)
    # printf '7\n2026-0001' | sha256sum, and so on: the four lowest of them.
    assert sorted(number for number, arm in arms.items() if arm is Arm.CHALLENGER) == [
        "2026-0004", "2026-0005", "2026-0007", "2026-0008",
    ]  # fmt: skip


@given(BATCH, st.integers(0, 100), st.integers(0, 10**6))
def test_no_stratum_and_not_the_whole_is_off_by_a_case(batch: dict[int, Stratum], share: int, seed: int) -> None:
    some = entrants(batch)
    arms = split(some, share, seed)
    assert arms.keys() == {one.number for one in some}
    challengers = Counter(one.stratum for one in some if arms[one.number] is Arm.CHALLENGER)
    for stratum, number in Counter(one.stratum for one in some).items():
        assert abs(100 * challengers[stratum] - share * number) < 100
    assert abs(100 * challengers.total() - share * len(some)) < 100


@given(BATCH, st.integers(0, 10**6))
def test_arms_of_a_half_differ_by_one_at_most(batch: dict[int, Stratum], seed: int) -> None:
    some = entrants(batch)
    arms = split(some, 50, seed)
    counted = Counter((one.stratum, arms[one.number]) for one in some)
    for stratum in STRATA:
        assert abs(counted[stratum, Arm.CHAMPION] - counted[stratum, Arm.CHALLENGER]) <= 1


@given(BATCH, st.integers(0, 100), st.integers(0, 10**6), st.randoms())
def test_the_same_seed_draws_the_same_in_any_order(
    batch: dict[int, Stratum], share: int, seed: int, random: Random
) -> None:
    some = entrants(batch)
    mixed = list(some)
    random.shuffle(mixed)
    assert split(mixed, share, seed) == split(some, share, seed)


@pytest.mark.parametrize(("share", "arm"), [(0, Arm.CHAMPION), (100, Arm.CHALLENGER)])
def test_nothing_and_everything(share: int, arm: Arm) -> None:
    arms = split([Entrant(str(number), STRATA[number % 4]) for number in range(10)], share, 3)
    assert set(arms.values()) == {arm}


def test_each_case_has_the_same_chance() -> None:
    some = [Entrant("one", STRATA[0]), Entrant("two", STRATA[1])]
    drawn = Counter(
        number for seed in range(2000) for number, arm in split(some, 20, seed).items() if arm is Arm.CHALLENGER
    )
    # 400 of 2.000 each, give or take three standard errors of 18.
    assert all(346 <= drawn[one.number] <= 454 for one in some)
