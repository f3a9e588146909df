"""What others write appears by itself, and what cannot be read is told and read again."""

import pytest

from casebook.errors import StoreError
from casebook.store.actions.contacts import AddNote
from casebook.store.perform import perform
from casebook.store.queries import log
from casebook.ui.screens.list_place import ListPlace
from tests.databases import TODAY
from tests.ui.conftest import Office
from tests.ui.screen import session


async def test_a_database_that_cannot_be_reached_is_told_and_used_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with session(*office, language="en") as screen:
        await screen.press("c")
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
        assert screen.shows("there again", "half")
        assert screen.app.fault is None


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
