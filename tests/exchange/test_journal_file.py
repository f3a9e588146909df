"""Profiles of lines for the books are read strictly, and lines are written as they say."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from casebook.domain.component import Component
from casebook.domain.journal import JournalKind, JournalRow
from casebook.domain.money import Cents
from casebook.errors import InputError
from casebook.exchange import journal_profile
from casebook.exchange.journal_file import csv_bytes, xlsx_bytes
from casebook.exchange.journal_profile import DEFAULT, SHIPPED, JournalProfile

DAY = date(2026, 11, 21)
INTEREST = JournalRow(
    "MG", 3, 1, JournalKind.INTEREST, Component.INTEREST, DAY, Cents(1234), "F-1", "2026-0001", "Café €", "K 1", None
)
RECEIPT = JournalRow(
    "MG", 3, 2, JournalKind.RECEIPT, Component.PRINCIPAL, DAY, Cents(-50000), "=1+1", "2026-0001", "x", None, "a\nb"
)
FEE = JournalRow("MG", 3, 3, JournalKind.AGENCY_FEE, None, DAY, Cents(700), None, None, None, None, "fee")


@pytest.fixture
def shipped() -> JournalProfile:
    return journal_profile.load(DEFAULT)


def own(folder: Path, old: str, new: str) -> JournalProfile:
    text = (SHIPPED / f"{DEFAULT}.toml").read_text("utf-8")
    assert old in text
    file = folder / "own.toml"
    file.write_text(text.replace(old, new, 1), "utf-8")
    return journal_profile.load(str(file))


def table(content: bytes, encoding: str = "utf-8-sig", delimiter: str = ";") -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode(encoding), newline=""), delimiter=delimiter))


def test_the_shipped_profile_writes_every_column(shipped: JournalProfile) -> None:
    interest, receipt, fee = table(csv_bytes([INTEREST, RECEIPT, FEE], shipped))
    assert interest == {
        "Administratie": "MG",
        "Batch": "3",
        "Regel": "1",
        "Datum": "21-11-2026",
        "Soort": "Rente",
        "Onderdeel": "rente",
        "Rekening": "1300",
        "Tegenrekening": "9550",
        "Debiteurnummer": "K 1",
        "Debiteur": "Café €",
        "Factuur": "F-1",
        "Dossier": "2026-0001",
        "Bedrag": "12,34",
        "Omschrijving": "Rente F-1 Café €",
    }
    assert (receipt["Bedrag"], receipt["Factuur"], receipt["Debiteurnummer"]) == ("-500,00", "'=1+1", "")
    assert (fee["Rekening"], fee["Bedrag"], fee["Omschrijving"]) == ("4470", "7,00", "Kosten incassobureau")


def test_a_sign_may_be_reversed_and_columns_chosen(tmp_path: Path) -> None:
    reversed_ = own(tmp_path, 'sign = "debtor"', 'sign = "reversed"')
    assert [row["Bedrag"] for row in table(csv_bytes([INTEREST, RECEIPT], reversed_))] == ["-12,34", "500,00"]
    debit = own(tmp_path, 'field = "amount"', 'field = "debit"')
    assert [row["Bedrag"] for row in table(csv_bytes([INTEREST, RECEIPT], debit))] == ["12,34", ""]


def test_what_an_encoding_has_no_letter_for_is_a_question_mark(tmp_path: Path) -> None:
    latin = own(tmp_path, 'encoding = "utf-8-sig"', 'encoding = "windows-1252"')
    row = INTEREST._replace(debtor="Łukasz €")
    (told,) = table(csv_bytes([row], latin), "windows-1252")
    assert told["Debiteur"] == "?ukasz €"


def test_a_workbook_holds_amounts_days_and_no_formula(shipped: JournalProfile) -> None:
    page = load_workbook(BytesIO(xlsx_bytes([INTEREST, RECEIPT], shipped))).active
    assert page is not None
    cells = {page.cell(1, at).value: page.cell(3, at) for at in range(1, page.max_column + 1)}
    assert cells["Bedrag"].value == -500
    assert cells["Datum"].value == datetime(2026, 11, 21)  # noqa: DTZ001 as a workbook has days
    assert (cells["Factuur"].value, cells["Factuur"].data_type) == ("=1+1", "s")


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('sign = "debtor"', 'sign = "plus"', "sign"),
        ('day = "%d-%m-%Y"', 'day = "%H:%M"', "file.day"),
        ('delimiter = ";"', 'delimiter = "x"', "file.delimiter"),
        ('field = "entity"', 'field = "nothing"', "column[0].field"),
        ('contra = "9550"', 'other = "9550"', "accounts.interest.contra"),
        ("[accounts.interest]", "[accounts.rente]", "accounts.interest"),
        ('name = "journal"', 'name = "journal"\nextra = 1', "extra"),
    ],
)
def test_a_slip_of_the_pen_is_named_by_file_and_key(tmp_path: Path, old: str, new: str, key: str) -> None:
    with pytest.raises(InputError) as refused:
        own(tmp_path, old, new)
    assert (refused.value.parameters["file"], refused.value.parameters["key"]) == ("own.toml", key)


def test_a_profile_there_is_not_is_told_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        journal_profile.load(str(tmp_path / "none.toml"))
    assert refused.value.parameters["names"] == (DEFAULT,)
