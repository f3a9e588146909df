"""A session, the nightly pass and the server are killed at any moment: nothing is half done, and work goes on."""

import random
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from casebook.store.actions.cases import OpenCase
from casebook.store.actions.office import CreateOffice
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.people import today_in
from casebook.store.perform import perform
from casebook.store.transaction import EVERY_ROLE, Actor
from casebook.store.verify import verify
from tests.acceptance.conftest import Book, Environment
from tests.acceptance.terminal import ANSWERING, CHECKOUT, LOGIN, SMALL, Terminal, terminal
from tests.databases import Databases, made
from tests.server import Server, server

TODAY = today_in("Europe/Amsterdam")
# How often each is killed.
SHORT, LONG = 2, 200
# What is typed for a contact with its outcome, and for a note; the contact also changes what is next.
ACTIONS = ("cs{}\r", "n{}\r")
DONE = "SELECT (SELECT count(*) FROM note WHERE text = ?) + (SELECT count(*) FROM contact WHERE text = ?)"
ALL = "SELECT (SELECT count(*) FROM note) + (SELECT count(*) FROM contact)"
LOGGED = "SELECT count(*) FROM log WHERE command IN ('note.add', 'contact.add')"
SESSION = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
# What a form says while it is open.
SAVES = "Enter save"
# In seconds: an action is over by then.
LONGEST = 0.5
# The nightly pass in many chunks, which says when it begins.
PASS = """
import sys
from casebook.store import stale
stale.CHUNK = 5
if __name__ == "__main__":
    from casebook.cli.main import main
    from casebook.jobs import daily
    run = daily.run
    def told(*asked, **how):
        print("begins", flush=True)
        return run(*asked, **how)
    daily.run = told
    raise SystemExit(main(sys.argv[1:]))
"""
# In seconds: how long it lasts on a file, and by workers that have to be started first.
PASS_LASTS = {True: 0.6, False: 2.5}


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """How often something is killed."""
    return LONG if request.config.getoption("--long") else SHORT


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    with server() as one:
        yield one


def small(target: str, environment: Environment) -> Book:
    """An office with two cases for who works here."""
    database = made(target)
    office = CreateOffice("Bijzonder Beheer", "Europe/Amsterdam", LOGIN, LOGIN)
    actor = Actor(perform(database, Actor(None, EVERY_ROLE), TODAY, office).result, EVERY_ROLE)
    for name in ("Bakkerij De Vries", "Garage Lammerink"):
        debtor = perform(database, actor, TODAY, AddParty(PartyFacts(name))).result
        perform(database, actor, TODAY, OpenCase(debtor, TODAY, owner_person_id=actor.person))
    database.close()
    return Book(target, {**environment, "CASEBOOK_DATABASE": target})


def rest(seconds: float) -> None:
    select.select([], [], [], seconds)


def is_whole(book: Book) -> bool:
    """All that was done was logged, and all that is there follows from the log."""
    wrong = [one for one in book.read(lambda database: list(verify(database, TODAY))) if one.wrong]
    return not wrong and book.value(ALL) == book.value(LOGGED)


def test_a_session_that_is_killed_leaves_an_action_done_or_not_begun(
    databases: Databases, environment: Environment, kills: int
) -> None:
    book, drawn = small(databases.address(), environment), random.Random(20261122)
    for turn in range(kills):
        text = f"killed-{turn}-"
        with terminal(size=SMALL, environment=book.environment) as screen:
            screen.shows("2026-0001")
            screen.type(ACTIONS[turn % 2].format(text))
            rest(drawn.uniform(0, LONGEST))
            screen.process.kill(signal.SIGKILL)
        assert book.value(DONE, text, text) in (0, 1)
        assert is_whole(book)


def test_a_nightly_pass_that_is_killed_is_gone_on_with(office: Book, kills: int) -> None:
    drawn, day = random.Random(20261122), TODAY
    for _ in range(kills):
        day += timedelta(days=30)
        with pass_of(office, day) as night:
            assert night.stdout is not None
            assert night.stdout.readline() == b"begins\n"
            rest(drawn.uniform(0, PASS_LASTS["://" not in office.target]))
            night.kill()
        assert [one for one in office.read(lambda database, on=day: list(verify(database, on))) if one.wrong] == []
    with pass_of(office, day) as night:
        night.communicate()
        assert night.returncode == 0
    assert office.read(lambda database: list(verify(database, day))) == []


def pass_of(book: Book, day: date) -> "subprocess.Popen[bytes]":
    """Begin the nightly pass of a day, by as many workers as there may be."""
    command = [sys.executable, "-c", PASS, "daily", "--on", str(day), "--workers", "2"]
    environment = {**book.environment, "PYTHONPATH": str(CHECKOUT)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def test_a_server_that_is_stopped_is_told_and_what_was_typed_is_saved_once_it_is_back(
    running: Server, environment: Environment
) -> None:
    book = small(running.new("stopped"), environment)
    with terminal(size=SMALL, environment=book.environment, program=ANSWERING) as screen:
        screen.shows("2026-0001")
        screen.type("cstyped before")
        screen.rests()
        running.stop()
        screen.type("\r")
        screen.shows("✗", "typed before")
        running.start()
        screen.shows("reached again")
        assert "typed before" in screen.text
        screen.type(" and after\r")
        screen.rests()
        said = "typed before and after"
        assert book.value(DONE, said, said) == 1
        screen.type("Q")
        assert screen.ends() == 0


def test_a_server_that_is_killed_in_an_action_loses_nothing(
    running: Server, environment: Environment, kills: int
) -> None:
    book, drawn = small(running.new("killed"), environment), random.Random(20261122)
    with terminal(size=SMALL, environment=book.environment, program=ANSWERING) as screen:
        screen.shows("2026-0001")
        for turn in range(kills):
            screen.rests()
            screen.wait(lambda: book.fetch(SESSION), "the session is to look for news")
            pids = [pid for (pid,) in book.fetch(SESSION)]
            text = f"killed-{turn}-"
            keys = ACTIONS[turn // 2 % 2].format(text)
            screen.type(keys)
            rest(drawn.uniform(0, LONGEST))
            if turn % 2:
                running.kill()
                running.start()
            else:
                running.kill_one(drawn.choice(pids))
            finish(screen, keys, lambda said=text: book.value(DONE, said, said))  # type: ignore[misc]  # mypy cannot type the defaults of a lambda
            assert book.value(DONE, text, text) == 1
            assert is_whole(book)
        screen.rests()
        screen.type("Q")
        assert screen.ends() == 0


def finish(screen: Terminal, keys: str, is_done: Callable[[], object]) -> None:
    """Do what a person does who sees what became of what he typed: save it again, type it again, or leave it."""
    while True:
        screen.rests()
        done, in_form = is_done(), SAVES in screen.text
        if done and not in_form:
            return
        screen.type("\x1b" if done else "\r" if in_form else keys)
