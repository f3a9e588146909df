"""Payments on the screen: recorded with where they go, corrected, reversed, and what is left of them allocated."""

from datetime import date
from typing import Any

import pytest

from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.actions.payments import Booked, ReversePayment
from tests.databases import TODAY
from tests.sample import Office
from tests.store.actions.desk import Desk
from tests.ui.screen import SMALL, USUAL
from tests.ui.work.money_desk import DUE_BEFORE, money_screen
from tests.ui.work.plans import Plan

RECEIVED = date(2026, 11, 1)


def payments(desk: Desk) -> list[tuple[Any, ...]]:
    """Return the payments of the case: day, cents, payer, name, reference, reason and what it reverses."""
    return desk.database.fetch(
        "SELECT on_day, cents, payer_id, payer_name, reference, reason, reverses_id FROM payment"
        " WHERE case_id = ? ORDER BY id",
        (desk.case,),
    )


def parts(desk: Desk) -> list[tuple[Any, ...]]:
    """Return where the last payment went: claim, component, cents and basis."""
    return desk.database.fetch(
        "SELECT k.number, l.component, a.cents, a.basis FROM allocation a"
        " LEFT JOIN ledger_entry l ON l.id = a.entry_id LEFT JOIN claim k ON k.id = l.claim_id"
        " WHERE a.payment_id = (SELECT max(id) FROM payment WHERE case_id = ?) ORDER BY a.id",
        (desk.case,),
    )


def two_claims(office: Office) -> Desk:
    desk = Desk(office.database, office.actor)
    desk.claim("2026-001", 120000)
    desk.claim("2026-002", 30000, due_on=DUE_BEFORE, invoice_on=None)
    return desk


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_a_payment_is_shown_with_where_it_goes_before_it_is_recorded(
    office: Office, size: tuple[int, int]
) -> None:
    desk = two_claims(office)
    async with money_screen(desk, size=size) as screen:
        await screen.open("p")
        await screen.fill("1-11", "500,00", "", "factuur september")
        await screen.look()
        await screen.is_as(f"money-payment-{size[0]}")
        await screen.press("escape")
    assert payments(desk) == []


async def test_a_payment_is_recorded_as_it_was_shown(office: Office) -> None:
    desk = two_claims(office)
    async with money_screen(desk) as screen:
        await screen.open("p")
        await screen.fill("1-11", "500,00", "", "factuur september")
        await screen.look()
        await screen.press("enter")
    ((on, cents, payer, name, reference, reason, reverses),) = payments(desk)
    assert (str(on), cents, payer, name) == ("2026-11-01", 50000, desk.debtor, "")
    assert (reference, reason, reverses) == ("factuur september", "", None)
    oldest, last = "allocation.oldest", "allocation.last"
    assert parts(desk) == [
        ("2026-002", "interest", 299, oldest),
        ("2026-002", "principal", 30000, oldest),
        ("2026-001", "interest", 395, last),
        ("2026-001", "principal", 19306, last),
    ]


async def test_the_debtor_may_designate_and_interest_may_stay_as_booked(office: Office) -> None:
    desk = two_claims(office)
    async with money_screen(desk, language="en") as screen:
        await screen.open("p")
        await screen.fill("", "100", "", "", "001")
        await screen.fill("", "n")
        await screen.look()
        assert screen.shows("→ 2026-001", "designated", "Open then         €1,400.00")
        await screen.press("enter")
    assert parts(desk) == [("2026-001", "principal", 10000, "allocation.designated")]


async def test_what_fits_a_term_goes_to_the_claims_of_the_arrangement(office: Office) -> None:
    plan = Plan(office)
    plan.agree()
    desk = plan.desk
    desk.claim("2026-002", 30000, due_on=date(2026, 6, 1), invoice_on=None)
    async with money_screen(desk) as screen:
        await screen.open("p")
        await screen.fill("", "287,33")
        await screen.look()
        assert screen.shows("2026-001", "Aangewezen door de regeling van 14-08-2026", "BW 6:43")
        await screen.press("enter")
    assert {(claim, basis) for claim, _, _, basis in parts(desk)} == {("2026-001", "allocation.designated")}
    async with money_screen(desk) as screen:
        await screen.open("p")
        await screen.fill("", "100,00")
        await screen.look()
        assert not screen.shows("Aangewezen door de regeling")
        await screen.press("escape")


async def test_a_division_of_ones_own_needs_a_reason_and_says_that_it_deviates(office: Office) -> None:
    desk = two_claims(office)
    async with money_screen(desk) as screen:
        await screen.open("p")
        await screen.fill("", "500", "", "", "", "001 hoofd 400")
        await screen.press("enter")
        assert screen.shows("✗ Waarom anders: vul dit in.", "001 hoofd 400")
        await screen.type("afspraak 3-11")
        await screen.look()
        assert screen.shows("wijkt af van de wettelijke volgorde", "niet toegerekend", "100,00")
        await screen.press("enter")
    assert parts(desk) == [
        ("2026-001", "principal", 40000, "payment.deviation"),
        (None, None, 10000, "payment.unallocated"),
    ]
    assert payments(desk)[0][5] == "afspraak 3-11"


@pytest.mark.parametrize("amount", ["-5", "1.234,567", "0"])
async def test_what_is_no_amount_is_refused_and_stays_typed(office: Office, amount: str) -> None:
    desk = two_claims(office)
    async with money_screen(desk) as screen:
        await screen.open("p")
        await screen.fill("", amount)
        await screen.press("enter")
        assert screen.shows("✗", amount)
        await screen.press("escape")
    assert payments(desk) == []


async def test_a_day_ahead_and_the_claim_of_another_case_are_refused(office: Office) -> None:
    desk = two_claims(office)
    async with money_screen(desk) as screen:
        await screen.open("p")
        await screen.fill("+3", "50")
        await screen.press("enter")
        assert screen.shows("24-11-2026 ligt in de toekomst", "+3")
        await screen.to("Ontvangen op")
        await screen.fill("21-11-2026", "", "", "", "MB2019-00671")
        await screen.press("enter")
        assert screen.shows('✗ "MB2019-00671" is geen lopende vordering van dit dossier')
        await screen.press("escape")
    assert payments(desk) == []


async def test_money_received_during_an_insolvency_needs_a_choice(office: Office) -> None:
    desk = two_claims(office)
    facts = EventFacts("insolvency", date(2026, 10, 5), (Reached(desk.debtor),), regime="bankruptcy")
    desk.act(RecordEvent(desk.case, facts))
    async with money_screen(desk) as screen:
        await screen.open("p")
        await screen.fill("", "100")
        await screen.look()
        assert screen.shows("apart gehouden wegens insolventie", "Mag toch, want", "Fw 23")
        await screen.to("Mag toch, want")
        await screen.fill("boedel stemde in")
        await screen.look()
        assert screen.shows("2026-002 hoofdsom")
        await screen.press("enter")
    assert payments(desk)[0][5] == "boedel stemde in"
    assert {basis for *_, basis in parts(desk)} == {"allocation.oldest"}


async def test_a_payment_that_a_list_reported_is_recorded_only_as_another(office: Office) -> None:
    desk = two_claims(office)
    booked = desk.pay(10000, RECEIVED)
    desk.database.execute("DROP TRIGGER guard_payment_update")
    desk.database.execute("UPDATE payment SET source = 'ledger' WHERE id = ?", (booked.payment_id,))
    async with money_screen(desk) as screen:
        await screen.open("p")
        await screen.fill("1-11", "100")
        await screen.look()
        assert screen.shows("Volgens een lijst met openstaande posten", "Andere betaling")
        assert len(payments(desk)) == 1
        await screen.to("Andere betaling")
        await screen.press("j")
        await screen.look()
        await screen.press("enter")
    assert [row[1] for row in payments(desk)] == [10000, 10000]


async def test_a_payment_is_corrected_in_one_step_with_one_reason(office: Office) -> None:
    desk = two_claims(office)
    desk.pay(5000, RECEIVED, reference="kenmerk 7", payer_id=desk.debtor, designation=(desk_claim(desk, "2026-001"),))
    async with money_screen(desk) as screen:
        await screen.open("c")
        assert screen.shows("Was", "01-11-2026 · € 50,00 · Van Dam Bouw · kenmerk 7", "2026-001 hoofdsom 50,00")
        assert screen.shows("Debiteur wees aan   2026-001")
        await screen.fill("", "75", "", "", "", "", "n", "verkeerd overgenomen")
        await screen.look()
        assert screen.shows("2026-001 hoofdsom 75,00")
        await screen.press("enter")
    assert [(row[1], row[5]) for row in payments(desk)] == [
        (5000, ""),
        (-5000, "verkeerd overgenomen"),
        (7500, "verkeerd overgenomen"),
    ]
    assert parts(desk) == [("2026-001", "principal", 7500, "allocation.designated")]


async def test_a_payment_went_back_on_a_day(office: Office) -> None:
    desk = two_claims(office)
    desk.pay(5000, RECEIVED)
    async with money_screen(desk) as screen:
        await screen.open("r")
        await screen.fill("", "5-11", "storno")
        await screen.look()
        assert screen.shows("Daarna open       € 1.500,00")
        await screen.press("enter")
    assert [(str(row[0]), row[1]) for row in payments(desk)] == [("2026-11-01", 5000), ("2026-11-05", -5000)]


async def test_a_payment_that_a_colleague_reversed_meanwhile_is_refused(office: Office) -> None:
    desk = two_claims(office)
    booked = desk.pay(5000, RECEIVED)
    async with money_screen(desk) as screen:
        await screen.open("r")
        await screen.fill("", "5-11", "storno")
        desk.act(reversal(booked))
        await screen.press("enter")
        assert screen.shows("al teruggeboekt of gecorrigeerd", "storno")
        await screen.press("escape")
    assert len(payments(desk)) == 2


async def test_what_is_left_of_a_payment_goes_to_a_claim_that_came_later(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    desk.pay(5000, RECEIVED)
    desk.claim("2026-010", 30000)
    async with money_screen(desk, size=SMALL) as screen:
        await screen.open("a")
        assert screen.shows("Niet toegerekend  € 50,00")
        await screen.fill("010", "hoort bij deze factuur")
        await screen.look()
        assert screen.shows("2026-010", "door een medewerker gekozen")
        await screen.press("enter")
    assert parts(desk)[-1] == ("2026-010", "principal", 5000, "payment.chosen")


def desk_claim(desk: Desk, number: str) -> int:
    found: int = desk.database.value("SELECT id FROM claim WHERE case_id = ? AND number = ?", (desk.case, number))
    return found


def reversal(booked: Booked) -> ReversePayment:
    return ReversePayment(booked.payment_id, "dubbel", TODAY)
