"""By when complaints and requests about data are answered."""

from datetime import date

import pytest

from casebook.domain.person_request import request_term
from casebook.law.book import book
from casebook.store.request_rules import request_rules

HOLIDAYS = book().holidays


@pytest.mark.parametrize(
    ("received", "extended", "by"),
    [
        # Trial T10, AVG art. 12 lid 3: one month.
        (date(2026, 11, 21), False, date(2026, 12, 21)),
        (date(2026, 11, 21), True, date(2027, 2, 21)),
        # No such day in the month: its last. A Sunday, not moved.
        (date(2026, 1, 31), False, date(2026, 2, 28)),
        (date(2026, 1, 31), True, date(2026, 4, 28)),
    ],
)
def test_a_request_about_data_has_a_month_and_two_more_if_told(received: date, extended: bool, by: date) -> None:
    found = request_term("access", received, request_rules(book(), received), HOLIDAYS, extended=extended)
    assert found.value == (by, None)
    assert found.sources == ("AVG art. 12 lid 3",)
    assert len(found.steps) == (2 if extended else 1)


def test_a_complaint_is_acknowledged_in_working_days_and_decided_in_weeks() -> None:
    received = date(2026, 12, 22)
    found = request_term("complaint", received, request_rules(book(), received), HOLIDAYS)
    # 25 and 26 December and 1 January are holidays, the weekends do not count.
    assert found.value == (date(2027, 2, 2), date(2026, 12, 30))
    assert found.sources == ("Casebook",)
