"""What waits in the in-tray is said in the title of every place, as far as there is room."""

import pytest

from casebook.store.actions.post import PostNotOurs
from casebook.store.perform import perform
from casebook.store.queries import in_tray
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, session


async def test_every_title_says_how_much_post_waits_and_since_when(office: Office) -> None:
    async with session(*office, size=USUAL) as screen:
        for place in "vcjadpotl":
            await screen.press("g", place)
            # Where much else is said, it is said more shortly.
            assert "! post 11" in screen.lines[0], place
        await screen.press("g", "c")
        assert "! post 11 sinds 17-11" in screen.lines[0]
        await screen.press("g", "m")
        assert "post 11" not in screen.lines[0]
        assert "te beslissen 11" in screen.lines[0]


async def test_what_waits_too_long_is_said_on_a_small_terminal_too(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        for place in "vca":
            await screen.press("g", place)
            assert "! post 11" in screen.lines[0], place


async def test_a_decision_of_a_colleague_is_counted(office: Office) -> None:
    async with session(*office, size=USUAL) as screen:
        row = in_tray.post(office.database).after(office.database).rows[0]
        perform(office.database, office.actor, TODAY, PostNotOurs(row.item_id, row.version, "reclame"))
        await screen.app.look_for_news()
        await screen.settled()
        assert "! post 10 sinds 17-11" in screen.lines[0]


async def test_on_a_small_terminal_it_hides_neither_what_is_red_nor_the_bank_nor_the_list(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        for said in ("mijn werk", "! post 11", "bank t/m 20-11 ✓", "14 rood · 9 nu · 32 gewoon"):
            assert said in screen.lines[0]
        await screen.press("g", "p")
        assert "Bank ▸ open" in screen.lines[0]
        assert "verwerkt  " in screen.lines[0]
        assert "! post 11 · t/m 20-11 ✓" in screen.lines[0]


@pytest.mark.parametrize(
    ("number", "said"), [("2026-0006", "! post 11 sinds 17-11 · open "), ("2026-0167", "rechtspersoon · open  ")]
)
async def test_of_a_case_nothing_makes_room_for_it(office: Office, number: str, said: str) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "c", "/", *number, "enter", "enter")
        assert screen.lines[0].startswith(f" {number}")
        assert said in screen.lines[0]
