"""What we owe on the screen: recorded, set off with its declaration, taken back, and apart from what he has to pay."""

from datetime import date
from typing import Any

from casebook.domain.money import Cents
from casebook.store.actions.contra_items import AddContraItem
from casebook.store.actions.month_closing import CloseMonth
from casebook.store.models.books import ContraKind
from tests.sample import Office
from tests.store.actions.desk import TODAY, Desk
from tests.store.queries.played_closing import accepted
from tests.ui.screen import SMALL
from tests.ui.work.leaving import last, leave, lives
from tests.ui.work.money_desk import money_screen

SEPTEMBER = date(2026, 9, 1)


def owe(desk: Desk, cents: int) -> int:
    kind = ContraKind.CREDIT_NOTE
    made: int = desk.act(AddContraItem(desk.creditor, desk.debtor, kind, "CN-7", Cents(cents), SEPTEMBER))
    return made


def items(desk: Desk) -> list[tuple[Any, ...]]:
    query = "SELECT kind, number, cents, on_day, paid_out_on FROM contra_item WHERE party_id = ? ORDER BY id"
    return [tuple(map(str, row)) for row in desk.database.fetch(query, (desk.debtor,))]


def set_offs(desk: Desk) -> list[tuple[Any, ...]]:
    query = (
        "SELECT k.number, s.cents, s.channel, s.taken_back_because FROM set_off s JOIN claim k ON k.id = s.claim_id"
        " WHERE s.case_id = ? ORDER BY s.id"
    )
    return desk.database.fetch(query, (desk.case,))


async def test_what_we_owe_is_recorded_and_paid_out(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    desk.claim("2026-001", 12000)
    async with money_screen(desk) as screen:
        await screen.open("t")
        await screen.to("Nummer")
        await screen.fill("CN-7", "400", "01-09-2026")
        await screen.look()
        assert screen.shows("creditnota CN-7 · € 400,00 · WIJ")
        await screen.press("enter")
        assert items(desk) == [("credit_note", "CN-7", "40000", "2026-09-01", "None")]
        await screen.open("m")
        await screen.press("b", "enter", "enter")
    assert items(desk) == [("credit_note", "CN-7", "40000", "2026-09-01", "2026-11-21")]


async def test_a_set_off_is_seen_declared_and_then_booked(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    lives(desk)
    owe(desk, 40000)
    claim = desk.claim("2026-001", 100000)
    async with money_screen(desk, size=SMALL) as screen:
        await screen.open("y")
        await screen.look()
        assert screen.shows("Op vordering 2026-001, vanaf 02-10-2026", "400,00 hoofdsom", "BW 6:127 lid 2")
        await screen.is_as("money-set-off-80")
        await screen.press("enter")
        await screen.is_as("money-set-off-letter-80")
        await screen.press("plus")
    said = last(desk).text
    assert "verklaren hierbij dat wij daarvan € 400,00 verrekenen" in " ".join(said.body.split())
    assert set_offs(desk) == []
    leave(desk)
    assert set_offs(desk) == [("2026-001", 40000, "letter", "")]
    assert desk.balance(claim).principal == 60000


async def test_that_it_works_from_a_day_in_a_closed_month_is_warned_of(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    lives(desk)
    owe(desk, 40000)
    desk.claim("2026-001", 100000)
    october = date(2026, 10, 1)
    warning = "02-10-2026 ligt in een maand die is afgesloten"
    async with money_screen(desk) as screen:
        await screen.open("y")
        await screen.look()
        assert not screen.shows(warning)
    desk.act(CloseMonth(desk.creditor, october, accepted(desk.database, desk.creditor, october, TODAY)))
    async with money_screen(desk, size=SMALL) as screen:
        await screen.open("y")
        await screen.look()
        assert screen.shows(warning)


async def test_it_goes_to_the_oldest_claim_first(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    lives(desk)
    owe(desk, 40000)
    desk.claim("2026-001", 10000)
    desk.claim("2026-002", 50000)
    async with money_screen(desk) as screen:
        await screen.open("y")
        # Both claims are named already.
        await screen.fill("", "350")
        await screen.look()
        await screen.press("enter", "plus")
    leave(desk)
    assert [(number, cents) for number, cents, *_ in set_offs(desk)] == [("2026-001", 10000), ("2026-002", 25000)]


async def test_why_nothing_can_be_set_off_is_said(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    lives(desk)
    owe(desk, 40000)
    desk.claim("2026-001", 10000, due_on=date(2026, 12, 1))
    async with money_screen(desk) as screen:
        await screen.open("y")
        assert "De vordering is pas opeisbaar op 02-12-2026" in screen.text


async def test_a_set_off_is_taken_back(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    lives(desk)
    owe(desk, 4000)
    claim = desk.claim("2026-001", 10000)
    async with money_screen(desk) as screen:
        await screen.open("y")
        await screen.look()
        await screen.press("enter", "plus")
        leave(desk)
        await screen.open("z")
        await screen.fill("verkeerde debiteur")
        await screen.look()
        await screen.press("enter")
    assert set_offs(desk) == [("2026-001", 4000, "letter", "verkeerde debiteur")]
    assert desk.total(claim) == 10000
