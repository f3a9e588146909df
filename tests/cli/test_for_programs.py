"""Every command that tells a person something tells it to a program too, in one shape."""

import argparse
import json
import pwd
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from casebook.cli.arguments import build
from casebook.cli.main import main
from tests.sample import Office

# What prints nothing that a program would read as JSON, and why.
_WITHOUT = {
    ("demo",): "opens the app",
    ("session",): "sshd begins it: the app, or a file through a pipe",
    ("authorized-keys",): "prints what sshd reads",
    ("completions",): "prints a script for a shell",
}


def leaves(parser: argparse.ArgumentParser, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], set[str]]]:
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not below or path == ("calc",):
        yield path, {option for action in parser._actions for option in action.option_strings}
    for one in below:
        for name, command in one.choices.items():
            yield from leaves(command, (*path, name))


def test_every_command_speaks_to_programs_or_says_why_not() -> None:
    found = dict(leaves(build("en")))
    assert len(found) > 40
    without = {path for path, options in found.items() if not options & {"--json", "--format"}}
    assert without == _WITHOUT.keys()
    # What is a table or a calendar is asked for by its format; nothing has both.
    assert not any({"--json", "--format"} <= options for options in found.values())


def test_the_format_of_every_export_has_json() -> None:
    parser = build("en")
    without = set()
    for path, _ in leaves(parser):
        command: argparse.ArgumentParser = parser
        for name in path:
            (below,) = (one for one in command._actions if isinstance(one, argparse._SubParsersAction))
            command = below.choices[name]
        for action in command._actions:
            if "--format" in action.option_strings and "json" not in (action.choices or ()):
                without.add(path)
    assert without == set()


@pytest.fixture
def run(office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> object:
    monkeypatch.setattr(pwd, "getpwuid", lambda _: SimpleNamespace(pw_name="m.jansen"))

    def command(*arguments: str) -> tuple[int, str, str]:
        status = main([*arguments, "--lang", "en", "--database", office.database.address.text])
        return status, *capsys.readouterr()

    return command


def test_what_was_done_is_a_list_of_codes_with_what_they_say(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # the fixture is a function
    status, out, err = run("user", "add", "p.nieuw", "Piet \x1b[31mNieuw", "--role", "viewer", "--json")
    assert (status, err) == (0, "")
    assert json.loads(out) == [
        {
            "code": "user.added",
            "said": "Piet Nieuw works here as p.nieuw (viewer).",
            "login": "p.nieuw",
            "name": "Piet \x1b[31mNieuw",
            "roles": ["viewer"],
        }
    ]
    number = json.loads(run("export", "cases", "--format", "json")[1])[0]["case"]
    file = tmp_path / "dossier.zip"
    status, out, err = run("export", "dossier", number, "--to", str(file), "--json")
    assert [one["code"] for one in json.loads(out)] == ["export.written"]
    assert file.exists()
    (left,) = json.loads(run("user", "deactivate", "p.nieuw", "--json")[1])
    assert left["code"] == "user.left"
    assert len(left["on"]) == len("2026-11-21")


def test_what_is_refused_is_one_sentence_and_no_json(run) -> None:  # type: ignore[no-untyped-def]  # as above
    status, out, err = run("user", "activate", "niemand", "--json")
    assert (status, out) == (1, "")
    assert err.count("\n") == 1
    assert "niemand" in err
