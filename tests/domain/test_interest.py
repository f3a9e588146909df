"""Interest: the worked examples to the cent, and what must hold for any claim."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import casebook.law
from casebook.domain.finding import Caution, Step
from casebook.domain.interest import (
    Interest,
    InterestFacts,
    InterestKind,
    InterestRow,
    InterestRules,
    Payment,
    Standing,
    interest,
)
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.law.interest import read
from casebook.law.schema import load
from casebook.words import LANGUAGES, say

STATUTORY, COMMERCIAL, CONTRACTUAL = InterestKind.STATUTORY, InterestKind.COMMERCIAL, InterestKind.CONTRACTUAL


def _rules() -> InterestRules:
    table = load(Path(casebook.law.__file__).parent / "nl" / "interest.toml")
    table.day("checked")
    return read(table)


RULES = _rules()
D = date.fromisoformat


def claim(kind: InterestKind, euros: str, start: str, until: str, **more: Any) -> InterestFacts:
    return InterestFacts(kind, cents(euros), D(start), D(until), **more)


def cents(euros: str) -> Cents:
    return Cents(int(Decimal(euros) * 100))


def pay(*payments: tuple[str, str]) -> tuple[Payment, ...]:
    return tuple(Payment(D(on), cents(amount)) for on, amount in payments)


def codes(facts: InterestFacts) -> list[str]:
    return [caution.code for caution in interest(facts, RULES).warnings]


# Law facts 2.4 and the four invoices of a consumer reckoned on 16-11-2026; interest per row.
WORKED = [
    (claim(CONTRACTUAL, "8400", "2026-05-30", "2026-06-21", rate=Decimal("10.15")), ["51.39"]),
    (claim(COMMERCIAL, "8400", "2026-05-30", "2026-06-21"), ["51.39"]),
    (claim(STATUTORY, "820", "2026-03-01", "2026-04-01"), ["2.79"]),
    (claim(STATUTORY, "10000", "2025-12-17", "2026-01-16"), ["24.66", "16.44"]),
    (
        claim(COMMERCIAL, "10000", "2024-03-15", "2026-11-21"),
        ["369.86", "617.53", "223.00", "369.85", "573.60", "227.57", "371.85", "504.48"],
    ),
    (claim(STATUTORY, "612.80", "2026-07-16", "2026-11-16"), ["8.26"]),
    (claim(STATUTORY, "240.00", "2026-08-16", "2026-11-16"), ["2.42"]),
    (claim(STATUTORY, "186.40", "2026-09-16", "2026-11-16"), ["1.25"]),
    (claim(STATUTORY, "95.00", "2026-10-16", "2026-11-16"), ["0.32"]),
]


@pytest.mark.parametrize(("facts", "rows"), WORKED)
def test_worked_examples(facts: InterestFacts, rows: list[str]) -> None:
    found = interest(facts, RULES).value
    assert [row.interest for row in found.rows] == [cents(row) for row in rows]
    assert found.interest == sum(cents(row) for row in rows)
    assert found.total == facts.principal + found.interest
    assert not found.stale


def test_commercial_interest_is_added_to_the_base_on_its_own_anniversary() -> None:
    """BW 6:119 lid 2: after each year since the start, not on 1 January; 2026-01-01 begins a row at the same rate."""
    found = interest(claim(COMMERCIAL, "10000", "2024-03-15", "2026-11-21"), RULES)
    bases = ["10000"] * 3 + ["11210.39"] * 3 + ["12381.41"] * 2
    assert [row.base for row in found.value.rows] == [cents(base) for base in bases]
    assert [str(row.start) for row in found.value.rows] == [
        "2024-03-15", "2024-07-01", "2025-01-01", "2025-03-15", "2025-07-01", "2026-01-01", "2026-03-15", "2026-07-01",
    ]  # fmt: skip
    assert found.value.interest == cents("3257.74")
    assert found.value.per_day == cents("3.53")  # 12,381.41 x 10.40 % / 365 = 3.5279
    added = [step for step in found.steps if step.code == "interest.capitalised"]
    assert [(step.on, step.source) for step in added] == [
        (D("2025-03-15"), "BW 6:119 lid 2"),
        (D("2026-03-15"), "BW 6:119 lid 2"),
    ]


def test_simple_interest_never_grows_the_base() -> None:
    found = interest(claim(COMMERCIAL, "10000", "2024-03-15", "2026-11-21", simple=True), RULES).value
    assert {row.base for row in found.rows} == {cents("10000")}
    assert len(found.rows) == 6  # the rates alone split


def test_leap_year_counts_366_days_of_365() -> None:
    """Actual/365 also in a leap year: 7 % of 10,000 over all of 2024 is 366/365 of 700."""
    found = interest(claim(STATUTORY, "10000", "2024-01-01", "2025-01-01"), RULES).value
    assert [(row.days, row.interest) for row in found.rows] == [(366, cents("701.92"))]


def test_default_that_began_on_29_february() -> None:
    """The year is counted from the start each time, so the leap day comes back in 2028."""
    found = interest(claim(CONTRACTUAL, "1000", "2024-02-29", "2028-03-01", rate=Decimal(10)), RULES).value
    ends = [str(row.until) for row in found.rows]
    assert ends == ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29", "2028-03-01"]


def test_the_day_it_stops_may_be_an_anniversary() -> None:
    """The total is the same, but one further day bears interest on the raised base."""
    found = interest(claim(CONTRACTUAL, "100000", "2025-01-01", "2026-01-01", rate=Decimal(10)), RULES).value
    assert found.interest == cents("10000")
    assert found.per_day == cents("30.14")  # 110,000 x 10 % / 365 = 30.1370


def test_nothing_accrues_over_no_days() -> None:
    found = interest(claim(STATUTORY, "36500", "2026-03-01", "2026-03-01"), RULES).value
    assert found == Interest(cents("0"), cents("36500"), cents("4"), (), False)


def test_half_a_cent_goes_up() -> None:
    """365 days at 5 % of 0.10 is exactly half a cent."""
    found = interest(claim(CONTRACTUAL, "0.10", "2025-01-01", "2026-01-01", rate=Decimal(5), simple=True), RULES)
    assert found.value.interest == 1


class TestPayments:
    """BW 6:44 lid 1: to the interest accrued, then to the base; the day of payment counts on what is left."""

    def test_interest_first_then_the_base(self) -> None:
        facts = claim(STATUTORY, "10000", "2026-01-01", "2026-07-20", payments=pay(("2026-04-11", "1000")))
        found = interest(facts, RULES).value
        # 10,000 x 4 % x 100/365 = 109.589; 1,000 - 109.59 = 890.41; 9,109.59 x 4 % x 100/365 = 99.831
        assert [(row.days, row.base, row.interest) for row in found.rows] == [
            (100, cents("10000"), cents("109.59")),
            (100, cents("9109.59"), cents("99.83")),
        ]
        assert found.total == cents("9209.42")
        assert found.per_day == cents("1.00")

    def test_less_than_the_interest_leaves_the_base(self) -> None:
        facts = claim(STATUTORY, "10000", "2026-01-01", "2026-07-20", payments=pay(("2026-04-11", "100")))
        found = interest(facts, RULES).value
        assert [row.base for row in found.rows] == [cents("10000"), cents("10000")]
        assert found.total == cents("10000") + found.interest - cents("100")

    def test_interest_that_was_paid_is_not_added_after_the_year(self) -> None:
        payments = pay(("2025-12-31", "997.26"))  # 10,000 x 10 % x 364/365
        facts = claim(CONTRACTUAL, "10000", "2025-01-01", "2026-02-01", rate=Decimal(10), payments=payments)
        assert interest(facts, RULES).value.rows[-1].base == cents("10002.74")

    def test_on_an_anniversary_the_year_is_added_first(self) -> None:
        payments = pay(("2026-01-01", "1500"))
        facts = claim(CONTRACTUAL, "10000", "2025-01-01", "2026-01-02", rate=Decimal(10), payments=payments)
        assert interest(facts, RULES).value.rows[-1].base == cents("9500")

    @pytest.mark.parametrize("on", ["2025-11-30", "2026-01-01"])
    def test_up_to_the_first_day_it_reduces_the_principal(self, on: str) -> None:
        facts = claim(STATUTORY, "10000", "2026-01-01", "2026-07-20", payments=pay((on, "4000")))
        found = interest(facts, RULES).value
        assert [row.base for row in found.rows] == [cents("6000")]

    def test_from_the_last_day_on_it_has_no_effect(self) -> None:
        payments = pay(("2026-07-20", "500"), ("2026-08-01", "200"))
        facts = claim(STATUTORY, "10000", "2026-01-01", "2026-07-20", payments=payments)
        found = interest(facts, RULES)
        assert found.value == interest(claim(STATUTORY, "10000", "2026-01-01", "2026-07-20"), RULES).value
        left_out = next(caution for caution in found.warnings if caution.code == "interest.payments_left_out")
        assert left_out.parameters == {"count": 2, "amount": cents("700"), "until": D("2026-07-20")}

    def test_too_much_is_told(self) -> None:
        payments = pay(("2026-04-11", "10200"), ("2026-05-01", "5"))
        found = interest(claim(STATUTORY, "10000", "2026-01-01", "2026-07-20", payments=payments), RULES)
        assert (found.value.interest, found.value.total, found.value.per_day) == (cents("109.59"), 0, 0)
        overpaid = next(caution for caution in found.warnings if caution.code == "interest.overpaid")
        assert overpaid.parameters == {"amount": cents("95.41")}

    def test_the_order_they_are_told_in_does_not_matter(self) -> None:
        payments = pay(("2025-12-01", "10"), ("2026-02-01", "20"), ("2026-06-01", "30"))
        forward = claim(STATUTORY, "10000", "2026-01-01", "2026-11-21", payments=payments)
        backward = claim(STATUTORY, "10000", "2026-01-01", "2026-11-21", payments=payments[::-1])
        assert interest(forward, RULES) == interest(backward, RULES)


class TestWarnings:
    @pytest.mark.parametrize(
        ("until", "stale", "code"),
        [
            ("2026-12-31", False, None),
            ("2027-01-01", False, "interest.per_day_unconfirmed"),  # only the further day lies in the new half-year
            ("2027-01-02", True, "interest.unconfirmed"),
            ("2031-05-01", True, "interest.unconfirmed"),
        ],
    )
    def test_a_half_year_without_a_confirmed_rate(self, until: str, stale: bool, code: str | None) -> None:
        found = interest(claim(COMMERCIAL, "10000", "2026-08-01", until), RULES)
        assert found.value.stale is stale
        told = [caution for caution in found.warnings if "unconfirmed" in caution.code]
        assert [caution.code for caution in told] == ([code] if code else [])
        for caution in told:
            assert caution.parameters["half_year"] == D("2027-01-01")
            assert caution.parameters["rate"] == Decimal("10.40")

    def test_paid_before_the_new_half_year_is_not_stale(self) -> None:
        facts = claim(STATUTORY, "100", "2026-08-01", "2027-03-01", payments=pay(("2026-09-01", "200")))
        assert not interest(facts, RULES).value.stale
        assert "interest.per_day_unconfirmed" not in codes(facts)

    def test_the_day_of_payment_counts_for_commercial_interest(self) -> None:
        found = interest(claim(COMMERCIAL, "10000", "2026-08-01", "2026-11-21"), RULES)
        told = next(caution for caution in found.warnings if caution.code == "interest.day_of_payment")
        assert (told.parameters["amount"], told.source) == (cents("2.85"), "BW 6:119a lid 1")
        assert "interest.day_of_payment" not in codes(claim(STATUTORY, "10000", "2026-08-01", "2026-11-21"))

    def test_default_from_before_1992_bears_simple_interest(self) -> None:
        facts = claim(STATUTORY, "1000", "1991-12-31", "1994-06-01")
        assert {row.base for row in interest(facts, RULES).value.rows} == {cents("1000")}
        assert "interest.simple_by_age" in codes(facts)
        later = claim(STATUTORY, "1000", "1992-01-01", "1994-06-01")
        assert len({row.base for row in interest(later, RULES).value.rows}) == 3
        assert "interest.simple_by_age" not in codes(later)

    def test_contractual_interest_compounds_only_if_agreed(self) -> None:
        agreed = claim(CONTRACTUAL, "1000", "2026-02-01", "2026-11-21", rate=Decimal(9))
        assert codes(agreed) == ["interest.compounding_agreed"]
        simple = claim(CONTRACTUAL, "1000", "2026-02-01", "2026-11-21", rate=Decimal(9), simple=True)
        assert codes(simple) == []

    def test_agreed_interest_below_the_statutory_rate(self) -> None:
        """BW 6:119 lid 3 lets a higher agreed interest continue; 2025 had 6 %, 2026 has 4 %."""
        facts = claim(CONTRACTUAL, "1000", "2025-09-01", "2026-11-21", rate=Decimal(5), simple=True)
        told = interest(facts, RULES).warnings[0]
        assert told.code == "interest.agreed_below_statutory"
        assert told.parameters == {"agreed": Decimal(5), "rate": Decimal("6.00"), "start": D("2025-09-01")}
        assert codes(claim(CONTRACTUAL, "1000", "2026-01-01", "2026-11-21", rate=Decimal(5), simple=True)) == []
        # 4 % from 2023-01-01, the day it stops.
        assert codes(claim(CONTRACTUAL, "1000", "2022-01-01", "2023-01-01", rate=Decimal(3), simple=True)) == []

    @pytest.mark.parametrize(
        ("start", "until", "told"),
        [
            ("2024-01-01", "2025-01-01", None),  # 12.50 and 12.25 %, both read on a page
            ("2026-06-01", "2026-07-01", {"count": 1, "rate": Decimal("10.15"), "start": D("2026-01-01")}),
            ("2024-07-01", "2026-11-21", {"count": 4, "rate": Decimal("11.15"), "start": D("2025-01-01")}),
        ],
    )
    def test_second_hand_rates_are_told_once(self, start: str, until: str, told: dict[str, Any] | None) -> None:
        found = interest(claim(COMMERCIAL, "10000", start, until), RULES)
        second_hand = [warning for warning in found.warnings if warning.code == "interest.rates_second_hand"]
        assert [warning.parameters for warning in second_hand] == ([told] if told else [])


class TestRefusals:
    @pytest.mark.parametrize(
        ("kind", "start", "first"), [(STATUTORY, "1976-03-31", "1976-04-01"), (COMMERCIAL, "2000-01-01", "2002-12-01")]
    )
    def test_before_the_first_rate(self, kind: InterestKind, start: str, first: str) -> None:
        with pytest.raises(Refused) as refused:
            interest(claim(kind, "100", start, "2003-01-01"), RULES)
        assert refused.value.code == "interest.before_first"
        assert refused.value.parameters == {"kind": kind, "first": D(first)}
        assert refused.value.source.startswith("BW 6:119")
        for language in LANGUAGES:
            assert say(refused.value.code, refused.value.parameters, language)

    @pytest.mark.parametrize(("kind", "rate"), [(CONTRACTUAL, None), (STATUTORY, Decimal(4)), (COMMERCIAL, Decimal(0))])
    def test_what_was_agreed_has_a_rate_and_nothing_else_has(self, kind: InterestKind, rate: Decimal | None) -> None:
        with pytest.raises(ValueError, match=f"{kind} interest with the rate {rate}"):
            claim(kind, "100", "2026-01-01", "2026-02-01", rate=rate)

    def test_time_does_not_run_backwards(self) -> None:
        with pytest.raises(ValueError, match="before 2026-02-01"):
            claim(STATUTORY, "100", "2026-02-01", "2026-01-31")


# --- what must hold for any claim -----------------------------------------------------------------------------

FIRST = {STATUTORY: D("1976-04-01"), COMMERCIAL: D("2002-12-01"), CONTRACTUAL: D("1980-01-01")}
AMOUNTS = st.integers(1, 10**9).map(Cents)


@st.composite
def claims(draw: st.DrawFn, *, simple: bool | None = None, payments: bool = True) -> InterestFacts:
    kind = draw(st.sampled_from(InterestKind))
    start = draw(st.dates(FIRST[kind], D("2027-06-01")))
    until = start + timedelta(days=draw(st.integers(0, 20 * 366)))
    rate = draw(st.decimals(0, 30, places=2)) if kind is CONTRACTUAL else None
    on = st.dates(start - timedelta(days=60), until + timedelta(days=60))
    paid = draw(st.lists(st.builds(Payment, on, AMOUNTS), max_size=6)) if payments else []
    simple = draw(st.booleans()) if simple is None else simple
    return InterestFacts(kind, draw(AMOUNTS), start, until, rate, simple, tuple(paid))


def bearing(facts: InterestFacts, principal: int) -> Interest:
    changed = InterestFacts(facts.kind, Cents(principal), facts.start, facts.until, facts.rate, facts.simple)
    return interest(changed, RULES).value


@given(claims())
def test_rows_follow_each_other_and_add_up(facts: InterestFacts) -> None:
    found = interest(facts, RULES).value
    assert sum(row.interest for row in found.rows) == found.interest
    for row, following in zip(found.rows, found.rows[1:], strict=False):
        assert row.until == following.start
    for row in found.rows:
        assert row.days == (row.until - row.start).days > 0
        assert row.base > 0
    if found.rows:
        assert found.rows[0].start == facts.start
        assert found.rows[-1].until == facts.until or found.total == 0


@given(claims())
def test_what_is_owed_is_principal_and_interest_less_what_was_paid(facts: InterestFacts) -> None:
    found = interest(facts, RULES)
    paid = sum(payment.amount for payment in facts.payments if payment.on < facts.until)
    surplus = sum(caution.parameters["amount"] for caution in found.warnings if caution.code == "interest.overpaid")
    assert found.value.total == facts.principal + found.value.interest - paid + surplus
    assert found.value.total >= 0


@given(claims(payments=False), AMOUNTS)
def test_interest_over_two_principals_is_that_over_their_sum(facts: InterestFacts, other: Cents) -> None:
    """Within a cent for each row, as each is rounded by itself; what compounding adds grows with the interest."""
    apart, together = bearing(facts, facts.principal), bearing(facts, facts.principal + other)
    difference = abs(apart.interest + bearing(facts, other).interest - together.interest)
    if len({row.base for row in together.rows}) <= 1:
        assert difference <= len(together.rows)
    else:
        assert difference <= 1.5 * len(together.rows) * together.total / (facts.principal + other)


@given(claims(simple=False, payments=False))
def test_rounding_does_not_drift(facts: InterestFacts) -> None:
    """Against the same claim a milliard times as large: at most half a cent a row, grown by what compounding adds."""
    large = bearing(facts, facts.principal * 10**9)
    exact = Decimal(large.interest) / 10**9
    growth = Decimal(large.total) / (facts.principal * 10**9)
    assert abs(bearing(facts, facts.principal).interest - exact) <= Decimal("0.5001") * len(large.rows) * growth


@given(claims(simple=True, payments=False), st.data())
def test_a_simple_period_cut_in_two_comes_to_the_same_within_a_cent(facts: InterestFacts, data: st.DataObject) -> None:
    middle = data.draw(st.dates(facts.start, facts.until))
    whole, first, second = (
        bearing(InterestFacts(facts.kind, facts.principal, start, until, facts.rate, True), facts.principal).interest
        for start, until in ((facts.start, facts.until), (facts.start, middle), (middle, facts.until))
    )
    assert abs(first + second - whole) <= 1


def retake(before: Standing, step: Step[Standing]) -> Standing:
    """Take a step again from its code and parameters."""
    p = step.parameters
    base, accrued, interest = before
    match step.code:
        case "interest.start":
            return Standing(p["principal"], Cents(0), Cents(0))
        case "interest.period" | "interest.period_unconfirmed":
            earned = int((base * p["rate"] * p["count"] / Decimal(36500)).quantize(Decimal(1), ROUND_HALF_UP))
            return Standing(base, Cents(accrued + earned), Cents(interest + earned))
        case "interest.capitalised":
            return Standing(Cents(base + accrued), Cents(0), interest)
        case "interest.payment":
            to_interest = min(p["amount"], accrued)
            to_base = min(p["amount"] - to_interest, base)
            assert (p["interest"], p["base"]) == (to_interest, to_base)
            return Standing(Cents(base - to_base), Cents(accrued - to_interest), interest)
        case _:
            return before


@given(claims())
def test_steps_replay_to_the_value(facts: InterestFacts) -> None:
    found = interest(facts, RULES)
    standing, per_day = Standing(Cents(0), Cents(0), Cents(0)), Cents(0)
    rows: list[InterestRow] = []
    for step in found.steps:
        p, before = step.parameters, standing
        standing = retake(before, step)
        assert standing == step.after
        match step.code:
            case "interest.period" | "interest.period_unconfirmed":
                earned = Cents(standing.interest - before.interest)
                assert (p["base"], p["interest"]) == (before.base, earned)
                rows.append(InterestRow(p["start"], p["until"], p["count"], p["rate"], before.base, earned))
            case "interest.capitalised":
                assert (p["base"], p["interest"]) == (standing.base, before.accrued)
            case "interest.per_day":
                exact = standing.base * p["rate"] / Decimal(36500)
                per_day = Cents(int(exact.quantize(Decimal(1), ROUND_HALF_UP)))
                assert p["amount"] == per_day
    stale = any(step.code == "interest.period_unconfirmed" for step in found.steps)
    assert found.value == Interest(standing.interest, standing.total, per_day, tuple(rows), stale)


@given(claims())
def test_what_a_step_keeps_does_not_grow(facts: InterestFacts) -> None:
    """A thousand payments give a thousand steps: each may hold a few figures, not all rows before it."""
    for step in interest(facts, RULES).steps:
        assert all(isinstance(part, int) for part in step.after)
        assert not any(isinstance(part, tuple | list | dict) for part in step.parameters.values())


@given(claims())
def test_everything_can_be_said(facts: InterestFacts) -> None:
    found = interest(facts, RULES)
    said: list[Step[Standing] | Caution] = [*found.steps, *found.warnings]
    for one in said:
        assert one.source
        assert all(say(one.code, one.parameters, language) for language in LANGUAGES)
