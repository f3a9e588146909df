"""Work on many cases that is killed half-way: what is kept is whole, and another session goes on from there."""

import random
import select

import pytest

from casebook.store.perform import CHUNK
from tests.acceptance.conftest import Book
from tests.acceptance.terminal import ANSWERING, USUAL, Terminal, terminal

# A session that stops while a chunk is written, just before its lines of the log, and says so in its home.
STOPS = f"""
import pathlib, time
from casebook.store import log
written, append_all = [], log.append_all
def stops(*arguments):
    written.append(arguments)
    if len(written) == {{at}}:
        pathlib.Path.home().joinpath("stopped").touch()
        time.sleep(600)
    return append_all(*arguments)
log.append_all = stops
{ANSWERING}
"""
NOTED = "SELECT count(*) FROM note WHERE text = 'killed'"
LOGGED = "SELECT count(*) FROM log WHERE command = 'note.add' AND number > ?"
# In seconds: the longest that so much work is left alone before it is killed.
LONGEST = 0.6


def note_on_all(screen: Terminal, narrowed: str) -> int:
    """Begin a note on all cases, or on those of a filter; return how many they are."""
    screen.shows("▸  !!")
    screen.type(f"gc{narrowed}")
    screen.shows("Cases ▸ everybody", *(["found"] if narrowed else ["250 cases"]))
    screen.rests()
    screen.type("V")
    screen.shows("marked")
    count = int(screen.lines[-1].split()[-2])
    screen.type(f"nkilled\t{count}")
    screen.shows(f"Note · {count} cases")
    screen.rests()
    screen.type("\r")
    return count


def is_whole(book: Book, head: int) -> bool:
    """What was noted was logged too, all follows from the log, and the next session goes on."""
    with terminal(size=USUAL, environment=book.environment) as screen:
        screen.shows("▸  !!")
        screen.type("nafterwards\r")
        said = "SELECT count(*) FROM note WHERE text = 'afterwards'"
        screen.wait(lambda: book.value(said) == 1, "the next session is to go on")
        screen.type("Q")
        assert screen.ends() == 0
    return book.value(LOGGED, head) == book.value(NOTED) + 1 and book.is_clean()


@pytest.mark.parametrize(("narrowed", "at", "kept"), [("", 2, CHUNK), ("/open>2000\r", 1, 0)], ids=["chunks", "whole"])
def test_what_was_killed_half_way_leaves_whole_chunks(office: Book, narrowed: str, at: int, kept: int) -> None:
    head = office.value("SELECT max(number) FROM log")
    with terminal(size=USUAL, environment=office.environment, program=STOPS.format(at=at)) as screen:
        assert note_on_all(screen, narrowed) > kept
        stopped = office.home / "stopped"
        screen.wait(stopped.exists, "the work is to be half-way")
    # It was killed there.
    assert office.value(NOTED) == kept
    assert is_whole(office, head)


def test_what_is_killed_at_any_moment_leaves_whole_chunks(office: Book, request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("--long"):
        pytest.skip("takes minutes")
    drawn = random.Random(20261122)
    for _ in range(20):
        head = office.value("SELECT max(number) FROM log")
        before = office.value(NOTED)
        with terminal(size=USUAL, environment=office.environment, program=ANSWERING) as screen:
            count = note_on_all(screen, "")
            select.select([], [], [], drawn.uniform(0, LONGEST))
        kept = office.value(NOTED) - before
        assert kept in {*range(0, count, CHUNK), count}
        assert office.value(LOGGED, head) == kept
        assert office.is_clean()
