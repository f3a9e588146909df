"""All cases: orders, whose, words as they are typed, and what was typed ahead."""

import pytest
from textual import events

from casebook.store.actions.owners import HandOverCase
from casebook.store.perform import perform
from casebook.store.queries import cases, narrowing_factor
from casebook.store.queries.cases import Order
from casebook.store.queries.narrowing import Narrowing
from casebook.store.queries.queue import Whose
from casebook.ui.screens.case import CaseScreen
from casebook.ui.screens.cases import Cases
from casebook.ui.widgets import search_list
from casebook.ui.widgets.search_list import SearchList
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, Screen, session
from tests.ui.screens.lists import until

_RENAMED = """
    UPDATE party SET name = ?, version = version + 1 WHERE id = (SELECT debtor_id FROM cases WHERE id = 1)
"""
HOSTILE = "[/b] \x1b]0;owned\x07Van [x=2] \x1b[31mRood\u202e"


def place(screen: Screen) -> Cases:
    """The list of cases, which is on top."""
    found = screen.app.screen
    assert isinstance(found, Cases)
    return found


def numbers(screen: Screen) -> list[str]:
    """The numbers of all cases held."""
    return [row.number for row in place(screen).list.window.rows]


async def counted_and_rested(screen: Screen) -> None:
    """Wait until all are counted, and show the row the cursor is on without waiting until it has rested there."""
    await until(screen, lambda: place(screen).narrowed.count is not None)
    shown = place(screen).list
    shown.post_message(SearchList.Rested(shown.chosen))
    await screen.settled()


def send(screen: Screen, *keys: str) -> None:
    """Type keys in one go, before any of them did anything."""
    for key in keys:
        character = key if len(key) == 1 else {"enter": "\r", "slash": "/"}.get(key)
        screen.app.post_message(events.Key(key, character))


@pytest.mark.parametrize(("size", "name"), [(SMALL, "80x24"), (USUAL, "120x40")])
async def test_looks_as_it_should(office: Office, size: tuple[int, int], name: str) -> None:
    async with session(*office, size=size) as screen:
        await screen.press("g", "c")
        await counted_and_rested(screen)
        await screen.is_as(f"cases-{name}-nl")


async def test_looks_as_it_should_in_english_with_words(office: Office) -> None:
    async with session(*office, language="en") as screen:
        await screen.press("g", "c", "slash", *"van", "enter")
        await counted_and_rested(screen)
        await screen.is_as("cases-words-120x40-en")


async def test_what_is_typed_ahead_reaches_the_narrowed_list(office: Office) -> None:
    found = cases.cases(office.database, narrowing=Narrowing(words="van")).after(office.database).rows
    async with session(*office) as screen:
        await screen.press("g", "c")
        send(screen, "slash", *"van", "enter", "j", "j")
        await screen.settled()
        assert place(screen).case_id == found[2].case_id
        assert screen.shows("/ van", f"{len(found)} gevonden")


async def test_the_list_narrows_with_each_letter_and_esc_gives_back_what_was(office: Office) -> None:
    narrowing = Narrowing(words="bloemsm")
    found = [row.case_id for row in cases.cases(office.database, narrowing=narrowing).after(office.database).rows]
    assert 0 < len(found) < 10
    async with session(*office) as screen:
        await screen.press("g", "c", "j", "j")
        before = place(screen)
        chosen = before.case_id
        await screen.press("slash", *"bloemsm")
        await until(screen, lambda: [row.case_id for row in before.list.window.rows] == found)
        await screen.press("escape")
        assert place(screen).case_id == chosen
        assert len(numbers(screen)) > len(found)
        assert not screen.shows("/ bloemsm")


async def test_a_filter_in_force_is_seen_and_esc_shows_all_again(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("g", "c", "slash", *"zzzz", "enter")
        assert numbers(screen) == []
        assert screen.shows("/ zzzz", "0 gevonden", "Niets gevonden")
        await screen.press("escape")
        assert len(numbers(screen)) > 40


async def test_orders_are_gone_through_and_the_cursor_stays_on_its_case(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("g", "c", "j", "j", "j")
        chosen = place(screen).case_id
        for order, said in ((Order.NAME, "op naam"), (Order.AMOUNT, "op bedrag"), (Order.NEXT, "op volgende actie")):
            await screen.press("O", "j", "enter")
            assert screen.shows(said)
            assert place(screen).case_id == chosen
            await screen.press("home")
            first = cases.cases(office.database, order).after(office.database).rows[0]
            assert place(screen).case_id == first.case_id
            await screen.press(*"jjj")
            chosen = place(screen).case_id


async def test_whose_goes_through_everybody_oneself_and_ones_team(office: Office) -> None:
    person = office.actor.person
    database = office.database
    async with session(*office) as screen:
        screen.app.desk.session = screen.app.desk.session._replace(whose=Whose(person, (1,)))
        await screen.press("g", "c", "right_square_bracket")
        mine = cases.cases(database, narrowing=Narrowing(owner_person_id=person)).count(database)
        assert screen.shows("▸ van mij", f"{mine.number} dossiers")
        assert {row.owner_person_id for row in place(screen).list.window.rows} == {person}
        await screen.press("right_square_bracket")
        assert screen.shows("▸ " + database.value("SELECT name FROM team WHERE id = 1"))
        await screen.press("right_square_bracket")
        assert screen.shows("▸ iedereen")


async def test_a_search_goes_on_by_itself_and_no_key_waits_for_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_list, "BUDGET", 10)
    monkeypatch.setattr(narrowing_factor, "MOST_SORTED", 0)
    everything = cases.cases(office.database, narrowing=Narrowing(words="van")).after(office.database, limit=250).rows
    async with session(*office) as screen:
        await screen.press("g", "c", "slash", *"van", "enter")
        await until(screen, lambda: not place(screen).list.searching)
        assert numbers(screen) == [row.number for row in everything]
        assert screen.shows(f"{len(everything)} gevonden")


async def test_from_the_end_a_search_goes_on_backwards(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_list, "BUDGET", 10)
    monkeypatch.setattr(narrowing_factor, "MOST_SORTED", 0)
    everything = cases.cases(office.database, narrowing=Narrowing(words="mb")).after(office.database, limit=250).rows
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "c", "slash", *"mb", "enter", "G")
        await until(screen, lambda: not place(screen).list.searching)
        assert place(screen).case_id == everything[-1].case_id
        assert numbers(screen) == [row.number for row in everything][-len(numbers(screen)) :]
        assert len(numbers(screen)) > place(screen).list.window.height
        await screen.press("home")
        await until(screen, lambda: not place(screen).list.searching)
        assert place(screen).case_id == everything[0].case_id


async def test_a_hostile_name_is_shown_as_text_and_found_by_its_words(office: Office) -> None:
    office.database.execute(_RENAMED, (HOSTILE,))
    async with session(*office) as screen:
        await screen.press("g", "c")
        assert screen.shows("[/b] Van [x=2]")
        await screen.press("slash", *"[/b]", "escape")
        assert "\x1b" not in screen.text
        assert "\u202e" not in screen.text
        assert "owned" not in screen.text


async def test_enter_opens_the_case_and_esc_comes_back_to_it(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("g", "c", "slash", *"van", "enter", "j")
        chosen = place(screen).case_id
        await screen.press("enter")
        opened = screen.app.screen
        assert isinstance(opened, CaseScreen)
        assert opened.case_id == chosen
        await screen.press("escape")
        assert place(screen).case_id == chosen
        assert screen.shows("/ van")


async def test_a_case_a_colleague_takes_over_leaves_the_list_of_ones_own(office: Office) -> None:
    database = office.database
    async with session(*office) as screen:
        await screen.press("g", "c", "right_square_bracket", "j")
        chosen = place(screen).case_id
        assert chosen is not None
        version = database.value("SELECT version FROM cases WHERE id = ?", (chosen,))
        perform(database, office.actor, TODAY, HandOverCase(chosen, version, owner_person_id=2))
        await screen.app.look_for_news()
        await screen.settled()
        shown = [row.case_id for row in place(screen).list.window.rows]
        assert chosen not in shown
        mine = cases.cases(database, narrowing=Narrowing(owner_person_id=office.actor.person)).count(database)
        await until(screen, lambda: screen.shows(f"{mine.number} dossiers"))


async def test_there_is_something_to_see_on_the_smallest_terminal_without_colour(office: Office) -> None:
    async with session(*office, size=(40, 10), theme="mono") as screen:
        await screen.press("g", "c", "slash", *"bloemsma")
        await until(screen, lambda: screen.shows("Bloemsma", "gevonden"))
        assert screen.shows("/ bloemsma")
