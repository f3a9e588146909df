"""Groups on claims that are alike, worked out by hand, and when there is too little to compare."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.calendar import Term
from casebook.domain.comparison.estimate import Estimate
from casebook.domain.comparison.outcome import Amount, Attempt, outcome
from casebook.domain.comparison.rules import HORIZONS, ComparisonRules
from casebook.domain.comparison.standard import Asked, Comparison, GroupRow, Verdict, compared
from casebook.domain.comparison.strata import AGES, SIZES, Alike, Debtor, Facts, Stratum, by, stratum_of
from casebook.domain.money import Cents

BEGAN, UNTIL = date(2026, 1, 1), date(2026, 11, 21)
RULES = ComparisonRules(
    small=Cents(500_00), middle=Cents(2500_00), large=Cents(10_000_00),
    young=Term(6, "months"), grown=Term(1, "years"), old=Term(3, "years"), reach=Term(3, "years"),
    least_cases=6, least_paid=2, least_in_stratum=2, least_alike=Decimal(50),
)  # fmt: skip
SMALL, LARGE = (Stratum(size, "young", "contract", "person") for size in ("small", "large"))
ASKED = Asked(180, UNTIL, Alike.ALL)


def attempt(group: str, stratum: Stratum, placed: int, *received: tuple[int, int], **more: Any) -> Attempt:
    came = [Amount(days, Cents(cents)) for days, cents in received]
    return Attempt(1, group, stratum, BEGAN, None, Cents(placed), came)._replace(**more)


def cost(cents: int) -> list[Amount]:
    return [Amount(5, Cents(cents))]


# In small claims A brings 50% at a cost of 5%, B 25%; in large ones 10% at a cost of 1%, and 20%.
A = [
    attempt("A", SMALL, 100_00, (10, 100_00), costs=cost(5_00)),
    attempt("A", SMALL, 100_00, (30, 100_00), costs=cost(5_00)),
    attempt("A", SMALL, 100_00, costs=cost(5_00), complaints=[3]),
    attempt("A", SMALL, 100_00, costs=cost(5_00)),
    attempt("A", LARGE, 1000_00, (50, 200_00), costs=cost(10_00)),
    attempt("A", LARGE, 1000_00, costs=cost(10_00)),
]
B = [
    attempt("B", SMALL, 100_00, (20, 50_00)),
    attempt("B", SMALL, 100_00),
    attempt("B", LARGE, 1000_00, (100, 400_00)),
    attempt("B", LARGE, 1000_00, (170, 400_00), (181, 600_00)),
    attempt("B", LARGE, 1000_00),
    attempt("B", LARGE, 1000_00),
]


def rows(found: Comparison) -> dict[str, GroupRow]:
    return {row.key: row for row in found.groups}


def test_the_mix_of_both_by_hand() -> None:
    found = compared([*A, *B], ASKED, RULES)
    # 600,00 small and 6.000,00 large: weights of 1/11 and 10/11.
    assert [(row.stratum, row.placed, row.cases) for row in found.strata] == [(LARGE, 6000_00, 6), (SMALL, 600_00, 6)]
    assert (found.placed, found.first) == (6600_00, "B")
    one, other = rows(found)["A"], rows(found)["B"]
    assert (one.cases, one.paid, one.placed, one.received, one.cost) == (6, 3, 2400_00, 400_00, 40_00)
    assert (other.cases, other.paid, other.placed, other.received, other.cost) == (6, 3, 4200_00, 850_00, 0)
    assert one.like is not None
    assert other.like is not None
    # (50 + 10 * 10) / 11 and (25 + 10 * 20) / 11.
    assert one.like.recovery == Estimate(Decimal("13.6"), Decimal(0), Decimal("32.2"))
    assert other.like.recovery.share == Decimal("20.5")
    # (5 + 10 * 1) / 11; what is left is that much less.
    assert (one.like.cost, one.like.net.share) == (Decimal("1.4"), Decimal("12.3"))
    assert one.like.difference is not None
    assert one.like.difference.share == Decimal("-8.2")
    assert other.like.difference is None
    # Of A small cases that paid weigh 6/4 each, the large one 6/2: the second is halfway; of B the small one is.
    assert (one.like.first_days, other.like.first_days) == (30, 20)
    # 150,00 at 10 and at 30 days, 600,00 at 50.
    assert (one.like.half_days, other.like.half_days) == (50, 100)
    # One of 4 small ones, which are half of all cases.
    assert (one.like.complaints, other.like.complaints) == (Decimal("12.5"), Decimal(0))
    assert (one.like.of_own, one.verdict, other.verdict) == (Decimal("100.0"), Verdict.LIKEWISE, Verdict.FIRST)


def test_what_comes_after_its_days_does_not_count() -> None:
    (late,) = [one for one in B if len(one.received) == 2]
    assert outcome(late, 180).received == 400_00
    assert outcome(late, 181).received == 1000_00
    assert outcome(late, 90) == outcome(late._replace(received=(), complaints=[91]), 90)
    # On the day itself it cost something already, but brought nothing yet.
    first = attempt("A", SMALL, 100_00, (0, 10_00), costs=[Amount(0, Cents(1_00))], complaints=[0])
    assert outcome(first, 90)[4:8] == (0, 1_00, None, 1)
    assert [outcome(late._replace(ended_on=BEGAN + timedelta(days)), 90).ended for days in (89, 90)] == [True, False]


def test_only_what_had_all_of_its_days_is_compared() -> None:
    young = [attempt("A", SMALL, 100_00, (1, 100_00), began_on=UNTIL - timedelta(days)) for days in (180, 179, 3)]
    found = rows(compared([*A, *B, *young], ASKED, RULES))["A"]
    assert (found.cases, found.waiting, found.known_on) == (7, 2, UNTIL + timedelta(177))
    assert found.received == 500_00
    none = rows(compared(young[1:], ASKED, RULES))["A"]
    assert (none.verdict, none.cases, none.waiting, none.like) == (Verdict.NOT_YET, 0, 2, None)


def test_too_few_to_compare() -> None:
    found = compared([*A[:5], *B], ASKED, RULES)
    assert {key: row.verdict for key, row in rows(found).items()} == {"A": Verdict.FEW, "B": Verdict.ALONE}
    assert all(row.like is None for row in found.groups)
    assert (found.first, found.placed) == (None, 0)
    # What each had is told all the same.
    assert [row.stratum for row in found.strata] == [LARGE, SMALL]
    assert compared([], ASKED, RULES) == Comparison((), (), None)


def test_where_too_few_paid_nothing_is_said_of_chance() -> None:
    found = rows(compared([*A, *B], ASKED, RULES._replace(least_paid=4)))
    for row in found.values():
        assert row.like is not None
        assert (row.like.net.low, row.like.recovery.high) == (None, None)
    assert found["A"].verdict is Verdict.FEW_PAID


def test_a_difference_that_chance_does_not_explain() -> None:
    good = [attempt("good", SMALL, 100_00, (10, 90_00 + number)) for number in range(6)]
    poor = [attempt("poor", SMALL, 100_00, (10, 10_00 + number)) for number in range(6)]
    assert rows(compared([*good, *poor], ASKED._replace(first="good"), RULES))["poor"].verdict is Verdict.LESS
    assert rows(compared([*good, *poor], ASKED._replace(first="poor"), RULES))["good"].verdict is Verdict.MORE
    # With as much money in the mix it is the first by name.
    assert compared([*good, *poor], ASKED, RULES).first == "good"


def test_what_has_other_claims_is_left_out() -> None:
    others = [one._replace(group="C", stratum=one.stratum._replace(debtor="company")) for one in B]
    found = rows(compared([*A, *B, *others], ASKED, RULES))
    assert {key: row.verdict for key, row in found.items()} == {
        "A": Verdict.LIKEWISE, "B": Verdict.FIRST, "C": Verdict.UNLIKE,
    }  # fmt: skip
    # Where the debtor does not matter, they are alike.
    assert rows(compared([*A, *B, *others], ASKED._replace(alike=Alike.SIZE), RULES))["C"].like is not None


def test_a_stratum_that_one_has_too_little_of_does_not_count() -> None:
    odd = attempt("B", LARGE._replace(kind="periodic"), 5000_00)
    found = compared([*A, *B, odd], ASKED, RULES._replace(least_alike=Decimal(40)))
    assert [(row.stratum.kind, row.placed) for row in found.strata if not row.placed] == [("periodic", 0)]
    like = rows(found)["B"].like
    assert like is not None
    assert like.of_own == Decimal("45.7")


@pytest.mark.parametrize(
    ("cents", "due_on", "size", "age"),
    [
        (500_00, date(2025, 7, 1), "small", "young"),
        (500_01, date(2025, 6, 30), "middle", "grown"),
        (2500_00, date(2025, 1, 1), "middle", "grown"),
        (10_000_00, date(2024, 12, 31), "large", "old"),
        (10_000_01, date(2023, 1, 1), "largest", "old"),
        (10_000_01, date(2022, 12, 31), "largest", "oldest"),
        (1, None, "small", "unknown"),
    ],
)
def test_bands_hold_up_to_and_including_their_limit(cents: int, due_on: date | None, size: str, age: str) -> None:
    found = stratum_of(Facts(Cents(cents), due_on, "contract", Debtor.COMPANY), BEGAN, RULES)
    assert found == Stratum(size, age, "contract", "company")
    assert by(found, Alike.SIZE) == Stratum(size, "", "", "")
    assert by(found, Alike.NOTHING) == Stratum("", "", "", "")


ATTEMPTS = st.lists(
    st.builds(
        attempt,
        st.sampled_from("ABC"),
        st.builds(Stratum, st.sampled_from(SIZES), st.sampled_from(AGES[:2]), st.just("contract"), st.just("person")),
        st.integers(1, 10**8),
        st.tuples(st.integers(1, 400), st.integers(0, 10**8)),
        began_on=st.dates(date(2025, 1, 1), UNTIL),
        costs=st.integers(0, 10**6).map(cost),
        complaints=st.lists(st.integers(0, 400), max_size=2),
    ),
    max_size=60,
)
FREE = RULES._replace(least_cases=2, least_paid=0, least_alike=Decimal(0))


@given(ATTEMPTS, st.sampled_from(Alike), st.sampled_from(HORIZONS))
def test_a_share_in_the_mix_lies_between_those_of_its_strata(
    attempts: list[Attempt], alike: Alike, horizon: int
) -> None:
    found = compared(attempts, Asked(horizon, UNTIL, alike), FREE)
    mixed = [row for row in found.strata if row.placed]
    for group in found.groups:
        if group.like is None:
            continue
        shares = [row.cells[group.key].recovery.share * 100 for row in mixed]
        assert min(shares) - 1 < group.like.recovery.share < max(shares) + 1
        tenth = Decimal("0.1")
        assert abs(group.like.recovery.share - group.like.cost - group.like.net.share) <= 2 * tenth


@given(ATTEMPTS, st.sampled_from(Alike), st.sampled_from(HORIZONS))
def test_nothing_is_lost_between_groups_and_strata(attempts: list[Attempt], alike: Alike, horizon: int) -> None:
    found = compared(attempts, Asked(horizon, UNTIL, alike), FREE)
    of_groups = {
        row.key: (row.cases, row.paid, row.placed, row.received, row.cost, row.complaints) for row in found.groups
    }
    summed = {key: [0] * 6 for key in of_groups}
    for stratum in found.strata:
        for key, cell in stratum.cells.items():
            summed[key] = [one + other for one, other in zip(summed[key], cell[:6], strict=True)]
    assert {key: tuple(sums) for key, sums in summed.items()} == of_groups
    counted = Counter(one.group for one in attempts)
    assert {row.key: row.cases + row.waiting for row in found.groups} == counted


@given(ATTEMPTS, st.sampled_from(Alike), st.randoms())
def test_the_order_of_the_cases_says_nothing(attempts: list[Attempt], alike: Alike, random: Random) -> None:
    mixed = list(attempts)
    random.shuffle(mixed)
    asked = Asked(90, UNTIL, alike)
    assert compared(mixed, asked, FREE) == compared(attempts, asked, FREE)
