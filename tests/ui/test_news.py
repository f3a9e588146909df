"""What others write appears by itself, and what cannot be read is told and read again."""

import asyncio
from datetime import timedelta
from threading import Event as ThreadEvent
from typing import Any

import pytest

from casebook.errors import StoreError
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.owners import HandOverCase
from casebook.store.actions.people import EndRole
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import log, queue
from casebook.store.reading import Interrupted
from casebook.ui import news
from casebook.ui.case_tabs.overview import read_overview
from casebook.ui.desk import Desk
from casebook.ui.screens.case import CaseScreen
from casebook.ui.screens.list_place import ListPlace
from casebook.ui.screens.today import Today
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import pressed, session


async def test_a_database_that_cannot_be_reached_is_told_and_used_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with session(*office, language="en") as screen:
        await screen.press("n")
        await screen.type("half")

        def lost(*_: object) -> None:
            raise StoreError("store.lost", database="books", reason="gone")

        with monkeypatch.context() as broken:
            broken.setattr(log, "news", lost)
            await screen.app.look_for_news()
            await screen.settled()
            assert screen.shows("✗", "books", "half")
        await screen.app.look_for_news()
        await screen.settled()
        assert screen.shows("can be reached again", "half")
        assert screen.app.fault is None


@pytest.mark.parametrize(("is_saved", "said"), [(True, "was saved"), (False, "was not saved")])
async def test_what_was_being_saved_as_the_line_broke_is_told_when_it_is_known(
    office: Office, monkeypatch: pytest.MonkeyPatch, is_saved: bool, said: str
) -> None:
    async with session(*office, language="en") as screen:
        monkeypatch.setattr(Database, "settled", lambda _: is_saved)
        screen.app.lose()
        await screen.app.look_for_news()
        await screen.settled()
        assert screen.shows(said)


async def test_what_was_typed_ahead_for_what_could_not_be_read_does_nothing_else(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, is_lost = Desk.read, [True]

    async def once_lost(desk: Desk, *asked: Any) -> object:
        if is_lost.pop() if is_lost else False:
            raise StoreError("store.too_long", database="books", reason="gone")
        return await read(desk, *asked)

    async with session(*office, language="en") as screen:
        with monkeypatch.context() as broken:
            broken.setattr(Desk, "read", once_lost)
            # Without a form for the note, its first letter would be the key of another.
            for key in ("n", "f", "o"):
                screen.app.post_message(pressed(key))
            await screen.settled()
        assert not is_lost
        assert screen.shows("books"), screen.text
        assert isinstance(screen.app.screen, ListPlace)


async def test_news_of_another_place_waits_until_one_goes_there(office: Office) -> None:
    database, actor = office
    async with session(*office, language="en") as screen:
        today = screen.app.screen
        assert isinstance(today, ListPlace)
        case_id = today.case_id
        assert case_id is not None
        await screen.press("g", "l")
        perform(database, actor, TODAY, AddNote(case_id, "from elsewhere"))
        await screen.app.look_for_news()
        await screen.settled()
        assert today.outdated
        await screen.press("g", "v")
        assert not today.outdated


async def test_every_other_place_knows_of_news_before_it_is_read_for_the_one_on_top(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, actor = office
    known: list[bool] = []
    async with session(*office, language="en") as screen:
        await screen.press("g", "c")
        elsewhere = screen.app.screen
        assert isinstance(elsewhere, ListPlace)
        await screen.press("g", "v", "enter")
        place, load = screen.app.screen, CaseScreen.load
        assert isinstance(place, CaseScreen)

        async def observed(shown: CaseScreen) -> None:
            known.append(elsewhere.outdated)
            await load(shown)

        monkeypatch.setattr(CaseScreen, "load", observed)
        perform(database, actor, TODAY, AddNote(place.case_id, "of a colleague"))
        await screen.app.look_for_news()
    assert known == [True]


async def test_what_a_colleague_changed_is_shown_when_that_is_why_work_was_refused(office: Office) -> None:
    database, actor = office
    async with session(*office, language="en") as screen:
        today = screen.app.screen
        assert isinstance(today, ListPlace)
        case_id = today.case_id
        assert case_id is not None
        await screen.press("K")
        version = database.value("SELECT version FROM cases WHERE id = ?", (case_id,))
        other = database.value("SELECT id FROM person WHERE id <> ? AND inactive_since IS NULL", (actor.person,))
        perform(database, actor, TODAY, HandOverCase(case_id, version, other))
        await screen.app.look_for_news()
        await screen.press("s", "enter")
        assert screen.shows("✗")
        await screen.press("escape")
        assert not today.outdated
        assert today.case_id != case_id


async def test_news_does_not_wait_until_a_new_day_was_worked_out(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    going_on, write = asyncio.Event(), Desk.write

    async def slow(*args: Any) -> Any:
        await going_on.wait()
        return await write(*args)

    async with session(*office, language="en") as screen:
        monkeypatch.setattr(Desk, "write", slow)
        desk = screen.app.desk
        desk.session = desk.session._replace(today=lambda _: TODAY + timedelta(days=7))
        await asyncio.wait_for(screen.app.look_for_news(), 5)
        assert desk.day == TODAY + timedelta(days=7)
        going_on.set()
        await screen.app.workers.wait_for_complete([one for one in screen.app.workers if one.group == "own"])
        assert queue.overdue_cases(office.database, desk.session.whose, desk.day, 1) == []


@pytest.mark.parametrize("by", ["news", "reload"])
async def test_a_case_may_be_left_while_it_is_read_again(
    office: Office, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    database, actor = office
    going_on, read = asyncio.Event(), Desk.read

    async def slow(desk: Desk, query: Any, *args: Any) -> Any:
        found = await read(desk, query, *args)
        if query is read_overview:
            await going_on.wait()
        return found

    async with session(*office, language="en") as screen:
        today = screen.app.screen
        assert isinstance(today, ListPlace)
        case_id = today.case_id
        assert case_id is not None
        await screen.press("enter")
        place = screen.app.screen
        assert isinstance(place, CaseScreen)
        monkeypatch.setattr(Desk, "read", slow)
        if by == "news":
            perform(database, actor, TODAY, AddNote(case_id, "of a colleague"))
            reading = asyncio.create_task(screen.app.look_for_news())
            await screen.pilot.pause()
        else:
            place.action_reload()
            reading = asyncio.create_task(asyncio.sleep(0))
        await screen.app.pop_screen()
        going_on.set()
        await reading
        await screen.settled()
        assert screen.app.screen is today


async def test_a_role_that_ended_is_gone_from_a_session_that_goes_on(office: Office) -> None:
    database, actor = office
    grant, version = database.fetch(
        "SELECT id, version FROM role WHERE person_id = ? AND role = ?", (actor.person, Role.LEAD)
    )[0]
    perform(database, actor, TODAY, EndRole(grant, version, TODAY))
    async with session(*office) as screen:
        desk = screen.app.desk
        assert Role.LEAD in desk.session.actor.roles
        desk.session = desk.session._replace(today=lambda _: TODAY + timedelta(days=1))
        await screen.app.look_for_news()
        await screen.settled()
        assert desk.session.actor.roles == {Role.HANDLER, Role.ADMINISTRATOR}


async def test_a_search_is_not_begun_again_for_every_look_at_the_news(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    # It is looked for here only.
    monkeypatch.setattr(news, "EVERY", 3600.0)
    begun, ended = ThreadEvent(), ThreadEvent()

    def endless(database: Database) -> None:
        begun.set()
        try:
            while True:
                database.value("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")
        finally:
            ended.set()

    async with session(*office) as screen:
        searching = asyncio.ensure_future(screen.app.desk.search(endless))
        await asyncio.to_thread(begun.wait)
        for _ in range(5):
            await screen.app.news.poll()
        assert not ended.is_set()
        await screen.app.news.poll()
        with pytest.raises(Interrupted):
            await searching


async def test_what_is_about_no_case_on_the_screen_waits_a_while_and_is_not_forgotten(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With many at work something is written all the time: a list is not read again for each of it."""
    async with session(*office, language="en") as screen:
        loads = 0
        load = Today.load

        async def counted(place: Today) -> None:
            nonlocal loads
            loads += 1
            await load(place)

        monkeypatch.setattr(Today, "load", counted)
        shown = screen.app.screen.shown_cases()  # type: ignore[attr-defined]  # it is a list
        other = next(
            id_ for (id_,) in office.database.fetch("SELECT id FROM cases ORDER BY id DESC") if id_ not in shown
        )
        for at, (case_id, seen) in enumerate([(min(shown), 1), (other, 1), (min(shown), 2), (other, 2)]):
            perform(office.database, office.actor, TODAY, AddNote(case_id, f"van een collega {at}"))
            await screen.app.news.poll()
            await screen.settled()
            assert loads == seen, at
        monkeypatch.setattr(news, "BESIDE", 0.0)
        await screen.app.news.poll()
        await screen.settled()
        assert loads == 3
