"""The filter of every list: it narrows as one types, is completed, says what is wrong, and Esc gives back the view."""

import asyncio
from typing import Any

import pytest

from casebook.domain.filter.parse import parse
from casebook.store.queries import queue, radar
from casebook.store.queries.narrowing import Narrowing
from casebook.store.queries.queue import Whose
from casebook.ui.desk import Desk
from casebook.ui.dialogs.filter_line import FilterLine
from casebook.words import say
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, session
from tests.ui.screens.lists import held, shown, until

# In seconds.
_LATE = 0.2


def narrowing(office: Office, text: str) -> Narrowing:
    """What a filter narrows to for the person of the tests."""
    parsed = parse(text, TODAY, office.database.law.holidays)
    assert not parsed.troubles
    return Narrowing(terms=parsed.terms, me=office.actor.person, day=TODAY)


@pytest.mark.parametrize("text", ["band:2", "open>1000", "van"])
async def test_today_and_the_radar_narrow_too(office: Office, text: str) -> None:
    database, asked = office.database, narrowing(office, text)
    async with session(*office) as screen:
        await screen.press("slash")
        await screen.type(text)
        await screen.press("enter")
        found = queue.narrowed(database, Whose(office.actor.person), asked).after(database).rows
        assert found
        await until(screen, lambda: held(screen)[:20] == [row.case_id for row in found[:20]])
        assert screen.shows(f"/ {text}", "gevonden")
        await screen.press("g", "j", "slash")
        await screen.type(text)
        await screen.press("enter")
        clocks = radar.narrowed(database, radar.Listed.RADAR, asked).after(database).rows
        assert clocks
        await until(screen, lambda: held(screen)[:20] == [row.case_id for row in clocks[:20]])


async def test_esc_in_the_line_and_esc_in_the_list_give_back_the_view(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("2", "j", "j")
        red, chosen = held(screen), shown(screen).case_id
        await screen.press("slash", *" van", "escape")
        await until(screen, lambda: held(screen) == red)
        assert shown(screen).case_id == chosen
        assert screen.shows("2 rood", "/ band:1")
        await screen.press("slash", *" open>1000", "enter")
        await until(screen, lambda: 0 < len(held(screen)) < len(red))
        assert screen.shows("/ band:1 open>1000")
        await screen.press("q")
        await until(screen, lambda: held(screen) == red)
        assert screen.shows("2 rood")


async def test_tab_takes_what_is_offered_and_then_the_next(office: Office) -> None:
    async with session(*office, language="en") as screen:
        await screen.press("slash", *"ban", "tab")
        line = screen.app.screen
        assert isinstance(line, FilterLine)
        assert line.words == "band:"
        await screen.press("tab")
        first = line.words
        await screen.press("tab")
        assert line.words != first
        await screen.press("shift+tab")
        assert line.words == first == "band:red"
        await screen.press("space", *"hand", "tab", *"me", "enter")
        assert screen.shows("/ band:red handler:me")


@pytest.mark.parametrize(("size", "language"), [(SMALL, "nl"), (USUAL, "en")], ids=["80", "120"])
async def test_what_is_offered_looks_as_it_should(office: Office, size: tuple[int, int], language: str) -> None:
    async with session(*office, size=size, language=language) as screen:
        await screen.press("g", "c", "slash", *("sp" if language == "nl" else "tr"))
        await until(screen, lambda: screen.shows(" 2 gevonden" if language == "nl" else " 5 found"))
        await screen.is_as(f"filter-offered-{size[0]}-{language}")


async def test_the_preview_below_the_line_belongs_to_what_is_waited_for(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Desk.read

    async def late(*asked: Any) -> Any:
        found = await read(*asked)
        # So long that an app which only waits looks as if nothing more came.
        await asyncio.sleep(_LATE)
        return found

    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "c", "slash")
        monkeypatch.setattr(Desk, "read", late)
        await screen.press(*"sp")
        await screen.rests()
        assert screen.shows("S. Pinas · particulier")


@pytest.mark.parametrize(
    ("language", "typed", "possible"),
    [
        ("nl", "spoor:Q", ("kies bijvoorbeeld", "regeling, dispuut")),
        ("en", "track:Q", ("choose for instance", "arrangement, dispute")),
        ("nl", "foo:1", ("wel bijvoorbeeld", "spoor, band, open")),
        ("en", "foo:1", ("but for instance", "track, band, open")),
    ],
)
async def test_what_is_unknown_is_said_with_what_is_possible(
    office: Office, language: str, typed: str, possible: tuple[str, ...]
) -> None:
    async with session(*office, language=language) as screen:
        await screen.press("slash", *typed)
        await screen.rests()
        assert screen.shows(*possible)
        await screen.press("enter")
        await screen.rests()
        assert screen.shows(*possible)


@pytest.mark.parametrize(("language", "said"), [("nl", "F zoekt overal"), ("en", "F finds anywhere")])
async def test_where_a_filter_finds_nothing_it_is_said_that_f_looks_in_everything(
    office: Office, language: str, said: str
) -> None:
    async with session(*office, size=SMALL, language=language) as screen:
        await screen.press("slash", *"zzzz", "enter")
        await until(screen, lambda: screen.shows("zzzz", said))


async def test_what_is_wrong_is_said_under_its_place_and_the_rest_narrows_on(office: Office) -> None:
    database = office.database
    red = queue.narrowed(database, Whose(office.actor.person), narrowing(office, "band:1")).after(database).rows
    async with session(*office, size=SMALL) as screen:
        await screen.press("slash", *"band:1 spoor:qqq")
        await until(screen, lambda: held(screen) == [row.case_id for row in red] and screen.shows("gevonden"))
        await screen.is_as("filter-trouble-80-nl")
        caret = next(at for at, text in enumerate(screen.lines) if "^^^" in text)
        assert screen.lines[caret].index("^") == screen.lines[caret - 1].index("qqq")
        await screen.press("enter")
        assert held(screen) == [row.case_id for row in red]
        assert screen.shows("✗")


async def test_a_filter_of_the_last_day_is_looked_at_anew_on_the_next(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("slash", *"voor<=0d", "enter")
        await until(screen, lambda: not shown(screen).list.searching)
        before = len(held(screen))
        later = TODAY.replace(year=TODAY.year + 1)
        screen.app.desk.session = screen.app.desk.session._replace(day=later, today=lambda _: later)
        await screen.press("ctrl+r")
        await until(screen, lambda: len(held(screen)) > before)


def test_a_filter_casebook_comes_with_is_understood_in_both_languages(office: Office) -> None:
    for place in ("week", "disputes", "neglected", "own", "soon", "unproven"):
        for language in ("nl", "en"):
            text = say(f"starter.{place}_filter", {}, language)
            parsed = parse(text, TODAY, office.database.law.holidays)
            assert not parsed.troubles
            assert len(parsed.terms) == 1
