"""A form while something is under way: nothing is lost, done twice, or shown where it no longer belongs."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest
from textual import events

from casebook.store.actions.contacts import AddNote
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.gate import handled
from casebook.ui.prose import Line, line
from casebook.ui.screens.list_place import ListPlace
from casebook.ui.widgets.fields import TextField
from tests.sample import Office
from tests.ui.screen import SMALL, Screen, session


def would(_: Database, done: Done) -> list[Line]:
    """Say what would be done."""
    return [line("would be line " + str(done.number))]


def opened(screen: Screen) -> TextField:
    """Open a form for a note that shows what would be done."""
    place = screen.app.screen
    assert isinstance(place, ListPlace)
    case_id = place.case_id
    assert case_id is not None
    desk, text = screen.app.desk, TextField("text")
    form = Form(desk, "a note", [text], lambda: AddNote(case_id, text.value), foresee=would)

    async def asking() -> None:
        await desk.ask(form)

    desk.flow(asking())
    return text


async def test_a_form_may_be_left_while_it_is_found_out_what_would_be_done(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    rehearse, begun, going_on = Desk.rehearse, asyncio.Event(), asyncio.Event()

    def slow(*args: Any, **how: Any) -> Coroutine[Any, Any, Any]:
        async def rehearsing() -> Any:
            begun.set()
            await going_on.wait()
            return await rehearse(*args, **how)

        return rehearsing()

    async with session(*office, language="en") as screen:
        place = screen.app.screen
        opened(screen)
        await screen.settled()
        monkeypatch.setattr(Desk, "rehearse", slow)
        await screen.press("x")
        form = screen.app.screen
        assert isinstance(form, Form)
        form._rested()
        await begun.wait()
        screen.app.post_message(events.Key("escape", "\x1b"))
        await handled(screen.app)
        await screen.app.gate.settled()
        await screen.app.gate.refreshed()
        assert screen.shows("will be lost")
        screen.app.post_message(events.Key("escape", "\x1b"))
        await screen.settled()
        going_on.set()
        assert screen.app.screen is place
        assert screen.app.fault is None


async def test_two_times_enter_at_once_saves_once(office: Office) -> None:
    async with session(*office, language="en") as screen:
        before = office.database.value("SELECT count(*) FROM note")
        opened(screen)
        await screen.settled()
        await screen.type("x")
        await screen.press("enter", "enter")
        await screen.settled()
        assert office.database.value("SELECT count(*) FROM note") == before + 1


async def test_what_was_foreseen_after_the_form_closed_is_shown_to_nobody(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("P", "p", "tab", *"10,00")
        form = screen.app.screen
        assert isinstance(form, Form)
        await screen.press("escape")
        await form._look_ahead()
        await screen.settled()
        assert screen.app.fault is None


async def test_what_one_decides_by_is_read_to_its_end_in_a_low_terminal(office: Office) -> None:
    async with session(*office, language="en", size=(80, 24)) as screen:
        case_id = screen.app.screen.case_id  # type: ignore[attr-defined]
        desk, text = screen.app.desk, TextField("text")
        about = [line(f"what is decided on {number}") for number in range(1, 31)]
        form = Form(desk, "a note", [text], lambda: AddNote(case_id, text.value), about=about)

        async def asking() -> None:
            await desk.ask(form)

        desk.flow(asking())
        await screen.settled()
        shown = screen.text
        assert "what is decided on 17" in shown
        assert "PgDn" in shown
        assert "Enter" in shown
        await screen.press("pagedown")
        await screen.settled()
        assert "what is decided on 30" in screen.text
        await screen.press("pageup")
        await screen.settled()
        assert "what is decided on 1 " in screen.text


async def test_the_keys_of_the_field_one_is_in_are_named(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("n")
        assert screen.shows("ctrl+j nieuwe regel")
        await screen.press("escape", "f")
        assert not screen.shows("alle keuzes")
        await screen.press("tab")
        assert screen.shows("◂ ", "spatie alle keuzes")
        await screen.press("tab")
        assert not screen.shows("alle keuzes")


async def test_a_day_that_is_left_out_is_asked_for(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("f", "backspace", "enter")
        assert screen.shows("✗ Wanneer: vul dit in")


async def test_what_was_typed_is_not_lost_by_one_key(office: Office) -> None:
    async with session(*office, size=(80, 24)) as screen:
        place = screen.app.screen
        await screen.press("n", *"belt terug", "escape")
        assert screen.shows("belt terug", "gaat verloren", "nog eens Esc")
        await screen.press("!")
        assert screen.shows("belt terug!")
        assert not screen.shows("gaat verloren")
        await screen.press("escape", "f1", "escape", "escape")
        assert screen.shows("belt terug!", "gaat verloren")
        await screen.press("escape")
        assert screen.app.screen is place


async def test_whoever_types_escape_twice_at_once_has_not_seen_what_would_be_lost(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("n", *"belt terug")
        for _ in range(3):
            screen.app.post_message(events.Key("escape", "\x1b"))
        await screen.settled()
        assert screen.shows("belt terug", "gaat verloren")


async def test_a_form_in_which_nothing_was_typed_closes_at_once(office: Office) -> None:
    async with session(*office) as screen:
        place = screen.app.screen
        await screen.press("n", "escape")
        assert screen.app.screen is place
        await screen.press("n", "x", "backspace", "escape")
        assert screen.app.screen is place
        # What follows from a choice nobody typed.
        await screen.press("c", "a", "shift+tab", "right", "tab", "escape")
        assert screen.app.screen is place


async def test_what_was_typed_before_a_page_between_is_not_lost_by_one_key(office: Office) -> None:
    async with session(*office) as screen:
        desk, text = screen.app.desk, TextField("text")
        form = Form(desk, "a note", [text], lambda: AddNote(1, text.value))
        form.begin_with(["typed before"])
        desk.flow(asking(desk, form))
        await screen.settled()
        await screen.press("escape")
        assert screen.shows("typed before", "gaat verloren")


async def test_what_is_given_again_was_saved(office: Office) -> None:
    async with session(*office) as screen:
        place = screen.app.screen
        await screen.press("n", *"belt terug", "enter", ".")
        assert screen.shows("belt terug")
        await screen.press("escape")
        assert screen.app.screen is place


async def asking(desk: Desk, form: Form) -> None:
    await desk.ask(form)


def much(_: Database, __: Done) -> list[Line]:
    """Say more than there is room for."""
    return [line(f"would be line {number}.") for number in range(1, 31)]


@pytest.mark.parametrize("by_page", [True, False])
async def test_what_moves_money_is_saved_when_it_was_shown_to_its_end(office: Office, by_page: bool) -> None:
    async with session(*office, language="en", size=SMALL) as screen:
        before = office.database.value("SELECT count(*) FROM note")
        case_id = screen.app.screen.case_id  # type: ignore[attr-defined]
        desk, text = screen.app.desk, TextField("text")
        form = Form(desk, "a note", [text], lambda: AddNote(case_id, text.value), foresee=much, whole=True)

        async def asking() -> None:
            await desk.ask(form)

        desk.flow(asking())
        await screen.settled()
        await screen.press("x", "enter")
        assert screen.shows("there is more: Enter reads on", "Enter read on")
        assert not screen.shows("line 30.")
        if by_page:
            await screen.press("pagedown", "pagedown", "pageup")
        else:
            await screen.press("enter")
            assert screen.shows("line 30.")
        assert office.database.value("SELECT count(*) FROM note") == before
        assert screen.shows("Enter save")
        await screen.press("enter")
        assert office.database.value("SELECT count(*) FROM note") == before + 1


async def test_two_times_enter_at_once_reads_on_once(office: Office) -> None:
    async with session(*office, language="en", size=SMALL) as screen:
        before = office.database.value("SELECT count(*) FROM note")
        case_id = screen.app.screen.case_id  # type: ignore[attr-defined]
        desk, text = screen.app.desk, TextField("text")
        form = Form(desk, "a note", [text], lambda: AddNote(case_id, text.value), foresee=much, whole=True)

        async def asking() -> None:
            await desk.ask(form)

        desk.flow(asking())
        await screen.settled()
        await screen.press("x", "enter")
        for _ in range(2):
            screen.app.post_message(events.Key("enter", "\r"))
        await screen.settled()
        assert screen.app.screen is form
        assert office.database.value("SELECT count(*) FROM note") == before
