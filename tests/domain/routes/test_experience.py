"""The share that came in on a route: of whom, over how many cases, and from what to what."""

from decimal import Decimal

from casebook.domain.calendar import Term
from casebook.domain.capacity import Capacity
from casebook.domain.money import Cents
from casebook.domain.routes.experience import Experience, experiences
from casebook.domain.routes.facts import Basis, Course
from casebook.domain.routes.rules import HistoryRules

RULES = HistoryRules(Term(12, "months"), Term(5, "years"), least_cases=2, most_cases=10)


def course(open_cents: int, received: int, days: int = 0, capacity: Capacity | None = Capacity.CONSUMER) -> Course:
    return Course(Basis.COURT, capacity, Cents(open_cents), Cents(received), received * days)


def court(*courses: Course, capacity: Capacity | None = Capacity.CONSUMER) -> Experience:
    return experiences(courses, capacity, RULES)[Basis.COURT]


def test_the_share_is_what_came_in_of_what_was_open_over_all_cases() -> None:
    found = court(course(100_00, 100_00, 10), course(300_00, 20_00, 40))
    assert (found.open, found.received, found.share) == (400_00, 120_00, Decimal("30.0"))
    assert (found.lowest, found.highest) == (Decimal("6.7"), Decimal("100.0"))
    # A hundred euro took 10 days, twenty 40.
    assert found.days == 15


def test_a_case_counts_for_no_more_than_was_open() -> None:
    assert court(course(100_00, 250_00), course(100_00, 0)).share == Decimal("50.0")


def test_where_nothing_was_open_nothing_is_learned() -> None:
    found = court(course(0, 50_00), course(-10_00, 0))
    assert (found.cases, found.share, found.lowest, found.days) == (0, None, None, None)


def test_debtors_of_the_same_kind_are_preferred_where_they_are_enough() -> None:
    alike = [course(100_00, 50_00), course(100_00, 50_00)]
    others = [course(100_00, 0, capacity=Capacity.BUSINESS), course(100_00, 0, capacity=None)]
    by_kind = court(*alike, *others)
    assert (by_kind.capacity, by_kind.cases, by_kind.share) == (Capacity.CONSUMER, 2, Decimal("50.0"))
    together = court(*alike[:1], *others)
    assert (together.capacity, together.cases, together.of_kind, together.of_all) == (None, 3, 1, 3)
    assert court(*alike, *others, capacity=None).cases == 4


def test_each_basis_has_its_own_cases() -> None:
    found = experiences([course(100_00, 0)], None, RULES)
    assert {basis: one.cases for basis, one in found.items() if one.cases} == {Basis.COURT: 1}
    assert found.keys() == set(Basis)
