"""Disputes on the case screen: registered, credited and decided with what will happen shown first, and told apart."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

from casebook.domain.disputes import Decision
from casebook.domain.money import Cents
from casebook.store.actions.dispute_course import CreditDispute, DecideDispute
from casebook.store.actions.disputes import ContestedPart, RegisterDispute
from casebook.store.models.disputes import DisputeReason, RootCause
from casebook.store.queries import disputes
from casebook.store.queries.disputes import DisputeSheet
from casebook.ui.screens.case import CaseScreen
from tests.sample import Office
from tests.store.actions.desk import TODAY, Desk
from tests.ui.screen import SMALL, USUAL
from tests.ui.screens.case_desk import turned
from tests.ui.work.money_desk import MoneyScreen, money_screen
from tests.ui.work.no_disputes import without_disputes


@asynccontextmanager
async def case_screen(desk: Desk, *, size: tuple[int, int] = USUAL, language: str = "nl") -> AsyncIterator[MoneyScreen]:
    """Open the case of a desk."""
    async with money_screen(desk, size=size, language=language) as screen:
        await screen.app.push_screen(CaseScreen(screen.app.desk, desk.case))
        await screen.settled()
        yield screen


def half_contested(desk: Desk, **more: Any) -> tuple[int, int]:
    """An invoice of which half is contested; its claim and the dispute."""
    claim = desk.claim("2022-001", 620_000, invoice_on=date(2021, 12, 13), due_on=date(2022, 1, 12))
    parts = (ContestedPart(claim, Cents(310_000)),)
    text = "De helft van de platen is gebroken aangekomen."
    since = date(2022, 3, 3)
    dispute: int = desk.act(RegisterDispute(desk.case, DisputeReason.DAMAGED, parts, since, text, **more))
    return claim, dispute


def sheets(desk: Desk) -> list[DisputeSheet]:
    return disputes.of_case(desk.database, desk.case, TODAY)


async def test_a_dispute_is_registered_with_what_is_chased_shown_first(office: Office) -> None:
    without_disputes(office.database)
    desk = Desk(office.database, office.actor)
    desk.claim("2026-001", 12_000)
    async with case_screen(desk, size=SMALL) as screen:
        await screen.press("D")
        await screen.to("Betwist bedrag")
        await screen.fill("50,00")
        await screen.to("Reden")
        await screen.type("dub")
        await screen.to("Afdeling")
        await screen.fill("Facturatie")
        await screen.press("enter")
        assert screen.shows("betwist € 50,00; aanmanen over € 70,00", "over de gehele vordering")
        assert sheets(desk) == []
        await screen.is_as("dispute-register-80")
        await screen.press("enter")
        assert screen.shows("open € 120,00, betwist € 50,00")
    (sheet,) = sheets(desk)
    assert (sheet.reason, sheet.department, sheet.left) == (DisputeReason.DOUBLE_INVOICE, "Facturatie", 5_000)
    assert sheet.owner_person_id == office.actor.person


async def test_the_overview_says_since_when_it_is_contested_and_that_the_decision_is_late(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    half_contested(desk)
    async with case_screen(desk) as screen:
        assert screen.shows("dispuut sinds 03-03-2022", "! beslissen over dispuut: uiterlijk 31-03-2022")
    async with case_screen(desk, language="en") as screen:
        assert screen.shows("dispute since 3 Mar 2022", "! decide")


async def test_the_tab_tells_the_amounts_apart_and_how_late_the_department_is(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    claim, dispute = half_contested(desk, department="Expeditie", with_department_on=date(2022, 3, 4))
    desk.act(CreditDispute(dispute, claim, Cents(100_000), TODAY, "creditnota 17"))
    async with case_screen(desk, size=SMALL) as screen:
        await turned(screen, "disputes")
        assert screen.shows("Expeditie", "1.716 dagen te laat")
        await screen.is_as("dispute-tab-80")


async def test_a_part_is_accepted_and_credited_from_the_menu(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    claim, _ = half_contested(desk)
    async with case_screen(desk, language="en") as screen:
        await screen.press("D", "d")
        await screen.type("partly")
        await screen.to("Accepted")
        await screen.fill("1000")
        await screen.to("Root cause")
        await screen.type("carr")
        await screen.to("Explanation")
        await screen.fill("Half of it was packed badly.")
        await screen.press("enter")
        await screen.press("enter")
        await screen.press("D", "c")
        await screen.to("Reason")
        await screen.fill("credit note 17")
        await screen.press("enter")
        assert screen.shows("contested €0.00; chase €5,200.00")
        await screen.is_as("dispute-credit-120")
        await screen.press("enter")
    (sheet,) = sheets(desk)
    assert (sheet.decision, sheet.root_cause) == (Decision.PARTLY, RootCause.CARRIER)
    assert (sheet.accepted, sheet.credited, desk.total(claim)) == (100_000, 100_000, 520_000)


async def test_what_is_still_to_be_credited_keeps_a_dispute_from_being_settled(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    _, dispute = half_contested(desk)
    desk.act(DecideDispute(dispute, 1, Decision.UPHELD, "akkoord", TODAY, (), RootCause.CARRIER))
    async with case_screen(desk) as screen:
        await screen.press("D", "s")
        await screen.fill("creditnota volgt")
        await screen.press("enter")
        assert screen.shows("Toegegeven maar nog niet gecrediteerd: € 3.100,00")
        await screen.to("Anders goedgemaakt")
        await screen.type("j")
        await screen.press("enter")
        await screen.press("enter")
    assert [sheet.course.is_open for sheet in sheets(desk)] == [False]


async def test_what_has_to_be_paid_tells_what_of_it_is_contested(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    half_contested(desk)
    async with case_screen(desk, size=SMALL) as screen:
        await screen.press("$")
        assert screen.shows("Waarvan betwist", "€ 3.100,00", "Zonder het betwiste deel")


async def test_enter_in_the_tab_opens_the_menu_and_the_tab_tells_what_was_done(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    half_contested(desk, department="Logistiek")
    async with case_screen(desk) as screen:
        await turned(screen, "disputes")
        await screen.press("enter", "w")
        await screen.fill("Vervoerder erkent de schade.")
        await screen.press("enter")
        assert screen.shows("antwoord van de afdeling: Vervoerder erkent de schade.")
    assert [sheet.course.answered_on for sheet in sheets(desk)] == [TODAY]


async def test_a_credit_from_the_menu_of_money_is_for_the_dispute_unless_one_says_otherwise(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    half_contested(desk)
    async with case_screen(desk) as screen:
        for reason, moves in (("creditnota", ()), ("coulance", ("right",))):
            await screen.press("P", "d")
            await screen.to("Bedrag")
            await screen.fill("1000")
            await screen.press(*moves)
            await screen.to("Reden")
            await screen.fill(reason)
            await screen.press("enter")
            await screen.press("enter")
    (sheet,) = sheets(desk)
    assert (sheet.credited, sheet.left) == (100_000, 210_000)
