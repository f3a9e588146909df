"""Money, percentages, numbers and days as a Dutch and an English reader writes them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook import format as form

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("cents", "nl", "en"),
    [
        (1248015, f"€{NBSP}12.480,15", "€12,480.15"),
        (0, f"€{NBSP}0,00", "€0.00"),
        (5, f"€{NBSP}0,05", "€0.05"),
        (-5, f"€{NBSP}-0,05", "-€0.05"),
        (-123456789, f"€{NBSP}-1.234.567,89", "-€1,234,567.89"),
    ],
)
def test_money(cents: int, nl: str, en: str) -> None:
    assert form.money(cents, "nl") == nl
    assert form.money(cents, "en") == en


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        ("10.15", "10,15%", "10.15%"),
        ("8.00", "8%", "8%"),
        ("10", "10%", "10%"),
        ("100", "100%", "100%"),
        ("0", "0%", "0%"),
        ("0.50", "0,5%", "0.5%"),
        ("1E+1", "10%", "10%"),
    ],
)
def test_percentages_are_written_as_in_law(value: str, nl: str, en: str) -> None:
    assert form.percent(Decimal(value), "nl") == nl
    assert form.percent(Decimal(value), "en") == en


@pytest.mark.parametrize(
    ("day", "nl", "en"),
    [
        (date(2026, 11, 21), "21-11-2026", "21 Nov 2026"),
        (date(2024, 2, 9), "09-02-2024", "9 Feb 2024"),
        (date(987, 1, 1), "01-01-0987", "1 Jan 0987"),
    ],
)
def test_days(day: date, nl: str, en: str) -> None:
    assert form.day(day, "nl") == nl
    assert form.day(day, "en") == en


@pytest.mark.parametrize(("value", "nl", "en"), [(12480, "12.480", "12,480"), (999, "999", "999"), (0, "0", "0")])
def test_numbers(value: int, nl: str, en: str) -> None:
    assert form.number(value, "nl") == nl
    assert form.number(value, "en") == en


@given(st.integers(-(10**15), 10**15))
def test_both_languages_write_every_cent(cents: int) -> None:
    for language in ("nl", "en"):
        written = form.amount(cents, language)
        assert int(written.replace(".", "").replace(",", "")) == cents
        assert written[-3] == {"nl": ",", "en": "."}[language]


def test_a_day_of_a_letter_has_its_month_in_full() -> None:
    assert [form.long_day(date(2026, month, 1), "nl") for month in (3, 12)] == ["1 maart 2026", "1 december 2026"]
    assert [form.long_day(date(2026, month, 21), "en") for month in (5, 8)] == ["21 May 2026", "21 August 2026"]


def test_tenths_stand_under_each_other() -> None:
    assert (form.tenths(Decimal(14), "nl"), form.tenths(Decimal("14.25"), "en")) == ("14,0", "14.2")
