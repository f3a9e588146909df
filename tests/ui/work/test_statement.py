"""The statement of a case on the screen, and the sheet of it in the person's own folder."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from casebook.format import amount
from casebook.store.queries.statement import Statement, statement
from tests.databases import TODAY
from tests.sample import Office
from tests.store.actions.desk import DUE, Desk
from tests.ui.work.payoff_screen import payoff_screen

PAID_ON = date(2026, 10, 20)


@pytest.fixture
def desk(office: Office) -> Desk:
    desk = Desk(office.database, office.actor)
    desk.claim("=A-1", 10000)
    desk.claim("A-2", 2500)
    desk.pay(4000, PAID_ON)
    return desk


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    return tmp_path / "own" / "casebook" / "exports"


def stated(desk: Desk, day: date = TODAY) -> Statement:
    found = statement(desk.database, desk.case, day)
    assert found is not None
    return found


def decimal(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", "."))


async def test_the_balance_runs_on_entry_by_entry_to_the_total(desk: Desk) -> None:
    async with payoff_screen(desk.database, desk.actor) as screen:
        await screen.open(desk.case)
        await screen.press("s")
        balances, totals = Decimal(0), []
        for line in screen.inside:
            words = line.split()
            if line.startswith("Vordering "):
                totals.append(balances := Decimal(0))
            elif line[:2].isdigit() and line[2] == "-":
                balances += decimal(words[-2])
                assert decimal(words[-1]) == balances
                totals[-1] = balances
        (total,) = screen.row("Open op za 21-11-2026")
        assert len(totals) == 2
        assert sum(totals) == decimal(total) == Decimal(stated(desk).total) / 100


async def test_to_a_day_before_the_payment_and_before_the_first_invoice(desk: Desk) -> None:
    async with payoff_screen(desk.database, desk.actor) as screen:
        await screen.open(desk.case)
        await screen.press("s")
        await screen.other_day("10-10")
        assert screen.row("Open op za 10-10-2026") == [amount(stated(desk, date(2026, 10, 10)).total, "nl")]
        assert screen.shows("Zoals het aan het eind van die dag was.")
        assert not screen.shows("20-10-2026")
        await screen.other_day("1-8-2026")
        assert screen.shows("Op za 01-08-2026 is er niets geboekt.")
        await screen.other_day("+1j")
        assert screen.row("Open op zo 21-11-2027") == [amount(stated(desk, date(2027, 11, 21)).total, "nl")]


async def test_it_is_written_to_a_file_of_ones_own_that_adds_up_and_never_over_another(
    desk: Desk, folder: Path
) -> None:
    number = stated(desk).number
    async with payoff_screen(desk.database, desk.actor) as screen:
        await screen.open(desk.case)
        await screen.press("s", "w")
        assert screen.shows("✓ Geschreven naar")
        await screen.press("w")
        assert screen.says(f"Geschreven naar {folder}/{number}_2026-11-21-2.csv")
    first, second = folder / f"{number}_2026-11-21.csv", folder / f"{number}_2026-11-21-2.csv"
    assert first.read_bytes() == second.read_bytes()
    assert (folder.stat().st_mode & 0o777, first.stat().st_mode & 0o777) == (0o700, 0o600)
    with first.open(encoding="utf-8-sig", newline="") as file:
        _, *entries, total = csv.reader(file, delimiter=";")
    assert {row[0] for row in entries} == {"'=A-1", "A-2"}
    assert sum(decimal(row[4]) for row in entries) == decimal(total[5]) == Decimal(stated(desk).total) / 100


async def test_what_the_disk_refuses_is_one_sentence_and_the_statement_stays(desk: Desk, folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("in the way")
    async with payoff_screen(desk.database, desk.actor) as screen:
        await screen.open(desk.case)
        await screen.press("s", "w")
        assert screen.says(f"✗ In {folder} kan niet worden geschreven (File exists)")
        assert screen.shows("Rekeningoverzicht")
    assert folder.read_text() == "in the way"


async def test_the_day_of_the_payoff_is_that_of_the_statement(desk: Desk) -> None:
    async with payoff_screen(desk.database, desk.actor) as screen:
        await screen.open(desk.case)
        await screen.other_day("30-11")
        await screen.press("s")
        assert screen.row("Open op ma 30-11-2026") == [amount(stated(desk, date(2026, 11, 30)).total, "nl")]
        assert stated(desk, DUE).total == 12500
