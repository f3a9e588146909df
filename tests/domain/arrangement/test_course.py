"""How an arrangement stands: never late on old bank data, nor while something could be it, nor for a trifle."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.arrangement.course import overdue, standing
from casebook.domain.arrangement.standing import (
    Notice,
    Paid,
    PlanDays,
    PlanHistory,
    PlanNow,
    PlanRules,
    PlanState,
    PlanTerm,
    Suspension,
    TermState,
)
from casebook.domain.bank_cover import Accepted
from casebook.domain.calendar import add_months
from casebook.domain.money import Cents
from casebook.law.book import book

LAW = book()
HOUSE = LAW.defaults.arrangement.first.value
RULES = PlanRules(HOUSE.grace, HOUSE.tolerance, HOUSE.notices_to_lead, HOUSE.reminder_before, LAW.holidays)
AGREED, FIRST, TODAY = date(2026, 8, 20), date(2026, 8, 28), date(2026, 11, 21)
# Bank data of the day before the term of 28-09 may be called late, and of that day.
JUST_TOO_OLD, JUST_ENOUGH = date(2026, 9, 30), date(2026, 10, 1)
TERMS = tuple(PlanTerm(number, number, add_months(FIRST, number - 1), Cents(25_000)) for number in range(1, 13))
# Twelve terms of 250,00 from 28-08, of which the first was paid.
PLAN = PlanHistory(
    PlanDays(date(2026, 8, 18), offered_on=date(2026, 8, 18), agreed_on=AGREED),
    TERMS,
    (Paid(FIRST, Cents(25_000)),),
    known_until=TODAY,
)
RANKS = (PlanState.AGREED, PlanState.ACTIVE, PlanState.IN_NOTICE, PlanState.BREAK_PROPOSED)


def on(plan: PlanHistory, day: date = TODAY) -> PlanNow:
    return standing(plan, day, RULES).value


def days(**changed: Any) -> PlanDays:
    return PLAN.days._replace(**changed)


def noticed(plan: PlanHistory = PLAN, sent_on: date = date(2026, 11, 10), pay_until: date | None = None) -> PlanHistory:
    notice = Notice(1, sent_on, pay_until or sent_on + timedelta(days=7), Cents(50_000))
    return replace(plan, notices=(notice,))


def test_what_the_bank_cannot_know_is_not_judged() -> None:
    now = on(replace(PLAN, known_until=date(2026, 9, 29)))
    assert (now.state, now.late_terms, now.behind, now.judged_once) == (PlanState.ACTIVE, 0, 0, JUST_ENOUGH)
    assert [term.state for term in now.terms[:4]] == [
        TermState.PAID,
        TermState.DUE,
        TermState.DUE,
        TermState.PENDING,
    ]
    assert on(replace(PLAN, known_until=None)).judged_once == JUST_ENOUGH


def test_a_plan_from_before_the_first_statement_is_not_judged() -> None:
    # What came in between the offer and that day could be any of the terms, also one that was due later.
    begins = PLAN.days.offered_on
    assert begins is not None
    for plan in (PLAN, noticed()):
        now = on(replace(plan, known_from=begins + timedelta(days=1)))
        assert (now.late_terms, now.behind, now.told_from) == (0, 0, begins + timedelta(days=1))
        assert now.judged_once is not None
        assert now.state is not PlanState.BREAK_PROPOSED
    assert on(replace(PLAN, known_from=begins)) == on(PLAN)
    # Where nothing is past its grace there is nothing to judge.
    assert on(replace(PLAN, known_from=AGREED), FIRST).told_from is None


def test_a_possible_receipt_keeps_anybody_from_calling_it_late() -> None:
    """Invariant 8."""
    now = on(replace(PLAN, possible=1))
    assert (now.state, now.late_terms, now.behind, now.possible) == (PlanState.ACTIVE, 2, 50_000, 1)
    assert not now.is_behind
    assert {term.state for term in now.terms[1:3]} == {TermState.DUE}
    # Where nothing is past its day it is for something else.
    assert on(replace(PLAN, possible=1), FIRST).possible == 0


def test_what_is_stopped_is_not_called_late() -> None:
    now = on(replace(PLAN, stopped_by="insolvency"))
    assert (now.is_behind, {term.state for term in now.terms[1:3]}) == (False, {TermState.DUE})


def test_behind_then_in_notice_then_to_be_ended() -> None:
    now = on(PLAN)
    assert (now.state, now.late_terms, now.behind, now.is_behind) == (PlanState.ACTIVE, 2, 50_000, True)
    assert [term.state for term in now.terms[1:3]] == [TermState.LATE, TermState.LATE]
    plan = noticed(replace(PLAN, known_until=date(2026, 11, 20)))
    # To be paid by 17-11; with three working days for the bank an end may be proposed from 21-11 on.
    assert on(plan, date(2026, 11, 20)).state is PlanState.IN_NOTICE
    assert on(plan).break_from == TODAY
    assert on(plan).state is PlanState.BREAK_PROPOSED
    assert on(replace(plan, known_until=date(2026, 11, 19))).judged_once == date(2026, 11, 20)
    assert {term.state for term in on(plan).terms[1:3]} == {TermState.MISSED}


@pytest.mark.parametrize(
    "changed",
    [
        {"known_until": date(2026, 11, 19)},
        {"possible": 1},
        {"stopped_by": "insolvency"},
        {"notices": ()},
        {"payments": (Paid(FIRST, Cents(25_000)), Paid(TODAY, Cents(49_901)))},
        {"credited": Cents(300_000)},
    ],
)
def test_no_end_is_proposed_where_anything_is_wanting(changed: dict[str, Any]) -> None:
    assert on(noticed()).state is PlanState.BREAK_PROPOSED
    assert on(replace(noticed(), **changed)).state is not PlanState.BREAK_PROPOSED


@pytest.mark.parametrize(("known", "late"), [(JUST_TOO_OLD, 0), (JUST_ENOUGH, 1), (date(2026, 11, 2), 2)])
def test_a_term_is_late_once_the_bank_is_known_beyond_its_grace(known: date, late: int) -> None:
    """Invariant 8."""
    assert on(replace(PLAN, known_until=known)).late_terms == late


@pytest.mark.parametrize(("missing", "behind"), [(1, 0), (99, 0), (100, 100), (25_000, 25_000)])
def test_less_than_the_tolerance_is_nothing(missing: int, behind: int) -> None:
    paid = Paid(date(2026, 10, 28), Cents(50_000 - missing))
    now = on(replace(PLAN, payments=(*PLAN.payments, paid)))
    assert (now.behind, now.judged_once) == (behind, None)


def test_a_trifle_needs_no_bank_data_and_does_not_let_another_term_be_called_late() -> None:
    paid = replace(PLAN, payments=(*PLAN.payments, Paid(date(2026, 10, 28), Cents(49_950))), known_until=None)
    assert (on(paid).judged_once, overdue(paid, TODAY, RULES)) == (None, ())
    # Of the second term 50 cents are wanting; that nothing came for the third nobody knows yet.
    third = replace(PLAN, payments=(Paid(FIRST, Cents(49_950)),), known_until=date(2026, 10, 20))
    now = on(third)
    assert (now.behind, now.late_terms, now.judged_once) == (0, 0, date(2026, 11, 2))


def test_an_earlier_day_knows_nothing_of_what_came_after_it() -> None:
    cured = replace(noticed(), payments=(*PLAN.payments, Paid(date(2026, 11, 16), Cents(50_000))))
    assert on(cured, date(2026, 11, 9)).notice is None
    assert on(cured, date(2026, 11, 15)).state is PlanState.IN_NOTICE
    gone = replace(PLAN, payments=(Paid(FIRST, Cents(60_000), date(2026, 10, 1)),))
    assert [on(gone, day).paid for day in (date(2026, 9, 30), date(2026, 10, 1))] == [60_000, 0]


def test_money_cures_and_the_notice_has_served() -> None:
    plan = noticed()
    cured = replace(plan, payments=(*plan.payments, Paid(date(2026, 11, 16), Cents(50_000))))
    assert on(cured).state is PlanState.ACTIVE
    # The next term late needs a notice of its own.
    later = date(2026, 12, 10)
    assert on(replace(cured, known_until=later), later).state is PlanState.ACTIVE
    # So does what was paid and came back.
    returned = Paid(date(2026, 11, 16), Cents(50_000), date(2026, 11, 18))
    back = replace(plan, payments=(*plan.payments, returned))
    assert (on(back).state, on(back).behind) == (PlanState.ACTIVE, 50_000)
    # A payment that never was, cured nothing.
    never = Paid(date(2026, 11, 16), Cents(50_000), date(2026, 11, 16))
    assert on(replace(plan, payments=(*plan.payments, never))).state is PlanState.BREAK_PROPOSED


def test_the_second_notice_is_for_the_lead() -> None:
    assert not on(noticed()).to_lead
    second = Notice(2, date(2026, 11, 19), date(2026, 11, 26), Cents(50_000))
    now = on(replace(noticed(), notices=(*noticed().notices, second)))
    # It gives more time, too.
    assert (now.to_lead, now.state, now.notice) == (True, PlanState.IN_NOTICE, second)
    paid = (*PLAN.payments, Paid(TODAY, Cents(50_000)))
    assert not on(replace(noticed(), notices=(*noticed().notices, second), payments=paid)).to_lead


def test_over_payment_pays_the_next_terms_and_a_return_reopens_one() -> None:
    plan = replace(PLAN, payments=(Paid(FIRST, Cents(60_000)),))
    states = [term.state for term in on(plan).terms[:3]]
    assert states == [TermState.PAID, TermState.PAID, TermState.LATE]
    assert on(plan).terms[1].paid_on == FIRST
    gone = replace(plan, payments=(Paid(FIRST, Cents(60_000), date(2026, 10, 1)),))
    assert on(gone).behind == 75_000


def test_a_credit_comes_off_the_last_terms() -> None:
    now = on(replace(PLAN, credited=Cents(30_000)))
    assert [term.owed for term in now.terms[-3:]] == [25_000, 20_000, 0]
    assert now.terms[-1].state is TermState.VOID
    assert now.behind == 50_000


def test_a_term_that_was_let_go_is_not_asked() -> None:
    waived = TERMS[1]._replace(waived=Cents(25_000), waived_on=TODAY)
    now = on(replace(PLAN, terms=(TERMS[0], waived, *TERMS[2:])))
    assert (now.terms[1].state, now.behind, now.late_terms) == (TermState.WAIVED, 25_000, 1)


def test_nothing_is_late_while_suspended_and_grace_begins_anew_after_it() -> None:
    suspended = replace(noticed(), days=days(suspended_on=date(2026, 10, 30)))
    assert (on(suspended).state, on(suspended).behind) == (PlanState.SUSPENDED, 0)
    # Resumed on Thursday 19-11: the term of 28-10, late from 03-11, has its grace until 24-11.
    resumed = replace(noticed(), days=days(suspended_on=date(2026, 10, 30), resumed_on=date(2026, 11, 19)))
    assert (on(resumed).state, on(resumed).behind) == (PlanState.ACTIVE, 25_000)
    later = date(2026, 11, 25)
    assert on(replace(resumed, known_until=later), later).behind == 50_000
    # So has one whose grace ends on the day of the suspension.
    edge = replace(PLAN, days=days(suspended_on=date(2026, 11, 2), resumed_on=date(2026, 11, 19)))
    assert on(edge).terms[2].late_from == later


def test_a_second_suspension_leaves_what_fell_in_the_first_its_grace() -> None:
    first = Suspension(date(2026, 9, 28), date(2026, 11, 9))
    for second in ({"suspended_on": date(2026, 11, 20)}, {}):
        plan = replace(PLAN, suspensions=(first,), days=days(**second))
        # The terms of 28-09 and 28-10 have three working days from 09-11 on.
        assert [term.late_from for term in on(plan).terms[:3]] == [date(2026, 9, 3), *[date(2026, 11, 13)] * 2]
    # In those days the second began, and gives them three more working days from its end on.
    again = days(suspended_on=date(2026, 11, 12), resumed_on=date(2026, 11, 17))
    now = on(replace(PLAN, suspensions=(first,), days=again))
    assert (now.terms[1].late_from, now.behind) == (TODAY, 50_000)


@pytest.mark.parametrize(
    ("plan", "state"),
    [
        (replace(PLAN, days=PlanDays(AGREED)), PlanState.DRAFT),
        (replace(PLAN, days=PlanDays(AGREED), evidence_missing=True), PlanState.EVIDENCE_PENDING),
        (
            replace(PLAN, days=PlanDays(AGREED), evidence_missing=True, approval_asked=True),
            PlanState.APPROVAL_PENDING,
        ),
        (replace(PLAN, days=PlanDays(AGREED, AGREED, TODAY)), PlanState.OFFERED),
        (replace(PLAN, days=PlanDays(AGREED, AGREED, TODAY - timedelta(days=1))), PlanState.EXPIRED),
        (replace(PLAN, days=PlanDays(AGREED, AGREED, TODAY, declined_on=TODAY)), PlanState.DECLINED),
        (replace(PLAN, days=PlanDays(AGREED, withdrawn_on=TODAY)), PlanState.WITHDRAWN),
        (replace(PLAN, days=days(superseded_on=TODAY)), PlanState.SUPERSEDED),
        (replace(PLAN, days=days(broken_on=TODAY)), PlanState.BROKEN),
        (replace(PLAN, days=days(completed_on=TODAY)), PlanState.COMPLETED),
        (replace(PLAN, days=days(completed_on=TODAY, thanked_on=TODAY)), PlanState.AFTERCARE),
        (replace(PLAN, days=days(completed_on=TODAY), no_thanks=True), PlanState.AFTERCARE),
    ],
)
def test_states_that_follow_from_what_people_did(plan: PlanHistory, state: PlanState) -> None:
    assert on(plan).state is state


def test_a_term_is_due_on_its_day() -> None:
    assert [one.state for one in on(PLAN, TERMS[1].due_on).terms[1:3]] == [TermState.DUE, TermState.PENDING]


def test_agreed_until_the_first_term() -> None:
    assert on(PLAN, FIRST - timedelta(days=1)).state is PlanState.AGREED
    assert on(PLAN, FIRST).state is PlanState.ACTIVE


def test_what_ended_leaves_its_terms_missed_or_void() -> None:
    now = on(replace(PLAN, days=days(broken_on=TODAY)))
    assert [term.state for term in now.terms[:4]] == [
        TermState.PAID,
        TermState.MISSED,
        TermState.MISSED,
        TermState.VOID,
    ]
    assert on(replace(PLAN, days=days(broken_on=TERMS[3].due_on)), TODAY).terms[3].state is TermState.MISSED
    # What comes in after the end pays no term.
    later = Paid(date(2026, 12, 1), Cents(50_000))
    after = on(replace(PLAN, days=days(broken_on=TODAY), payments=(*PLAN.payments, later)), date(2026, 12, 2))
    assert after.paid == 25_000


def test_a_collected_plan_is_completed_once_nothing_can_go_back() -> None:
    """Invariant 8."""
    paid = tuple(Paid(term.due_on, term.cents) for term in TERMS)
    last = LAW.direct_debit.returnable_until(paid[-1].on)
    assert last == date(2027, 9, 22)
    plan = replace(PLAN, payments=paid, returnable_until=last, known_until=last)
    before = on(plan, date(2027, 9, 21))
    assert (before.paid_on, before.completes_from, before.may_complete) == (date(2027, 7, 28), last, False)
    assert on(plan, last).may_complete
    # Nor on bank data that do not reach so far.
    old = on(replace(plan, known_until=date(2027, 9, 20)), last)
    assert (old.may_complete, old.judged_once) == (False, last)
    # What was paid by hand after the last collection ends it on its own day.
    by_hand = (*paid[:-1], Paid(date(2027, 9, 30), TERMS[-1].cents))
    assert on(replace(plan, payments=by_hand), date(2027, 10, 1)).completes_from == date(2027, 9, 30)
    # Returned on 20-09: the term is open again.
    back = replace(plan, payments=(*paid[:-1], paid[-1]._replace(returned_on=date(2027, 9, 20))))
    now = on(back, last)
    assert (now.completes_from, now.terms[-1].state, now.behind) == (None, TermState.LATE, 25_000)


def test_a_trifle_does_not_keep_it_from_being_completed() -> None:
    paid = [Paid(term.due_on, term.cents) for term in TERMS]
    plan = replace(PLAN, payments=(*paid[:-1], Paid(date(2027, 7, 20), Cents(24_950))))
    assert on(plan, date(2027, 8, 1)).may_complete
    short = replace(PLAN, payments=(*paid[:-1], Paid(date(2027, 7, 20), Cents(24_900))))
    assert not on(short, date(2027, 8, 1)).may_complete


def test_what_is_past_its_grace_is_told_whether_or_not_the_bank_is_known() -> None:
    assert overdue(replace(PLAN, known_until=None), TODAY, RULES) == (25_000, 25_000)


def test_the_steps_say_why() -> None:
    codes = [step.code for step in standing(replace(PLAN, possible=1), TODAY, RULES).steps]
    assert codes == [
        "course.agreed",
        "course.paid",
        "course.term_unpaid",
        "course.term_unpaid",
        "course.bank_known",
        "course.possible",
    ]


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"known_from": AGREED}, ["course.term_untold", "course.bank_begins"]),
        ({"by_list": True}, ["course.term_unpaid", "course.list_known"]),
        ({"by_list": True, "known_until": AGREED}, ["course.term_unlisted", "course.list_known"]),
        ({"accepted": (Accepted(None, FIRST, "M. Jansen", TODAY, "nagekeken"),)}, ["course.beginning_accepted"]),
        ({"accepted": (Accepted(AGREED, FIRST, "M. Jansen", TODAY, "nagekeken"),)}, ["course.gap_accepted"]),
    ],
)
def test_the_reasons_say_what_the_knowledge_rests_on(changed: dict[str, Any], codes: list[str]) -> None:
    found = [one.code for one in standing(replace(PLAN, **changed), TODAY, RULES).steps]
    assert set(codes) <= set(found)


@st.composite
def plans(draw: st.DrawFn) -> PlanHistory:
    """Draw an agreed arrangement with money, notices and bank data of any kind."""
    day = st.integers(0, 200).map(lambda number: FIRST + timedelta(days=number))
    cents = st.integers(1, 400).map(lambda number: Cents(number * 125))
    payments = draw(st.lists(st.builds(Paid, day, cents, st.none() | day), max_size=8))
    notices = [
        Notice(number, sent_on, sent_on + timedelta(days=draw(st.integers(0, 20))), Cents(1))
        for number, sent_on in enumerate(draw(st.lists(day, max_size=3)))
    ]
    return replace(
        PLAN,
        payments=tuple(payments),
        credited=Cents(draw(st.integers(0, 20)) * 5_000),
        notices=tuple(notices),
        known_until=draw(st.none() | day),
        known_from=draw(st.just(date.min) | day),
        possible=draw(st.integers(0, 1)),
    )


anyday = st.integers(-10, 260).map(lambda number: FIRST + timedelta(days=number))


@given(plans(), anyday)
def test_what_always_holds(plan: PlanHistory, day: date) -> None:
    now = on(plan, day)
    assert now.paid + now.rest >= sum(term.owed for term in now.terms)
    assert all(0 <= term.paid <= term.owed for term in now.terms)
    if now.state is PlanState.BREAK_PROPOSED:
        assert any(notice.pay_until < day for notice in plan.notices)
        assert plan.known_until is not None
        assert not plan.possible
        assert now.behind >= RULES.tolerance
    for term in now.terms:
        if term.state in (TermState.LATE, TermState.MISSED):
            assert plan.known_until is not None
            assert term.late_from <= min(day, plan.known_until + timedelta(days=1))
            assert plan.days.counts_from is not None
            assert plan.known_from <= plan.days.counts_from
            assert not plan.possible


@given(plans(), anyday, anyday, st.integers(1, 60_000))
def test_more_money_never_makes_it_worse(plan: PlanHistory, day: date, paid_on: date, cents: int) -> None:
    more = replace(plan, payments=(*plan.payments, Paid(paid_on, Cents(cents))))
    assert _badness(on(more, day)) <= _badness(on(plan, day))


@given(plans(), anyday, st.integers(1, 90))
def test_older_bank_data_never_make_it_worse(plan: PlanHistory, day: date, less: int) -> None:
    older = replace(plan, known_until=plan.known_until and plan.known_until - timedelta(days=less))
    assert _badness(on(older, day)) <= _badness(on(plan, day))


@given(plans(), anyday, st.integers(1, 40))
def test_it_says_the_same_until_the_day_it_names(plan: PlanHistory, day: date, later: int) -> None:
    now = on(plan, day)
    then = day + timedelta(days=later)
    if now.holds_until is None or then < now.holds_until:
        settled = replace(plan, payments=tuple(one for one in plan.payments if one.on <= day))
        settled = replace(settled, notices=tuple(one for one in plan.notices if one.sent_on <= day))
        settled = replace(settled, payments=tuple(one for one in settled.payments if (one.returned_on or day) <= day))
        now = on(settled, day)
        if now.holds_until is None or then < now.holds_until:
            assert on(settled, then) == now


def _badness(now: PlanNow) -> tuple[int, int, int]:
    return RANKS.index(now.state), now.behind, now.late_terms
