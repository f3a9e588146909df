"""After an insolvency, on the screen: what a clean slate does not cover, and what a remission does to a guarantor."""

from datetime import date
from pathlib import Path

import pytest

from casebook.domain.insolvency.facts import EndKind, Kind, Source
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.limitation.facts import SlateException
from casebook.domain.money import Cents
from casebook.domain.signals.clock_state import ClockState
from casebook.store import beside
from casebook.store.actions.insolvencies import EndInsolvency, RecordInsolvency
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.parties import ChangeParty, PartyFacts
from casebook.store.actions.people import AddPerson
from casebook.store.models.arrangements import RemissionAnswerKind
from casebook.store.models.claims import Relation
from casebook.store.models.parties import PartyKind
from casebook.store.models.people import Role
from casebook.store.queries import bookings
from casebook.store.queries.clean_slate import excepted
from casebook.store.transaction import Actor
from tests.databases import TODAY
from tests.store.actions.desk import Desk
from tests.ui.screen import SMALL, session
from tests.ui.work.limitation_cases import Firm, firm, foreseen
from tests.ui.work.money_desk import money_screen

BEGAN, ENDED = date(2024, 3, 15), date(2025, 9, 14)


@pytest.fixture
def slated(tmp_path: Path) -> Firm:
    """A debtor whose WSNP ended with a clean slate."""
    made = firm(tmp_path, date(2023, 7, 1))
    desk = made.desk
    id_ = desk.act(RecordInsolvency(desk.debtor, Kind.WSNP, BEGAN, Source.LETTER, started_on=BEGAN))
    desk.act(EndInsolvency(id_, desk.version("insolvency", id_), ENDED, EndKind.CLEAN_SLATE))
    return made


async def test_a_fine_is_excepted_from_a_clean_slate_and_its_clock_runs_again(slated: Firm) -> None:
    """Fw 358 lid 4."""
    async with session(slated.desk.database, slated.desk.actor, size=SMALL) as screen:
        await screen.press("L", "s", "tab")
        await screen.type("strafbeschikking van 1 mei")
        await foreseen(screen)
        await screen.is_as("clean-slate-80")
        await screen.press("enter")
    assert excepted(slated.desk.database, slated.desk.case) == {slated.claim: SlateException.FINE}
    states = {row.kind: row.state for row in slated.clocks}
    assert states[ClockKind.PRINCIPAL] is ClockState.RUNNING


async def test_what_a_remission_does_is_asked_of_each_who_stands_beside(tmp_path: Path) -> None:
    desk, claim = firm(tmp_path, date(2026, 10, 1))
    for name, relation in (("Borg Steller", Relation.GUARANTOR), ("A. Vennoot", Relation.PARTNER)):
        desk.act(AddLiability(claim, Liable(desk.party(name), relation, most_cents=Cents(50_00))))
    async with money_screen(desk, language="en") as screen:
        await screen.open("l")
        await screen.press(*"kept", "tab", "tab", *"rele", "tab")
        await screen.type("agreed with him")
        await screen.is_as("beside-120-en")
        await screen.press("enter")
    found = {one.name: one.answer for one in beside.of_case(desk.database, desk.case, TODAY)}
    assert found == {"Borg Steller": RemissionAnswerKind.KEPT_BY_LAW, "A. Vennoot": RemissionAnswerKind.RELEASED}


async def test_the_queue_says_until_when_a_letter_is_due_after_a_bankruptcy(tmp_path: Path) -> None:
    """Fw 36: the five years were over during the bankruptcy; the term is over six months after it."""
    desk = firm(tmp_path, date(2020, 1, 15)).desk
    began = date(2024, 6, 3)
    id_ = desk.act(RecordInsolvency(desk.debtor, Kind.BANKRUPTCY, began, Source.LETTER, started_on=began))
    desk.act(EndInsolvency(id_, desk.version("insolvency", id_), date(2026, 7, 1), EndKind.LACK_OF_ASSETS))
    async with session(desk.database, desk.actor) as screen:
        await screen.press("=", "w")
        assert screen.shows("stuiten na faillissement van Van Dam Bouw: t/m 01-01-2027", "Fw\xa036")
        await screen.is_as("after-insolvency-120")


async def test_what_an_end_means_is_said_with_its_source_and_leads_to_what_can_be_done(slated: Firm) -> None:
    async with session(slated.desk.database, slated.desk.actor, size=SMALL) as screen:
        await screen.press("I", "k")
        assert screen.shows("Na de insolventie", "Fw 358", "vordering buiten de schone lei", "dossier sluiten")
        await screen.press("s", "tab")
        await screen.type("strafbeschikking van 1 mei")
        await foreseen(screen)
        await screen.press("enter")
    assert excepted(slated.desk.database, slated.desk.case) == {slated.claim: SlateException.FINE}


async def test_what_a_clean_slate_leaves_is_written_off_and_let_go_at_once(slated: Firm) -> None:
    """What was supplied since the WSNP began is not proposed: no clean slate covers it."""
    desk = slated.desk
    later = desk.claim("2026-900", 50_00, due_on=date(2026, 10, 1))
    async with session(desk.database, desk.actor, size=SMALL) as screen:
        before = desk.database.value("SELECT max(number) FROM log")
        await screen.press("I", "k")
        assert not screen.shows("borgen")
        await screen.press("l")
        await screen.type("schone lei")
        await screen.is_as("after-let-go-80-nl")
        await screen.press("enter")
        assert not_pursued(desk) == {slated.claim}
        assert desk.database.value("SELECT max(step) - min(step) FROM log WHERE number > ?", (before,)) == 0
        # Both entries of the one step.
        await screen.press("u")
        assert screen.shows("2 handelingen")
    assert not_pursued(desk) == set()
    assert {one.claim_id for one in bookings.sheets(desk.database, desk.case, TODAY) if one.left} == {
        slated.claim,
        later,
    }


async def test_what_is_left_of_a_company_that_is_no_more_is_let_go(tmp_path: Path) -> None:
    desk, claim = firm(tmp_path, date(2024, 1, 15))
    desk.act(ChangeParty(desk.debtor, desk.version("party", desk.debtor), PartyFacts("Van Dam Bouw", PartyKind.LEGAL)))
    id_ = desk.act(RecordInsolvency(desk.debtor, Kind.BANKRUPTCY, BEGAN, Source.LETTER, started_on=BEGAN))
    desk.act(EndInsolvency(id_, desk.version("insolvency", id_), ENDED, EndKind.LACK_OF_ASSETS))
    async with session(desk.database, desk.actor, size=SMALL, language="en") as screen:
        await screen.press("I", "k")
        assert not screen.shows("guarantors")
        await screen.press("l")
        await screen.type("nothing came")
        await screen.press("tab", "n", "enter")
        assert screen.shows("No claim was chosen")
        await screen.press("y", "enter")
        await screen.press("I", "k")
        assert not screen.shows("let claims go")
    assert not_pursued(desk) == {claim}


async def test_only_a_lead_lets_go_and_nothing_is_half_done(slated: Firm) -> None:
    desk = slated.desk
    colleague = desk.act(AddPerson("h.hol", "Hanna Hol", (Role.HANDLER,)))
    number = desk.database.value("SELECT number FROM cases")
    async with session(desk.database, Actor(colleague, frozenset({Role.HANDLER})), size=SMALL) as screen:
        await screen.press("F", *number, "enter", "I", "k", "l")
        assert screen.shows("✗", "teamleider")
        assert not screen.shows("Restant loslaten")


def not_pursued(desk: Desk) -> set[int]:
    """Return the claims that are let go."""
    return {one.claim_id for one in bookings.sheets(desk.database, desk.case, TODAY) if one.not_pursued}
