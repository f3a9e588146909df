"""The place Arrangements: the lists of what is to be seen to, and the case opened at its arrangement."""

from tests.sample import Office
from tests.ui.screen import SMALL, session


async def test_arrangements_stand_in_lists_by_what_is_to_be_seen_to(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "a")
        await screen.is_as("arrangements-80")
        await screen.press("]")
        await screen.is_as("arrangements-behind-80")
        # Up to when each account is known stands above those that nobody can judge.
        await screen.press("]", "]", "]")
        assert screen.shows("niet te beoordelen", "NL76 DEMO 0900 0001 01: bekend tot en met 20-11-2026")


async def test_enter_opens_the_case_at_its_arrangement_and_all_of_them_are_listed(office: Office) -> None:
    async with session(*office, language="en") as screen:
        await screen.press("g", "a", "[")
        await screen.is_as("arrangements-all-120")
        await screen.press("]", "]", "]")
        await screen.press("enter")
        assert screen.shows("▸Arrangement", "to be ended")
