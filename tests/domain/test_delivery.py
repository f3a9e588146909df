"""The presumption of delivery of ordinary post, and the careful day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.dated import Confidence, Dated, Entry
from casebook.domain.delivery import Delivery, Presumption, presumed_delivery
from casebook.law.book import book
from casebook.words import LANGUAGES, say

RULES, HOLIDAYS = book().delivery, book().holidays
SUNDAY, MONDAY = 6, 0


def delivery(sent_on: date) -> Delivery:
    return presumed_delivery(sent_on, RULES, HOLIDAYS).value


@pytest.mark.parametrize(
    ("sent_on", "presumed"),
    [
        (date(2026, 11, 3), date(2026, 11, 5)),
        (date(2026, 11, 5), date(2026, 11, 7)),
        (date(2026, 11, 6), date(2026, 11, 10)),
        (date(2026, 12, 23), date(2026, 12, 29)),
        (date(2026, 11, 7), date(2026, 11, 11)),  # Saturday: Tuesday and Wednesday
        (date(2026, 11, 8), date(2026, 11, 11)),  # Sunday
    ],
)
def test_second_delivery_day_after_sending(sent_on: date, presumed: date) -> None:
    """The table of the facts (LOVCK 2-2-2017)."""
    assert delivery(sent_on).presumed == presumed


@pytest.mark.parametrize(
    ("sent_on", "slack"),
    [(date(2026, 11, 3), 5), (date(2027, 6, 30), 5), (date(2027, 7, 1), 8), (date(2027, 8, 3), 8)],
)
def test_the_slack_is_that_of_the_day_of_sending(sent_on: date, slack: int) -> None:
    presumed, careful = delivery(sent_on)
    assert presumed
    assert careful
    assert (careful - presumed).days == slack


@pytest.mark.parametrize(
    ("sent_on", "presumed"),
    [
        (date(2026, 10, 30), None),
        (date(2026, 11, 3), date(2026, 11, 5)),
        (date(2026, 11, 9), date(2026, 11, 11)),
        (date(2026, 11, 10), date(2026, 11, 13)),
    ],
)
def test_the_presumption_is_that_of_the_day_of_sending(sent_on: date, presumed: date | None) -> None:
    """None before the first one, although the slack is older."""
    entries = (
        Entry(date(2026, 11, 1), Presumption(2, {MONDAY, SUNDAY}), "the old ruling", Confidence.HIGH),
        Entry(date(2026, 11, 10), Presumption(3, {SUNDAY}), "the new ruling", Confidence.HIGH),
    )
    finding = presumed_delivery(sent_on, replace(RULES, presumption=Dated(entries)), HOLIDAYS)
    assert finding.value.presumed == presumed


def test_before_the_presumption_nothing_is_presumed() -> None:
    finding = presumed_delivery(date(2016, 5, 10), RULES, HOLIDAYS)
    assert finding.value == Delivery(None, None)
    assert finding.steps[-1].code == "delivery.no_presumption"


@given(st.dates(date(2017, 2, 2), date(2100, 1, 1)))
def test_delivered_on_a_delivery_day_after_sending(sent_on: date) -> None:
    presumed, careful = delivery(sent_on)
    assert presumed
    assert careful
    assert sent_on < presumed < careful
    assert presumed.weekday() not in {SUNDAY, MONDAY}
    assert presumed not in HOLIDAYS


@given(st.dates(date(2017, 2, 2), date(2100, 1, 1)))
def test_steps_replay(sent_on: date) -> None:
    finding = presumed_delivery(sent_on, RULES, HOLIDAYS)
    value = Delivery(None, None)
    for step in finding.steps:
        if step.code == "delivery.presumed":
            between = (sent_on + timedelta(days=n) for n in range(1, 30))
            with_post = [day for day in between if day.weekday() not in {SUNDAY, MONDAY} and day not in HOLIDAYS]
            presumed = with_post[step.parameters["nth"] - 1]
            value = Delivery(presumed, presumed)
        else:
            assert value.presumed
            value = value._replace(careful=value.presumed + timedelta(days=step.parameters["slack"].amount))
        assert step.after == value
    assert finding.value == value


@pytest.mark.parametrize("sent_on", [date(2016, 5, 10), date(2026, 11, 3)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_can_be_said(language: str, sent_on: date) -> None:
    finding = presumed_delivery(sent_on, RULES, HOLIDAYS)
    said = [(one.code, one.parameters) for one in finding.steps]
    said += [(one.code, one.parameters) for one in finding.warnings]
    assert all(say(code, parameters, language) for code, parameters in said)
