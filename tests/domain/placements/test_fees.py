"""Fees of agencies: by the terms of the day, to the cent, and in parts as much as in one."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.capacity import Capacity
from casebook.domain.costs import CostFacts, collection_costs
from casebook.domain.money import Cents
from casebook.domain.placements.facts import FeeBasis, FeeEvent
from casebook.domain.placements.fees import Fee, FeeTerms, fee, in_force
from casebook.domain.placements.reconciling import Earned, Reconciliation, due_fees
from casebook.law.book import book

LAW = book()
SINCE = date(2026, 1, 1)
SCALE = LAW.costs.on(SINCE).scale.value
NONE, PERCENT, BY_SCALE, FIXED = FeeBasis.NONE, FeeBasis.PERCENT, FeeBasis.SCALE, FeeBasis.FIXED
RECEIVED, DIRECT, RECALL = FeeEvent.RECEIVED, FeeEvent.DIRECT, FeeEvent.RECALL


def terms(
    basis: FeeBasis,
    percent: str | None = None,
    cents: int | None = None,
    *,
    event: FeeEvent = RECEIVED,
    least: int | None = None,
    vat: str | None = None,
) -> FeeTerms:
    return FeeTerms(
        SINCE,
        event,
        basis,
        None if percent is None else Decimal(percent),
        None if cents is None else Cents(cents),
        None if least is None else Cents(least),
        None if vat is None else Decimal(vat),
    )


def total(agreed: FeeTerms, cents: int, before: int = 0) -> int:
    return fee(agreed, SCALE, Cents(cents), Cents(before)).total


@pytest.mark.parametrize(
    ("agreed", "cents", "expected"),
    [
        (terms(NONE), 100_00, (0, 0)),
        (terms(NONE, least=10_00), 100_00, (0, 0)),
        (terms(PERCENT, "15"), 100_00, (15_00, 0)),
        # 15 % of 100,03 is 15,0045, of 100,10 it is 15,015: half goes away from zero.
        (terms(PERCENT, "15"), 100_03, (15_00, 0)),
        (terms(PERCENT, "15"), 100_10, (15_02, 0)),
        (terms(PERCENT, "15", vat="21"), 100_00, (15_00, 3_15)),
        (terms(PERCENT, "15", least=25_00), 100_00, (25_00, 0)),
        # The scale of BIK: 15 % over 2.500, 10 % over the next 2.500.
        (terms(BY_SCALE), 1_000_00, (150_00, 0)),
        (terms(BY_SCALE), 5_000_00, (625_00, 0)),
        # Its least is 40,00, but never more than came in.
        (terms(BY_SCALE), 100_00, (40_00, 0)),
        (terms(BY_SCALE), 30_00, (30_00, 0)),
        (terms(FIXED, cents=35_00), 100_00, (35_00, 0)),
        (terms(FIXED, cents=35_00, vat="21"), 42_00, (34_71, 7_29)),
        (terms(FIXED, cents=35_00, vat="21", event=RECALL), 10_00, (35_00, 7_35)),
        (terms(PERCENT, "15"), 0, (0, 0)),
    ],
)
def test_a_fee_by_its_terms(agreed: FeeTerms, cents: int, expected: tuple[int, int]) -> None:
    assert fee(agreed, SCALE, Cents(cents)) == Fee(Cents(expected[0]), Cents(expected[1]))


@given(st.integers(1, 30_000_000))
def test_the_scale_is_that_of_the_collection_costs(principal: int) -> None:
    facts = CostFacts((Cents(principal),), "contract", Capacity.BUSINESS, creditor_deducts_vat=True, default_on=SINCE)
    assert SCALE.fee(Cents(principal)) == collection_costs(facts, LAW.costs, LAW.delivery, LAW.holidays).value.fee


@given(
    st.sampled_from([
        terms(PERCENT, "12.5"), terms(PERCENT, "15", vat="21", least=40_00), terms(BY_SCALE, vat="21"),
        terms(FIXED, cents=75_00), terms(PERCENT, "20", event=DIRECT, least=15_00),
    ]),
    st.lists(st.integers(1, 400_000), min_size=1, max_size=8),
)  # fmt: skip
def test_parts_cost_as_much_as_the_whole(agreed: FeeTerms, parts: list[int]) -> None:
    before, paid = 0, 0
    for part in parts:
        cost = total(agreed, part, before)
        assert cost >= 0
        before, paid = before + part, paid + cost
        if agreed.event is RECEIVED:
            assert paid <= before
    assert paid == total(agreed, sum(parts))


def test_the_terms_of_the_day_hold() -> None:
    old, new = terms(PERCENT, "15"), terms(PERCENT, "10")._replace(from_on=date(2026, 7, 1))
    agreed = (new, old, terms(FIXED, cents=50_00, event=RECALL))
    assert in_force(agreed, RECEIVED, date(2025, 12, 31)) is None
    assert in_force(agreed, RECEIVED, date(2026, 6, 30)) == old
    assert in_force(agreed, RECEIVED, date(2026, 7, 1)) == new


def test_what_was_kept_is_held_against_the_terms_of_each_day() -> None:
    agreed = (terms(PERCENT, "15"), terms(FIXED, cents=50_00, event=RECALL))
    earned = [
        Earned(RECEIVED, date(2026, 3, 1), Cents(100_00), Cents(15_00)),
        Earned(RECEIVED, date(2026, 4, 1), Cents(200_00), Cents(31_00)),
        Earned(DIRECT, date(2026, 4, 2), Cents(80_00)),
        Earned(RECALL, date(2026, 5, 1), Cents(900_00)),
    ]
    found = due_fees(earned, agreed, LAW.costs)
    assert [(one.due, one.difference) for one in found] == [(15_00, 0), (30_00, 1_00), (0, 0), (50_00, -50_00)]
    whole = Reconciliation(
        Cents(1_000_00), Cents(40_00), Cents(300_00), Cents(80_00), Cents(60_00), Cents(600_00), found
    )
    assert (whole.difference, whole.due, whole.kept, whole.unpaid) == (0, 95_00, 46_00, 49_00)


def test_a_cost_that_was_seen_at_the_recall_is_what_is_due() -> None:
    agreed = (terms(PERCENT, "15", event=RECALL),)
    (found,) = due_fees([Earned(RECALL, date(2026, 5, 1), Cents(900_00), cost=Cents(120_00))], agreed, LAW.costs)
    assert found.due == 120_00
