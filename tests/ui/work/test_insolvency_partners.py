"""A bankrupt firm and its partners, from the case (T6)."""

from tests.sample import Office
from tests.ui.screen import USUAL, session
from tests.ui.screens.case_desk import turned

FIRM = "2026-0109"


async def test_partners_of_a_bankrupt_firm_are_not_bankrupt_by_that(office: Office) -> None:
    async with session(*office, size=USUAL) as screen:
        await screen.press("F", *FIRM, "enter")
        await turned(screen, "insolvency")
        await screen.is_as("insolvency-partners-120-nl")
        assert screen.shows("daardoor niet failliet")
