"""Claims on the screen: added with what follows from each answer, changed, frozen, withdrawn and let go."""

from dataclasses import replace
from typing import Any

import pytest

from casebook.domain.money import Cents
from casebook.store.actions.claims import ChangeClaim
from casebook.store.actions.write_offs import WriteOff
from casebook.store.queries import claim_facts
from tests.sample import Office
from tests.store.actions.desk import FACTS, Desk
from tests.ui.screen import SMALL, USUAL
from tests.ui.work.money_desk import MoneyScreen, money_screen


def claims(desk: Desk) -> list[tuple[Any, ...]]:
    return desk.database.fetch(
        "SELECT number, kind, capacity, agreed, principal_cents, due_on, rate_kind, rate, description FROM claim"
        " WHERE case_id = ? ORDER BY id",
        (desk.case,),
    )


async def guided(screen: MoneyScreen) -> None:
    await screen.open("v")
    await screen.type("M")
    await screen.press("tab")
    await screen.fill("F-2026-9", "1-9-26", "1.000")


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_a_claim_is_shown_with_what_follows_from_each_answer(office: Office, size: tuple[int, int]) -> None:
    desk = Desk(office.database, office.actor)
    async with money_screen(desk, size=size) as screen:
        await guided(screen)
        assert screen.shows("Zolang dit open is: geen verzuimdatum en geen rente.")
        await screen.type("z")
        assert screen.shows("Handelsrente mogelijk")
        await screen.press("tab")
        await screen.type("aa")
        assert screen.shows("Fatale termijn: verzuim de dag erna")
        await screen.press("tab")
        await screen.fill("1-10-26", "", "overe", "", "", "meel")
        await screen.look()
        await screen.is_as(f"money-claim-{size[0]}")
        assert screen.shows("Verzuim", "vanaf 02-10-2026", "BW 6:83 onder a")
        await screen.press("escape")
    assert claims(desk) == []


async def test_a_claim_is_added_as_it_was_shown(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    async with money_screen(desk) as screen:
        await guided(screen)
        await screen.fill("z", "aa", "1-10-26", "", "overe", "", "", "meel")
        await screen.look()
        assert screen.shows("veilig tot en met 01-10-2031", "BW 3:307 lid 1", "wettelijke rente: €")
        await screen.press("enter")
    ((number, kind, capacity, agreed, cents, due_on, rate_kind, rate, text),) = claims(desk)
    assert (number, kind, capacity, agreed, cents) == ("F-2026-9", "contract", "business", "conditions", 100000)
    assert (str(due_on), rate_kind, rate, text) == ("2026-10-01", "statutory", None, "meel")


async def test_nothing_is_chosen_beforehand_that_could_be_wrong(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    async with money_screen(desk, language="en") as screen:
        await screen.open("v")
        await screen.press("tab")
        await screen.fill("F-1", "", "10")
        await screen.press("enter")
        assert screen.shows("✗ Creditor: fill this in.", "F-1")
        await screen.type("M")
        await screen.look()
        assert screen.shows("no date: say how the debtor acted", "no end can be determined")
        await screen.press("enter")
    assert claims(desk) == [("F-1", "unknown", None, None, 1000, None, "statutory", None, "")]


async def test_a_consumer_without_an_agreed_term_has_no_default_date_and_it_says_why(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    async with money_screen(desk) as screen:
        await guided(screen)
        await screen.fill("als", "alleen", "1-10-26")
        await screen.look()
        assert screen.shows("Niet fataal: eerst ingebrekestelling", "Geen verzuimdatum", "BW 6:82 lid 1")


async def test_a_kind_asks_for_the_days_that_its_term_runs_from(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    async with money_screen(desk) as screen:
        await guided(screen)
        await screen.fill("", "", "", "schade")
        assert screen.shows("Verjaringstermijn: 5 jaar (BW 3:310 lid 1).", "Bekend geworden", "Gebeurtenis op")
        await screen.fill("2-9-2025", "1-9-2025")
        await screen.look()
        assert screen.shows("veilig tot en met 02-09-2030")
        await screen.press("enter")
    days = desk.database.fetch(
        "SELECT d.name, d.on_day FROM claim_day d JOIN claim k ON k.id = d.claim_id WHERE k.case_id = ? ORDER BY 1",
        (desk.case,),
    )
    assert [(name, str(on)) for name, on in days] == [("event_on", "2025-09-01"), ("known_on", "2025-09-02")]


async def test_agreed_interest_needs_its_percentage(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    async with money_screen(desk) as screen:
        await guided(screen)
        await screen.fill("", "", "", "", "c")
        await screen.press("enter")
        assert screen.shows("✗ Percentage per jaar: vul dit in.")
        await screen.type("acht")
        await screen.press("enter")
        assert screen.shows("acht is geen rentepercentage", "F-2026-9")
        await screen.press(*["backspace"] * 4, *"8,5")
        await screen.look()
        await screen.press("enter")
    assert claims(desk)[0][6:8] == ("contractual", "8.5")


async def test_a_number_that_was_used_before_is_refused(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    used = desk.database.value(
        "SELECT k.number FROM claim k JOIN creditor c ON c.id = k.creditor_id WHERE c.code = 'MBG'"
    )
    async with money_screen(desk) as screen:
        await screen.open("v")
        await screen.type("M")
        await screen.press("tab")
        await screen.fill(used, "", "10")
        await screen.press("enter")
        assert screen.shows("is bij schuldeiser MBG al gebruikt", used)
        await screen.press("escape")
    assert claims(desk) == []


async def test_facts_are_changed_and_a_colleagues_change_is_shown_first(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    claim_id = desk.claim("2026-001", 12000, description="meel")
    async with money_screen(desk) as screen:
        await screen.open("w")
        await screen.fill("", "", "als")
        facts = replace(FACTS, number="2026-001", description="bloem")
        desk.act(ChangeClaim(claim_id, desk.version("claim", claim_id), facts))
        await screen.press("enter")
        assert screen.shows("Een collega was u voor")
        before = claim_facts.stored(desk.database, claim_id)
        assert before.facts.description == "bloem"
        await screen.look()
        await screen.press("enter")
    after = claim_facts.stored(desk.database, claim_id)
    assert after.facts == replace(facts, description="meel", capacity=after.facts.capacity)
    assert after.version == before.version + 1


async def test_interest_is_frozen_and_runs_again(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    claim_id = desk.claim("2026-001", 120000)
    frozen = "SELECT interest_frozen_on FROM claim WHERE id = ?"
    async with money_screen(desk) as screen:
        await screen.open("f")
        await screen.fill("1-11-2026", "dispuut")
        await screen.look()
        assert screen.shows("De rente staat stil sinds 01-11-2026.")
        await screen.press("enter")
        assert str(desk.database.value(frozen, (claim_id,))) == "2026-11-01"
        await screen.open("f")
        assert screen.shows("Staat stil sinds")
        await screen.fill("", "opgelost")
        await screen.look()
        await screen.press("enter")
    assert desk.database.value(frozen, (claim_id,)) is None


async def test_a_lead_withdraws_a_claim(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    claim_id = desk.claim("2026-001", 12000)
    async with money_screen(desk) as screen:
        await screen.open("i")
        await screen.type("dubbel gefactureerd")
        await screen.look()
        assert screen.shows("Gecrediteerd", "€ 120,00")
        await screen.press("enter")
    assert desk.database.value("SELECT ended_on FROM claim WHERE id = ?", (claim_id,)) is not None
    assert desk.total(claim_id) == 0


async def test_a_claim_that_is_written_off_is_let_go_and_taken_up(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    claim_id = desk.claim("2026-001", 12000)
    desk.act(WriteOff(claim_id, Cents(12000), "oninbaar"))
    let_go = "SELECT not_pursued FROM claim WHERE id = ?"
    async with money_screen(desk) as screen:
        for expected in (1, 0):
            await screen.open("n")
            await screen.type("besluit")
            await screen.press("enter")
            assert desk.database.value(let_go, (claim_id,)) == expected
