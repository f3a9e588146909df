"""Agencies and arms compared on the screen: what too little says, the strata, the cases behind a number, the file."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from casebook.domain.comparison.choice import By
from casebook.domain.comparison.columns import GROUP_COLUMNS
from casebook.store.queries.comparison import Number, behind
from casebook.ui.screens.comparison import Comparison
from casebook.ui.screens.figure_cases import FigureCases
from tests.placed_office import placed
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, Screen, session


async def to_comparison(screen: Screen, *keys: str) -> Comparison:
    await screen.press("g", "f", "s", *keys)
    assert isinstance(screen.app.screen, Comparison)
    return screen.app.screen


@pytest.fixture
def office_that_places(office: Office) -> Office:
    placed(office)
    return office


async def test_agencies_on_a_small_terminal(office_that_places: Office) -> None:
    async with session(*office_that_places, size=SMALL) as screen:
        await to_comparison(screen)
        await screen.is_as("comparison-80")
        await screen.press("right_square_bracket")
        await screen.is_as("comparison-strata-80")


async def test_agencies_on_a_usual_terminal(office_that_places: Office) -> None:
    async with session(*office_that_places, size=USUAL, language="en", theme="mono") as screen:
        await to_comparison(screen, "/", "d")
        await screen.is_as("comparison-120")
        await screen.press("right_square_bracket")
        await screen.is_as("comparison-strata-120")


async def test_what_has_not_had_its_days_says_not_yet(office_that_places: Office) -> None:
    async with session(*office_that_places, size=SMALL) as screen:
        await to_comparison(screen, "p", "c")
        assert screen.shows("nog niet", "Te weinig om te vergelijken")


async def test_nothing_placed_says_so(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        place = await to_comparison(screen)
        assert screen.shows("nog niets uitgezet")
        await screen.press("enter")
        assert screen.app.screen is place
        await screen.press("v")
        assert screen.shows("nog geen serie gesplitst")


async def test_a_number_opens_the_cases_behind_it(office_that_places: Office) -> None:
    async with session(*office_that_places, size=SMALL) as screen:
        place = await to_comparison(screen, "/", "e", "right")
        await screen.press("enter")
        cases = screen.app.screen
        assert isinstance(cases, FigureCases)
        found = place.found
        assert found is not None
        first = found.comparison.groups[0]
        told = behind(found, Number(GROUP_COLUMNS[1], first.key))
        assert {row.case_id for row in cases.list.window.rows} <= {one.case_id for one in told}
        assert first.like is not None
        assert screen.shows("netto")


async def test_the_arms_of_a_batch(office_that_places: Office) -> None:
    async with session(*office_that_places, size=SMALL) as screen:
        place = await to_comparison(screen, "v", *"Voorjaar", "enter")
        assert place.choice.by is By.ARM
        assert screen.shows("50% door loting", "(uitdager)")


async def test_it_goes_to_a_file(office_that_places: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    async with session(*office_that_places, size=SMALL) as screen:
        await to_comparison(screen, "/", "e", "o", "j")
        await screen.press("o", "c", "d")
        await screen.press("o", "p")
    (told,) = tmp_path.rglob("*.json")
    groups = json.loads(told.read_text())["groups"]
    (cases,) = tmp_path.rglob("*.csv")
    rows = list(csv.DictReader(StringIO(cases.read_text("utf-8-sig")), delimiter=";"))
    assert len(rows) == sum(one["cases"] for one in groups)
    (page,) = tmp_path.rglob("*.pdf")
    assert page.read_bytes().startswith(b"%PDF-")
