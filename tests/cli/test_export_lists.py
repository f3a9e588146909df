"""`casebook export LIST`: every list of the app with all its rows, for a spreadsheet and for a program."""

import csv
import io
import json
import pwd
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import load_workbook

from casebook.cli import export_lists
from casebook.cli.main import main
from casebook.jobs.lists import asked
from casebook.jobs.lists.catalogue import COLUMNS
from casebook.store.database import Database
from casebook.store.queries import cases
from casebook.store.queries.queue import EVERYBODY, queue
from tests.sample import Office

# What stands behind a number that one chose on the screen: there is nothing to ask for it by.
BEHIND_A_NUMBER = {"figure-cases", "closing-behind"}


@pytest.fixture
def export(office: Office, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Any:
    monkeypatch.setattr(pwd, "getpwuid", lambda _: SimpleNamespace(pw_name="m.jansen"))

    def run(*arguments: str) -> tuple[int, bytes, str]:
        status = main(["export", *arguments, "--database", office.database.address.text])
        out, err = capsysbinary.readouterr()
        return status, out, err.decode()

    return run


def test_the_parser_knows_of_each_list_what_can_be_asked() -> None:
    made = {name: (one.parts, one.orders, one.filtered, one.owned) for name, one in asked.LISTS.items()}
    assert {name: tuple(one) for name, one in export_lists.LISTS.items()} == made
    assert COLUMNS.keys() == made.keys() | BEHIND_A_NUMBER


def test_the_keys_of_a_list_are_each_there_once() -> None:
    for name, columns in COLUMNS.items():
        keys = [one.key for one in columns]
        assert len(keys) == len(set(keys)), name


def _count(database: Database, sql: str) -> int:
    return int(database.value(sql))


@pytest.mark.parametrize("name", list(export_lists.LISTS))
def test_every_list_in_every_format(name: str, export: Any) -> None:
    status, out, err = export(name, "--format", "json")
    assert (status, err) == (0, "")
    found = json.loads(out)
    keys = [key for one in COLUMNS[name] for key in ([one.key, f"{one.key}_said"] if one.also_told else [one.key])]
    assert all(list(row) == keys for row in found)
    shown = [one for one in COLUMNS[name] if not one.for_programs]
    status, out, err = export(name, "--lang", "en")
    assert (status, err) == (0, "")
    lines = list(csv.reader(io.StringIO(out.decode("utf-8-sig"))))
    # Each export of who read what is one more reading.
    more = int(name == "read-log")
    assert [len(line) for line in lines] == [len(shown)] * (1 + len(found) + more)
    status, out, err = export(name, "--format", "xlsx")
    assert (status, err) == (0, "")
    sheet = load_workbook(io.BytesIO(out)).active
    assert sheet is not None
    assert sheet.max_row == 1 + len(found) + 2 * more


def test_a_list_has_all_rows_in_its_order_however_many_windows_it_takes(
    office: Office, export: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casebook.jobs.lists.written._AT_ONCE", 3)
    _, out, _ = export("cases", "--format", "json", "--order", "amount")
    whole = cases.cases(office.database, cases.Order.AMOUNT).after(office.database, limit=10_000).rows
    assert [row["case_id"] for row in json.loads(out)] == [row.case_id for row in whole]
    assert len(whole) == _count(office.database, "SELECT count(*) FROM cases") > 3
    _, out, _ = export("today", "--everybody", "--format", "json")
    assert [row["case"] for row in json.loads(out)] == [
        row.number for row in queue(EVERYBODY).after(office.database, limit=10_000).rows
    ]


def test_values_are_for_programs_in_json_and_for_people_in_csv(export: Any) -> None:
    _, out, _ = export("cases", "--format", "json", "--lang", "en", "--filter", "band:1")
    row = json.loads(out)[0]
    euros, _, cents = row["open"].partition(".")
    assert euros.lstrip("-").isdigit()
    assert len(cents) == 2
    assert row["band"] == 1
    assert row["why"].startswith("signal.")
    assert " " in row["why_said"]
    assert isinstance(row["tracks"], list)
    _, out, _ = export("cases", "--lang", "nl", "--filter", "band:1")
    head, first = list(csv.reader(io.StringIO(out.decode("utf-8-sig")), delimiter=";"))[:2]
    told = dict(zip(head, first, strict=True))
    assert told["Open"] == row["open"].replace(".", ",")
    assert told["Dossier"] == row["case"]
    assert "Dossier-id" not in told


def test_a_name_that_begins_as_a_formula_is_text_in_a_sheet(office: Office, export: Any) -> None:
    office.database.execute("UPDATE party SET version = version + 1, name = '=HYPERLINK(\"http://x\")\x1b[31m\ttab'")
    _, out, _ = export("cases", "--lang", "en")
    assert {line[1] for line in list(csv.reader(io.StringIO(out.decode("utf-8-sig"))))[1:]} == {
        '\'=HYPERLINK("http://x") tab'
    }
    _, out, _ = export("cases", "--format", "xlsx")
    sheet = load_workbook(io.BytesIO(out)).active
    assert sheet is not None
    assert sheet["B2"].data_type == "s"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("cases", "--filter", "open>100 track:kortom"), "Choose from: arrangement,"),
        (("bank-inbox", "--filter", "band:1"), "words"),
        (("today", "--person", "niemand"), "niemand"),
        (("today", "--team", "no such"), "no such"),
    ],
)
def test_what_cannot_be_asked_is_one_sentence(arguments: tuple[str, ...], told: str, export: Any) -> None:
    status, out, err = export(*arguments, "--lang", "en")
    assert (status, out) == (1, b"")
    assert err.count("\n") == 1
    assert told in err


def test_who_exports_a_list_of_debtors_is_in_the_log_of_readings(office: Office, export: Any) -> None:
    before = _count(office.database, "SELECT count(*) FROM read_log")
    export("mandates")
    assert _count(office.database, "SELECT count(*) FROM read_log") == before
    export("cases")
    assert _count(office.database, "SELECT count(*) FROM read_log WHERE kind = 'data_exported'") == 1
