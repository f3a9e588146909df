"""Texts of a file as amounts, days and words: strictly by the form of the file."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.errors import InputError
from casebook.exchange.fields import LARGEST_AMOUNT
from casebook.exchange.sheets import Cells, FileForm, Section
from casebook.exchange.sheets.values import day_pattern
from casebook.format import amount as said_amount
from casebook.words import LANGUAGES, say

NL = FileForm(days=("%d-%m-%Y",), decimal=",", thousands=".", empty=frozenset({"-"}))
EN = FileForm(days=("%m/%d/%Y",), decimal=".", thousands=",")
FORMS = {"nl": NL, "en": EN}


def one(text: str, form: FileForm = NL, **values: str) -> Cells:
    """Return a row of which the only cell, the field `x` in the column X, holds `text`."""
    cells = Cells(Section({"x": "X"}, {"x": values}), form, ["X"], Path("lijst.csv"))
    cells.take([text])
    return cells


def refused(error: InputError) -> str:
    for language in LANGUAGES:
        assert "X" in say(error.code, error.parameters, language)
    return error.code


@pytest.mark.parametrize(
    ("text", "form", "cents"),
    [
        ("1.234,56", NL, 123456),
        ("1234,56", NL, 123456),
        ("1.234", NL, 123400),
        ("12,1", NL, 1210),
        ("12,1000", NL, 1210),
        ("0,05", NL, 5),
        (" € 5,00 ", NL, 500),
        ("€5", NL, 500),
        ("-1,00", NL, -100),
        ("1,00-", NL, -100),
        ("1,234.56", EN, 123456),
        ("1234.56", EN, 123456),
        ("1,234,567.89", EN, 123456789),
        ("1'234.50", replace(EN, thousands="'"), 123450),
        ("", NL, None),
        ("  ", NL, None),
        ("-", NL, None),
    ],
)
def test_an_amount_is_read_by_the_signs_of_the_file(text: str, form: FileForm, cents: int | None) -> None:
    assert one(text, form).optional_signed("x") == cents


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("1,234.56", NL),
        ("1.234,56", EN),
        ("12.34", NL),
        # Three decimals are thousands by somebody else's rules.
        ("12,100", NL),
        ("12.100", replace(EN, thousands="")),
        ("1234.567,89", NL),
        ("12,345,6", NL),
        ("12,", NL),
        ("-1,00-", NL),
        ("1e3", NL),
        ("=1+2", NL),
        ("١٢", NL),
        ("12 EUR", NL),
    ],
)
def test_an_amount_by_other_rules_is_refused(text: str, form: FileForm) -> None:
    with pytest.raises(InputError) as error:
        one(text, form).optional_signed("x")
    assert refused(error.value) == "import.row.amount"


def test_an_amount_may_be_refused_for_what_it_is() -> None:
    for text, code in (("999999999999999", "amount_in_range"), ("-1,00", "negative"), ("0,00", "nothing")):
        with pytest.raises(InputError) as error:
            one(text).payment("x")
        assert refused(error.value) == f"import.row.{code}"


@given(cents=st.integers(-LARGEST_AMOUNT, LARGEST_AMOUNT), language=st.sampled_from(LANGUAGES))
def test_amounts_as_people_write_them_come_back(cents: int, language: str) -> None:
    written = said_amount(cents, language)
    assert one(written, FORMS[language]).optional_signed("x") == cents
    assert one(written.replace(FORMS[language].thousands, ""), FORMS[language]).optional_signed("x") == cents


@pytest.mark.parametrize(
    ("text", "pattern", "day"),
    [
        ("21-11-2026", "%d-%m-%Y", date(2026, 11, 21)),
        ("1-2-2026", "%d-%m-%Y", date(2026, 2, 1)),
        ("2/1/2026", "%m/%d/%Y", date(2026, 2, 1)),
        ("20261121", "%Y%m%d", date(2026, 11, 21)),
        ("211126", "%d%m%y", date(2026, 11, 21)),
        ("21.11.69", "%d.%m.%y", date(1969, 11, 21)),
        ("21.11.68", "%d.%m.%y", date(2068, 11, 21)),
        ("2026-11-21T13:45:10", "%Y-%m-%dT%H:%M:%S", date(2026, 11, 21)),
        ("2026-11-21", "%d-%m-%Y", date(2026, 11, 21)),
        ("29-02-2024", "%d-%m-%Y", date(2024, 2, 29)),
        ("", "%d-%m-%Y", None),
    ],
)
def test_a_day_is_read_by_its_pattern(text: str, pattern: str, day: date | None) -> None:
    assert one(text, replace(NL, days=(pattern,))).optional_day("x") == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("11/21/2026", "day"),
        ("29-02-2026", "day"),
        ("31-04-2026", "day"),
        ("21-11-26", "day"),
        ("21-11-2026 10:00", "day"),
        ("46347", "day"),
        ("gisteren", "day"),
        ("31-12-1899", "day_in_range"),
        ("01-01-2200", "day_in_range"),
    ],
)
def test_another_day_is_refused(text: str, code: str) -> None:
    with pytest.raises(InputError) as error:
        one(text).optional_day("x")
    assert refused(error.value) == f"import.row.{code}"


@given(
    day=st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    pattern=st.sampled_from(["%d-%m-%Y", "%m/%d/%Y", "%Y%m%d", "%d.%m.%Y", "%Y-%m-%d %H:%M"]),
)
def test_days_as_strftime_writes_them_come_back(day: date, pattern: str) -> None:
    assert one(day.strftime(pattern), replace(NL, days=(pattern,))).optional_day("x") == day


@pytest.mark.parametrize("pattern", ["%d-%m", "%d-%m-%Y-%d", "%d %B %Y", "%d-%m-%Y %y", "dag", "%d-%m-%Y %"])
def test_a_pattern_must_name_day_month_and_year_once(pattern: str) -> None:
    with pytest.raises(ValueError, match=re.escape(pattern)):
        day_pattern(pattern)


@pytest.mark.parametrize("formula", ["=1+2", "+31 6 12345678", "@SUM(A1)", "-2+3", "=cmd|' /C calc'!A0"])
def test_a_formula_in_a_text_stays_the_text_it_is(formula: str) -> None:
    assert one(formula).text("x") == formula


def test_a_text_is_cleaned_and_never_cut_off() -> None:
    assert one(" [/b]  Holding\x1b]52;c;AAAA\x07\u202e\tBV ").text("x") == "[/b] Holding BV"
    assert one("Łukasz  Öztürk").text("x") == "Łukasz Öztürk"
    with pytest.raises(InputError) as error:
        one("x" * 201).text("x")
    assert refused(error.value) == "import.row.too_long"


@pytest.mark.parametrize(("text", "flag"), [("Ja", True), ("N", False), ("x", True), ("0", False), ("", None)])
def test_yes_and_no_are_known_in_both_languages(text: str, flag: bool | None) -> None:
    assert one(text).optional_flag("x") is flag


def test_words_of_the_file_stand_for_ours() -> None:
    assert one("Particulier", particulier="consumer").word("x", ["consumer", "business"]) == "consumer"
    assert one("Business").word("x", ["consumer", "business"]) == "business"
    with pytest.raises(InputError) as error:
        one("zakelijk").word("x", ["consumer", "business"])
    assert refused(error.value) == "import.row.word"


def test_a_percentage_is_between_nothing_and_all() -> None:
    assert one("33,3333 %").optional_percent("x") == Decimal("33.3333")
    for text in ("100,5", "-1", "helft"):
        with pytest.raises(InputError) as error:
            one(text).optional_percent("x")
        assert refused(error.value) == "import.row.percent"


def test_several_texts_stand_in_one_cell() -> None:
    assert one("7001; 7002|7003,, -").texts("x") == ("7001", "7002", "7003")


@pytest.mark.parametrize(
    ("titles", "code"), [(["A", "B"], "import.missing_column"), (["X", "a", "x "], "import.column_twice")]
)
def test_a_column_must_be_there_once(titles: list[str], code: str) -> None:
    with pytest.raises(InputError) as error:
        Cells(Section({"x": "X"}), NL, titles, Path("lijst.csv"))
    assert refused(error.value) == code


def test_a_column_that_may_be_absent_is_empty() -> None:
    cells = Cells(Section({"x": "X"}, {}, frozenset({"x"})), NL, ["A"], Path("lijst.csv"))
    cells.take(["1"])
    assert cells.optional_text("x") is None
    assert cells.optional_day("x") is None


def test_a_row_has_as_many_cells_as_there_are_titles() -> None:
    cells = Cells(Section({}), NL, ["A", "B"], Path("lijst.csv"))
    cells.take(["1", "2", "", ""])
    for row, code in ((["1"], "import.row.too_few_cells"), (["1", "2", "3"], "import.row.too_many_cells")):
        with pytest.raises(InputError) as error:
            cells.take(row)
        assert error.value.code == code
