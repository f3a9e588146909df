"""Exporting what a place shows, as it is narrowed, to one's own folder; the work of people also as a calendar."""

import json
from pathlib import Path

import pytest

from casebook.jobs.lists.catalogue import COLUMNS
from casebook.ui.dialogs.goto import PLACES
from casebook.ui.screens.list_place import ListPlace
from tests.sample import Office
from tests.ui.screen import SMALL, session


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "casebook" / "exports"


async def test_the_list_is_written_as_it_is_narrowed(office: Office, folder: Path) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "c", "slash")
        await screen.type("band:1")
        await screen.press("enter", "Y")
        await screen.is_as("list-export-80x24-nl")
        await screen.press("j")
    written = json.loads((folder / "dossiers_2026-11-21.json").read_text())
    assert {row["band"] for row in written} == {1}
    assert len(written) == office.database.value("SELECT count(*) FROM case_now WHERE band = 1") > 0
    assert office.database.value("SELECT count(*) FROM read_log WHERE kind = 'data_exported'") == 1


async def test_the_work_of_a_person_may_be_a_calendar(office: Office, folder: Path) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("Y", "i")
        assert screen.shows("termijnen_2026-11-21.ics")
    content = (folder / "termijnen_2026-11-21.ics").read_bytes()
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    names = [name for (name,) in office.database.fetch("SELECT name FROM party")]
    assert not any(name.encode() in content for name in names)


async def test_every_page_of_every_place_with_a_list_can_be_written(office: Office, folder: Path) -> None:
    async with session(*office, size=SMALL) as screen:
        for place in PLACES:
            await screen.app.to_place(place)
            await screen.settled()
            shown = screen.app.screen
            if not isinstance(shown, ListPlace):
                continue
            assert shown.LIST in COLUMNS
            for _ in await shown.parts():
                exported = shown.exported() if shown.check_action("export_list", ()) else None
                if exported is not None:
                    before = len(list(folder.glob("*.csv")))
                    await screen.press("Y", "c")
                    assert len(list(folder.glob("*.csv"))) == before + 1
                await screen.press("right_square_bracket")


async def test_the_pages_of_the_log_too(office: Office, folder: Path) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.app.to_place("log")
        await screen.settled()
        for _ in range(7):
            await screen.press("Y", "j", "right_square_bracket")
    # The law is a page to read.
    found = [json.loads(path.read_text()) for path in folder.glob("*.json")]
    assert len(found) == 6
    assert {"login", "roles"} <= {key for rows in found for row in rows for key in row}


async def test_the_cases_behind_a_number_come_to_it_in_a_file_too(office: Office, folder: Path) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "f", "4", "G", "enter", "Y", "j")
    (file,) = folder.glob("*.json")
    whole = office.database.value(
        "SELECT sum(p.cents) FROM payment p WHERE p.on_day BETWEEN '2026-10-01' AND '2026-11-21' "
        "AND p.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id)"
    )
    assert sum(round(float(row["amount_of_it"]) * 100) for row in json.loads(file.read_text())) == whole > 0


async def test_what_is_behind_a_number_of_closing_comes_to_it_in_a_file_too(office: Office, folder: Path) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "s", "G", "enter", "Y", "j")
    (file,) = folder.glob("*.json")
    whole = office.database.value(
        "SELECT (SELECT sum(cents) FROM ledger_entry WHERE on_day <= '2026-11-21') "
        "- COALESCE((SELECT sum(cents) FROM write_off WHERE on_day <= '2026-11-21'), 0)"
    )
    assert sum(round(float(row["amount"]) * 100) for row in json.loads(file.read_text())) == whole
