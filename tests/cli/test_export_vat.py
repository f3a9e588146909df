"""`casebook export vat`."""

import argparse
import csv
import json
import pwd
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from casebook.cli import export
from casebook.cli.arguments import _day
from casebook.cli.office_arguments import Shared
from casebook.cli.opening import Asked
from casebook.errors import InputError
from casebook.settings import Settings
from tests.sample import Office

Export = Callable[..., bytes]


@pytest.fixture
def exported(office: Office, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Export:
    """Export as the lead, and return what came on standard output."""

    def exported(*arguments: str) -> bytes:
        monkeypatch.setattr(pwd, "getpwuid", lambda _: SimpleNamespace(pw_name="m.jansen"))
        parser, empty = argparse.ArgumentParser(), argparse.ArgumentParser(add_help=False)
        export.add(parser.add_subparsers(), Shared(empty, empty, empty, _day("nl")), "nl")
        options = parser.parse_args(["export", "vat", *arguments])
        chosen = Settings("nl", True, None, "dark", {}, Path("settings.toml"))
        assert export.run(Asked(options, chosen, office.database.address)) == 0
        return capsysbinary.readouterr().out

    return exported


def test_the_returns_and_what_goes_into_one(exported: Export) -> None:
    returns = json.loads(exported("--format", "json"))
    assert [(one["filer"], one["until"], one["total"], one["state"]) for one in returns[:2]] == [
        ("ENE", "2026-11-30", "814.02", "vat_running"), ("MBG", "2026-11-30", "543.66", "vat_running"),
    ]  # fmt: skip
    lines = json.loads(exported("--creditor", "MBG", "--on", "2026-11-03", "--format", "json"))
    assert [(one["number"], one["percent"], one["vat"], one["why"]) for one in lines] == [
        ("MB2025-02664", "21", "127.21", "vat.why_year"),
        ("MB2025-02664", "9", "165.14", "vat.why_year"),
        ("MB2025-04452", "9", "251.31", "vat.why_year"),
    ]
    rows = list(csv.DictReader(StringIO(exported("--creditor", "MBG").decode("utf-8-sig")), delimiter=";"))
    assert (rows[0]["Btw"], rows[0]["Waarom"]) == ("127,21", "een jaar na de laatste betaaldag, 17-11-2026")
    assert exported("--creditor", "MBG", "--format", "xlsx").startswith(b"PK")
    assert exported("--creditor", "MBG", "--format", "pdf").startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--format", "pdf"), "vat.no_creditor"),
        (("--creditor", "XYZ"), "export.no_creditor"),
        (("--creditor", "MBG", "--on", "2020-01-01"), "vat.no_return"),
    ],
)
def test_what_cannot_be_asked(exported: Export, arguments: tuple[str, ...], code: str) -> None:
    with pytest.raises(InputError) as refused:
        exported(*arguments)
    assert refused.value.code == code
