"""What an arrangement comes to: exact sums, interest as the rules of interest have it, and forms that agree."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.allocation import ClaimBalance, Receipt, allocate
from casebook.domain.arrangement.debts import Debt, Debts
from casebook.domain.arrangement.facts import Coverable, Lapse, PlanFacts
from casebook.domain.arrangement.plan import Plan, plan
from casebook.domain.arrangement.terms import PlanInterest, PlanTerms, Rhythm
from casebook.domain.component import Balance
from casebook.domain.finding import Finding
from casebook.domain.interest import InterestFacts, InterestKind, Payment, interest
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.law.book import book
from casebook.words import LANGUAGES, say
from tests.domain.arrangement.book import DAY, FIRST, bearing, claim, facts, terms

TOLERANCE = Cents(100)
RULES = book().interest
kinds = st.sampled_from(list(InterestKind))


def worked_out(known: PlanFacts, given: PlanTerms) -> Finding[Plan]:
    return plan(known, given, RULES, TOLERANCE)


def amounts(found: Finding[Plan]) -> list[int]:
    return [term.cents for term in found.value.terms]


def refusal(known: PlanFacts, **given: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        worked_out(known, terms(known, **given))
    for language in LANGUAGES:
        assert say(caught.value.code, caught.value.parameters, language)
    return caught.value


@st.composite
def claims(draw: st.DrawFn) -> tuple[Coverable, ...]:
    """Claims with interest of each kind or none, in default before the day or after it."""
    found = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        owed = draw(st.integers(0, 20_000))
        since = DAY + timedelta(days=draw(st.integers(-800, 90)))
        runs = bearing(draw(kinds), since, draw(st.integers(0, 20_000))) if draw(st.booleans()) else None
        principal, costs = draw(st.integers(50_000, 2_000_000)), draw(st.integers(0, 70_000))
        found.append(claim(number, principal, interest=owed, costs=costs, runs=runs))
    return tuple(found)


more = st.fixed_dictionaries(
    {
        "interest": st.sampled_from(list(PlanInterest)),
        "costs_included": st.booleans(),
        "rhythm": st.sampled_from(list(Rhythm)),
        "remission_cents": st.integers(0, 20_000).map(Cents),
        "first_on": st.dates(DAY, DAY + timedelta(days=60)),
    }
)


@given(claims(), more, st.integers(1, 48))
def test_every_cent_is_accounted_for(some: tuple[Coverable, ...], given_: dict[str, Any], count: int) -> None:
    known = facts(*some)
    found = worked_out(known, terms(known, terms=count, **given_))
    value = found.value
    assert len(value.terms) == count
    assert sum(amounts(found)) == value.total == value.paid.total == found.steps[-1].after
    assert value.open.total + value.expected == value.paid.total + value.left.total
    assert value.left.total == value.remission
    assert 0 < value.last.cents <= value.each
    assert value.open.total + value.waived + value.costs_left == sum(one.debt.open.total for one in some)
    if given_["interest"] is not PlanInterest.RUNNING:
        assert value.expected == 0


@given(claims(), more, st.integers(2, 48))
def test_the_three_forms_agree(some: tuple[Coverable, ...], given_: dict[str, Any], count: int) -> None:
    known = facts(*some)
    by_count = worked_out(known, terms(known, terms=count, **given_)).value
    by_end = worked_out(known, terms(known, last_on=by_count.last.due_on, **given_)).value
    by_amount = worked_out(known, terms(known, each_cents=by_count.each, **given_)).value
    assert by_end == by_count
    if by_count.last.cents > TOLERANCE:
        assert by_amount == by_count
    else:
        assert len(by_amount.terms) == count - 1
    lower = worked_out(known, terms(known, each_cents=Cents(by_count.each - 1), **given_)).value
    assert len(lower.terms) > count or lower.last.cents > lower.each


@given(st.integers(10_000, 5_000_000), kinds, st.integers(1, 40), st.sampled_from(list(Rhythm)))
def test_interest_is_that_of_the_rules_of_interest(
    principal: int, kind: InterestKind, count: int, rhythm: Rhythm
) -> None:
    # Of commercial interest the day of payment counts.
    shift = timedelta(days=1 if kind is InterestKind.COMMERCIAL else 0)
    runs = bearing(kind, DAY + shift)
    known = facts(claim(1, principal, runs=runs))
    *before, last = worked_out(known, terms(known, terms=count, rhythm=rhythm)).value.terms
    payments = tuple(Payment(term.due_on + shift, term.cents) for term in before)
    asked = InterestFacts(kind, Cents(principal), runs.start, last.due_on + shift, runs.rate, payments=payments)
    assert interest(asked, RULES).value.total == last.cents


@given(st.lists(st.tuples(*[st.integers(0, 50_000)] * 3, st.integers(0, 3)), min_size=1, max_size=5), st.integers(1))
def test_money_goes_as_the_law_of_allocation_has_it(owed: list[tuple[int, int, int, int]], cents: int) -> None:
    paid = Cents(cents % 200_000 + 1)
    balances = [Balance(Cents(one), Cents(two), Cents(three)) for one, two, three, _ in owed]
    due = [DAY - timedelta(days=later - 1) for *_, later in owed]
    debts = [Debt(number, on, balance) for number, (on, balance) in enumerate(zip(due, balances, strict=True))]
    outcome = Debts(debts, DAY, RULES).paid([(DAY, paid)])
    lawful = allocate(
        Receipt(DAY, paid), [ClaimBalance(str(one.id), one.due_on or DAY, None, one.open) for one in debts]
    ).value
    assert outcome.over == lawful.unallocated
    assert outcome.left == Balance(
        *(Cents(sum(parts)) for parts in zip(*(one.open for one in lawful.left), strict=True))
    )


def test_running_interest_is_paid_with_the_terms_and_the_first_terms_pay_costs() -> None:
    known = facts(claim(1, 1_000_000, interest=5_000, costs=40_000, runs=bearing(InterestKind.CONTRACTUAL)))
    found = worked_out(known, terms(known, terms=12))
    assert [step.code for step in found.steps] == [
        "plan.principal",
        "plan.interest_to_date",
        "plan.costs_in",
        "plan.interest_expected",
        "plan.in_terms",
    ]
    value = found.value
    assert value.expected > 30_000
    assert value.paid == Balance(Cents(1_000_000), Cents(5_000 + value.expected), Cents(40_000))
    assert [one.code for one in found.warnings] == ["plan.rates_may_change"]


@pytest.mark.parametrize(
    ("given", "total", "waived", "costs_left"),
    [
        ({"interest": PlanInterest.FROZEN}, 145_000, 0, 0),
        ({"interest": PlanInterest.WAIVED}, 140_000, 5_000, 0),
        ({"interest": PlanInterest.WAIVED, "costs_included": False}, 100_000, 5_000, 40_000),
        ({"interest": PlanInterest.FROZEN, "remission_cents": Cents(45_000)}, 100_000, 0, 0),
        ({"interest": PlanInterest.FROZEN, "total_cents": Cents(60_000)}, 60_000, 0, 0),
    ],
)
def test_what_is_stopped_waived_left_out_or_remitted(
    given: dict[str, Any], total: int, waived: int, costs_left: int
) -> None:
    known = facts(claim(1, 100_000, interest=5_000, costs=40_000, runs=bearing()))
    value = worked_out(known, terms(known, **given)).value
    assert (value.total, value.waived, value.costs_left, value.expected) == (total, waived, costs_left, 0)
    assert value.stays_open == value.left.total - value.remission


def test_what_stays_open_is_said() -> None:
    known = facts(claim(1, 100_000, costs=40_000))
    found = worked_out(known, terms(known, total_cents=Cents(60_000), costs_included=False))
    assert found.value.stays_open == 40_000
    assert "plan.stays_open" in [step.code for step in found.steps]
    assert [one.code for one in found.warnings] == ["plan.costs_stay"]


def test_the_reader_is_told_what_the_claims_bring_with_them() -> None:
    odd = claim(1, 9_000, contested=Cents(1_000), lapse=Lapse.UNPROVEN, placed=True, titled=True, default_unknown=True)
    known = facts(odd)
    found = worked_out(known, terms(known, first_on=DAY - timedelta(days=1)))
    assert [one.code for one in found.warnings] == [
        "plan.contested",
        "plan.default_unknown",
        "plan.unproven",
        "plan.placed",
        "plan.titled",
        "plan.first_past",
    ]
    for language in LANGUAGES:
        assert all(say(one.code, one.parameters, language) for one in found.warnings)
        assert all(say(one.code, one.parameters, language) for one in found.steps)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"terms": 6, "each_cents": Cents(100)}, "plan.one_form"),
        ({"each_cents": Cents(0)}, "given.amount"),
        ({"terms": 0}, "plan.count"),
        ({"terms": 521}, "plan.count"),
        ({"last_on": FIRST - timedelta(days=1)}, "plan.last_before_first"),
        ({"total_cents": Cents(-1)}, "given.amount"),
        ({"remission_cents": Cents(-1)}, "given.amount"),
        ({"remission_cents": Cents(100_000)}, "plan.nothing_to_pay"),
        ({"total_cents": Cents(150_000)}, "plan.more_than_open"),
        ({"total_cents": Cents(90_000), "remission_cents": Cents(20_000)}, "plan.remission_too_much"),
        ({"total_cents": Cents(300), "terms": 36}, "plan.too_many_terms"),
        ({"claim_ids": ()}, "plan.no_claims"),
        ({"claim_ids": (1, 9)}, "plan.other_case"),
    ],
)
def test_terms_that_cannot_be_are_refused(given: dict[str, Any], code: str) -> None:
    assert refusal(facts(claim(1, 100_000)), **given).code == code


def test_a_term_that_does_not_even_pay_the_interest_is_refused() -> None:
    known = facts(claim(1, 100_000_000, runs=bearing(InterestKind.CONTRACTUAL)))
    assert refusal(known, each_cents=Cents(10_000)).code == "plan.too_little"


def test_a_total_may_be_a_little_more_than_is_open_since_it_was_reckoned_on_another_day() -> None:
    known = facts(claim(1, 100_000))
    assert worked_out(known, terms(known, total_cents=Cents(100_100))).value.total == 100_100
    assert refusal(known, total_cents=Cents(100_101)).parameters["most"] == 100_000
