"""When a claim is to be reported and handed over to the credit insurer, and what follows when that is too late."""

from datetime import date, timedelta

import pytest

from casebook.domain.insurance import Duties, Insured, duties, is_covered, over_limit
from casebook.domain.money import Cents
from casebook.domain.signals.insurance import InsuredClaim
from casebook.domain.signals.queue import standing
from casebook.domain.signals.signal import DUE, RED
from tests.domain.signals.builders import case
from tests.domain.signals.strategies import DAY, RULES

ONE = timedelta(days=1)
REPORT, LATE = "signal.insurance_report", "signal.insurance_report_passed"


@pytest.mark.parametrize(
    ("by", "code", "band", "to_lead"),
    [
        (DAY + 21 * ONE, "signal.next_action", 3, False),
        (DAY + 20 * ONE, REPORT, DUE, False),
        (DAY + 11 * ONE, REPORT, DUE, False),
        (DAY + 10 * ONE, REPORT, RED, False),
        (DAY + ONE, REPORT, RED, False),
        (DAY, REPORT, RED, True),
        # Nothing can be saved in time any more: the lead asks whether the cover holds.
        (DAY - ONE, LATE, DUE, True),
        (DAY - 400 * ONE, LATE, DUE, True),
    ],
)
def test_a_term_is_urgent_until_it_passed(by: date, code: str, band: int, to_lead: bool) -> None:
    facts = case(insured=(InsuredClaim(1, "7001", "P-1", Duties(by, None)),))
    found = standing(facts, DAY, RULES)
    assert (found.why.code, found.band, found.to_lead) == (code, band, to_lead)
    assert found.why.parameters.get("by", by) == by


def test_the_day_after_the_term_the_place_is_another() -> None:
    facts = case(insured=(InsuredClaim(1, "7001", "P-1", Duties(None, DAY)),))
    assert standing(facts, DAY, RULES).holds_until == DAY + ONE
    assert standing(facts, DAY + ONE, RULES).why.code == "signal.insurance_hand_over_passed"


def test_what_a_policy_asks_is_counted_in_days_from_the_day_it_fell_due() -> None:
    fell_due = date(2026, 1, 31)
    assert duties(Insured(fell_due, 30, 60, reported=False, settled=False)) == (date(2026, 3, 2), date(2026, 4, 1))
    assert duties(Insured(fell_due, 30, 60, reported=True, settled=False)) == (None, date(2026, 4, 1))
    assert duties(Insured(fell_due, 30, 60, reported=False, settled=True)) == (None, None)


def test_a_period_has_its_first_and_its_last_day() -> None:
    assert [is_covered(DAY + days * ONE, DAY, DAY + ONE) for days in (-1, 0, 1, 2)] == [False, True, True, False]
    assert is_covered(DAY + 9999 * ONE, DAY, None)


def test_only_what_is_above_the_limit_is_not_covered() -> None:
    assert [over_limit(Cents(owed), Cents(100)) for owed in (99, 100, 101)] == [0, 0, 1]
