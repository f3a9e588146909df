"""Allocation: the order of BW 6:43 and 6:44, what is never paid in silence, and that no cent is lost or made."""

from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.allocation import Allocation, ClaimBalance, Line, Receipt, allocate
from casebook.domain.component import COSTS, Balance, Component
from casebook.domain.finding import Caution, Finding, Step
from casebook.domain.money import Cents
from casebook.words import LANGUAGES, say

D = date.fromisoformat
ON = D("2026-11-21")


def cents(euros: str) -> Cents:
    return Cents(int(Decimal(euros) * 100))


def debt(
    name: str, due_on: str, rate: str, principal: str, *, costs: str = "0", interest: str = "0", **more: Any
) -> ClaimBalance:
    open_now = Balance(cents(principal), cents(interest), cents(costs))
    return ClaimBalance(name, D(due_on), Decimal(rate), open_now, **more)


def paid(amount: str, *claims: ClaimBalance, designation: tuple[str, ...] = ()) -> Finding[Allocation]:
    return allocate(Receipt(ON, cents(amount), designation), claims)


def lines(found: Finding[Allocation]) -> list[tuple[str, str, int]]:
    return [(line.claim, line.component.value, line.amount) for line in found.value.lines]


def bases(found: Finding[Allocation]) -> dict[str, str]:
    return {line.claim: line.basis.code for line in found.value.lines}


def warned(found: Finding[Allocation]) -> list[str]:
    return [caution.code for caution in found.warnings]


class TestWithinAClaim:
    """BW 6:44 lid 1: costs, then interest, then principal."""

    def test_costs_interest_principal(self) -> None:
        found = paid("1000", debt("A", "2026-01-31", "6", "5000", costs="625", interest="120"))
        assert lines(found) == [("A", "collection_costs", 62500), ("A", "interest", 12000), ("A", "principal", 25500)]
        assert {line.source for line in found.value.lines} == {"BW 6:44 lid 1"}
        assert found.value.left[0].open.principal == cents("4745")
        assert found.value.unallocated == 0
        assert found.warnings == ()

    def test_nothing_reaches_the_principal_before_the_interest_is_paid(self) -> None:
        found = paid("2350", debt("A", "2026-01-31", "6", "16300", costs="2100", interest="600"))
        assert lines(found) == [("A", "collection_costs", 210000), ("A", "interest", 25000)]
        assert found.value.left == (debt("A", "2026-01-31", "6", "16300", interest="350"),)

    def test_costs_that_may_not_be_asked_yet_receive_nothing(self) -> None:
        claim = debt("A", "2026-01-31", "6", "100", costs="40", interest="5", costs_claimable_from=D("2026-11-22"))
        found = paid("140", claim)
        assert lines(found) == [("A", "interest", 500), ("A", "principal", 10000)]
        assert found.value.unallocated == cents("35")
        assert warned(found) == ["allocation.costs_not_claimable", "allocation.unallocated"]

    def test_costs_may_be_asked_from_the_day_itself(self) -> None:
        claim = debt("A", "2026-01-31", "6", "100", costs="40", costs_claimable_from=ON)
        assert lines(paid("40", claim)) == [("A", "collection_costs", 4000)]

    def test_costs_of_every_kind_come_first_and_each_is_posted_on_its_own(self) -> None:
        claim = debt("A", "2026-01-31", "6", "100", costs="40", interest="5")
        claim = claim._replace(open=claim.open._replace(court_costs=cents("30"), enforcement_costs=cents("20")))
        found = paid("96", claim)
        assert lines(found) == [
            ("A", "collection_costs", 4000),
            ("A", "court_costs", 3000),
            ("A", "enforcement_costs", 2000),
            ("A", "interest", 500),
            ("A", "principal", 100),
        ]
        assert found.value.left[0].open == Balance(principal=cents("99"))

    def test_the_14_day_letter_withholds_collection_costs_only(self) -> None:
        """BW 6:96 lid 6 is not about costs that a court has awarded."""
        claim = debt("A", "2026-01-31", "6", "0", costs="40", costs_claimable_from=D("2026-11-22"))
        found = paid("50", claim._replace(open=claim.open._replace(court_costs=cents("30"))))
        assert lines(found) == [("A", "court_costs", 3000)]
        assert found.warnings[0].parameters["amount"] == cents("40")


class TestBetweenClaims:
    """BW 6:43: designated, due, most burdensome, oldest, in proportion."""

    @pytest.mark.parametrize(
        ("first", "second", "basis"),
        [
            (debt("A", "2026-10-01", "2", "10"), debt("B", "2026-12-01", "12", "10"), "allocation.due"),
            (debt("A", "2026-11-21", "2", "10"), debt("B", "2026-11-22", "12", "10"), "allocation.due"),
            (debt("A", "2026-10-01", "12", "10"), debt("B", "2020-10-01", "4", "10"), "allocation.most_burdensome"),
            (debt("A", "2020-10-01", "4", "10"), debt("B", "2020-10-02", "4.00", "10"), "allocation.oldest"),
        ],
    )
    def test_order(self, first: ClaimBalance, second: ClaimBalance, basis: str) -> None:
        for claims in ((first, second), (second, first)):
            found = paid("15", *claims)
            assert lines(found) == [("A", "principal", 1000), ("B", "principal", 500)]
            assert bases(found) == {"A": basis, "B": "allocation.last"}
            assert found.value.lines[0].basis.source == "BW 6:43 lid 2"

    def test_a_claim_is_paid_whole_before_the_next(self) -> None:
        """First 6:43, then 6:44 for each debt: the principal of one comes before the costs of the next."""
        found = paid("120", debt("B", "2026-09-01", "4", "50", costs="40"), debt("A", "2026-08-01", "4", "100"))
        assert lines(found) == [("A", "principal", 10000), ("B", "collection_costs", 2000)]

    def test_a_rate_nobody_gave_is_counted_as_the_lowest_and_told(self) -> None:
        unknown = debt("A", "2026-08-01", "0", "100")._replace(rate=None)
        found = paid("50", unknown, debt("B", "2026-09-01", "4", "100"))
        assert lines(found) == [("B", "principal", 5000)]
        assert [caution.parameters for caution in found.warnings] == [{"claim": "A"}]
        assert paid("50", unknown).warnings == ()

    def test_no_rate_known_and_no_rate_at_all_are_alike(self) -> None:
        unknown = debt("A", "2026-08-01", "0", "100")._replace(rate=None)
        assert bases(paid("50", unknown, debt("B", "2026-09-01", "0", "100"))) == {"A": "allocation.oldest"}

    def test_the_debtor_designates_in_his_order(self) -> None:
        claims = [debt(name, f"2026-0{month}-01", "4", "10") for month, name in enumerate("ABC", 1)]
        found = paid("25", *claims, designation=("C", "B", "C"))
        assert lines(found) == [("C", "principal", 1000), ("B", "principal", 1000), ("A", "principal", 500)]
        assert found.value.lines[0].basis == Step("allocation.designated", {}, "BW 6:43 lid 1", None, cents("25"))
        assert [left.id for left in found.value.left] == ["A", "B", "C"]

    def test_alike_is_in_proportion_and_each_cent_goes_to_the_largest_remainder(self) -> None:
        """100.00 over 100, 100 and 130: 30.303, 30.303 and 39.394; the cent over goes to the last."""
        claims = [debt(name, "2026-01-01", "4", euros) for name, euros in (("A", "100"), ("B", "100"), ("C", "130"))]
        found = paid("100", *claims)
        assert lines(found) == [("A", "principal", 3030), ("B", "principal", 3030), ("C", "principal", 3940)]
        assert set(bases(found).values()) == {"allocation.in_proportion"}

    def test_equal_remainders_go_in_the_order_given(self) -> None:
        claims = [debt(name, "2026-01-01", "4", "10") for name in "CAB"]
        assert lines(paid("10", *claims)) == [("C", "principal", 334), ("A", "principal", 333), ("B", "principal", 333)]

    def test_proportion_is_of_all_that_is_open_and_each_share_goes_by_its_own_order(self) -> None:
        alike = (debt("A", "2026-01-01", "4", "60", costs="40"), debt("B", "2026-01-01", "4", "100"))
        found = paid("100", *alike)
        assert lines(found) == [("A", "collection_costs", 4000), ("A", "principal", 1000), ("B", "principal", 5000)]

    def test_a_claim_with_nothing_open_sets_no_basis(self) -> None:
        found = paid("5", debt("A", "2026-01-01", "4", "0"), debt("B", "2026-01-01", "4", "10"))
        assert bases(found) == {"B": "allocation.last"}


class TestNeverInSilence:
    def test_possibly_lapsed_receives_nothing(self) -> None:
        old = debt("A", "2020-01-01", "12", "100", safe_until=D("2026-11-20"))
        found = paid("50", old, debt("B", "2026-01-01", "4", "20"))
        assert lines(found) == [("B", "principal", 2000)]
        assert found.value.unallocated == cents("30")
        assert bases(found) == {"B": "allocation.last"}
        assert warned(found) == ["allocation.lapsed_passed_over", "allocation.unallocated"]
        assert found.warnings[0].source == "ECLI:NL:RBMNE:2019:4078"

    def test_passed_over_is_told_even_when_the_money_goes_elsewhere(self) -> None:
        old = debt("A", "2020-01-01", "12", "100", safe_until=D("2026-11-20"))
        found = paid("50", debt("B", "2026-01-01", "4", "80"), old)
        assert warned(found) == ["allocation.lapsed_passed_over"]

    def test_the_last_safe_day_is_safe(self) -> None:
        assert lines(paid("5", debt("A", "2020-01-01", "4", "10", safe_until=ON))) == [("A", "principal", 500)]

    def test_possibly_lapsed_but_designated(self) -> None:
        old = debt("A", "2020-01-01", "4", "100", safe_until=D("2026-11-20"))
        found = paid("50", debt("B", "2026-01-01", "12", "80"), old, designation=("A",))
        assert lines(found) == [("A", "principal", 5000)]
        assert warned(found) == ["allocation.lapsed_designated"]

    @pytest.mark.parametrize("designation", [(), ("A",)])
    def test_not_yet_due(self, designation: tuple[str, ...]) -> None:
        found = paid("5", debt("A", "2026-12-31", "4", "10"), designation=designation)
        assert lines(found) == [("A", "principal", 500)]
        assert warned(found) == ["allocation.not_due"]

    def test_no_warning_of_money_that_did_not_come(self) -> None:
        costs = debt(
            "A", "2026-12-31", "4", "0", costs="40", safe_until=D("2026-11-20"), costs_claimable_from=D("2027-01-01")
        )
        assert warned(paid("5", costs, designation=("A",))) == [
            "allocation.costs_not_claimable",
            "allocation.unallocated",
        ]

    def test_no_claim_at_all(self) -> None:
        found = paid("5")
        assert found.value == Allocation((), (), cents("5"))
        assert warned(found) == ["allocation.unallocated"]


# --- what must hold for any payment ----------------------------------------------------------------------------

AMOUNTS = st.integers(0, 100_000).map(Cents)
DAYS = st.dates(D("2026-11-01"), D("2026-12-10"))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Receipt, list[ClaimBalance]]:
    names = draw(st.lists(st.sampled_from("ABCDEFGH"), max_size=6, unique=True))
    rates = st.sampled_from([None, Decimal(0), Decimal("10.40")])
    maybe = st.none() | DAYS
    balances = st.builds(Balance, *[AMOUNTS for _ in Component])
    claims = [ClaimBalance(name, *draw(st.tuples(DAYS, rates, balances, maybe, maybe))) for name in names]
    designation = draw(st.lists(st.sampled_from(names), max_size=3)) if names else []
    return Receipt(ON, Cents(draw(st.integers(1, 400_000))), tuple(designation)), claims


@given(cases())
def test_every_cent_has_one_place(case: tuple[Receipt, list[ClaimBalance]]) -> None:
    receipt, claims = case
    found = allocate(receipt, claims).value
    assert sum(line.amount for line in found.lines) + found.unallocated == receipt.amount
    assert all(line.amount > 0 for line in found.lines)
    assert found.unallocated >= 0
    given_to = Counter({(line.claim, line.component): line.amount for line in found.lines})
    assert len(given_to) == len(found.lines)
    for before, after in zip(claims, found.left, strict=True):
        for component in Component:
            assert after.open.of(component) == before.open.of(component) - given_to[before.id, component] >= 0


@given(cases())
def test_nothing_is_withheld_but_with_a_reason(case: tuple[Receipt, list[ClaimBalance]]) -> None:
    """Money stays over only when all that is open has possibly lapsed or is costs that may not be asked yet."""
    receipt, claims = case
    found = allocate(receipt, claims)
    for claim in found.value.left:
        lapsed = claim.safe_until is not None and claim.safe_until < ON and claim.id not in receipt.designation
        if lapsed:
            assert claim in claims
        elif found.value.unallocated:
            assert claim.open.total == claim.open.collection_costs
            assert not claim.open.total or (claim.costs_claimable_from and claim.costs_claimable_from > ON)
    assert ("allocation.unallocated" in warned(found)) == (found.value.unallocated > 0)


@given(st.lists(st.integers(1, 100_000), min_size=1, max_size=8), st.data())
def test_alike_claims_share_fairly_to_a_cent(open_amounts: list[int], data: st.DataObject) -> None:
    amount = data.draw(st.integers(1, sum(open_amounts)))
    claims = [debt(str(n), "2026-01-01", "4", "0")._replace(open=Balance(Cents(c))) for n, c in enumerate(open_amounts)]
    found = allocate(Receipt(ON, Cents(amount)), claims).value
    for claim, left in zip(claims, found.left, strict=True):
        share = claim.open.total - left.open.total
        assert abs(share * sum(open_amounts) - amount * claim.open.total) < sum(open_amounts)


@given(cases())
def test_costs_then_interest_then_principal(case: tuple[Receipt, list[ClaimBalance]]) -> None:
    order = [*COSTS, Component.INTEREST, Component.PRINCIPAL]
    found = allocate(*case).value
    for claim, given_to in groupby(found.lines, lambda line: line.claim):
        places = [order.index(line.component) for line in given_to]
        assert places == sorted(places)
        left = next(one.open for one in found.left if one.id == claim)
        behind = [component for component in order[: places[-1]] if component is not Component.COLLECTION_COSTS]
        assert not any(left.of(component) for component in behind)


@given(cases())
def test_steps_replay_to_the_value(case: tuple[Receipt, list[ClaimBalance]]) -> None:
    """Each line is a step, and rests on the last step before it that named a debt."""
    receipt, claims = case
    found = allocate(receipt, claims)
    unallocated, basis = Cents(0), found.steps[0]
    lines: list[Line] = []
    left = {claim.id: claim for claim in claims}
    for step in found.steps:
        p = step.parameters
        if step.code == "allocation.received":
            unallocated = p["amount"]
        elif step.code == "allocation.line":
            unallocated = Cents(unallocated - p["amount"])
            amounts = left[p["claim"]].open._asdict()
            amounts[p["component"]] -= p["amount"]
            left[p["claim"]] = left[p["claim"]]._replace(open=Balance(**amounts))
            lines.append(Line(p["claim"], p["component"], p["amount"], step.source, basis))
        else:
            basis = step
        assert step.after == unallocated
    assert found.value == Allocation(tuple(lines), tuple(left.values()), unallocated)


@given(cases())
def test_everything_can_be_said(case: tuple[Receipt, list[ClaimBalance]]) -> None:
    found = allocate(*case)
    said: list[Step[Cents] | Caution] = [*found.steps, *found.warnings]
    for one in said:
        assert one.source
        assert all(say(one.code, one.parameters, language) for language in LANGUAGES)
