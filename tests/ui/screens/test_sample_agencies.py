"""The place of agencies and court as somebody first sees it, in the sample office."""

import pytest

from casebook.jobs import daily, sample_agencies, sample_court
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, session
from tests.ui.screens.case_desk import numbered, opened


@pytest.fixture
def living(office: Office) -> Office:
    """The sample office with all that lies with agencies and before the court."""
    for part in (sample_agencies, sample_court):
        part.write(office.database, office.actor, TODAY)
    daily.run(office.database, TODAY, workers=1)
    return office


async def test_the_place_has_what_lies_with_agencies(living: Office) -> None:
    async with session(*living, size=SMALL) as screen:
        await screen.press("g", "x")
        await screen.is_as("sample-placements-80-nl")
    async with session(*living, size=USUAL, language="en") as screen:
        await screen.press("g", "x")
        await screen.is_as("sample-placements-120-en")
        await screen.press("[")
        await screen.is_as("sample-agencies-120-en")


async def test_an_ended_placement_and_a_proceeding_tell_all_there_is(living: Office) -> None:
    async with session(*living, size=USUAL, language="en") as screen:
        await opened(screen, numbered(living, "2026-0142"), "agency")
        await screen.is_as("sample-agency-tab-120-en")
    async with session(*living, size=SMALL) as screen:
        await opened(screen, numbered(living, "2026-0246"), "court")
        await screen.is_as("sample-court-tab-80-nl")
