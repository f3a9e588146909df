"""The cut of a claim at the first hour of an insolvency: by days or by a meter, to the cent, with what was paid."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.insolvency.cut import Basis, Cut, CutFacts, Meter, cut
from casebook.domain.money import Cents

SINCE = date(2026, 10, 16)
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


def claim(first: date | None, last: date | None, cents: int, before: int = 0, since: int = 0) -> CutFacts:
    return CutFacts(first, last, None, Cents(cents), Cents(before), Cents(since))


@pytest.mark.parametrize(
    ("facts", "meter", "basis", "charged", "still"),
    [
        # The insolvency works from 00:00 of its day (Fw 23): of October fifteen days are from before.
        (claim(*OCTOBER, 31_000), None, Basis.DAYS, (15_000, 16_000), (15_000, 16_000)),
        (claim(*OCTOBER, 100), None, Basis.DAYS, (48, 52), (48, 52)),
        (claim(*OCTOBER, 31_000), Meter(Decimal(100), Decimal(190), Decimal(200)), Basis.METER,
         (27_900, 3_100), (27_900, 3_100)),
        (claim(date(2026, 9, 1), date(2026, 10, 15), 900), None, Basis.WHOLE, (900, 0), (900, 0)),
        (claim(SINCE, date(2026, 11, 1), 900), None, Basis.WHOLE, (0, 900), (0, 900)),
        (claim(date(2026, 10, 15), SINCE, 901), None, Basis.DAYS, (451, 450), (451, 450)),
        (claim(None, date(2026, 10, 3), 900), None, Basis.WHOLE, (900, 0), (900, 0)),
        (CutFacts(None, None, SINCE, Cents(900)), None, Basis.PRESUMED, (0, 900), (0, 900)),
        (CutFacts(None, None, SINCE - timedelta(1), Cents(900)), None, Basis.PRESUMED, (900, 0), (900, 0)),
        (claim(None, None, 900), None, Basis.UNKNOWN, (900, 0), (900, 0)),
        # The oldest is paid first (BW 6:43 lid 2); what comes in the insolvency goes to what is from after first.
        (claim(*OCTOBER, 31_000, before=5_000), None, Basis.DAYS, (15_000, 16_000), (10_000, 16_000)),
        (claim(*OCTOBER, 31_000, before=20_000), None, Basis.DAYS, (15_000, 16_000), (0, 11_000)),
        (claim(*OCTOBER, 31_000, since=5_000), None, Basis.DAYS, (15_000, 16_000), (15_000, 11_000)),
        (claim(*OCTOBER, 31_000, since=20_000), None, Basis.DAYS, (15_000, 16_000), (11_000, 0)),
    ],
)  # fmt: skip
def test_a_claim_is_cut_by_when_was_supplied(
    facts: CutFacts, meter: Meter | None, basis: Basis, charged: tuple[int, int], still: tuple[int, int]
) -> None:
    found = cut(facts, SINCE, meter)
    assert found == Cut(basis, *map(Cents, (*charged, *still)))


amounts = st.integers(0, 10**9)
readings = st.tuples(amounts, amounts, amounts).map(lambda some: Meter(*map(Decimal, sorted(some))))


@st.composite
def cases(draw: st.DrawFn) -> CutFacts:
    first = draw(st.dates(date(2026, 1, 1), date(2027, 6, 30)))
    last = first + timedelta(draw(st.integers(0, 400)))
    return claim(first, last, draw(amounts), draw(amounts), draw(amounts))


@given(cases(), readings.filter(lambda one: one.is_right) | st.none())
def test_the_parts_add_up(facts: CutFacts, meter: Meter | None) -> None:
    found = cut(facts, SINCE, meter)
    assert found.charged_before + found.charged_after == facts.charged
    assert found.before + found.after == max(0, facts.charged - facts.paid_before - facts.paid_since)
    assert 0 <= found.before <= found.charged_before
    assert 0 <= found.after <= found.charged_after
