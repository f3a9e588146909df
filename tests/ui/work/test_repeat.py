"""Repeating the last action on another case: the same form, with what was typed."""

from datetime import date

from casebook.store.queries import case, tags
from tests.sample import Office
from tests.ui.screen import Screen, session


def chosen(screen: Screen) -> int:
    case_id = screen.app.screen.case_id  # type: ignore[attr-defined]  # the place that is on top
    assert isinstance(case_id, int)
    return case_id


async def test_before_anything_there_is_nothing_to_repeat(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("full_stop")
        assert screen.shows("Er is nog niets om te herhalen")


async def test_one_enter_saves_the_same_next_action_on_another_case(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("G", "f", *"+14", "tab", *"schr", "tab", *"zoals afgesproken", "enter", "G", "k")
        other = chosen(screen)
        await screen.press("full_stop")
        assert screen.shows("Volgende actie ·", "+14", "zoals afgesproken")
        await screen.press("enter")
    card = case.card(office.database, other)
    assert card is not None
    assert (card.next_on, card.next_kind, card.next_note) == (date(2026, 12, 5), "write", "zoals afgesproken")


async def test_a_contact_is_repeated_with_its_outcome_and_may_be_changed(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("G", "c", "b", *"ingesproken", "enter", "G", "k")
        other = chosen(screen)
        await screen.press("full_stop")
        assert screen.shows("bericht achtergelaten", "ingesproken")
        await screen.press(*" weer", "enter")
    (last,) = case.contacts(other).after(office.database, None, 1).rows
    assert (last.outcome, last.text) == ("left_message", "ingesproken weer")


async def test_what_acts_on_money_or_law_is_not_repeated(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("G", "number_sign", *"vip", "enter", "G", "K", "escape", "k")
        other = chosen(screen)
        await screen.press("full_stop", "enter")
    assert tags.of_case(office.database, other) == ("vip",)


async def test_marked_cases_get_what_one_case_got(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("G", "n", *"zie brief", "enter", "G", "k", "space", "space", "full_stop", "enter")
    assert office.database.value("SELECT count(*) FROM note WHERE text = 'zie brief'") == 3
