"""What is due for checking on a day."""

from datetime import date

import pytest

from casebook.domain.calendar import Term
from casebook.domain.dated import Confidence, Entry
from casebook.law.book import LawFile, book
from casebook.law.checking import Urgency, due_for_checking
from casebook.law.defaults import Checking
from casebook.law.schema import Part, Reading

HOUSE_RULE = Checking(file_after=Term(6, "months"), ahead=Term(6, "weeks"))
NOT_READ = (Part("not_read", "flag", True),)
READ = (Part("fee", "money", 100_00),)


def file(
    checked: date = date(2026, 11, 21), confirmed_until: date | None = None, fees: tuple[tuple[date, bool], ...] = ()
) -> LawFile:
    parts = (Part("statutory.confirmed_until", "day", confirmed_until),) if confirmed_until else ()
    entries = tuple(
        (Entry(start, None, "a page", Confidence.LOW), READ if is_read else NOT_READ) for start, is_read in fees
    )
    return LawFile("some", checked, (Reading("fee", entries),) if fees else (), parts)


def due(day: date, some: LawFile) -> list[tuple[Urgency, str]]:
    return [(one.urgency, one.key) for one in due_for_checking([some], day, HOUSE_RULE)]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 19), []),
        (date(2026, 11, 20), [(Urgency.SOON, "statutory")]),  # six weeks before 1 January
        (date(2026, 12, 31), [(Urgency.SOON, "statutory")]),
        (date(2027, 1, 1), [(Urgency.MISSING, "statutory")]),
        (date(2027, 4, 30), [(Urgency.MISSING, "statutory")]),
    ],
)
def test_a_rate_that_was_confirmed_until_new_year(day: date, expected: list[tuple[Urgency, str]]) -> None:
    """A half-year that began without a rate is a loud warning, one that will begin an early one."""
    assert due(day, file(confirmed_until=date(2026, 12, 31))) == expected


FEES = ((date(2022, 1, 1), True), (date(2023, 1, 1), False), (date(2026, 1, 1), True), (date(2027, 1, 1), False))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2022, 6, 1), []),
        (date(2022, 12, 24), [Urgency.SOON]),
        (date(2024, 6, 1), [Urgency.MISSING]),
        (date(2025, 12, 31), [Urgency.MISSING]),
        (date(2026, 1, 1), []),
        (date(2026, 12, 24), [Urgency.SOON]),
        (date(2027, 1, 1), [Urgency.MISSING]),
    ],
)
def test_years_that_were_not_read(day: date, expected: list[Urgency]) -> None:
    assert [urgency for urgency, _ in due(day, file(checked=day, fees=FEES))] == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2027, 5, 21), []), (date(2027, 5, 22), [(Urgency.OLD, "")]), (date(2029, 1, 1), [(Urgency.OLD, "")])],
)
def test_a_file_nobody_looked_at_for_half_a_year(day: date, expected: list[tuple[Urgency, str]]) -> None:
    assert due(day, file()) == expected


def test_the_most_urgent_first() -> None:
    some = file(date(2026, 1, 1), date(2026, 12, 31), ((date(2027, 2, 1), False),))
    assert [urgency for urgency, _ in due(date(2027, 1, 5), some)] == [Urgency.MISSING, Urgency.SOON, Urgency.OLD]


def test_the_rates_of_2027_are_missing_from_new_year_on() -> None:
    found = due_for_checking(book().files(), date(2027, 1, 1), HOUSE_RULE)
    missing = {(one.file, one.key) for one in found if one.urgency is Urgency.MISSING}
    assert missing == {
        ("interest", "statutory"),
        ("interest", "commercial"),
        ("court_fees", "company"),
        ("court_fees", "person"),
        ("court_fees", "unable"),
        *(("court_fees", f"district_{who}") for who in ("company", "person", "unable")),
    }


def test_decree_days_are_known_until_the_end_of_2028() -> None:
    found = due_for_checking(book().files(), date(2029, 1, 1), HOUSE_RULE)
    assert ("holidays", Urgency.MISSING) in {(one.file, one.urgency) for one in found}
