"""Writing off on the screen, within the mandate and beyond it, and taking it back."""

import json
from typing import Any

from casebook.domain.money import Cents
from casebook.store.actions.write_offs import WriteOff
from casebook.store.models.people import Role
from tests.sample import Office
from tests.store.actions.desk import Desk
from tests.ui.screen import SMALL
from tests.ui.work.money_desk import money_screen


def write_offs(desk: Desk) -> list[tuple[Any, ...]]:
    return desk.database.fetch(
        "SELECT k.number, w.cents, w.reason, w.reverses_id FROM write_off w JOIN claim k ON k.id = w.claim_id"
        " WHERE k.case_id = ? ORDER BY w.id",
        (desk.case,),
    )


def as_handler(desk: Desk) -> Desk:
    desk.actor = desk.actor._replace(roles=frozenset({Role.HANDLER}))
    return desk


async def test_all_that_is_open_is_written_off_and_the_claim_lives_on(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    claim_id = desk.claim("2026-001", 12000)
    async with money_screen(desk, size=SMALL) as screen:
        await screen.open("b")
        assert screen.shows("haar verjaring loopt door", "veilig tot en met 01-10-2031", "BW 3:307 lid 1")
        await screen.fill("", "oninbaar")
        await screen.look()
        await screen.is_as("money-write-off-80")
        assert write_offs(desk) == []
        await screen.press("enter")
    assert write_offs(desk) == [("2026-001", 12000, "oninbaar", None)]
    assert desk.total(claim_id) == 12000


async def test_more_than_is_open_is_refused_and_stays_typed(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    desk.claim("2026-001", 12000)
    async with money_screen(desk) as screen:
        await screen.open("b")
        await screen.fill("120,01", "oninbaar")
        await screen.look()
        assert screen.shows("kan nog € 120,00 worden afgeboekt", "120,01")
        await screen.press("escape")
    assert write_offs(desk) == []


async def test_beyond_the_mandate_approval_is_asked_from_the_same_form(office: Office) -> None:
    desk = as_handler(Desk(office.database, office.actor))
    claim_id = desk.claim("2026-001", 40000)
    async with money_screen(desk) as screen:
        await screen.press("g", "c", "/", *"2026-0251", "enter")
        await screen.press("P", "b")
        await screen.fill("300", "oninbaar")
        await screen.look()
        assert screen.shows("€ 300,00 is meer dan uw bevoegdheid", "Enter: goedkeuring vragen", "oninbaar")
        await screen.press("enter")
        assert screen.shows("Goedkeuring vragen", "Waarom", "oninbaar", "Nodig op")
        # Turned back, what was typed is there still.
        await screen.press("escape")
        assert screen.shows("300", "oninbaar")
        await screen.press("enter", "tab")
        await screen.press("ctrl+u")
        await screen.type("+7")
        await screen.press("tab")
        await screen.type("graag deze week")
        await screen.press("enter")
        assert screen.shows("uiterlijk 28-11-2026", "Hierover beslist")
        await screen.press("enter")
        assert screen.shows("Goedkeuring gevraagd")
        assert not screen.shows("vastgelegd.")
    assert write_offs(desk) == []
    ((command, arguments, reason, needed_by),) = desk.database.fetch(
        "SELECT command, arguments, reason, needed_by FROM approval WHERE case_id = ?", (desk.case,)
    )
    assert (command, reason, str(needed_by)) == ("write_off.write", "oninbaar", "2026-11-28")
    assert json.loads(arguments) == {"claim_id": claim_id, "cents": 30000, "reason": "oninbaar"}
    assert desk.database.value("SELECT text FROM approval_comment") == "graag deze week"


async def test_a_write_off_is_taken_back(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    claim_id = desk.claim("2026-001", 12000)
    desk.act(WriteOff(claim_id, Cents(2000), "te klein"))
    async with money_screen(desk) as screen:
        await screen.open("u")
        assert screen.shows("21-11-2026 · 2026-001 · € 20,00", "te klein")
        await screen.type("betaalt toch")
        await screen.press("enter")
    assert [(row[1], row[2]) for row in write_offs(desk)] == [(2000, "te klein"), (-2000, "betaalt toch")]


async def test_what_is_left_is_filled_in(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    claim_id = desk.claim("2026-001", 12000)
    desk.act(WriteOff(claim_id, Cents(2000), "te klein"))
    async with money_screen(desk) as screen:
        await screen.open("b")
        await screen.fill("", "oninbaar")
        await screen.look()
        await screen.press("enter")
    assert [row[1] for row in write_offs(desk)] == [2000, 10000]
