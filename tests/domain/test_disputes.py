"""What of a claim is contested: never more than is open, and what is paid pays the rest first."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.disputes import Awaited, Course, DisputeState, Due, Part, Terms, contested, next_due
from casebook.domain.money import ZERO, Cents

ON, LATER = date(2022, 3, 3), date(2022, 3, 20)
TERMS = Terms(date(2022, 3, 10), date(2022, 3, 31))
cents = st.integers(0, 10**7).map(Cents)


def part(registered: int, dispute: int = 1, accepted: int | None = None, credited: int = 0, **days: Any) -> Part:
    return Part(
        dispute,
        Course(days.pop("registered_on", ON), **days),
        Cents(registered),
        None if accepted is None else Cents(accepted),
        Cents(credited),
    )


@pytest.mark.parametrize(
    ("parts", "open_cents", "expected"),
    [
        # Half of an invoice, and after a partial credit of it.
        ([part(310_000)], 620_000, (310_000, 0, 310_000, 310_000)),
        ([part(310_000, credited=100_000)], 520_000, (310_000, 100_000, 210_000, 310_000)),
        # A payment leaves the contested part until no more than that is open.
        ([part(310_000)], 310_000, (310_000, 0, 310_000, 0)),
        ([part(310_000)], 250_000, (310_000, 0, 250_000, 0)),
        ([part(310_000)], -5, (310_000, 0, 0, 0)),
        # What is rejected is chased; what is accepted is not, until it is credited.
        ([part(310_000, accepted=0, decided_on=LATER)], 620_000, (310_000, 0, 0, 620_000)),
        (
            [part(310_000, accepted=50_000, credited=20_000, decided_on=LATER)],
            600_000,
            (310_000, 20_000, 30_000, 570_000),
        ),
        # What is settled or withdrawn contests nothing; what was credited for it stays told.
        ([part(310_000, accepted=310_000, credited=1, settled_on=LATER)], 619_999, (0, 1, 0, 619_999)),
        ([part(310_000, withdrawn_on=LATER)], 620_000, (0, 0, 0, 620_000)),
        # Two that overlap.
        ([part(80_000), part(70_000, dispute=2)], 100_000, (150_000, 0, 100_000, 0)),
    ],
)
def test_amounts_apart(parts: list[Part], open_cents: int, expected: tuple[int, int, int, int]) -> None:
    finding = contested(parts, Cents(open_cents))
    found = finding.value
    assert (found.registered, found.credited, found.contested, found.uncontested) == expected
    assert finding.steps[-1].after == found.contested


def test_the_dispute_that_was_first_takes_from_what_is_open_first() -> None:
    first, second = part(80_000, dispute=7, registered_on=ON), part(70_000, dispute=3, registered_on=LATER)
    found = contested([second, first], Cents(100_000)).value
    assert (found.of(7), found.of(3)) == (80_000, 20_000)


@given(st.lists(st.tuples(cents, cents, st.none() | cents), max_size=5), st.integers(-(10**6), 10**7).map(Cents))
def test_never_more_is_contested_than_is_open(amounts: list[tuple[Cents, Cents, Cents | None]], left: Cents) -> None:
    parts = [part(one, number, accepted, credited) for number, (one, credited, accepted) in enumerate(amounts)]
    found = contested(parts, left).value
    assert found.contested + found.uncontested == max(ZERO, left)
    assert min(found.contested, found.uncontested) >= 0
    assert sum(own for _, own in found.each) == found.contested
    assert all(found.of(one.dispute) <= one.left for one in parts)


@pytest.mark.parametrize(
    ("course", "state", "due"),
    [
        (Course(ON), DisputeState.REGISTERED, Due(Awaited.ANSWER, date(2022, 3, 10))),
        (Course(ON, ON), DisputeState.WITH_DEPARTMENT, Due(Awaited.ANSWER, date(2022, 3, 10))),
        (Course(ON, ON, LATER), DisputeState.WITH_DEPARTMENT, Due(Awaited.DECISION, date(2022, 3, 31))),
        (Course(ON, ON, LATER, LATER), DisputeState.DECIDED, Due(Awaited.SETTLEMENT, LATER)),
        # The lead decides once more.
        (Course(ON, ON, ON, ON, LATER), DisputeState.DECIDED, Due(Awaited.DECISION, date(2022, 3, 31))),
        (Course(ON, ON, ON, LATER, LATER, LATER), DisputeState.SETTLED, Due(Awaited.CLOSING, LATER)),
        (Course(ON, ON, ON, LATER, None, LATER, LATER), DisputeState.CLOSED, None),
        (Course(ON, withdrawn_on=LATER), DisputeState.WITHDRAWN, None),
    ],
)
def test_what_has_to_happen_next(course: Course, state: DisputeState, due: Due | None) -> None:
    assert course.state is state
    assert next_due(course, TERMS) == due


def test_our_decision_may_be_due_before_their_answer() -> None:
    assert next_due(Course(ON, ON), Terms(LATER, ON)) == Due(Awaited.DECISION, ON)


def steps(parts: list[Part], open_cents: int) -> list[tuple[str, object, int]]:
    """How it comes that so much is contested: what is said, the amount in it, and what is contested after it in all."""
    return [
        (step.code.removeprefix("dispute.step_"), step.parameters.get("amount"), step.after)
        for step in contested(parts, Cents(open_cents)).steps
    ]


def test_every_step_of_what_is_contested_is_told() -> None:
    first = part(300, accepted=100, credited=40, decided_on=LATER)
    second = part(500, dispute=2, registered_on=LATER)
    assert steps([first, second], 460) == [
        ("registered", 300, 300),
        ("rejected", 200, 100),
        ("credited", 40, 60),
        ("registered", 500, 560),
        ("no_more", 400, 460),
        ("rest", 0, 460),
    ]
    assert steps([part(300, accepted=300, decided_on=LATER)], 900) == [("registered", 300, 300), ("rest", 600, 300)]


@pytest.mark.parametrize(
    ("days", "said", "on"),
    [
        ({"withdrawn_on": LATER}, "withdrawn", LATER),
        ({"settled_on": LATER}, "settled", LATER),
        ({"settled_on": ON, "closed_on": LATER}, "settled", ON),
    ],
)
def test_a_dispute_that_ended_says_why_it_contests_nothing(days: dict[str, Any], said: str, on: date) -> None:
    ended, other = part(300, accepted=300, credited=10, **days), part(50, dispute=2, registered_on=LATER)
    assert steps([ended, other], 900) == [
        ("registered", 300, 300),
        (said, None, 0),
        ("registered", 50, 50),
        ("rest", 850, 50),
    ]
    assert contested([ended], Cents(900)).steps[1].parameters == {"on": on}


def test_a_course_on_a_day_knows_nothing_of_what_came_later() -> None:
    course = Course(ON, with_department_on=ON, answered_on=LATER, decided_on=LATER)
    assert course.on(LATER) == course
    assert course.on(date(2022, 3, 19)) == Course(ON, with_department_on=ON)
