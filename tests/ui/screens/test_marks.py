"""Marks in lists: one by one, a range, everything; what becomes of them, and what is copied."""

import pytest

from casebook.store.actions.cases import SetNextAction
from casebook.store.models.cases import NextKind
from casebook.store.perform import perform
from casebook.store.queries import queue, radar
from casebook.store.queries.queue import Whose
from casebook.ui.widgets import source
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, session
from tests.ui.screens.lists import held, shown, until


async def test_space_marks_and_goes_on_and_the_cases_are_given_in_the_order_of_the_list(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("G", "space", "home", "space", "space")
        everything = queue.queue(Whose(office.actor.person)).after(office.database, limit=1_000).rows
        ids = [row.case_id for row in everything]
        assert shown(screen).marked_cases() == [*ids[:2], ids[-1]]
        assert shown(screen).case_id == ids[2]


async def test_a_range_follows_the_cursor_there_and_back(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        ids = held(screen)
        await screen.press(*"jjvjj")
        assert shown(screen).marked_cases() == ids[2:5]
        assert screen.shows("3 gemarkeerd (v sluit de reeks)")
        await screen.press(*"kkkk")
        assert shown(screen).marked_cases() == ids[:3]
        await screen.press("v", "j", "j")
        assert shown(screen).marked_cases() == ids[:3]
        assert not screen.shows("v sluit")


async def test_a_range_to_the_end_has_the_rows_that_were_never_shown(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "c", "j", "v", "G")
        everything = office.database.value("SELECT count(*) FROM cases")
        assert len(shown(screen).marked_cases()) == everything - 1
        await screen.press("escape")
        assert shown(screen).marked_cases() == []
        assert not screen.shows("gemarkeerd")


async def test_everything_is_marked_as_far_as_is_marked_together(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "c", "V")
        everything = office.database.value("SELECT count(*) FROM cases")
        assert len(shown(screen).marked_cases()) == everything
        assert screen.shows(f"{everything} gemarkeerd")
        await screen.press("M")
        monkeypatch.setattr(source, "MOST_MARKED", 20)
        monkeypatch.setattr(source, "_STEP", 7)
        await screen.press("V")
        assert shown(screen).marked_cases() == held(screen)[:20]
        assert screen.shows("✗", "de lijst heeft er meer")


async def test_marks_outlive_a_filter_and_it_is_said_how_many_are_not_in_the_list(office: Office) -> None:
    async with session(*office, size=(120, 24)) as screen:
        await screen.press("G", "space", "home", "space", "2")
        await until(screen, lambda: screen.shows("2 gemarkeerd, 1 niet in de lijst"))
        assert len(shown(screen).marked_cases()) == 2
        await screen.press("escape")
        await until(screen, lambda: not screen.shows("niet in de lijst"))
        assert screen.shows("2 gemarkeerd")
        await screen.press("g", "c", "g", "v")
        assert screen.shows("2 gemarkeerd")
        await screen.press("2")
        await until(screen, lambda: screen.shows("1 niet in de lijst"))
        await screen.press("M", "space")
        assert screen.shows("1 gemarkeerd")
        assert not screen.shows("niet in de lijst")


async def test_a_marked_case_that_a_colleague_puts_off_is_still_marked(office: Office) -> None:
    async with session(*office, size=(120, 24)) as screen:
        place = shown(screen)
        ids = held(screen)
        await screen.press("space", "space")
        version = office.database.value("SELECT version FROM cases WHERE id = ?", (ids[0],))
        perform(office.database, office.actor, TODAY, SetNextAction(ids[0], version, TODAY, NextKind.CALL))
        await screen.app.look_for_news()
        await screen.settled()
        assert sorted(place.marked_cases()) == sorted(ids[:2])
        place.keep_marks([ids[1]])
        assert place.marked_cases() == [ids[1]]
        place.clear_marks()
        assert place.marked_cases() == []


async def test_several_clocks_of_a_case_are_one_marked_case(office: Office) -> None:
    clocks = radar.clocks().after(office.database, limit=1_000).rows
    cases = [row.case_id for row in clocks]
    assert len(set(cases)) < len(cases)
    async with session(*office) as screen:
        await screen.press("g", "j", "V")
        assert shown(screen).marked_cases() == list(dict.fromkeys(cases))
        assert screen.shows(f"{len(cases)} gemarkeerd")


async def test_what_is_marked_is_copied_else_the_row_the_cursor_is_on(office: Office) -> None:
    async with session(*office) as screen:
        rows = shown(screen).list.window.rows
        await screen.press("j", "y")
        assert screen.app.clipboard == f"{rows[1].number} {rows[1].name}"
        assert screen.shows(f"Gekopieerd: {rows[1].number}")
        await screen.press("j", "space", "home", "space", "y")
        assert screen.app.clipboard == f"{rows[0].number} {rows[0].name}\n{rows[2].number} {rows[2].name}"
        assert screen.shows("2 regels gekopieerd")
