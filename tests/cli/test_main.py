"""The command `casebook` as a person and a program meet it: help, usage, refusals, faults and closed pipes."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from casebook import __version__
from casebook.cli import arguments
from casebook.cli.main import main
from casebook.errors import InputError, SettingsError

CHECKOUT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "casebook"]


@pytest.fixture(autouse=True)
def run_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is started in a process of its own is this checkout."""
    monkeypatch.setenv("PYTHONPATH", str(CHECKOUT))


def settings_file(tmp_path: Path, content: str) -> None:
    folder = tmp_path / "config" / "casebook"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text(content)


@pytest.mark.parametrize(
    ("argv", "first_word"),
    [
        (["--help"], "usage: casebook"),
        (["--lang", "nl", "--help"], "gebruik: casebook"),
        (["--lang=nl", "-h"], "gebruik: casebook"),
        (["calc", "--help", "--lang", "nl"], "gebruik: casebook calc"),
        (["calc", "--lang", "nl", "--help"], "gebruik: casebook calc"),
        (["--lang", "nl", "calc", "limitation", "--help"], "gebruik: casebook calc limitation"),
        (["--lang", "nl", "law", "--lang", "en", "-h"], "usage: casebook law"),
    ],
)
def test_help_in_the_language_asked_for(argv: list[str], first_word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv) == 0
    out, err = capsys.readouterr()
    assert out.startswith(first_word)
    assert err == ""


@pytest.mark.parametrize(
    ("argv", "first_word"),
    [([], "The screens of Casebook need a terminal"), (["--lang", "nl"], "De schermen van Casebook hebben")],
)
def test_without_a_command_and_a_terminal_it_is_one_sentence(
    argv: list[str], first_word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(argv) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(first_word)
    assert "casebook --help" in err


@pytest.mark.parametrize("command", [[], ["calc"], ["calc", "costs"], ["law"], ["completions"]])
def test_dutch_help_has_no_english_left(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command, "--lang", "nl", "--help"]) == 0
    out = capsys.readouterr().out
    for english in ("usage", "options", "positional", "arguments", "show", "COMMAND", "DATE", " and ", " the "):
        assert english not in out


def test_the_language_of_the_settings_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings_file(tmp_path, 'language = "nl"')
    assert main(["--help"]) == 0
    assert capsys.readouterr().out.startswith("gebruik: ")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"casebook {__version__}\n"


@pytest.mark.parametrize(
    ("argv", "named"),
    [
        (["calc"], "ONDERWERP"),
        (["calc", "limtation"], "limtation"),
        (["interest"], "interest"),
        (["calc", "costs", "--jason"], "--jason"),
        (["law", "--on"], "--on"),
        (["law", "--on", "2026-02-30"], "2026-02-30"),
        (["law", "--on", "20261121"], "20261121"),
        (["law", "--on", "vandaag"], "vandaag"),
        (["completions", "tcsh"], "tcsh"),
        (["--lang"], "--lang"),
        (["--lang", "fr"], "fr"),
        (["--lan", "nl"], "nl"),
    ],
)
def test_wrong_usage_is_told_in_dutch_with_status_2(
    argv: list[str], named: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    assert main(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("gebruik: ")
    assert "fout: " in err
    assert named in err.splitlines()[-1]
    assert "argument " not in err


def test_arguments_come_back_without_control_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--x\x1b]0;title\x07y\x1b[31m", "law"]) == 2
    assert "--xy" in capsys.readouterr().err
    assert main(["law", "--on", "\x1b[31m"]) == 2
    assert "\x1b" not in capsys.readouterr().err


def test_the_environment_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    main(["--lang", "nl", "--help"])
    assert "LANGUAGE" not in os.environ
    monkeypatch.setenv("LANGUAGE", "fy")
    main(["--lang", "nl", "--help"])
    assert os.environ["LANGUAGE"] == "fy"


@pytest.mark.parametrize(("argv", "language"), [(["--version"], "en"), (["--version", "--lang", "nl"], "nl")])
def test_settings_that_cannot_be_used_are_refused(
    argv: list[str], language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings_file(tmp_path, "colour = true")
    assert main(argv) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith({"en": "The settings file ", "nl": "Het instellingenbestand "}[language])
    assert err.count("\n") == 1
    assert "settings.toml" in err
    assert "colour" in err


def failing(error: BaseException) -> Callable[[str, str], str]:
    def fail(_shell: str, _language: str) -> str:
        raise error

    return fail


def test_a_refusal_is_one_sentence_and_status_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    refusal = SettingsError("settings.unknown_key", file="a.toml", key="b", keys="c")
    monkeypatch.setattr(arguments, "completions", failing(refusal))
    assert main(["completions", "bash"]) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "a.toml" in err
    assert not (tmp_path / "state").exists()


@pytest.mark.parametrize(
    "fault", [ValueError("secret"), OSError("secret"), InputError("no.such_code", place="secret")], ids=repr
)
def test_a_fault_is_one_sentence_and_a_traceback_only_its_reader_can_open(
    fault: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(arguments, "completions", failing(fault))
    log = tmp_path / "state" / "casebook" / "faults.log"
    for times in (1, 2):
        assert main(["completions", "bash"]) == 1
        err = capsys.readouterr().err
        assert err.count("\n") == 1
        assert str(log) in err
        assert "secret" not in err
        assert log.read_text().count("Traceback (most recent call last)") >= times
        assert "secret" in log.read_text()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_a_fault_that_cannot_be_logged_shows_its_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(arguments, "completions", failing(ValueError("unheard of")))
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null")
    assert main(["completions", "bash"]) == 1
    err = capsys.readouterr().err
    assert "Traceback (most recent call last)" in err
    assert "ValueError: unheard of" in err


def test_an_interrupt_has_no_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(arguments, "completions", failing(KeyboardInterrupt()))
    assert main(["completions", "bash"]) == 130
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("argv", [["--help"], ["completions", "bash"]])
def test_a_reader_that_went_away_is_no_fault(argv: list[str], tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run([*COMMAND, *argv], stdout=writing, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")
    assert not (tmp_path / "state").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
@pytest.mark.parametrize("argv", [["--help"], ["completions", "bash"]])
def test_output_that_cannot_be_written_is_told(argv: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*COMMAND, *argv], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(b"The output could not be written")
    assert done.stderr.count(b"\n") == 1


def test_a_terminal_without_the_letters_gets_question_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii:strict")
    done = subprocess.run([*COMMAND, "calc", "--lang", "nl", "--help"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"(??n geval" in done.stdout


@pytest.mark.parametrize("shell", arguments.SHELLS)
def test_completions_know_the_commands(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completions", shell]) == 0
    out = capsys.readouterr().out
    for known in ("limitation", "allocation", "completions", "law", "casebook"):
        assert known in out


def test_bash_completes_subjects_and_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completions", "bash"]) == 0
    script = tmp_path / "casebook.bash"
    script.write_text(capsys.readouterr().out)
    asked = (
        f'source {script}; for line in "casebook calc " "casebook law --lang "; do '
        'IFS=" " read -ra COMP_WORDS <<<"$line"; COMP_WORDS+=(""); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); '
        '_shtab_casebook; echo "${COMPREPLY[*]}"; done'
    )
    done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "limitation interest costs allocation\nnl en\n"


def test_help_imports_nothing_it_does_not_need() -> None:
    """A start is imports: each of these costs more than the whole help, or pulls in what does."""
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from casebook.cli.main import main; main(['--help']); print(*sys.modules, file=sys.stderr)",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stderr.split()
    own = {name for name in loaded if name.partition(".")[0] == "casebook"}
    assert own == {
        "casebook",
        "casebook.catalogue",
        "casebook.cli",
        "casebook.cli.arguments",
        "casebook.cli.backup",
        "casebook.cli.digest",
        "casebook.cli.enclosed",
        "casebook.cli.export",
        "casebook.cli.export_agencies",
        "casebook.cli.export_books",
        "casebook.cli.export_closing",
        "casebook.cli.export_comparison",
        "casebook.cli.export_deadlines",
        "casebook.cli.export_debits",
        "casebook.cli.export_dossier",
        "casebook.cli.export_figures",
        "casebook.cli.export_lists",
        "casebook.cli.export_log",
        "casebook.cli.export_person",
        "casebook.cli.export_review",
        "casebook.cli.export_vat",
        "casebook.cli.import_arguments",
        "casebook.cli.letters",
        "casebook.cli.main",
        "casebook.cli.mandate_arguments",
        "casebook.cli.office_arguments",
        "casebook.cli.restore",
        "casebook.cli.retention",
        "casebook.cli.sight_arguments",
        "casebook.cli.ssh_arguments",
        "casebook.cli.user_arguments",
        "casebook.errors",
        "casebook.format",
        "casebook.paths",
        "casebook.settings",
        "casebook.settings.file",
        "casebook.settings.language",
        "casebook.text",
        "casebook.words",
    }
    slow = {
        "dataclasses",
        "dateutil",
        "importlib.metadata",
        "inspect",
        "json",
        "shtab",
        "tomllib",
        "asyncio",
        "logging",
    }
    assert slow.isdisjoint(loaded)


def test_a_closed_output_is_a_failure_and_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["law"]) == 1
    assert capsys.readouterr().err == "Standard output is closed: send the output to the screen or to a file.\n"


def test_nothing_of_an_error_comes_out_on_the_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["calc", "limitation"]) == 1
    assert capsys.readouterr().out == ""


def test_the_app_has_no_tls_in_its_loop_and_whoever_sends_mail_has() -> None:
    tried = (
        "import sys; from casebook.cli.loop import import_without_tls; import_without_tls(); import asyncio; "
        "print('ssl' in sys.modules); import smtplib, ssl; print(hasattr(smtplib, 'SMTP_SSL')); "
        "print(asyncio.run(asyncio.sleep(0, 'ran')))"
    )
    done = subprocess.run([sys.executable, "-c", tried], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True", "ran"]
