"""Which step of a cycle comes next: its wait, its order, and what holds it up."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.calendar import ONE_DAY, is_working_day
from casebook.domain.reminders.course import NextStep, coming, in_pause, next_step, wants_restart
from casebook.domain.reminders.cycle import Cycle
from casebook.domain.reminders.facts import Because, ChasedClaim, CycleFacts, Pause, Settled
from casebook.law.book import book

HOLIDAYS = book().holidays
CONSUMER = book().defaults.consumer_cycle.first.value
BUSINESS = book().defaults.business_cycle.first.value
# A Thursday; the Monday before it the cycle was started.
DUE, DAY = date(2026, 10, 1), date(2026, 11, 2)
FLOUR = ChasedClaim("2026-001", DUE, DUE + ONE_DAY)
NO_TERM = ChasedClaim("2026-002", DUE, None)
FACTS = CycleFacts(date(2026, 9, 28), (FLOUR,))
FIRST = Settled("first_contact", date(2026, 10, 6), date(2026, 10, 16))
SECOND = Settled("second_call", date(2026, 10, 19))
REMINDED = Settled("reminder", date(2026, 10, 20), date(2026, 10, 30))


def step(facts: CycleFacts, cycle: Cycle = CONSUMER, day: date = DAY) -> NextStep:
    found = next_step(facts, cycle, HOLIDAYS, day).value
    assert found is not None
    return found


def reason(facts: CycleFacts, day: date = DAY) -> str:
    found = next_step(facts, CONSUMER, HOLIDAYS, day)
    assert found.value is None
    return found.steps[-1].code


def test_a_consumer_is_called_on_the_third_working_day() -> None:
    found = step(FACTS)
    assert (found.step.name, found.due_on, found.latest_on) == ("first_contact", date(2026, 10, 6), date(2026, 10, 13))


def test_a_business_is_called_on_the_third_day() -> None:
    # 4 October is a Sunday.
    found = step(FACTS, BUSINESS)
    assert (found.step.name, found.due_on) == ("first_contact", date(2026, 10, 5))


def test_a_courtesy_letter_is_written_before_the_day_where_the_house_wants_one() -> None:
    found = step(FACTS, CONSUMER._replace(courtesy=True))
    assert (found.step.name, found.due_on) == ("courtesy", date(2026, 9, 28))


def test_a_second_call_waits_for_the_deadline_that_was_given() -> None:
    # Fourteen days after the last day of payment is 15 October; the first letter gave until the 16th, a Friday.
    assert step(replace(FACTS, settled=(FIRST,))).due_on == date(2026, 10, 19)


def test_without_a_fatal_term_the_notice_of_default_comes_first() -> None:
    """T17 (a): no 14-day letter before default."""
    facts = replace(FACTS, claims=(NO_TERM,), settled=(FIRST, SECOND, REMINDED))
    notice = step(facts)
    assert (notice.step.name, notice.wants_default) == ("notice_of_default", ())
    given = Settled("notice_of_default", notice.due_on, notice.due_on + timedelta(days=14))
    after = step(replace(facts, settled=(*facts.settled, given)))
    assert (after.step.name, after.wants_default) == ("fourteen_day", ("2026-002",))
    in_default = replace(facts, settled=(*facts.settled, given), claims=(NO_TERM._replace(default_on=given.last_day),))
    assert step(in_default).wants_default == ()


def test_no_notice_of_default_where_the_term_was_fatal() -> None:
    facts = replace(FACTS, settled=(FIRST, SECOND, REMINDED))
    found = next_step(facts, CONSUMER, HOLIDAYS, DAY)
    assert found.value is not None
    assert found.value.step.name == "fourteen_day"
    assert found.steps[0].code == "reminders.in_default_already"
    # 30 October is a Friday: the second working day after it.
    assert found.value.due_on == date(2026, 11, 3)


def test_the_demand_waits_for_the_last_day_of_the_14_day_letter_and_the_slack() -> None:
    letter = Settled("fourteen_day", date(2026, 11, 3), date(2026, 11, 20))
    facts = replace(FACTS, settled=(FIRST, SECOND, REMINDED, letter))
    found = step(facts)
    assert (found.step.name, found.due_on) == ("demand", date(2026, 11, 25))


def test_handing_over_is_announced_before_the_route_is_chosen() -> None:
    names = [one.name for one in CONSUMER.steps]
    assert names[-3:] == ["demand", "handing_over", "route"]
    assert [one.name for one in BUSINESS.steps][-3:] == ["demand", "handing_over", "route"]
    assert CONSUMER.steps[-1].chooses_route


@pytest.mark.parametrize("because", list(Because))
def test_no_step_meanwhile(because: Because) -> None:
    paused = replace(FACTS, pauses=(Pause(because, DAY - ONE_DAY, None),))
    assert reason(paused) == "reminders.paused"
    assert reason(replace(FACTS, pauses=(Pause(because, DAY, DAY),))) == "reminders.paused_until"


def test_after_a_hold_a_person_restarts_and_the_wait_counts_anew() -> None:
    over = replace(FACTS, settled=(FIRST,), pauses=(Pause(Because.HOLD, date(2026, 10, 12), date(2026, 10, 30)),))
    assert reason(over) == "reminders.wants_restart"
    again = step(replace(over, resumed_on=DAY))
    assert (again.step.name, again.due_on) == ("second_call", date(2026, 11, 16))


def test_an_open_promise_is_waited_for_and_the_wait_goes_on() -> None:
    found = step(replace(FACTS, promised_until=date(2026, 11, 10)))
    assert (found.step.name, found.due_on) == ("first_contact", date(2026, 11, 11))


@pytest.mark.parametrize("facts", [replace(FACTS, contact_on=DAY), replace(FACTS, payment_on=DAY)])
def test_after_a_contact_or_a_payment_five_working_days(facts: CycleFacts) -> None:
    assert step(facts).due_on == date(2026, 11, 9)


def test_nothing_is_left_to_ask() -> None:
    assert reason(replace(FACTS, claims=())) == "reminders.nothing_open"


def test_after_the_route_there_is_no_step() -> None:
    assert reason(replace(FACTS, settled=(Settled("route", DAY),))) == "reminders.all_done"


DAYS = st.dates(date(2026, 9, 1), date(2027, 3, 1))
CLAIMS = st.builds(ChasedClaim, st.just("1"), st.none() | DAYS, st.none() | DAYS)


@st.composite
def pauses(draw: st.DrawFn) -> Pause:
    start, length = draw(DAYS), draw(st.none() | st.integers(0, 60))
    return Pause(draw(st.sampled_from(Because)), start, None if length is None else start + timedelta(days=length))


RUNNING = st.builds(
    CycleFacts,
    DAYS,
    st.lists(CLAIMS, min_size=1, max_size=3).map(tuple),
    pauses=st.lists(pauses(), max_size=2).map(tuple),
    contact_on=st.none() | DAYS,
    payment_on=st.none() | DAYS,
    promised_until=st.none() | DAYS,
)


@given(RUNNING, st.sampled_from([CONSUMER, BUSINESS, CONSUMER._replace(courtesy=True)]))
def test_a_cycle_goes_through_its_steps_on_days_of_their_own(facts: CycleFacts, cycle: Cycle) -> None:
    """Each step is taken as soon as it may be: in order, on working days, no two on one day, and it comes to an end."""
    facts = replace(facts, pauses=())
    taken: list[tuple[int, date]] = []
    while (found := coming(facts, cycle, HOLIDAYS).value) is not None:
        taken.append((cycle.steps.index(found.step), found.due_on))
        assert is_working_day(found.due_on, HOLIDAYS)
        assert facts.resumed_on <= found.due_on <= found.latest_on
        last = None if found.step.gives is None else found.due_on + timedelta(days=found.step.gives.amount)
        facts = replace(facts, settled=(*facts.settled, Settled(found.step.name, found.due_on, last)))
    assert taken == sorted(taken)
    assert len({day for _, day in taken}) == len(taken)
    assert cycle.steps[taken[-1][0]].chooses_route


@given(RUNNING, DAYS)
def test_no_step_during_a_pause_nor_after_it_without_a_person(facts: CycleFacts, day: date) -> None:
    found = next_step(facts, CONSUMER, HOLIDAYS, day).value
    assert (found is None) == (in_pause(facts, day) is not None or wants_restart(facts, day) is not None)
    if any(one.from_on <= day and (one.until_on is None or one.until_on >= facts.resumed_on) for one in facts.pauses):
        assert found is None
