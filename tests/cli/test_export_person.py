"""`casebook export person`: all that is kept of somebody, written where it was asked, by whom it may be."""

import argparse
import pwd
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import pytest

from casebook.cli import export
from casebook.cli.arguments import _day
from casebook.cli.office_arguments import Shared
from casebook.cli.opening import Asked
from casebook.errors import InputError
from casebook.settings import Settings
from casebook.store import address
from tests.sample import Office


def exported(office: Office, *arguments: str) -> int:
    parser, empty = argparse.ArgumentParser(), argparse.ArgumentParser(add_help=False)
    export.add(parser.add_subparsers(), Shared(empty, empty, empty, _day("nl")), "nl")
    options = parser.parse_args(["export", "person", *arguments])
    chosen = Settings("nl", True, None, "dark", {}, Path("settings.toml"))
    return export.run(Asked(options, chosen, address.read(office.database.address.text)))


def test_a_person_is_found_by_the_number_of_his_case(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pwd, "getpwuid", lambda _: SimpleNamespace(pw_name="m.jansen"))
    path = tmp_path / "alles.zip"
    assert exported(office, "2026-0002", "--to", str(path), "--judged-apart") == 0
    assert str(path) in capsys.readouterr().out
    assert {"index.html", "logic.html", "data/party.json"} <= set(ZipFile(path).namelist())
    with pytest.raises(InputError) as nobody:
        exported(office, "Niemand Zo", "--to", str(tmp_path / "geen.zip"))
    assert nobody.value.code == "person_export.nobody"
    assert not (tmp_path / "geen.zip").exists()
