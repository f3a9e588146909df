"""What securities cover and what they leave uncovered."""

from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.money import Cents
from casebook.domain.security.coverage import Debt, Held, coverage

CENTS = st.integers(0, 500_000).map(Cents)
DEBTS = st.lists(st.tuples(CENTS, CENTS), max_size=5).map(
    lambda some: [Debt(id_, *amounts) for id_, amounts in enumerate(some)]
)
HELD = st.lists(st.tuples(CENTS, st.frozensets(st.integers(0, 6), max_size=6), st.booleans()), max_size=5).map(
    lambda some: [Held(id_, *facts) for id_, facts in enumerate(some)]
)


@given(HELD, DEBTS)
def test_no_security_covers_more_than_it_is_worth_and_nothing_is_covered_twice(
    held: list[Held], debts: list[Debt]
) -> None:
    found = coverage(held, debts)
    for one in held:
        covers = found.covers[one.security_id]
        own = sum(debt.base + debt.interest * one.with_interest for debt in debts if debt.claim_id in one.claim_ids)
        assert 0 <= covers <= min(one.worth, own)
    secured = {claim_id for one in held for claim_id in one.claim_ids}
    assert found.open == sum(debt.base + debt.interest for debt in debts if debt.claim_id in secured)
    assert found.covered + found.shortfall == found.open
    assert found.shortfall >= 0


@given(HELD, DEBTS, CENTS)
def test_more_security_never_leaves_more_uncovered(held: list[Held], debts: list[Debt], more: Cents) -> None:
    if held:
        *others, last = held
        larger = [*others, last._replace(worth=Cents(last.worth + more))]
        assert coverage(larger, debts).shortfall <= coverage(held, debts).shortfall


def test_the_next_one_covers_what_the_first_left() -> None:
    debts = [Debt(1, Cents(10_000), Cents(500)), Debt(2, Cents(5_000), Cents(200))]
    first, second = Held(7, Cents(12_000), frozenset({1}), True), Held(8, Cents(9_000), frozenset({1, 2}), False)
    found = coverage([first, second], debts)
    assert found.covers == {7: 10_500, 8: 5_000}
    assert (found.open, found.shortfall) == (15_700, 200)
