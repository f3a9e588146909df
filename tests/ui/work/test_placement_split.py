"""Placing marked cases as a batch of which a part goes by lot to another agency."""

from collections import Counter
from datetime import date

import pytest

from casebook.domain.comparison.choice import By, Choice
from casebook.domain.placements.facts import AgencyKind, Arm
from casebook.store.actions import placements
from casebook.store.actions.agencies import AgencyFacts, RegisterAgency
from casebook.store.actions.assessment import RecordAssessment
from casebook.store.actions.evidence import SetEvidence
from casebook.store.models.claims import EvidenceKind, EvidenceStatus
from casebook.store.perform import perform
from casebook.store.queries import bookings
from casebook.store.queries.comparison import batches, comparison, drawn
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import USUAL, Screen, session

SEED = int(f"{TODAY:%m%d}")


def batch_of(challenger: str) -> list[str]:
    """The keys that ask for a batch with a challenger, without letters."""
    own = ["tab", "tab", "tab", *"eigen", "tab", *"nee", "enter"]
    return ["n", *"Proef", "tab", *"incasso", "tab", *challenger, *own]


def registered(office: Office) -> None:
    for name in ("Incasso Noord", "Zuid Invordering"):
        facts = AgencyFacts(AgencyKind.AGENCY, "WKI-1", date(2027, 12, 31))
        perform(office.database, office.actor, TODAY, RegisterAgency(facts, name=name))


def ready(office: Office, case_id: int) -> None:
    """Let a case be assessed, and its evidence listed."""
    perform(office.database, office.actor, TODAY, RecordAssessment(case_id, TODAY, room=2))
    for sheet in bookings.sheets(office.database, case_id, TODAY):
        listed = SetEvidence(sheet.claim_id, EvidenceKind.PRICE, EvidenceStatus.PRESENT)
        perform(office.database, office.actor, TODAY, listed)


async def marked(screen: Screen, number: int) -> list[int]:
    await screen.press("g", "c")
    for _ in range(number):
        await screen.press("space")
    found: list[int] = screen.app.screen.marked_cases()  # type: ignore[attr-defined]
    return found


async def test_a_part_of_a_batch_goes_by_lot_to_a_challenger(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    # Nothing was announced in the sample office, which is tried elsewhere.
    monkeypatch.setattr(placements, "check_announced", lambda *_: None)
    registered(office)
    async with session(*office, size=USUAL) as screen:
        cases = await marked(screen, 8)
    for case_id in cases:
        ready(office, case_id)
    expected = drawn(office.database, cases, 50, SEED, TODAY)
    async with session(*office, size=USUAL) as screen:
        assert await marked(screen, 8) == cases
        await screen.press("X", *batch_of("zuid"))
        await screen.is_as("placement-lot-120-nl")
    (batch,) = batches(office.database)
    assert (batch.name, batch.champion, batch.challenger) == ("Proef", "Incasso Noord", "Zuid Invordering")
    assert (batch.share, batch.seed) == (50, SEED)
    placed = {
        case_id: Arm(arm) for case_id, arm in office.database.fetch("SELECT case_id, arm FROM placement ORDER BY id")
    }
    assert placed == expected
    # Nothing was sent yet, so nothing is to be compared.
    assert comparison(office.database, Choice(By.ARM), TODAY).comparison.groups == ()


async def test_the_share_holds_over_what_can_be_placed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placements, "check_announced", lambda *_: None)
    registered(office)
    async with session(*office, size=USUAL) as screen:
        cases = await marked(screen, 8)
    # Of every other case the evidence was never listed: what is refused takes no place in the lot.
    some = cases[::2]
    for case_id in some:
        ready(office, case_id)
    expected = drawn(office.database, some, 50, SEED, TODAY)
    assert Counter(expected.values()) == {Arm.CHAMPION: 2, Arm.CHALLENGER: 2}
    async with session(*office, size=USUAL) as screen:
        assert await marked(screen, 8) == cases
        # Nobody says why those would be placed all the same.
        await screen.press("X", *batch_of("zuid"), "enter")
        assert screen.shows("Geloot over 4 van 8 dossiers", "Startgetal")
    assert dict(office.database.fetch("SELECT case_id, arm FROM placement ORDER BY id")) == expected


async def test_who_cannot_take_it_takes_no_place_in_the_lot(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placements, "check_announced", lambda *_: None)
    perform(office.database, office.actor, TODAY, RegisterAgency(AgencyFacts(AgencyKind.BAILIFF), name="Incasso Noord"))
    unregistered = AgencyFacts(AgencyKind.AGENCY, "WKI-1", date(2026, 1, 1))
    perform(office.database, office.actor, TODAY, RegisterAgency(unregistered, name="Zuid Invordering"))
    async with session(*office, size=USUAL) as screen:
        cases = await marked(screen, 8)
    for case_id in cases:
        ready(office, case_id)
    async with session(*office, size=USUAL) as screen:
        await marked(screen, 8)
        await screen.press("X", *batch_of("zuid"))
        assert screen.shows("van 8 dossiers", "alleen bij de bestaande")
    # Persons are with the bailiff, and in no arm: nobody chose him over an agency that may not have them.
    persons = "SELECT count(*) FROM placement m JOIN cases c ON c.id = m.case_id JOIN party p ON p.id = c.debtor_id"
    of_persons = office.database.value(f"{persons} WHERE p.kind <> 'legal' AND m.arm IS NULL")
    assert of_persons == office.database.value(f"{persons} WHERE p.kind <> 'legal'") > 0
    assert office.database.value(f"{persons} WHERE m.arm IS NULL") == of_persons


async def test_one_and_the_same_agency_is_no_challenger(office: Office) -> None:
    registered(office)
    async with session(*office, size=USUAL) as screen:
        await marked(screen, 2)
        await screen.press("X", *batch_of("incasso"))
        assert screen.shows("kies een ander")
    assert batches(office.database) == []
