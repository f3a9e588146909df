"""What letters state and ask, for books made at random: the ledger at the cent, and collection costs by the scale."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook.domain.capacity import Capacity
from casebook.domain.letters.facts import LetterFacts
from casebook.domain.letters.kept import facts_of
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.money import Cents
from casebook.jobs.letters import Wanted, composed
from casebook.store.database import Database
from casebook.store.queries.payoff import payoff
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk, undone
from tests.store.actions.outgoing import Post

K = LetterKind
# Up to so much of the principal, in euro, so many hundredths: BIK art. 2; at least 40 and at most 6775 euro.
SCALE = ((2_500, 15), (2_500, 10), (5_000, 5), (190_000, 1))
CLAIMS = st.lists(
    st.tuples(st.integers(100_00, 40_000_00), st.integers(1, 300), st.sampled_from(Capacity)), min_size=1, max_size=4
)
# No claim is paid in full by them: of one that is, no letter asks the interest that was not booked.
PAID = st.lists(st.tuples(st.integers(1, 49_00), st.integers(0, 60)), max_size=2)


@pytest.fixture
def post(database: Database, actor: Actor) -> Post:
    post = Post(Desk(database, actor), TODAY)
    post.lives(post.desk.debtor)
    return post


def by_scale(principal: int) -> int:
    """Return the collection costs over a principal, without VAT, by the table as it is printed."""
    left, costs = Decimal(principal) / 100, Decimal(0)
    for most, percent in SCALE:
        part = min(left, Decimal(most))
        costs += part * percent / 100
        left -= part
    costs = min(max(costs + left * Decimal("0.005"), Decimal(40)), Decimal(6_775))
    return int((costs * 100).quantize(Decimal(1), ROUND_HALF_UP))


def written(post: Post, kind: LetterKind) -> tuple[LetterFacts, int]:
    (draft,) = composed(post.database, TODAY, post.desk.case, kind, Wanted(last_day=TODAY + timedelta(14)))
    return facts_of(draft.facts), draft.asks_cents


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(claims=CLAIMS, paid=PAID)
def test_what_a_letter_says_is_what_the_books_and_the_scale_say(
    post: Post, claims: list[tuple[int, int, Capacity]], paid: list[tuple[int, int]]
) -> None:
    desk = post.desk
    with undone(post.database):
        ids = [
            desk.claim(f"F-{at}", cents, capacity=capacity, due_on=TODAY - timedelta(days), invoice_on=date(2025, 1, 2))
            for at, (cents, days, capacity) in enumerate(claims)
        ]
        for cents, ago in paid:
            desk.pay(cents, TODAY - timedelta(ago))
        balances = {id_: desk.balance(id_) for id_ in ids}
        found = payoff(post.database, desk.case, TODAY)
        assert found is not None
        for kind in (K.REMINDER, K.DEMAND, K.INTERRUPTION, K.BALANCE_CONFIRMATION):
            facts, asked = written(post, kind)
            assert {one.claim_id: one.principal for one in facts.claims if one.principal} == {
                id_: one.principal for id_, one in balances.items() if one.principal > 0
            }
            assert facts.total == found.total
            assert asked == (found.total if kind in (K.REMINDER, K.DEMAND) else 0)
        consumer = [
            balances[id_].principal
            for id_, (_, _, capacity) in zip(ids, claims, strict=True)
            if capacity is Capacity.CONSUMER and balances[id_].principal > 0
        ]
        if consumer:
            facts, asked = written(post, K.FOURTEEN_DAY)
            assert facts.extras["costs_after"] == by_scale(sum(consumer))
            assert sum(one.principal for one in facts.claims) == sum(consumer)
            assert asked == facts.total
            assert facts.costs == 0


@pytest.mark.parametrize(
    ("principal", "costs"),
    [(1, 40_00), (266_66, 40_00), (266_67, 40_00), (938_45, 140_77), (2_500_00, 375_00), (2_500_01, 375_00),
     (5_000_00, 625_00), (10_000_00, 875_00), (200_000_00, 2_775_00), (1_000_000_00, 6_775_00)],
)  # fmt: skip
def test_the_scale_as_it_is_printed(principal: int, costs: int) -> None:
    """What the amounts above are compared with is itself right."""
    assert by_scale(principal) == costs


def test_the_scale_is_what_a_letter_announces(post: Post) -> None:
    post.desk.claim("F-1", Cents(938_45), capacity=Capacity.CONSUMER)
    assert written(post, K.FOURTEEN_DAY)[0].extras["costs_after"] == 140_77
