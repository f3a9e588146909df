"""`casebook export disputes`: what disputes teach, for another program."""

import argparse
import csv
import json
import pwd
from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook

from casebook.cli import export
from casebook.cli.arguments import _day
from casebook.cli.office_arguments import Shared
from casebook.cli.opening import Asked
from casebook.domain.disputes import Decision
from casebook.domain.money import Cents
from casebook.settings import Settings
from casebook.store import address
from casebook.store.actions.dispute_course import CreditDispute, DecideDispute, WithdrawDispute
from casebook.store.actions.disputes import ContestedPart, RegisterDispute
from casebook.store.models.disputes import DisputeReason, RootCause
from tests.databases import made
from tests.store.actions.desk import TODAY, Desk
from tests.store.book import office

Export = Callable[..., bytes]


@pytest.fixture
def exported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Export:
    """Export the disputes of an office that had four: two of one cause, one undecided, one withdrawn."""
    database = made(str(tmp_path / "office.db"))
    desk = Desk(database, office(database))
    login = database.value("SELECT login FROM person ORDER BY id LIMIT 1")
    claim = desk.claim("=F-1", 100_000)
    for at, since in enumerate((date(2026, 11, 2), date(2026, 10, 5), date(2026, 3, 1), date(2026, 2, 1))):
        parts = (ContestedPart(claim, Cents(10_000 * (at + 1))),)
        dispute = desk.act(RegisterDispute(desk.case, DisputeReason.DAMAGED, parts, since, "", "=Logistiek"))
        if at < 2:
            on = date(2026, 11, 12)
            desk.act(DecideDispute(dispute, 1, Decision.UPHELD, "akkoord", on, (), RootCause.CARRIER))
            desk.act(CreditDispute(dispute, claim, Cents(5_000), TODAY, "creditnota"))
        elif at == 3:
            desk.act(WithdrawDispute(dispute, 1, "vergissing", TODAY))

    def exported(*arguments: str, language: str = "nl") -> bytes:
        monkeypatch.setattr(pwd, "getpwuid", lambda _: SimpleNamespace(pw_name=login))
        parser, empty = argparse.ArgumentParser(), argparse.ArgumentParser(add_help=False)
        export.add(parser.add_subparsers(), Shared(empty, empty, empty, _day(language)), language)
        options = parser.parse_args(["export", "disputes", "--until", TODAY.isoformat(), *arguments])
        chosen = Settings(language, True, None, "dark", {}, Path("settings.toml"))
        assert export.run(Asked(options, chosen, address.read(database.address.text))) == 0
        return capsysbinary.readouterr().out

    return exported


def test_by_root_cause_and_department(exported: Export) -> None:
    rows = list(csv.reader(StringIO(exported().decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[1:] == [
        ["", "'=Logistiek", "1", "0", "300,00", "0,00", "0,00", "", ""],
        ["vervoerder", "'=Logistiek", "2", "2", "300,00", "300,00", "100,00", "24,0", "24,0"],
    ]


def test_only_what_was_registered_in_a_period(exported: Export) -> None:
    (row,) = json.loads(exported("--from", "2026-11-01", "--format", "json"))
    assert (row["root_cause"], row["number"], row["contested"], row["mean_days"]) == ("carrier", 1, "100.00", "10.0")


def test_by_month_in_a_workbook(exported: Export) -> None:
    page = load_workbook(BytesIO(exported("--by", "month", "--from", "2026-02-01", "--format", "xlsx"))).worksheets[0]
    months = {row[0].value: (row[1].value, row[2].value) for row in page.iter_rows(min_row=2)}
    assert (months["2026-11"], months["2026-10"], months["2026-02"]) == ((1, 100), (1, 200), (0, 0))


def test_each_dispute_also_one_that_was_withdrawn(exported: Export) -> None:
    rows = json.loads(exported("--by", "dispute", "--format", "json"))
    assert [(row["registered_on"], row["contested"], row["still_contested"]) for row in rows] == [
        ("2026-02-01", "400.00", "0.00"),
        ("2026-03-01", "300.00", "300.00"),
        ("2026-10-05", "200.00", "150.00"),
        ("2026-11-02", "100.00", "50.00"),
    ]
