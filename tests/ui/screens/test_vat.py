"""The place VAT: a list is locked with what was seen and marked as declared, and each line opens its claim and case."""

from pathlib import Path

import pytest

from casebook.ui.screens.case import CaseScreen
from tests.sample import Office
from tests.store.actions.desk import Desk
from tests.ui.screen import SMALL, USUAL, session
from tests.ui.work.money_desk import money_screen

LOCKED = "SELECT filer, lines, refund_cents, filed_on IS NOT NULL, withdrawn_because FROM vat_list ORDER BY id"


@pytest.mark.parametrize(
    ("size", "language", "name"), [(SMALL, "nl", "80x24-nl"), (USUAL, "nl", "120x40-nl"), (SMALL, "en", "80x24-en")]
)
async def test_the_returns_and_the_lines_of_one(
    office: Office, size: tuple[int, int], language: str, name: str
) -> None:
    async with session(*office, size=size, language=language) as screen:
        await screen.press("g", "b")
        await screen.is_as(f"vat-{name}")
        await screen.press("j", "enter")
        await screen.is_as(f"vat-lines-{name}")
        await screen.press("enter")
        assert screen.app.screen.at_case is not None  # type: ignore[attr-defined]  # of a place


async def test_why_a_line_is_in_a_return(office: Office) -> None:
    """The key that explains tells of the VAT of the claim of the line, not of the case."""
    async with session(*office, size=USUAL) as screen:
        await screen.press("g", "b", "j", "enter", "equals_sign")
        assert screen.shows("Tarieven", "Wanneer terug", "art. 29")
        await screen.press("escape")
        assert type(screen.app.screen).__name__ == "VatLines"


async def test_a_list_is_locked_declared_and_written(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "b", "j", "plus")
        await screen.is_as("vat-lock-80")
        await screen.press("enter")
        await screen.press("B", "h")
        await screen.type("een factuur vergeten")
        await screen.press("enter", "plus", "enter", "plus")
        await screen.press("tab")
        await screen.type("aangifte november")
        await screen.press("enter")
        assert office.database.fetch(LOCKED) == [
            ("MBG", 3, 54366, 0, "een factuur vergeten"), ("MBG", 3, 54366, 1, ""),
        ]  # fmt: skip
        await screen.press("B", "g")
        await screen.is_as("vat-lists-80")
        await screen.press("escape", "o", "p")
        (file,) = tmp_path.rglob("*.pdf")
        assert file.read_bytes().startswith(b"%PDF")


async def test_the_rates_of_a_claim_are_stated_with_what_follows(office: Office) -> None:
    claim = office.database.value("SELECT id FROM claim WHERE number = 'MB2025-04473'")
    async with session(*office, size=USUAL) as screen:
        await screen.press("g", "b", "j", "enter", "j", "j", "enter", "B")
        await screen.type("04473")
        await screen.press("enter", "t")
        await screen.is_as("vat-rates-120")
        await screen.press("enter")
        query = "SELECT treatment, percent, gross_cents, vat_cents FROM claim_vat WHERE claim_id = ?"
        assert office.database.fetch(query, (claim,)) == [("charged", "21", 15_972, 2_772)]
        await screen.press("B")
        await screen.type("04473")
        await screen.press("enter", "g")
        await screen.is_as("vat-course-120")


async def test_claims_without_rates_are_told_at_once(office: Office) -> None:
    """What is kept of each is as if it had been said of it alone."""
    desk = Desk(office.database, office.actor)
    claims = [desk.claim(f"Z-{at}", 1_210_00) for at in (1, 2)]
    async with money_screen(desk, language="en") as screen:
        await screen.app.push_screen(CaseScreen(screen.app.desk, desk.case))
        await screen.settled()
        await screen.press("B")
        await screen.type("Z-1")
        await screen.press("enter", "a")
        assert screen.shows("The VAT rates of 2 claims are not known (Z-1, Z-2)")
        await screen.fill("high")
        await screen.press("enter")
    query = "SELECT claim_id, percent, gross_cents, vat_cents FROM claim_vat WHERE claim_id IN (?, ?) ORDER BY claim_id"
    rated = office.database.fetch(query, tuple(claims))
    assert rated == [(claim, "21", 1_210_00, 210_00) for claim in claims]
