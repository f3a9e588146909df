"""Placing from the case: a form that asks what lacks, the tab, what a silent bailiff asks, and the agencies."""

from datetime import date, timedelta

from casebook.domain.placements.facts import AgencyKind, FeeBasis, FeeEvent, Guard
from casebook.domain.placements.standing import PlacementStage
from casebook.store.actions.addresses import Place
from casebook.store.actions.agencies import AgencyFacts, RegisterAgency, SetAgencyFee
from casebook.store.actions.evidence import SetEvidence
from casebook.store.actions.placements import RecordPlacement
from casebook.store.models.claims import EvidenceKind, EvidenceStatus
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import agencies, bookings, case, placements
from casebook.store.queries.case import CaseCard
from casebook.store.queries.placements import CasePlacements
from casebook.store.transaction import Actor
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, session
from tests.ui.screens.case_desk import turned

NUMBER = "2026-0121"


def of_case(office: Office) -> CaseCard:
    case_id = case.case_of(office.database, NUMBER)
    assert case_id is not None
    card = case.card(office.database, case_id)
    assert card is not None
    return card


def page(office: Office) -> CasePlacements:
    return placements.of_case(office.database, of_case(office).case_id, TODAY)


def act(office: Office, command: object) -> int:
    result: int = perform(office.database, office.actor, TODAY, command).result
    return result


def bailiff(office: Office) -> int:
    place = Place("Kade", "1", "1011 AA", "Amsterdam")
    found = act(office, RegisterAgency(AgencyFacts(AgencyKind.BAILIFF), name="Deurwaarder Snel", place=place))
    act(office, SetAgencyFee(found, date(2026, 1, 1), FeeEvent.RECALL, FeeBasis.SCALE, vat_percent="21"))
    return found


def silent(office: Office) -> int:
    """Let all claims lie with a bailiff who reported 93 days ago."""
    guard, reported = Guard.AGENCY, TODAY - timedelta(days=93)
    sent_on = TODAY - timedelta(days=200)
    command = RecordPlacement(of_case(office).case_id, bailiff(office), guard, sent_on, (), "D-77", reported)
    return act(office, command)


async def test_an_agency_is_registered_in_its_place(office: Office) -> None:
    async with session(*office, size=USUAL) as screen:
        await screen.press("g", "x", "E", *"Incasso Noord", "tab", *"inc", "tab", *"WKI-1", "tab", *"31-12-2026")
        await screen.is_as("agency-new-120-nl")
        await screen.press("enter")
    (row,) = agencies.in_use(office.database)
    assert (row.name, row.kind, row.registered_until) == ("Incasso Noord", AgencyKind.AGENCY, date(2026, 12, 31))


async def test_an_agency_is_read_by_everybody_in_the_list_of_them(office: Office) -> None:
    bailiff(office)
    viewer = Actor(office.actor.person, frozenset({Role.VIEWER}))
    async with session(office.database, viewer, size=SMALL) as screen:
        await screen.press("g", "x", "[")
        assert screen.shows("bureaus (10/10)")
        assert not screen.shows("X incasso")
        assert not screen.shows("E bureau")
        await screen.press("enter")
        assert screen.shows("Deurwaarder Snel (deurwaarder)", "plus 21% btw")


async def test_what_lacks_before_placing_is_asked_one_after_another(office: Office) -> None:
    bailiff(office)
    sheets = bookings.sheets(office.database, of_case(office).case_id, TODAY)
    for sheet in sheets[1:]:
        act(office, SetEvidence(sheet.claim_id, EvidenceKind.PRICE, EvidenceStatus.PRESENT))
    async with session(*office, size=USUAL) as screen:
        await screen.press("F", *NUMBER, "enter", "X", "n", "tab", *"eigen", "enter")
        await screen.is_as("placement-refused-120-nl")


async def test_the_tab_tells_of_a_silent_bailiff(office: Office) -> None:
    silent(office)
    async with session(*office, size=SMALL) as screen:
        await screen.press("F", *NUMBER, "enter")
        await turned(screen, "agency")
        await screen.is_as("case-agency-80-nl")
        await screen.press("X")
        await screen.is_as("placement-menu-80-nl")
    async with session(*office, size=USUAL, language="en") as screen:
        await screen.press("F", *NUMBER, "enter")
        await turned(screen, "agency")
        await screen.is_as("case-agency-120-en")


async def test_what_recall_costs_is_seen_before_it_is_announced(office: Office) -> None:
    silent(office)
    async with session(*office, size=USUAL) as screen:
        await screen.press("F", *NUMBER, "enter", "X", "t", "tab", "tab", *"doet niets")
        await screen.is_as("placement-recall-120-nl")
        await screen.press("enter")
    (one,) = page(office).cards
    assert one.standing.stage is PlacementStage.RECALL_ANNOUNCED
    announced = next(event for event in one.events if event.kind == "recall_announced")
    assert announced.cents == one.recall.fee.total


async def test_a_report_is_recorded_by_a_form(office: Office) -> None:
    silent(office)
    async with session(*office, size=USUAL) as screen:
        await screen.press("F", *NUMBER, "enter", "X", "r", "tab", *"dagvaarding", "tab", "tab", *"100", "enter")
    (one,) = page(office).cards
    assert [(report.phase, report.received_cents) for report in one.reports][-1] == ("dagvaarding", 100_00)


async def test_the_place_shows_what_is_overdue_and_asks_for_it_on_marks(office: Office) -> None:
    silent(office)
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "x", "]")
        await screen.is_as("agencies-overdue-80-nl")
        await screen.press("space", "X")
        await screen.is_as("agencies-marked-80-nl")
        await screen.press("c", "enter")
    letters = office.database.fetch("SELECT kind FROM letter WHERE origin = 'placement'")
    assert letters == [("agency_message",)]
