"""Figures: what is counted, of which days and cases, the cases behind each number, and the file it is written to."""

import json
from pathlib import Path

import pytest

from casebook.domain.figures.period import PeriodKind
from casebook.store.queries import figures
from casebook.ui.screens.figure_cases import FigureCases
from casebook.ui.screens.figures import KEYS, Figures
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, Screen, session


async def to_figures(screen: Screen, *keys: str) -> Figures:
    await screen.press("g", "f", *keys)
    assert isinstance(screen.app.screen, Figures)
    return screen.app.screen


async def test_figures_show_a_table_and_a_plot(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await to_figures(screen, "2")
        await screen.is_as("figures-terms-80")
        await screen.press("4")
        await screen.is_as("figures-received-80")


async def test_figures_on_a_usual_terminal(office: Office) -> None:
    async with session(*office, size=USUAL, language="en", theme="mono") as screen:
        await to_figures(screen, "5")
        await screen.is_as("figures-ageing-120")
        await screen.press("v")
        await screen.is_as("figures-limitation-120")


async def test_every_figure_has_a_key_and_what_is_not_there_says_so(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        place = await to_figures(screen)
        seen = {place.name_shown}
        for key in KEYS:
            await screen.press(key)
            seen.add(place.name_shown)
        assert len(seen) == len(KEYS)
        await screen.press("8", "enter")
        assert screen.app.screen is place
        assert screen.shows("niets vastgelegd")


async def test_a_number_opens_the_cases_behind_it(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        place = await to_figures(screen, "4")
        await screen.press("enter")
        await screen.is_as("figures-cases-80")
        behind = screen.app.screen
        assert isinstance(behind, FigureCases)
        assert place.found is not None
        told = figures.behind(office.database, place.found, place.found.table.rows[0].key, 0)
        assert [row.case_id for row in behind.list.window.rows] == [one.case_id for one in told]
        await screen.press("/", *"koper", "enter")
        assert len(behind.list.window.rows) == 1
        await screen.press("escape", "escape")
        # Behind the last column stands what it was before.
        await screen.press("right", "right", "enter")
        assert screen.shows("221,78", "1 dossier")


async def test_other_days_other_cases_and_other_rows(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        place = await to_figures(screen, "4", "p", "y", "tab")
        assert place.scope.period.kind is PeriodKind.YEAR
        assert screen.shows("jan 2026", "6.353,48")
        await screen.press("<")
        assert screen.shows("01-01-2025 t/m 31-12-2025")
        await screen.press(">", ">", "/", "e", *"WIJ", "escape", "escape")
        await screen.press("/", "s", *"zakelijk", "enter")
        assert (place.scope.segment, place.scope.period.until) == ("business", place.desk.day)
        await screen.press("/", "a")
        assert place.scope.segment is None
        await screen.press("p", "e", *"1-9", "enter", *"31-12-2030", "enter")
        assert screen.shows("ligt nog vooruit")
        await screen.press("p", "e", *"1-9", "enter", *"30-9", "enter")
        assert screen.shows("01-09-2026 t/m 30-09-2026")


async def test_a_figure_goes_to_a_file(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    async with session(*office, size=SMALL) as screen:
        await to_figures(screen, "4", "o", "j")
        await screen.press("o", "p")
    (told,) = tmp_path.rglob("*.json")
    assert json.loads(told.read_text())["whole"]["received"] == "2024.27"
    (page,) = tmp_path.rglob("*.pdf")
    assert page.read_bytes().startswith(b"%PDF-")
