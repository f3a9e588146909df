"""Two sessions on one database, and a database that goes away and comes back under a session."""

from tests.acceptance.conftest import Book
from tests.acceptance.terminal import ANSWERING, terminal

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
        other.type("\r]]]]]")
        other.shows("▸Limitation")
        other.rests()
        before = other.text
        one.type("Lr")
        one.shows("What moves")
        one.type("\r\r")
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


def test_a_connection_that_breaks_is_told_and_made_again(served: Book) -> None:
    ask = served.value

    def break_all() -> None:
        ask(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    with terminal(environment=served.environment, program=ANSWERING) as screen:
        screen.shows("▸  !!")
        screen.type("cstyped before")
        screen.shows("typed before")
        break_all()
        screen.shows("✗")
        assert "typed before" in screen.text
        screen.shows("reached again")
        break_all()
        screen.type("\r")
        screen.rests()
        assert "typed before" in screen.text or ask("SELECT count(*) FROM contact WHERE text = 'typed before'")
        screen.shows("reached again")
        if "typed before" in screen.text:
            screen.type("\r")
        screen.wait(lambda: ask("SELECT count(*) FROM contact WHERE text = 'typed before'"), "it is to be recorded")
        screen.type("Q")
        assert screen.ends() == 0
