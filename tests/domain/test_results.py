"""What the work brought, counted by hand."""

from datetime import date
from decimal import Decimal

from casebook.domain.arrangement.standing import PlanState, TermNow, TermState
from casebook.domain.money import ZERO, Cents
from casebook.domain.results import FirstMoney, Opened, Plans, Rate, first_money, plan_counts, term_rate

DUE, LATE = date(2026, 11, 2), date(2026, 11, 6)


def term(state: TermState, paid_on: date | None = None) -> TermNow:
    return TermNow(1, 1, DUE, Cents(100), Cents(100), ZERO, state, LATE, paid_on)


def test_a_term_is_kept_until_its_grace_is_over_and_late_from_then_on() -> None:
    paid = [term(TermState.PAID, on) for on in (DUE, date(2026, 11, 5), LATE)]
    others = [term(state) for state in TermState if state is not TermState.PAID]
    rate = term_rate([*paid, *others])
    # Missed and late ones were not kept; pending, due and partly paid ones wait; waived and void ones do not count.
    assert rate == Rate(kept=2, partly=1, broken=2, waiting=3)
    assert (rate.judged, rate.share) == (5, Decimal("40.0"))
    assert Rate(waiting=3).share is None


def test_an_arrangement_that_was_replaced_does_not_count() -> None:
    states = (PlanState.AFTERCARE, PlanState.COMPLETED, PlanState.BROKEN, PlanState.SUPERSEDED, PlanState.SUSPENDED)
    assert plan_counts(states) == Plans(agreed=4, kept=2, broken=1, running=1)


def test_the_days_to_the_first_money_are_those_of_cases_that_brought_some() -> None:
    cases = [Opened(DUE, LATE), Opened(DUE, date(2026, 11, 5)), Opened(DUE, None)]
    assert first_money(cases) == FirstMoney(3, 2, Decimal("3.5"))
    assert first_money([Opened(DUE, None)]).days is None
