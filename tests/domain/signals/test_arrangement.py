"""Signals of arrangements: the one thing to do about each, and nothing while it is kept."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.arrangement.course import standing
from casebook.domain.arrangement.standing import Notice, Paid, PlanDays, PlanHistory
from casebook.domain.money import Cents
from casebook.domain.signals.arrangement import CasePlan
from casebook.domain.signals.queue import Standing
from casebook.domain.signals.queue import standing as queue
from casebook.law.book import book
from tests.domain.arrangement.test_course import AGREED, PLAN, RULES, TERMS, TODAY, noticed
from tests.domain.signals.builders import case, clock

PAID = replace(PLAN, payments=(*PLAN.payments, Paid(date(2026, 11, 1), Cents(50_000))))


def seen(plan: PlanHistory, day: date = TODAY, **more: Any) -> Standing:
    """Return where a case with an arrangement stands."""
    facts = {"covers_all": True, **{name: more.pop(name) for name in list(more) if name in CasePlan._fields}}
    one = CasePlan(standing(plan, day, RULES).value, plan.days, **facts)
    return queue(case(clock(), plans=(one,), **{"last_outward_on": TODAY, **more}), day, book().signals)


def codes(found: Standing) -> list[str]:
    return [one.code for one in found.signals if one.code.startswith("signal.plan")]


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (replace(PLAN, days=PlanDays(AGREED)), "signal.plan_draft"),
        (replace(PLAN, days=PlanDays(AGREED), evidence_missing=True), "signal.plan_evidence"),
        (replace(PLAN, days=PlanDays(AGREED, AGREED, date(2026, 9, 3))), "signal.plan_expired"),
        (replace(PLAN, known_until=None), "signal.plan_unjudged"),
        (replace(PLAN, known_until=AGREED, by_list=True), "signal.plan_unlisted"),
        (replace(PLAN, known_from=AGREED), "signal.plan_untold"),
        (replace(PLAN, possible=1), "signal.plan_possible"),
        (PLAN, "signal.plan_behind"),
        (noticed(sent_on=date(2026, 11, 20)), "signal.plan_in_notice"),
        (noticed(), "signal.plan_break"),
        (replace(PLAN, stopped_by="estate"), "signal.plan_suspend"),
        (replace(PLAN, payments=(Paid(TODAY, Cents(300_000)),)), "signal.plan_complete"),
    ],
)
def test_the_one_thing_to_do(plan: PlanHistory, code: str) -> None:
    found = seen(plan)
    assert codes(found) == [code]
    assert found.band == 2


def test_an_offer_that_runs_and_what_is_suspended_or_ended_ask_nothing() -> None:
    for days in (
        PlanDays(AGREED, AGREED, TODAY),
        PLAN.days._replace(suspended_on=TODAY),
        PLAN.days._replace(broken_on=TODAY),
    ):
        assert codes(seen(replace(PLAN, days=days))) == []


def test_a_kept_arrangement_is_not_neglected() -> None:
    idle = {"last_outward_on": TODAY - timedelta(days=200)}
    assert not seen(PAID, **idle).neglected
    # Where something is behind, or more is owed than it covers, the case is.
    assert seen(PLAN, **idle).neglected
    assert seen(PAID, covers_all=False, **idle).neglected


def test_limitation_never_rests() -> None:
    facts = case(
        clock(TODAY + timedelta(days=20)), plans=(CasePlan(standing(PAID, TODAY, RULES).value, PAID.days, True),)
    )
    assert queue(facts, TODAY, book().signals).band == 1


def test_the_second_notice_is_for_the_lead() -> None:
    second = Notice(2, date(2026, 11, 19), date(2026, 11, 26), Cents(50_000))
    assert not seen(noticed()).to_lead
    assert seen(replace(noticed(), notices=(*noticed().notices, second))).to_lead


def test_aftercare_is_told_step_by_step() -> None:
    plan = replace(PLAN, payments=(Paid(TODAY, Cents(300_000)),), days=PLAN.days._replace(completed_on=TODAY))
    assert codes(seen(plan, manager="V. Erkoop")) == ["signal.plan_tell_sales", "signal.plan_thank"]
    thanked = replace(plan, days=plan.days._replace(thanked_on=TODAY))
    assert codes(seen(thanked, open_cents=Cents(0))) == ["signal.plan_return"]
    # Where something else is open the case goes on; where it is closed it is done.
    assert codes(seen(thanked)) == []
    assert codes(seen(thanked, open_cents=Cents(0), state="closed")) == []
    assert codes(seen(replace(plan, payments=PLAN.payments))) == ["signal.plan_returned"]


def test_a_signed_document_is_asked_for_once_it_is_due() -> None:
    assert codes(seen(PAID, document_due_on=TODAY)) == []
    assert codes(seen(PAID, document_due_on=TODAY - timedelta(days=1))) == ["signal.plan_document"]


def test_a_case_holds_until_its_arrangement_says_something_else() -> None:
    found = seen(PAID)
    assert found.holds_until == TERMS[3].due_on
