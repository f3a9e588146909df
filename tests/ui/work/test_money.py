"""The menu of money on a case, and entries credited, charged, corrected and reversed from it."""

from typing import Any

from casebook.domain.money import Cents
from casebook.store.actions.claims import WithdrawClaim
from casebook.store.actions.ledger import CreditClaim
from casebook.store.models.people import Role
from tests.databases import TODAY
from tests.sample import Office
from tests.store.actions.desk import Desk
from tests.ui.screen import session
from tests.ui.work.money_desk import money_screen


def entries(desk: Desk) -> list[tuple[Any, ...]]:
    return desk.database.fetch(
        "SELECT l.kind, l.component, l.cents, l.on_day, l.reason FROM ledger_entry l JOIN claim k ON k.id = l.claim_id"
        " WHERE k.case_id = ? ORDER BY l.id",
        (desk.case,),
    )


def booked(desk: Desk) -> list[tuple[str, str, int]]:
    return [row[:3] for row in entries(desk)]


PRINCIPAL = ("charge", "principal", 12000)


async def test_only_what_applies_is_offered(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    async with money_screen(desk) as screen:
        await screen.open()
        assert screen.shows("p  betaling ontvangen", "v  vordering toevoegen")
        assert not any(
            text in screen.text for text in ("afboeken", "crediteren", "corrigeren", "intrekken", "stilzetten")
        )
        await screen.press("escape")
        desk.claim("2026-001", 12000)
        await screen.open()
        assert screen.shows("afboeken", "crediteren", "boeking corrigeren", "vordering intrekken", "stilzetten")
        assert not screen.shows("boeking tegenboeken")
        assert not screen.shows("betaling corrigeren")


async def test_what_a_lead_alone_may_do_a_handler_asks_him(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    desk.claim("2026-001", 12000)
    desk.actor = desk.actor._replace(roles=frozenset({Role.HANDLER}))
    async with money_screen(desk) as screen:
        await screen.open("i")
        await screen.type("bestaat niet")
        await screen.press("enter")
        assert screen.shows("Goedkeuring vragen", "teamleider", "bestaat niet")
        await screen.press("enter")
        await screen.press("enter")
    assert desk.database.value("SELECT command FROM approval") == "claim.withdraw"


async def test_the_key_opens_the_menu_on_the_case_of_the_queue(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("P")
        assert screen.shows("Geld · ", "betaling ontvangen")
        await screen.press("escape")
        assert not screen.shows("betaling ontvangen")


async def test_a_credit_is_booked_on_the_component(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    desk.claim("2026-001", 12000)
    async with money_screen(desk) as screen:
        await screen.open("d")
        await screen.fill("", "20", "20-11", "creditnota 4")
        await screen.look()
        assert screen.shows("Daarna open       € 100,00")
        await screen.press("enter")
    assert booked(desk) == [PRINCIPAL, ("credit", "principal", -2000)]
    assert (str(entries(desk)[1][3]), entries(desk)[1][4]) == ("2026-11-20", "creditnota 4")


async def test_more_credit_than_is_open_is_refused(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    desk.claim("2026-001", 12000)
    async with money_screen(desk, language="en") as screen:
        await screen.open("d")
        await screen.fill("", "120.01", "", "credit note")
        await screen.press("enter")
        assert screen.shows("120.01", "€120.00", "credit note")
        await screen.press("escape")
    assert booked(desk) == [PRINCIPAL]


async def test_costs_are_charged_by_their_kind(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    desk.claim("2026-001", 12000)
    async with money_screen(desk) as screen:
        await screen.open("o")
        await screen.fill("proces", "50", "", "griffierecht")
        await screen.look()
        await screen.press("enter")
    assert booked(desk) == [PRINCIPAL, ("charge", "court_costs", 5000)]


async def test_costs_on_a_claim_that_ended_meanwhile_are_refused(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    claim_id = desk.claim("2026-001", 12000)
    async with money_screen(desk) as screen:
        await screen.open("o")
        await screen.fill("proces", "50", "", "griffierecht")
        desk.act(WithdrawClaim(claim_id, desk.version("claim", claim_id), "dubbel"))
        await screen.press("enter")
        assert screen.shows(f"Vordering 2026-001 is op {TODAY:%d-%m-%Y} beëindigd", "griffierecht")
    assert ("charge", "court_costs", 5000) not in booked(desk)


async def test_an_entry_is_corrected_in_one_step(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    claim_id = desk.claim("2026-001", 12000)
    async with money_screen(desk) as screen:
        await screen.open("e")
        assert screen.shows("Was", "01-09-2026 · 2026-001 · vordering hoofdsom · € 120,00")
        await screen.fill("100", "", "bedrag verkeerd")
        await screen.look()
        assert screen.shows("Daarna open       € 100,00")
        await screen.press("enter")
    assert booked(desk) == [PRINCIPAL, ("reversal", "principal", -12000), ("charge", "principal", 10000)]
    assert desk.database.value("SELECT principal_cents FROM claim WHERE id = ?", (claim_id,)) == 10000


async def test_an_entry_of_several_is_chosen_and_reversed(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    claim_id = desk.claim("2026-001", 12000)
    for cents in (500, 700):
        desk.act(CreditClaim(claim_id, Cents(cents), TODAY, f"nota {cents}"))
    async with money_screen(desk) as screen:
        await screen.open("x")
        await screen.type("7,00")
        await screen.press("enter")
        assert screen.shows("nota 700")
        await screen.type("vergissing")
        await screen.look()
        await screen.press("enter")
    assert booked(desk)[-1] == ("reversal", "principal", 700)


async def test_names_and_numbers_from_outside_are_shown_as_they_are(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    desk.claim("[/b]{x}\x1b[31m", 12000, description="[red]")
    async with money_screen(desk) as screen:
        await screen.open("p")
        assert screen.shows("[/b]{x} € 120,00")
        await screen.fill("", "50")
        await screen.look()
        assert screen.shows("[/b]{x} hoofdsom")
        assert "\x1b" not in screen.text
