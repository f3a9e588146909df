"""Two sessions on one database, and a database that goes away, comes back, or is upgraded under a session."""

import subprocess
import sys

from casebook.store.migrations.upgrade import STEPS
from tests.acceptance.conftest import Book, Environment
from tests.acceptance.terminal import ANSWERING, CHECKOUT, terminal
from tests.databases import Databases
from tests.store.bare import bare

EVENTS = "SELECT count(*) FROM limitation_event"


def test_what_one_session_records_the_other_shows_by_itself(book: Book) -> None:
    events = book.value(EVENTS)
    with (
        terminal(environment=book.environment) as one,
        terminal(environment=book.environment, program=ANSWERING) as other,
    ):
        one.shows("▸  !!")
        other.shows("▸  !!")
        one.type("f\t\tring the bank first\r")
        other.shows("ring the bank first")
        other.type("\r" + "]" * 9)
        other.shows("▸Limitation")
        other.rests()
        before = other.text
        one.type("Lr")
        one.shows("What moves")
        one.type("\r")
        one.wait(lambda: book.value(EVENTS) != events, "the interruption is to be recorded")
        other.wait(lambda: other.text != before, "the other is to show the interruption")
        for screen in (one, other):
            screen.type("Q")
            assert screen.ends() == 0


def test_a_file_that_is_gone_is_told_and_one_that_is_back_is_used_again(book: Book) -> None:
    with terminal(environment=book.environment, program=ANSWERING) as screen:
        screen.shows("▸  !!")
        screen.type("cstyped before")
        screen.shows("typed before")
        away = book.file.with_suffix(".away")
        book.file.rename(away)
        screen.shows(str(book.file)[:40])
        screen.type("\r")
        screen.rests()
        assert "typed before" in screen.text
        assert not book.file.exists()
        away.rename(book.file)
        screen.shows("reached again")
        screen.type(" and after\r")
        said = "SELECT count(*) FROM contact WHERE text = 'typed before and after'"
        screen.wait(lambda: book.value(said), "the contact is to be recorded")
        screen.type("Q")
        assert screen.ends() == 0


def test_connections_that_break_are_made_again_without_a_word(served: Book) -> None:
    with terminal(environment=served.environment, program=ANSWERING) as screen:
        screen.shows("▸  !!")
        screen.type("cstyped before")
        screen.shows("typed before")
        screen.rests()
        served.value(
            "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        screen.type("\r")
        screen.rests()
        assert served.value("SELECT count(*) FROM contact WHERE text = 'typed before'") == 1
        assert "✗" not in screen.text
        screen.type("Q")
        assert screen.ends() == 0


def test_a_session_of_before_an_upgrade_is_told_to_begin_anew(book: Book) -> None:
    with terminal(environment=book.environment, program=ANSWERING) as screen:
        screen.shows("▸  !!")
        screen.type("cstyped before")
        screen.rests()
        book.read(lambda database: database.execute("INSERT INTO migration VALUES ('9999_later', '2031-01-01')"))
        screen.type("\r")
        screen.rests()
        assert "typed before" in screen.text
        screen.shows("Casebook was upgraded")
        assert not book.value("SELECT count(*) FROM contact WHERE text = 'typed before'")


def test_two_hosts_that_make_the_database_at_once_make_it_once(databases: Databases, environment: Environment) -> None:
    target = bare(databases).address.text
    environment |= {"PYTHONPATH": str(CHECKOUT), "CASEBOOK_DATABASE": target}
    command = [sys.executable, "-m", "casebook", "init", "--without-backup"]
    hosts = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = sorted(host.communicate()[0].split()[0] for host in hosts)
    assert [host.returncode for host in hosts] == [0, 0]
    # One made the office; to the other there was nothing left to do.
    assert told == ["The", "The"]
    book = Book(target, environment)
    assert book.fetch("SELECT count(*), count(DISTINCT name) FROM migration") == [(len(STEPS), len(STEPS))]
    assert book.value("SELECT count(*) FROM office") == 1
    assert book.is_clean()
