"""Long work goes on while the person types on; the outbox tells what came of it, once."""

import asyncio
import os
from collections.abc import Callable
from threading import Event

import psycopg
import pytest

from casebook.errors import InputError, Refused
from casebook.store import address
from casebook.store.actions.contacts import AddNote
from casebook.store.database import Database
from casebook.ui.errand import Came, Progress
from casebook.ui.prose import Span, line
from casebook.ui.widgets.bars import TitleBar
from casebook.words import say
from tests.databases import new_database
from tests.rest import STEP
from tests.sample import Office
from tests.store.book import grown
from tests.ui.screen import SMALL, Screen, pressed, session

_CONNECTED = "SELECT datname FROM pg_stat_activity WHERE backend_type = 'client backend'"


class Long:
    """Work that is done when it may be."""

    def __init__(self) -> None:
        self.half, self.may_end = Event(), Event()

    def __call__(self, database: Database, progress: Progress) -> int:
        progress(1, 2)
        self.half.set()
        assert self.may_end.wait(20)
        progress(2, 2)
        number: int = database.value("SELECT 2")
        return number


async def comes(true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(20):
        while not true():
            await asyncio.sleep(STEP)


def told(done: int) -> Came:
    return Came(f"er zijn er {done} geprint", "Tegengehouden", [line("die ene niet")])


async def begun(screen: Screen, work: Long) -> None:
    screen.app.desk.errand.send_out("opmaken", work, told)
    await comes(work.half.is_set)


async def test_keys_go_on_meanwhile_and_the_title_says_how_far_it_is(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        work, first = Long(), screen.app.delivery.chosen()
        await begun(screen, work)
        screen.app.post_message(pressed("j"))
        await comes(lambda: screen.app.delivery.chosen() != first)
        await comes(lambda: screen.shows("opmaken 1/2"))
        with pytest.raises(Refused, match=r"errand\.one_at_a_time"):
            screen.app.desk.errand.send_out("nog iets", Long(), told)
        work.may_end.set()
        await screen.settled()
        assert screen.shows("klaar: zie Uitgaand (g o)")
        assert not screen.shows("opmaken")


def test_a_dot_stands_only_between_what_the_title_says() -> None:
    bar = TitleBar()
    bar.meanwhile = "opmaken"
    assert "".join(span.text for span in bar.at_right) == " opmaken "
    bar.right = (Span("3 gemarkeerd"),)
    assert "".join(span.text for span in bar.at_right) == " opmaken · 3 gemarkeerd"


async def test_the_outbox_tells_what_came_of_it_once(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        work = Long()
        await begun(screen, work)
        work.may_end.set()
        await screen.settled()
        await screen.press("g", "o")
        assert screen.shows("Tegengehouden", "die ene niet")
        await screen.press("escape")
        assert screen.shows("er zijn er 2 geprint")
        assert not screen.shows("zie Uitgaand")
        await screen.press("g", "v", "g", "o")
        assert not screen.shows("die ene niet")


async def test_who_waits_in_the_outbox_is_told_at_once(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "o")
        work = Long()
        await begun(screen, work)
        work.may_end.set()
        await screen.settled()
        assert screen.shows("Tegengehouden", "die ene niet")


async def test_what_could_not_be_done_is_told_with_why(office: Office) -> None:
    def fails(_database: Database, _progress: Progress) -> int:
        raise InputError("sending.no_mail", file="settings.toml")

    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "o")
        screen.app.desk.errand.send_out("mailen", fails, told)
        await screen.settled()
        assert screen.shows("✗ ", "settings.toml")


async def test_it_ends_with_the_session_at_the_next_step(office: Office) -> None:
    work = Long()
    async with session(*office, size=SMALL) as screen:
        await begun(screen, work)
        screen.app.desk._threads.closed = True
        work.may_end.set()
        await comes(lambda: not screen.app.desk.errand.is_under_way)
        assert screen.app.desk.errand.came is None


async def test_it_has_a_connection_of_its_own_no_longer_than_it_lasts(postgresql: str, template: str) -> None:
    def connections() -> int:
        return sum(name == database_name for (name,) in here.execute(_CONNECTED).fetchall())

    database_name = f"casebook_errand_{os.getpid()}"
    database = Database(address.read(new_database(postgresql, database_name, template)))
    database.connect()
    actor = grown(database).actor
    database.close()
    with psycopg.connect(postgresql, autocommit=True) as here:
        async with session(database, actor, size=SMALL) as screen:
            await screen.app.desk.act(AddNote(1, "both threads have worked"))
            assert connections() == 2
            work = Long()
            await begun(screen, work)
            assert connections() == 3
            work.may_end.set()
            await screen.settled()
            await comes(lambda: connections() == 2)
        await comes(lambda: connections() == 0)
        here.execute(f"DROP DATABASE {database_name}")


@pytest.mark.parametrize("is_over", [False, True])
async def test_who_leaves_meanwhile_finds_it_on_the_terminal(office: Office, is_over: bool) -> None:
    work = Long()
    async with session(*office, size=SMALL) as screen:
        await begun(screen, work)
        await comes(lambda: screen.app.desk.errand.said == "opmaken 1/2")
        if is_over:
            work.may_end.set()
            await screen.settled()
        await screen.app.action_quit()
        (said,) = screen.app._exit_renderables
        work.may_end.set()
    assert str(said) == ("er zijn er 2 geprint" if is_over else say("errand.left", {"what": "opmaken 1/2"}, "nl"))
