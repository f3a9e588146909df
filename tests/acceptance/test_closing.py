"""A terminal that goes away while the app runs: a window that is shut, a connection that broke."""

import os
import signal
from pathlib import Path

import pytest

from tests.acceptance.conftest import Book, Environment
from tests.acceptance.terminal import ANSWERING, SMALL, terminal
from tests.acceptance.test_typing import CHOSEN


def faults(environment: Environment) -> Path:
    return Path(environment["HOME"], ".local/state/casebook/faults.log")


@pytest.mark.parametrize("typed", ["", "cshalf a sentence", "gj"])
def test_a_terminal_that_is_closed_ends_the_app(book: Book, environment: Environment, typed: str) -> None:
    with terminal(size=SMALL, environment=book.environment, program=ANSWERING) as screen:
        screen.shows("▸  !!")
        screen.type(typed)
        screen.rests()
        screen.close()
        assert screen.ends_closed() == 129
    assert not faults(environment).exists()
    assert book.is_clean()


def test_what_was_typed_and_not_saved_is_there_in_the_next_session(book: Book) -> None:
    with terminal(size=SMALL, environment=book.environment) as screen:
        screen.shows("▸  !!")
        screen.type("cshalf a sentence")
        screen.shows("half a sentence")
        screen.close()
        assert screen.ends_closed() == 129
    with terminal(size=SMALL, environment=book.environment) as screen:
        screen.shows("▸  !!")
        screen.type("cs")
        screen.shows("half a sentence")


def test_what_was_typed_before_the_terminal_was_closed_is_done(book: Book, environment: Environment) -> None:
    with terminal(size=SMALL, environment=book.environment) as screen:
        screen.shows("▸  !!")
        screen.type("cslast words\r")
        screen.shows("Contact ·")
        screen.close()
        assert screen.ends_closed() == 129
    assert book.value(CHOSEN, "last words")
    assert not faults(environment).exists()


def test_a_closed_terminal_ends_the_app_also_where_no_signal_tells_of_it(book: Book, environment: Environment) -> None:
    """As for what was started with nohup, or by a shell that does not pass the signal on."""
    program = (
        "import signal\n"
        "from casebook.cli.main import main\n"
        "from asyncio import unix_events\n"
        "unix_events._UnixSelectorEventLoop.add_signal_handler = lambda *_: None\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "raise SystemExit(main([]))\n"
    )
    with terminal(size=SMALL, environment=book.environment, program=program) as screen:
        screen.shows("▸  !!")
        screen.close()
        assert screen.ends_closed() == 129
    assert not faults(environment).exists()


def test_the_sample_office_goes_with_the_terminal(environment: Environment, tmp_path: Path) -> None:
    with terminal("demo", environment=environment) as screen:
        screen.shows("▸  !!")
        screen.close()
        assert screen.ends_closed() == 129
    assert not list(tmp_path.glob("casebook-demo-*"))


def test_being_told_to_end_restores_the_terminal(book: Book) -> None:
    with terminal(environment=book.environment) as screen:
        before = screen.attributes
        screen.shows("▸  !!")
        os.kill(screen.pid, signal.SIGTERM)
        assert screen.ends() == 129
        assert screen.attributes == before
    assert screen.sent.rindex(b"\x1b[?1049l") > screen.sent.rindex(b"\x1b[?1049h")
