"""The sample for an auditor: the same for the same seed, with the largest, and from every layer."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.audit_sample import Candidate, sample

HUNDRED = [Candidate(f"2026-{at:04}", at * 1_000) for at in range(1, 101)]


def test_the_largest_are_in_it_and_every_layer_gives_as_many() -> None:
    found = sample(HUNDRED, 7, 25)
    assert [one.number for one in found if one.layer == 0] == [f"2026-{at:04}" for at in (100, 99, 98, 97, 96)]
    assert Counter(one.layer for one in found) == {0: 5, 1: 5, 2: 5, 3: 5, 4: 5}


def test_another_seed_draws_other_cases() -> None:
    drawn = {seed: {one.number for one in sample(HUNDRED, seed, 25) if one.layer} for seed in (7, 8)}
    assert drawn[7] != drawn[8]


@given(
    st.lists(
        st.builds(Candidate, st.text("0123456789", min_size=1), st.integers(-(10**9), 10**9)),
        unique_by=lambda one: one.number,
    ),
    st.integers(0, 2**32),
    st.integers(1, 60),
)
def test_it_has_so_many_and_does_not_know_the_order(candidates: list[Candidate], seed: int, size: int) -> None:
    found = sample(candidates, seed, size)
    assert len(found) == len({one.number for one in found}) == min(size, len(candidates))
    assert found == sample(candidates[::-1], seed, size)
