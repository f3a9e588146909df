"""What followed a step is laid to it for thirty days, and no longer than up to the next one."""

from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.letters.kinds import Tone
from casebook.domain.money import Cents
from casebook.domain.reminders.cycle import CycleName
from casebook.domain.reminders.followed import LEAST, Did, Since, followed, together

ON, LATER = date(2026, 9, 1), date(2026, 11, 21)
WHOLE = Cents(10_000)


def did(next_on: date | None = None, tone: Tone | None = Tone.FRIENDLY) -> Did:
    return Did(CycleName.CONSUMER, "reminder", tone, "consumer", ON, next_on)


def paid(*days: int, cents: int = 5_000) -> Since:
    entries = [(ON + timedelta(day), Cents(cents)) for day in days]
    booked = [(ON - timedelta(40), WHOLE), *((on, Cents(-one)) for on, one in entries)]
    return Since(entries, booked)


@pytest.mark.parametrize(
    ("since", "next_on", "expected"),
    [
        (Since(), None, (None, 0, None)),
        (paid(0), None, (None, 0, None)),
        (paid(1), None, (ON + timedelta(1), 5_000, None)),
        (paid(30), None, (ON + timedelta(30), 5_000, None)),
        (paid(31), None, (None, 0, None)),
        (paid(3, 9), None, (ON + timedelta(3), 10_000, ON + timedelta(9))),
        (paid(3, 9), ON + timedelta(5), (ON + timedelta(3), 5_000, None)),
        # It came in and went back.
        (Since([(ON + timedelta(2), Cents(5_000)), (ON + timedelta(4), Cents(-5_000))]), None, (None, 0, None)),
    ],
)
def test_what_came_in_is_laid_to_the_last_step_before_it(since: Since, next_on: date | None, expected: Any) -> None:
    found = followed(did(next_on), since, LATER)
    assert (found.paid_on, found.cents, found.whole_on) == expected


def test_what_is_said_in_a_call_is_of_that_call_and_a_letter_is_answered_later() -> None:
    since = Since(promised=[ON], reached=[ON], disputed=[ON + timedelta(2)])
    call, letter = followed(did(tone=None), since, LATER), followed(did(), since, LATER)
    assert (call.promised, call.reached, call.disputed) == (True, True, True)
    assert (letter.promised, letter.reached, letter.disputed) == (False, False, True)
    assert not letter.nothing


def test_a_step_is_not_judged_before_its_time_is_over() -> None:
    last = ON + timedelta(30)
    assert [followed(did(), Since(), day).judged for day in (last, last + timedelta(1))] == [False, True]
    (open_one,) = together([(did(), followed(did(), paid(2), ON + timedelta(3)))])
    assert (open_one.taken, open_one.judged, open_one.within, open_one.cents) == (1, 0, 0, 5_000)


def test_too_few_steps_are_not_compared() -> None:
    every = [(did(), followed(did(), paid(20 if at % 2 else 10), LATER)) for at in range(LEAST)]
    (enough,) = together(every)
    assert (enough.comparable, enough.soon, enough.within, enough.nothing) == (True, LEAST // 2, LEAST, 0)
    (few,) = together(every[1:])
    assert not few.comparable
