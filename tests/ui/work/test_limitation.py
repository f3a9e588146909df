"""The clocks of a case on the screen: recorded with what moves, proven by strength, void, corrected, relied on."""

import asyncio
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casebook.domain.letters.proof import Arrival
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.limitation.facts import Outcome, Proof
from casebook.domain.signals.clock_state import ClockState
from casebook.store import address
from casebook.store.actions.addresses import AddAddress, Place
from casebook.store.actions.claim_days import SetClaimDay
from casebook.store.actions.claims import WithdrawClaim
from casebook.store.actions.evidence import SetEvidence
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.database import Database
from casebook.store.models.claims import Document, EvidenceKind, EvidenceStatus
from casebook.store.models.limitation import Grade
from casebook.store.models.parties import AddressStatus
from casebook.store.models.people import Role
from casebook.store.queries import recorded
from casebook.store.queries.case import signals
from casebook.ui.widgets.fields import ChoiceField
from tests.databases import TODAY
from tests.store.queries.shelf import put
from tests.ui.screen import SMALL, USUAL, session
from tests.ui.screens.case_desk import opened
from tests.ui.work.limitation_cases import Firm, filled, firm, foreseen, rested

DUE = date(2022, 12, 15)


@pytest.fixture
def vof(tmp_path: Path) -> Firm:
    """A firm with two partners that owes since 2022."""
    return firm(tmp_path, DUE, ("A. de Waard", "B. de Waard"))


@pytest.fixture
def sole(tmp_path: Path) -> Firm:
    """A debtor alone, whose claim ends in a few weeks."""
    return firm(tmp_path, date(2021, 12, 15))


async def test_a_letter_to_the_firm_alone_leaves_the_partners_where_they_safely_were(vof: Firm) -> None:
    async with session(vof.desk.database, vof.desk.actor) as screen:
        await screen.press("L", "r")
        await filled(screen, on="09-11-2026", received="10-11-2026")
        await filled(screen, sent="aangetekend, getekend")
        await foreseen(screen)
        assert screen.shows("15-12-2027 → 10-11-2031", "blijft 15-12-2027", "Bewezen")
        await screen.press("enter")
    firms, partners = (date(2031, 11, 10),) * 2, (date(2027, 12, 15), date(2031, 11, 10))
    assert vof.ends() == {"Van Dam Bouw": firms, "A. de Waard": partners, "B. de Waard": partners}


async def test_of_each_clock_is_seen_against_whom_it_runs_in_a_small_terminal_too(vof: Firm) -> None:
    async with session(vof.desk.database, vof.desk.actor, size=SMALL) as screen:
        await opened(screen, vof.desk.case, "limitation")
        for name in ("Van Dam Bouw", "A. de Waard", "B. de Waard"):
            (row,) = (line for line in screen.lines if name in line and "2022-114" in line)
            assert row.count("15-12-27") == 2


async def test_a_letter_to_all_moves_all(vof: Firm) -> None:
    async with session(vof.desk.database, vof.desk.actor) as screen:
        await screen.press("L", "r")
        await filled(screen, on="09-11-2026", received="10-11-2026")
        await filled(screen, sent="deurwaarders")
        await filled(screen, against="alle 3")
        await foreseen(screen)
        await screen.press("enter")
    assert set(vof.ends().values()) == {(date(2031, 11, 10),) * 2}


async def test_uncollected_is_asserted_until_the_answer_by_mail_is_confirmed(sole: Firm) -> None:
    async with session(sole.desk.database, sole.desk.actor) as screen:
        await screen.press("L", "r")
        await filled(screen, on="12-10-2026")
        await filled(screen, sent="aangetekend, retour")
        await filled(screen, sent_too="gewone post")
        await foreseen(screen)
        assert screen.shows("Zwak bewijs", "blijft 15-12-2026", "15-12-2026 → 12-10-2031")
        await screen.press("enter")
        assert sole.ends() == {"Van Dam Bouw": (date(2026, 12, 15), date(2031, 10, 12))}
        (sent,) = recorded.events(sole.desk.database, sole.desk.case)
        assert (sent.proof, sent.grade) == (Proof.ASSERTED, Grade.WEAK)
        assert sent.facts.note == "aangetekend, retour niet afgehaald; gewone post"

        await screen.press("L", "p", "1")
        await filled(screen, received="03-11-2026", reason="mail: ik kom erop terug")
        await screen.press("enter")
        assert screen.shows("✗ Bewijs: vul dit in.")
        await filled(screen, proof="sterk")
        await foreseen(screen)
        assert screen.shows("15-12-2026 → 03-11-2031", "Bewezen")
        await screen.press("enter")
    assert sole.ends() == {"Van Dam Bouw": (date(2031, 11, 3),) * 2}
    told = sole.last_told
    assert (told.command, told.person, told.text) == ("event.prove", "M. Jansen", "mail: ik kom erop terug")


async def test_an_interruption_moves_the_case_in_the_queue_also_for_a_colleague(sole: Firm) -> None:
    before = sole.card
    seen, recorded_here = asyncio.Event(), asyncio.Event()

    async def colleague() -> None:
        database = Database(address.read(sole.desk.database.address.text))
        async with session(database, sole.desk.actor) as other:
            assert other.shows("1 rood · 0 nu", "15-12 ")
            seen.set()
            await recorded_here.wait()
            await other.app.look_for_news()
            await other.settled()
            assert other.shows("0 rood · 1 nu")
            assert not other.shows("15-12 ")

    beside = asyncio.create_task(colleague())
    await seen.wait()
    async with session(sole.desk.database, sole.desk.actor) as screen:
        await screen.press("L", "r")
        await filled(screen, on="19-11-2026", received="20-11-2026")
        await filled(screen, sent="aangetekend, getekend")
        await foreseen(screen)
        await screen.press("enter")
        assert screen.shows("0 rood · 1 nu")
        assert not screen.shows("15-12 ")
    recorded_here.set()
    await beside
    assert (before.band, sole.card.band) == (1, 2)
    assert not [row for row in signals(sole.desk.database, sole.desk.case) if row.code == "signal.limitation"]


async def test_sent_is_said_not_to_be_proven(sole: Firm) -> None:
    async with session(sole.desk.database, sole.desk.actor) as screen:
        await screen.press("L", "r")
        await foreseen(screen)
        assert screen.shows("Verzonden is nog niet bewezen")


async def test_strong_proof_without_the_day_of_receipt_is_refused_in_the_form(sole: Firm) -> None:
    async with session(sole.desk.database, sole.desk.actor) as screen:
        await screen.press("L", "r")
        await filled(screen, sent="aangetekend, getekend")
        await foreseen(screen)
        assert screen.shows("✗ Bewijs van een schriftelijke aanmaning telt pas met de dag")
        await screen.press("enter")
        assert screen.shows("Gebeurtenis vastleggen")
    assert recorded.events(sole.desk.database, sole.desk.case) == []


async def test_medium_proof_waits_for_a_lead(sole: Firm) -> None:
    handler = sole.desk.actor._replace(roles=frozenset({Role.HANDLER}))
    async with session(sole.desk.database, handler) as screen:
        await screen.press("L", "r")
        await filled(screen, on="12-10-2026")
        await filled(screen, sent="e-mail, beantwoord")
        await foreseen(screen)
        assert screen.shows("! Gemiddeld bewijs")
        await screen.press("enter", "L", "p", "1")
        await filled(screen, received="13-10-2026", reason="antwoord per mail")
        await filled(screen, proof="gemiddeld")
        await foreseen(screen)
        assert screen.shows("✗ Middelsterk bewijs")
    async with session(sole.desk.database, sole.desk.actor) as screen:
        await screen.press("L", "p", "1")
        await filled(screen, received="13-10-2026", reason="antwoord gezien")
        await filled(screen, proof="gemiddeld")
        await foreseen(screen)
        await screen.press("enter")
    assert sole.ends() == {"Van Dam Bouw": (date(2031, 10, 13),) * 2}


async def test_voiding_shows_how_much_earlier_the_ends_are_again(sole: Firm) -> None:
    async with session(sole.desk.database, sole.desk.actor) as screen:
        await screen.press("L", "r")
        await filled(screen, on="12-10-2026")
        await foreseen(screen)
        await screen.press("enter", "L", "v", "1")
        await filled(screen, reason="nooit verzonden")
        await foreseen(screen)
        assert screen.shows("12-10-2031 → 15-12-2026", "blijft 15-12-2026")
        await screen.press("enter")
    assert sole.ends() == {"Van Dam Bouw": (date(2026, 12, 15),) * 2}


async def test_a_correction_begins_with_what_was_recorded(sole: Firm) -> None:
    async with session(sole.desk.database, sole.desk.actor) as screen:
        await screen.press("L", "r")
        await filled(screen, on="12-10-2026", note="brief 7")
        await foreseen(screen)
        await screen.press("enter", "L", "c", "1")
        await filled(screen, on="13-10-2026", reason="verkeerde dag")
        await foreseen(screen)
        await screen.press("enter")
    (event,) = recorded.events(sole.desk.database, sole.desk.case)
    assert (event.facts.on_day, event.facts.kind) == (date(2026, 10, 13), "demand")
    assert event.facts.note == "aangetekend, nog onderweg. brief 7"
    assert sole.last_told.text.startswith("verkeerde dag")


async def test_a_lead_relies_on_a_claimed_end_and_stops(tmp_path: Path) -> None:
    late = firm(tmp_path, date(2020, 12, 15))
    async with session(late.desk.database, late.desk.actor) as screen:
        await screen.press("L", "r")
        await filled(screen, on="01-12-2025")
        await foreseen(screen)
        await screen.press("enter", "L", "l", "1")
        await filled(screen, reason="antwoord 2025 op schrift", review="01-03-2027")
        await foreseen(screen)
        assert screen.shows("wordt: vertrouwd")
        await screen.press("enter")
        assert {row.state for row in late.clocks if row.kind == "principal"} == {ClockState.RELIED_ON}
        await screen.press("L", "e", "1")
        await filled(screen, reason="stuk is zoek")
        await foreseen(screen)
        await screen.press("enter")
    assert {row.state for row in late.clocks if row.kind == "principal"} == {ClockState.UNPROVEN}


async def test_only_a_lead_is_asked_on_what_he_relies(sole: Firm) -> None:
    handler = sole.desk.actor._replace(roles=frozenset({Role.HANDLER}))
    async with session(sole.desk.database, handler) as screen:
        await screen.press("L", "l")
        assert screen.shows("✗")


async def test_a_day_that_a_term_runs_from_moves_the_clock(tmp_path: Path) -> None:
    loan = firm(tmp_path, date(2021, 12, 15))
    loan.desk.claim("L-1", 100_000, kind="contract_on_call", invoice_on=None, due_on=None)
    async with session(loan.desk.database, loan.desk.actor) as screen:
        await screen.press("L", "d", *"l-1", "enter")
        await screen.press("1")
        await filled(screen, day="01-06-2025")
        await foreseen(screen)
        assert screen.shows("01-06-2030")
        await screen.press("enter")
    assert date(2030, 6, 1) in {row.safe_until for row in loan.clocks}


async def test_a_day_that_a_colleague_set_meanwhile_is_said_and_a_second_enter_saves(tmp_path: Path) -> None:
    loan = firm(tmp_path, date(2021, 12, 15))
    claim = loan.desk.claim("L-1", 100_000, kind="contract_on_call", invoice_on=None, due_on=None)
    async with session(loan.desk.database, loan.desk.actor) as screen:
        await screen.press("L", "d", *"l-1", "enter")
        await screen.press("1")
        await filled(screen, day="01-06-2025")
        await foreseen(screen)
        (name,) = {row.name for row in _days_after(loan, claim)}
        await screen.press("enter")
        assert screen.shows("Een collega was u voor", "02-06-2025", "01-06-2025")
        await screen.press("enter", "enter")
    (row,) = recorded.days(loan.desk.database, claim)
    assert (row.name, row.on_day) == (name, date(2025, 6, 1))


def _days_after(loan: Firm, claim: int) -> list[recorded.DayRow]:
    """Return the days of a claim after a colleague set one."""
    loan.desk.act(SetClaimDay(claim, "called_against", date(2025, 6, 2)))
    return recorded.days(loan.desk.database, claim)


async def test_a_correction_leaves_whom_and_what_it_reached_as_it_was(tmp_path: Path) -> None:
    two = firm(tmp_path, date(2021, 12, 15))
    desk = two.desk
    other = desk.claim("B-2", 1_000, invoice_on=date(2021, 12, 1), due_on=date(2021, 12, 31))
    desk.claim("B-3", 1_000, invoice_on=date(2021, 12, 1), due_on=date(2021, 12, 31))
    gone = (Reached(desk.debtor, other),)
    parts = (Reached(desk.debtor, two.claim, ClockKind.PRINCIPAL), Reached(desk.debtor, other, ClockKind.INTEREST))
    for place, reaches in enumerate((gone, parts), 1):
        desk.act(RecordEvent(desk.case, EventFacts("demand", date(2026, 10, place), reaches)))
    desk.act(WithdrawClaim(other, desk.version("claim", other), "dubbel"))
    async with session(desk.database, desk.actor) as screen:
        for key in "21":
            await screen.press("L", "c", key)
            assert screen.shows("Bereik blijft zo")
            assert not screen.shows("alle 2 vorderingen")
            await filled(screen, note="brief 7", reason="notitie vergeten")
            await foreseen(screen)
            await screen.press("enter")
    found = recorded.events(desk.database, desk.case)
    assert [(event.facts.reaches, event.facts.note) for event in found] == [(parts, "brief 7"), (gone, "brief 7")]


async def test_what_an_event_reaches_may_be_said_anew(tmp_path: Path) -> None:
    two = firm(tmp_path, date(2021, 12, 15))
    desk = two.desk
    other = desk.claim("B-2", 1_000, invoice_on=date(2021, 12, 1), due_on=date(2021, 12, 31))
    parts = (Reached(desk.debtor, two.claim, ClockKind.PRINCIPAL), Reached(desk.debtor, other, ClockKind.INTEREST))
    desk.act(RecordEvent(desk.case, EventFacts("demand", date(2026, 10, 1), parts)))
    async with session(desk.database, desk.actor) as screen:
        await screen.press("L", "c", "1")
        await filled(screen, reach_stays="nee", reason="hele brief gezien")
        await filled(screen, claim="B-2")
        await foreseen(screen)
        await screen.press("enter")
    (event,) = recorded.events(desk.database, desk.case)
    assert event.facts.reaches == (Reached(desk.debtor, other),)


async def test_some_claims_are_named_by_their_numbers(tmp_path: Path) -> None:
    three = firm(tmp_path, date(2021, 12, 15))
    desk = three.desk
    first, second = (
        desk.claim(number, 1_000, invoice_on=date(2021, 12, 1), due_on=date(2021, 12, 31)) for number in ("B-2", "B-3")
    )
    async with session(desk.database, desk.actor) as screen:
        await screen.press("L", "r")
        await filled(screen, claim="enkele")
        await screen.press("enter")
        assert screen.shows("✗ Nummers, met komma's: vul dit in.")
        await filled(screen, numbers="b-2, 3")
        await foreseen(screen)
        await screen.press("enter")
    (event,) = recorded.events(desk.database, desk.case)
    assert [one.claim_id for one in event.facts.reaches] == [first, second]


@pytest.mark.parametrize(("size", "name"), [(SMALL, "80"), (USUAL, "120")])
@pytest.mark.parametrize("language", ["nl", "en"])
async def test_the_form_shows_what_moves(vof: Firm, size: tuple[int, int], name: str, language: str) -> None:
    async with session(vof.desk.database, vof.desk.actor, size=size, language=language) as screen:
        await rested(screen)
        await screen.press("L")
        await screen.is_as(f"limitation-menu-{name}-{language}")
        await screen.press("r")
        await filled(screen, on="09-11-2026", received="10-11-2026", sent=_SIGNED[language])
        await foreseen(screen)
        await screen.is_as(f"limitation-record-{name}-{language}")


_SIGNED = {"nl": "aangetekend, getekend", "en": "registered and signed"}


async def test_proof_says_what_each_strength_means(sole: Firm) -> None:
    async with session(sole.desk.database, sole.desk.actor, size=SMALL) as screen:
        await screen.press("L", "r")
        await filled(screen, on="12-10-2026", sent="aangetekend, retour")
        await foreseen(screen)
        await screen.press("enter")
        await rested(screen)
        await screen.press("L", "p", "1")
        await filled(screen, received="03-11-2026", reason="mail: ik kom erop terug", proof="sterk")
        await foreseen(screen)
        await screen.is_as("limitation-prove-80-nl")


async def test_names_and_numbers_from_outside_are_shown_as_they_are(tmp_path: Path) -> None:
    hostile = firm(tmp_path, date(2021, 12, 15), ("[/b] A [x=2] \x1b[31m",))
    hostile.desk.claim("[red]9[/]", 1_000, invoice_on=date(2021, 12, 1), due_on=date(2021, 12, 31))
    async with session(hostile.desk.database, hostile.desk.actor) as screen:
        await screen.press("L", "r")
        await filled(screen, on="12-10-2026", against="alle 2")
        await foreseen(screen)
        assert screen.shows("· [/b] A", "[x=2]")
        assert "\x1b" not in screen.text
        await screen.press("escape", "escape", "equals_sign", "d")
        await screen.press("G")
        assert screen.shows("[/b] A [x=2]", "[red]9[/]")


async def test_an_action_that_was_lost_is_recorded_with_the_one_that_followed(sole: Firm) -> None:
    async with session(sole.desk.database, sole.desk.actor) as screen:
        await screen.press("L", "r")
        await filled(screen, kind="eis in rechte", on="01-02-2024")
        await filled(screen, outcome="afgewezen")
        await filled(screen, ended="01-09-2024", followed_up="01-10-2024")
        await filled(screen, follow_up="toegewezen")
        await foreseen(screen)
        await screen.press("enter")
    (event,) = recorded.events(sole.desk.database, sole.desk.case)
    facts = event.facts
    assert (facts.outcome, facts.ended_on) == (Outcome.REJECTED, date(2024, 9, 1))
    assert (facts.followed_up_on, facts.follow_up_outcome) == (date(2024, 10, 1), Outcome.GRANTED)


async def test_a_clean_slate_makes_the_claim_unenforceable(sole: Firm) -> None:
    async with session(sole.desk.database, sole.desk.actor) as screen:
        await screen.press("L", "r")
        await filled(screen, kind="insolventie", on="01-02-2022")
        await filled(screen, regime="wettelijke schuldsanering")
        await filled(screen, until="01-02-2025", clean_slate="ja")
        await foreseen(screen)
        await screen.press("enter")
    (event,) = recorded.events(sole.desk.database, sole.desk.case)
    assert (event.facts.regime, event.facts.until_on, event.facts.clean_slate) == ("wsnp", date(2025, 2, 1), 1)
    assert {row.state for row in sole.clocks if row.kind is ClockKind.PRINCIPAL} == {ClockState.UNENFORCEABLE}


@pytest.mark.parametrize(("against", "grade"), [("Van Dam", Grade.MEDIUM), ("alle 3", None)])
async def test_three_ways_count_only_where_every_address_was_verified(
    vof: Firm, against: str, grade: Grade | None
) -> None:
    place = Place("Kade", "1", "1011 AB", "Amsterdam")
    vof.desk.act(AddAddress(vof.desk.debtor, place, AddressStatus.VERIFIED, "KVK", TODAY))
    async with session(vof.desk.database, vof.desk.actor) as screen:
        await screen.press("L", "r")
        await filled(screen, on="12-10-2026", against=against)
        ways = [field for field in screen.app.screen.query(ChoiceField) if _is_of_dispatch(field)]
        for field, way in zip(ways, (Arrival.REGISTERED, Arrival.ORDINARY, Arrival.EMAIL), strict=True):
            field.editor.choose(way)
            await screen.settled()
        await foreseen(screen)
        await screen.press("enter")
    (event,) = recorded.events(vof.desk.database, vof.desk.case)
    assert (event.proof, event.grade) == (Proof.ASSERTED, grade)


def _is_of_dispatch(field: ChoiceField[Any]) -> bool:
    return any(value is Arrival.REGISTERED for value, _ in field.editor.options)


async def test_an_event_and_its_proof_rest_on_documents(sole: Firm) -> None:
    kept = {"media_type": "application/pdf", "sha256": "x", "size": 1}
    documents = [{"id": id_, "name": name, **kept} for id_, name in ((1, "brief.pdf"), (2, "antwoord.pdf"))]
    put(sole.desk.database, Document, documents)
    for id_, kind in ((1, EvidenceKind.DELIVERY), (2, EvidenceKind.PRICE)):
        sole.desk.act(SetEvidence(sole.claim, kind, EvidenceStatus.PRESENT, id_))
    async with session(sole.desk.database, sole.desk.actor) as screen:
        await screen.press("L", "r")
        await filled(screen, on="12-10-2026", document="brief.pdf")
        await foreseen(screen)
        await screen.press("enter", "L", "p", "1")
        await filled(screen, received="13-10-2026", reason="antwoord", proof="sterk", document="antwoord.pdf")
        await foreseen(screen)
        await screen.press("enter")
    (event,) = recorded.events(sole.desk.database, sole.desk.case)
    assert event.facts.document_id == 1
    newest = "SELECT document_id FROM proof_mark WHERE event_id = ? ORDER BY id DESC LIMIT 1"
    assert sole.desk.database.value(newest, (event.event_id,)) == 2


async def test_a_letter_about_all_claims_does_not_reach_one_that_comes_later(sole: Firm) -> None:
    desk = sole.desk
    async with session(desk.database, desk.actor) as screen:
        await screen.press("L", "r")
        await filled(screen, on="09-11-2026", received="10-11-2026", sent=_SIGNED["nl"])
        await foreseen(screen)
        await screen.press("enter")
    later = desk.claim("B-9", 1_000, invoice_on=date(2021, 12, 1), due_on=date(2021, 12, 31))
    (event,) = recorded.events(desk.database, desk.case)
    named = {one.claim_id for one in event.facts.reaches}
    assert None not in named
    assert later not in named
