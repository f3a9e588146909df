"""What the README shows is what the program prints."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
README = (CHECKOUT / "README.md").read_text("utf-8")
EXAMPLE = re.compile(r"^```text\n\$ casebook ([^\n<]+) < (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("arguments", "facts", "shown"), EXAMPLE.findall(README))
def test_an_example_is_what_is_printed(
    arguments: str, facts: str, shown: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("CASEBOOK_LANG", raising=False)
    with (CHECKOUT / facts).open("rb") as stdin:
        command = [sys.executable, "-m", "casebook", *arguments.split()]
        done = subprocess.run(command, cwd=CHECKOUT, stdin=stdin, capture_output=True, check=True)
    assert done.stdout.decode() == shown


def test_there_is_an_example() -> None:
    assert EXAMPLE.search(README)


@pytest.mark.parametrize("heading", ["### See it work", "### Run all tests"])
def test_each_of_the_two_commands_stands_alone_under_its_heading(heading: str) -> None:
    section = README.split(f"\n{heading}\n")[1].split("\n#")[0]
    assert section.count("```sh\n") == 1


def test_the_files_of_law_are_all_named() -> None:
    missing = [path.name for path in (CHECKOUT / "casebook/law/nl").glob("*.toml") if f"`{path.name}`" not in README]
    assert missing == []
