"""The place Closing: what was open on a day opens its cases, a month is closed with reasons, and later entries show."""

import csv
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from casebook.domain.closing import month_end
from casebook.domain.component import Component
from casebook.domain.money import Cents
from casebook.store import month_checks, standing_closings
from casebook.store.actions.ledger import ChargeCosts
from casebook.store.actions.month_closing import Accepted, CloseMonth
from casebook.store.perform import perform
from casebook.store.queries.as_at import Asked, By, Knowledge, as_at
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, session

OCTOBER = date(2026, 10, 1)
END = month_end(OCTOBER)
_CLAIM = """
    SELECT k.id, c.number FROM claim k JOIN cases c ON c.id = k.case_id JOIN ledger_entry l ON l.claim_id = k.id
    WHERE k.creditor_id = 1 AND k.ended_on IS NULL AND c.state <> 'closed' AND k.principal_cents > 100000
      AND k.due_on BETWEEN '2026-01-01' AND '2026-06-01' ORDER BY k.id LIMIT 1
"""


def close(office: Office, creditor_id: int = 1) -> None:
    found = month_checks.checks(office.database, creditor_id, OCTOBER, END, TODAY)
    accepted = tuple(Accepted(one.code, one.number, one.cents, "gezien") for one in found)
    perform(office.database, office.actor, TODAY, CloseMonth(creditor_id, OCTOBER, accepted))


@pytest.mark.parametrize(("size", "name"), [(SMALL, "80"), (USUAL, "120")])
async def test_what_is_open_by_age_opens_its_claims(office: Office, size: tuple[int, int], name: str) -> None:
    async with session(*office, size=size) as screen:
        await screen.press("g", "s")
        await screen.is_as(f"closing-as-at-{name}")
        await screen.press("j", "j", "enter")
        await screen.is_as(f"closing-behind-{name}")
        rows = as_at(office.database, By.AGE, Asked(TODAY, Knowledge.NOW, TODAY))
        assert len(screen.app.screen.mover.window.rows) == rows[2].claims  # type: ignore[attr-defined]  # of a place
        await screen.press("enter")
        assert screen.app.screen.at_case is not None  # type: ignore[attr-defined]  # of a place


async def test_a_month_is_closed_with_a_reason_for_each_thing_that_is_not_done(office: Office) -> None:
    wanted = month_checks.checks(office.database, 1, OCTOBER, END, TODAY)
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "s", "left_square_bracket", "j", "plus")
        for at in range(len(wanted)):
            await screen.type(f"reden {at}")
            await screen.press("tab")
        await screen.is_as("closing-close-80")
        await screen.press("enter")
        closed = standing_closings.closed(office.database, 1, OCTOBER)
        assert closed is not None
        assert office.database.fetch("SELECT reason FROM month_accepted ORDER BY id") == [
            (f"reden {at}",) for at in range(len(wanted))
        ]
        await screen.press("equals_sign")
        await screen.is_as("closing-closed-80")


async def test_what_is_recorded_later_shows_before_saving_in_the_ledger_and_behind_the_month(office: Office) -> None:
    close(office)
    claim, number = office.database.fetch(_CLAIM)[0]
    cost = ChargeCosts(claim, Component.COLLECTION_COSTS, Cents(4_000), END, "laat")
    perform(office.database, office.actor, TODAY, cost)
    async with session(*office, size=USUAL) as screen:
        await screen.press("g", "s", "left_square_bracket", "j", "enter", "n")
        assert screen.shows(number, "40,00")
        await screen.press("enter", "right_square_bracket", "right_square_bracket")
        assert screen.shows("! na afsluiting")


async def test_as_known_then_and_another_day_are_one_key_away(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "s", "less_than_sign", "tab", "v")
        assert screen.shows("31-10-2026", "Staat in", "toen bekend")
        await screen.press("at")
        await screen.type("30-9-2026")
        await screen.press("enter")
        assert screen.shows("30-09-2026 · alle entiteiten")
        await screen.press("at")
        await screen.type("+14")
        await screen.press("enter")
        assert screen.shows("ligt in de toekomst")


async def test_a_report_and_the_pack_are_written_to_files(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "s", "right_square_bracket", "less_than_sign", "o", "c")
        (written,) = tmp_path.rglob("*.csv")
        rows = list(csv.reader(written.read_text("utf-8-sig").splitlines(), delimiter=";"))
        assert rows[0][:2] == ["Entiteit", "Mutatie"]
        await screen.press("a", "tab", "tab")
        await screen.type("7")
        await screen.press("tab", "backspace", "backspace")
        await screen.type("2")
        await screen.press("enter")
        (pack,) = tmp_path.rglob("*.zip")
        with ZipFile(pack) as packed:
            assert len([name for name in packed.namelist() if name.startswith("dossiers/")]) == 2


async def test_a_rate_and_an_own_provision_are_set(office: Office) -> None:
    async with session(*office, size=USUAL) as screen:
        await screen.press("g", "s", "right_square_bracket", "right_square_bracket")
        await screen.is_as("closing-provision-120")
        await screen.press("plus", "tab", "tab")
        await screen.type("90")
        await screen.press("tab", "tab")
        await screen.type("beleid 2026")
        await screen.press("enter")
        assert office.database.fetch("SELECT percent FROM provision_rate") == [(90,)]
        await screen.press("escape", "g", "v", "enter", "P", "g")
        await screen.type("40")
        await screen.press("tab")
        await screen.type("+30")
        await screen.press("tab")
        await screen.type("verkoopt zijn huis")
        await screen.press("enter", "enter")
        assert office.database.fetch("SELECT percent, reason FROM own_provision") == [(40, "verkoopt zijn huis")]
