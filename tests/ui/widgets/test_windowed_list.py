"""A list that is read anew while somebody works in it."""

import asyncio

from casebook.ui.screens.list_place import ListPlace
from tests.sample import Office
from tests.ui.screen import Screen, session


async def test_the_cursor_stays_where_it_was_moved_to_while_the_list_was_read_anew(office: Office) -> None:
    async with session(*office) as screen:
        place = shown(screen)
        reading = asyncio.create_task(place.list.reload())
        await asyncio.sleep(0)
        await place.list.move(2)
        moved_to = place.case_id
        await reading
        assert place.case_id == moved_to
        assert place.list.window.cursor == 2


def shown(screen: Screen) -> ListPlace[object]:
    place = screen.app.screen
    assert isinstance(place, ListPlace)
    return place
