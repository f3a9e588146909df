"""Days and amounts as people type them."""

from datetime import date, timedelta

import pytest

from casebook.domain import typed
from casebook.errors import InputError
from casebook.law.book import book

TODAY = date(2026, 11, 21)  # a Saturday
HOLIDAYS = book().holidays

AHEAD = [
    (".", "2026-11-21"),
    ("vandaag", "2026-11-21"),
    ("Morgen", "2026-11-22"),
    ("+14", "2026-12-05"),
    ("+ 3d", "2026-11-24"),
    ("-7", "2026-11-14"),
    ("+1w", "2026-11-23"),
    ("+10w", "2026-12-04"),
    ("+2m", "2027-01-21"),
    ("+5j", "2031-11-21"),
    ("ma", "2026-11-23"),
    ("mon", "2026-11-23"),
    ("za", "2026-11-28"),
    ("31-12", "2026-12-31"),
    ("1-1", "2027-01-01"),
    ("21-11", "2026-11-21"),
    ("31/12/26", "2026-12-31"),
    ("31.12.2027", "2027-12-31"),
    ("29-2", "2028-02-29"),
    ("3 mrt", "2027-03-03"),
    ("3 maart 2026", "2026-03-03"),
    ("24dec", "2026-12-24"),
    ("2026-12-01", "2026-12-01"),
]
BACK = [
    ("31-12", "2025-12-31"),
    ("20-11", "2026-11-20"),
    ("21-11", "2026-11-21"),
    ("vr", "2026-11-20"),
    ("-1", "2026-11-20"),
]


@pytest.mark.parametrize(("text", "day"), AHEAD)
def test_a_day_to_come(text: str, day: str) -> None:
    assert typed.day(text, TODAY, HOLIDAYS) == date.fromisoformat(day)


@pytest.mark.parametrize(("text", "day"), BACK)
def test_a_day_that_was(text: str, day: str) -> None:
    assert typed.day(text, TODAY, HOLIDAYS, past=True) == date.fromisoformat(day)


@pytest.mark.parametrize("text", ["gisteren", "Yesterday", "-1"])
def test_yesterday(text: str) -> None:
    assert typed.day(text, TODAY, HOLIDAYS, past=True) == TODAY - timedelta(days=1)


@pytest.mark.parametrize(("past", "code"), [(False, "typed.no_day"), (True, "typed.no_past_day")])
def test_who_is_asked_for_a_day_that_was_is_shown_how_to_type_one(past: bool, code: str) -> None:
    with pytest.raises(InputError) as refused:
        typed.day("31-11", TODAY, HOLIDAYS, past=past)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "text",
    ["", " ", "31-11", "0-1", "32-1", "+", "+99999999", "+9999j", "-1w", "1-13-2026", "x", "30-2", "12", "1800-01-01"],
)
def test_what_is_no_day_is_refused_with_what_was_typed(text: str) -> None:
    with pytest.raises(InputError) as refused:
        typed.day(text, TODAY, HOLIDAYS)
    assert refused.value.parameters["value"] == text


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1.234,56", 123456),
        ("1234.56", 123456),
        ("1,234.56", 123456),
        ("1234", 123400),
        ("1.234", 123400),
        ("12,5", 1250),
        ("0,05", 5),
        ("€ 1 234,00", 123400),
        ("€12.480,15", 1248015),
        ("1.234.567,89", 123456789),
    ],
)
def test_an_amount(text: str, cents: int) -> None:
    assert typed.amount(text) == cents


@pytest.mark.parametrize(
    "text",
    ["", "x", "-5", "1.2.3", "1,234,56", "12,345.6,7", "1.234.56", "1.234,567", "5 euro", "99999999999999", "9" * 5000],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        typed.amount(text)
