"""Starting the app: on nothing, on the sample office, with settings, and without a terminal."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.acceptance.conftest import Book, Environment
from tests.acceptance.terminal import CHECKOUT, LOGIN, SMALL, USUAL, terminal

# Whatever sets a colour of its own: SGR 30 to 38, 40 to 48, and the bright ones.
COLOUR = re.compile(rb"\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;\d+)*m")
REVERSED = re.compile(rb"\x1b\[(?:\d+;)*7[;m]")


def home_file(environment: Environment, name: str) -> Path:
    return Path(environment["HOME"]) / name


def settings(environment: Environment, text: str) -> None:
    file = home_file(environment, ".config/casebook/settings.toml")
    file.parent.mkdir(parents=True)
    file.write_text(text)


@pytest.mark.parametrize("size", [SMALL, USUAL])
@pytest.mark.parametrize(("language", "head"), [("en", "my work"), ("nl", "mijn werk")])
def test_the_sample_office_opens_on_its_queue_and_is_gone_afterwards(
    environment: Environment, tmp_path: Path, size: tuple[int, int], language: str, head: str
) -> None:
    with terminal("demo", "--lang", language, size=size, environment=environment) as screen:
        screen.shows(head, "▸  !!")
        assert list(tmp_path.glob("casebook-demo-*"))
        screen.type("Q")
        assert screen.ends() == 0
    assert not list(tmp_path.glob("casebook-demo-*"))


def test_a_sample_office_with_a_name_and_a_day_is_kept(environment: Environment, tmp_path: Path) -> None:
    file = tmp_path / "kept.db"
    with terminal("demo", "--database", str(file), "--on", "2026-11-21", environment=environment) as screen:
        screen.shows("▸  !!")
        screen.type("cshello\r")
        screen.shows_no("Contact ·")
        screen.type("Q")
        screen.shows(str(file))
        assert screen.ends() == 0
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT day FROM log ORDER BY number DESC LIMIT 1").fetchall() == [("2026-11-21",)]


def test_on_nothing_a_book_can_be_made_and_says_what_to_do_first(environment: Environment) -> None:
    file = home_file(environment, ".local/share/casebook/casebook.db")
    with terminal(size=SMALL, environment=environment) as screen:
        screen.shows("There is no database", "Your choice")
        assert str(file) in "".join(screen.lines)
        screen.type("1\r")
        screen.shows("Name of the office")
        screen.type("Noord\r")
        screen.shows("casebook import receivables LIST.csv --profile open-items-nl", "? shows all keys")
        screen.type("Q")
        assert screen.ends() == 0
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT name FROM office").fetchall() == [("Noord",)]
        assert database.execute("SELECT login FROM person").fetchall() == [(LOGIN,)]
    assert file.stat().st_mode & 0o777 == 0o600
    with terminal(size=SMALL, environment=environment) as screen:
        screen.shows("casebook import receivables")
        screen.type("Q")
        assert screen.ends() == 0


def test_on_nothing_the_sample_office_can_be_looked_at(environment: Environment) -> None:
    with terminal(environment={**environment, "LANG": "nl_NL.UTF-8"}) as screen:
        screen.shows("Uw keuze")
        screen.type("9\r2\r")
        screen.shows("mijn werk", "▸  !!")
        screen.type("Q")
        assert screen.ends() == 0
    assert not home_file(environment, ".local/share/casebook").exists()


@pytest.mark.parametrize("typed", ["3\r", "\x04", "1\r\x04"])
def test_on_nothing_one_can_stop_and_nothing_was_made(environment: Environment, typed: str) -> None:
    with terminal(environment=environment) as screen:
        screen.shows("Your choice")
        screen.type(typed)
        assert screen.ends() == 0
    assert not home_file(environment, ".local/share/casebook").exists()


def test_without_a_terminal_it_is_one_sentence(book: Book) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "casebook"],
        env={**book.environment, "PYTHONPATH": str(CHECKOUT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (1, b"", 1)
    assert b"casebook --help" in done.stderr


def test_who_is_no_person_here_is_told_so(book: Book) -> None:
    with closing(sqlite3.connect(book.file, isolation_level=None)) as database:
        database.execute("UPDATE person SET login = 'somebody', version = version + 1 WHERE login = ?", (LOGIN,))
    with terminal(environment=book.environment) as screen:
        assert screen.ends() == 1
        assert LOGIN in screen.text
        assert b"\x1b[?1049h" not in screen.sent


@pytest.mark.parametrize("more", [{"NO_COLOR": "1"}, {}])
def test_without_colour_none_is_sent(book: Book, environment: Environment, more: Environment) -> None:
    if not more:
        settings(environment, 'theme = "mono"\n')
    with terminal(environment={**book.environment, **more, "COLORTERM": "truecolor"}) as screen:
        screen.shows("▸  !!")
        screen.type("?")
        screen.shows("Keys on this screen")
        screen.type("\x1b\x1bc")
        screen.shows("Contact ·")
        screen.type("\x1b")
        screen.shows_no("Contact ·")
        screen.type("Q")
        assert screen.ends() == 0
    assert COLOUR.findall(screen.sent) == []
    assert REVERSED.search(screen.sent), "the cursor is to be seen all the same"


@pytest.mark.parametrize("theme", ["light", "contrast"])
def test_each_theme_opens(book: Book, environment: Environment, theme: str) -> None:
    settings(environment, f'theme = "{theme}"\n')
    with terminal(environment={**book.environment, "COLORTERM": "truecolor"}) as screen:
        screen.shows("▸  !!")
        screen.type("Q")
        assert screen.ends() == 0
    assert COLOUR.findall(screen.sent)


@pytest.mark.parametrize(
    "odd", [{"TERM": "unheard-of"}, {"TERM": ""}, {"TERM": "vt100", "COLORTERM": "yes"}, {"TERM": "linux"}]
)
def test_a_terminal_that_says_odd_things_of_itself_shows_the_app(book: Book, odd: Environment) -> None:
    with terminal(environment={**book.environment, **odd}) as screen:
        screen.shows("▸  !!")
        screen.type("Q")
        assert screen.ends() == 0


def test_a_key_of_ones_own_does_what_it_says(book: Book, environment: Environment) -> None:
    settings(environment, '[keys]\n"case.contact" = "ctrl+k"\ngoto.cases = "q"\n')
    with terminal(environment=book.environment) as screen:
        screen.shows("▸  !!")
        screen.type("\x0b")
        screen.shows("Contact ·")
        screen.type("\x1b")
        screen.shows_no("Contact ·")
        screen.type("gq")
        screen.shows("by number")
        screen.type("Q")
        assert screen.ends() == 0


def test_settings_that_cannot_be_used_are_told_before_anything_is_painted(book: Book, environment: Environment) -> None:
    settings(environment, '[keys]\n"case.contact" = "n"\n')
    with terminal(environment=book.environment) as screen:
        assert screen.ends() == 1
        assert "settings.toml" in "".join(screen.lines)
        assert b"\x1b[?1049h" not in screen.sent


def test_quitting_leaves_the_terminal_as_it_was(book: Book) -> None:
    with terminal(environment=book.environment) as screen:
        before = screen.attributes
        screen.shows("▸  !!")
        assert screen.attributes != before
        screen.type("Q")
        assert screen.ends() == 0
        assert screen.attributes == before
    for on, off in ((b"\x1b[?1049h", b"\x1b[?1049l"), (b"\x1b[?25l", b"\x1b[?25h"), (b"\x1b[?1003h", b"\x1b[?1003l")):
        assert screen.sent.rindex(off) > screen.sent.rindex(on)


def test_a_fault_of_ours_restores_the_terminal_and_is_one_sentence(book: Book, environment: Environment) -> None:
    program = (
        "from casebook.cli.main import main\n"
        "from casebook.ui.screens.place import Place\n"
        "def fail(*_):\n    raise ZeroDivisionError('unheard of')\n"
        "Place.action_mark = fail\n"
        "from casebook.ui.screens.list_place import ListPlace\n"
        "ListPlace.action_mark = fail\n"
        "raise SystemExit(main([]))\n"
    )
    with terminal(environment=book.environment, program=program) as screen:
        before = screen.attributes
        screen.shows("▸  !!")
        screen.type(" ")
        assert screen.ends() == 1
        assert screen.attributes == before
    told = screen.sent[screen.sent.rindex(b"\x1b[?1049l") :]
    assert b"ZeroDivisionError" in told
    assert b"Traceback" not in told
    assert "unheard of" in home_file(environment, ".local/state/casebook/faults.log").read_text()
