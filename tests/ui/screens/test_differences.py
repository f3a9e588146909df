"""The place of what lists say otherwise: every kind of it, from which file, in which case."""

import shutil
from pathlib import Path

import pytest

from casebook.jobs import receivables
from casebook.jobs.importing import Import, Options
from casebook.paths import sample_data
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, session

# What a list of today has otherwise than the one of the sample office.
_OTHERWISE = (
    # Paid on the entity whose ledger books, and on one whose bank has to report it.
    (";3.120,00;3.120,00;", ";3.120,00;0,00;"),
    (";398,45;398,45;", ";398,45;0,00;"),
    (";14-06-2026;14-07-2026;181,50;", ";14-06-2026;21-07-2026;181,50;"),
    (";Tablet;", ";Tablet met hoes;"),
)
_MISSING = "2021.00649"


@pytest.fixture
def listed(office: Office, tmp_path: Path) -> Office:
    """An office that read a list in which some is otherwise, and one item is missing."""
    database, actor = office
    folder = sample_data() / "office"
    text = (folder / "receivables.csv").read_text("utf-8")
    for was, now in _OTHERWISE:
        assert was in text
        text = text.replace(was, now)
    file = tmp_path / "posten-2026-11-21.csv"
    rows = [row for row in text.splitlines() if f";{_MISSING};" not in row]
    file.write_text("\n".join(rows) + "\n", "utf-8")
    shutil.copy(folder / "receivables.toml", tmp_path)
    profile = receivables.load_profile(database, str(tmp_path / "receivables.toml"))
    receivables.run(Import(database, actor, TODAY, file, profile, Options()))
    return office


async def test_it_has_all_that_waits_by_kind(listed: Office) -> None:
    async with session(*listed, size=SMALL) as screen:
        await screen.press("g", "n")
        await screen.is_as("differences-80-nl")
        await screen.press("]")
        await screen.is_as("differences-paid-80-nl")
    async with session(*listed, language="en") as screen:
        await screen.press("g", "n")
        await screen.is_as("differences-120-en")


async def test_what_is_marked_is_counted_before_it_is_done(listed: Office) -> None:
    async with session(*listed, size=SMALL) as screen:
        await screen.press("g", "n", "V", "+")
        await screen.is_as("differences-many-80-nl")
        await screen.press("+")
        await screen.is_as("differences-accept-80-nl")
    async with session(*listed, language="en") as screen:
        await screen.press("g", "n", "]", "V", "+", "+")
        await screen.is_as("differences-accept-120-en")


async def test_it_is_narrowed_and_opens_its_case(listed: Office) -> None:
    async with session(*listed, size=SMALL) as screen:
        await screen.press("g", "n", "/", *"waaijer", "enter")
        assert screen.shows("2021.00621")
        assert not screen.shows("Wasserette")
        await screen.press("enter")
        assert screen.lines[0].lstrip().startswith("20")
        assert screen.shows("Containerdienst")
        await screen.press("escape")
        assert screen.shows("Verschillen")
