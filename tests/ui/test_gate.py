"""Keys typed ahead reach what the keys before them produced."""

from casebook.store.queries import case
from tests.ui.conftest import Office
from tests.ui.screen import session


async def test_a_text_typed_in_one_go_lands_in_the_form_it_opened(office: Office) -> None:
    async with session(*office) as screen:
        chosen = screen.app.screen.case_id  # type: ignore[attr-defined]  # the place that is on top
        for key in ("c", *"hello", "enter"):
            screen.app.post_message(key_event(key))
        await screen.settled()
        assert not screen.shows("Contact ·")
    rows = case.contacts(chosen).after(office.database).rows
    assert [row.text for row in rows][:1] == ["hello"]


def key_event(key: str):  # type: ignore[no-untyped-def]
    from textual import events

    return events.Key(key, key if len(key) == 1 else "\r")
