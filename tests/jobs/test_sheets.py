"""Tables for other programs: no cell is a formula, and amounts and days are as the reader has them."""

import json
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook

from casebook.jobs.sheets import Column, Kind, Sheet, csv_text, json_text, xlsx_bytes

SHEET = Sheet(
    (
        Column("debtor", "disputes.column_debtor"),
        Column("cause", "disputes.column_cause", Kind.WORD),
        Column("contested", "disputes.column_contested", Kind.MONEY),
        Column("mean", "disputes.column_mean", Kind.NUMBER),
        Column("since", "disputes.column_registered", Kind.DAY),
    ),
    [
        ("=1+1", "carrier", 123_456, Decimal("1.5"), date(2026, 11, 21)),
        ("a\x1b]0;t\x07b", None, -5, None, None),
    ],
)


def test_csv_as_a_dutch_spreadsheet_reads_it() -> None:
    assert csv_text(SHEET, "nl").splitlines() == [
        "Debiteur;Oorzaak;Betwist;Dagen tot beslissing (gemiddeld);Betwist sinds",
        "'=1+1;vervoerder;1234,56;1,5;21-11-2026",
        "ab;;-0,05;;",
    ]


def test_json_has_codes_and_text() -> None:
    first, second = json.loads(json_text(SHEET))
    assert first == {
        "debtor": "=1+1",
        "cause": "carrier",
        "contested": "1234.56",
        "mean": "1.5",
        "since": "2026-11-21",
    }
    assert second["contested"] == "-0.05"


def test_a_workbook_has_amounts_and_days_and_no_formula() -> None:
    page = load_workbook(BytesIO(xlsx_bytes(SHEET, "en"))).worksheets[0]
    debtor, cause, contested, mean, since = page[2]
    assert (debtor.value, debtor.data_type, cause.value) == ("=1+1", "s", "carrier")
    assert (contested.value, contested.number_format, mean.value) == (1234.56, "#,##0.00", 1.5)
    assert isinstance(since.value, datetime)
    assert since.value.date() == date(2026, 11, 21)
    assert [cell.value for cell in page[3]] == ["ab", None, -0.05, None, None]
