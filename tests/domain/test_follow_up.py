"""The day on which something is done next after a contact."""

from datetime import date

import pytest

from casebook.domain.follow_up import follow_up_day
from casebook.law.book import book

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("after", "red", "on", "latest"),
    [
        (1, None, date(2026, 11, 23), False),
        (5, None, date(2026, 11, 27), False),
        (5, date(2026, 11, 27), date(2026, 11, 27), False),
        (5, date(2026, 11, 26), date(2026, 11, 26), True),
        # Christmas Day and the day after are no working days, nor is the weekend that follows them in 2026.
        (25, None, date(2026, 12, 28), False),
    ],
)
def test_working_days_after_it_and_never_after_a_right_is_lost(
    after: int, red: date | None, on: date, latest: bool
) -> None:
    assert follow_up_day(FRIDAY, after, red, book().holidays) == (on, latest)
