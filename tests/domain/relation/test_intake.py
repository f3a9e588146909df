"""Which criteria for special handling are met, on their first day and on the day before."""

from datetime import date, timedelta

import pytest

from casebook.domain.relation.intake import Criterion, IntakeFacts, criteria
from casebook.law.book import book
from casebook.words import LANGUAGES, say

RULES = book().defaults.intake.first.value
DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("facts", "met"),
    [
        (IntakeFacts(), ()),
        (IntakeFacts(oldest_due_on=DAY), ()),
        # 90 days and no more; a day more.
        (IntakeFacts(oldest_due_on=date(2026, 8, 23)), ()),
        (IntakeFacts(oldest_due_on=date(2026, 8, 22)), (Criterion.OVERDUE,)),
        (IntakeFacts(promised_on=(date(2026, 9, 1),)), ()),
        (IntakeFacts(promised_on=(date(2026, 9, 1), date(2026, 10, 1))), (Criterion.BROKEN_PROMISES,)),
        (IntakeFacts(promised_on=(date(2026, 9, 1), date(2026, 10, 1)), paid_on=(date(2026, 9, 3),)), ()),
        (IntakeFacts(distress_on=date(2026, 11, 1)), (Criterion.DISTRESS,)),
        (
            IntakeFacts(oldest_due_on=date(2026, 1, 1), insolvency_on=date(2026, 10, 9)),
            (Criterion.OVERDUE, Criterion.INSOLVENCY),
        ),
    ],
)
def test_what_is_met(facts: IntakeFacts, met: tuple[Criterion, ...]) -> None:
    found = criteria(facts, RULES, DAY)
    assert found.value == met
    # Each criterion is told, met or not, and the last step has what is concluded.
    assert len(found.steps) == len(Criterion)
    assert found.steps[-1].after == met
    assert all(say(step.code, step.parameters, language) for step in found.steps for language in LANGUAGES)


def test_on_its_last_day_nothing_is_overdue_yet() -> None:
    on_time = criteria(IntakeFacts(oldest_due_on=DAY), RULES, DAY).steps[0]
    late = criteria(IntakeFacts(oldest_due_on=DAY), RULES, DAY + timedelta(1)).steps[0]
    assert (on_time.code, late.code, late.parameters["count"]) == ("intake.nothing_overdue", "intake.overdue_short", 1)
