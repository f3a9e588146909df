import io
import json
import pwd
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from casebook.cli.main import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings and no language but those a test chooses; 80 columns."""
    for name in ("CASEBOOK_LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("COLUMNS", "80")


class Calc:
    """`casebook calc SUBJECT` with bytes on standard input."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def run(self, subject: str, given: bytes, *options: str, at_a_terminal: bool = False) -> tuple[int, str, str]:
        stdin = io.TextIOWrapper(io.BytesIO(given))
        self._monkeypatch.setattr(stdin, "isatty", lambda: at_a_terminal)
        self._monkeypatch.setattr(sys, "stdin", stdin)
        status = main(["calc", subject, *options])
        return status, *self._capsys.readouterr()

    def answer(self, subject: str, facts: object) -> Any:
        status, out, err = self.run(subject, json.dumps(facts).encode(), "--json")
        assert (status, err) == (0, "")
        return json.loads(out)

    def refusal(self, subject: str, given: object) -> str:
        """Return the one sentence that bad input gives; nothing else may be written."""
        content = given if isinstance(given, bytes) else json.dumps(given).encode()
        status, out, err = self.run(subject, content)
        assert (status, out) == (1, "")
        assert err.count("\n") == 1
        assert err.endswith(".\n")
        return err.strip()


@pytest.fixture
def calc(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Calc:
    return Calc(monkeypatch, capsys)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run commands on a new database, `casebook.db`; each returns its status, and what it wrote to both streams."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(pwd, "getpwuid", lambda _: SimpleNamespace(pw_name="m.jansen"))
    database = tmp_path / "casebook.db"
    assert main(["init", "--database", str(database)]) == 0
    capsys.readouterr()

    def run(*arguments: object) -> tuple[int, str, str]:
        status = main([*map(str, arguments), "--database", str(database)])
        return status, *capsys.readouterr()

    return run
