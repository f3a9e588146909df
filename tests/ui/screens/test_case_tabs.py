"""What the tabs of a case tell, and the pages that open from them."""

from dataclasses import replace
from datetime import date, timedelta

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.money import Cents
from casebook.store.actions.cases import CloseCase, OpenCase
from casebook.store.actions.claims import AddClaim, ClaimFacts, FreezeInterest
from casebook.store.actions.contacts import AddContact, AddNote
from casebook.store.actions.evidence import SetEvidence
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.limitation import VoidEvent
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.payments import RecordPayment, ReversePayment
from casebook.store.actions.receipts import Receipt
from casebook.store.models.cases import Channel, Closing, Outcome
from casebook.store.models.claims import EvidenceKind, EvidenceStatus, Relation
from casebook.store.models.parties import PartyKind
from casebook.store.queries import case, claims, events
from casebook.store.queries.listing import WINDOW
from casebook.ui.case_tabs.limitation import LimitationTab
from casebook.ui.case_tabs.tab import ListTab
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, session
from tests.ui.screens.case_desk import act, numbered, opened, turned

SOON = "2026-0001"


async def test_a_claim_is_told_in_its_line_and_in_full_on_its_page(office: Office) -> None:
    case_id = numbered(office, SOON)
    claim = claims.claims(case_id).after(office.database).rows[0]
    guarantor = act(office, AddParty(PartyFacts("Borg [x]", PartyKind.NATURAL)))
    act(office, AddLiability(claim.claim_id, Liable(guarantor, Relation.GUARANTOR, most_cents=Cents(50_000))))
    act(office, SetEvidence(claim.claim_id, EvidenceKind.AGREEMENT, EvidenceStatus.MISSING, note="zoekgeraakt"))
    act(office, FreezeInterest(claim.claim_id, claim.version, TODAY, "afgesproken"))
    async with session(*office, size=(120, 60)) as screen:
        await opened(screen, case_id, "claims")
        assert screen.shows("borg, rente bev")
        await screen.press("enter")
        assert screen.shows(
            "Vordering E24-104220",
            "consument",
            "in de algemene voorwaarden",
            "Borg [x] · borg",
            "ten hoogste €\N{NO-BREAK SPACE}500,00",
            "✗ de overeenkomst: ontbreekt · zoekgeraakt",
            "veilig t/m 20-12-2026",
            "931,59",
        )
        await screen.press("q")
        assert screen.shows("▸Vorderingen")


async def test_a_claim_in_another_currency_keeps_its_own_amount(office: Office) -> None:
    case_id = numbered(office, SOON)
    creditor = claims.claims(case_id).after(office.database).rows[0].creditor_id
    facts = ClaimFacts("USD-1", "contract", Capacity.BUSINESS, Agreed.CONTRACT, law="BE", due_on=TODAY)
    act(office, AddClaim(case_id, creditor, Cents(123_456), facts, currency="USD"))
    async with session(*office, size=USUAL) as screen:
        await opened(screen, case_id, "claims")
        line = next(line for line in screen.lines if "USD-1" in line)
        assert "USD 1.234,56" in line
        assert "in USD" in line


async def test_a_long_case_is_read_by_windows(office: Office) -> None:
    case_id = numbered(office, SOON)
    creditor = claims.claims(case_id).after(office.database).rows[0].creditor_id
    facts = ClaimFacts("x", "contract", Capacity.BUSINESS, Agreed.CONTRACT)
    for number in range(2 * WINDOW):
        due = date(2026, 1, 1) + timedelta(number)
        act(office, AddClaim(case_id, creditor, Cents(100), replace(facts, number=f"N{number:03d}", due_on=due)))
    async with session(*office, size=(80, 16)) as screen:
        place = await opened(screen, case_id, "timeline")
        tab = place.tab
        assert isinstance(tab, ListTab)
        assert len(tab.list.window.rows) == WINDOW
        await screen.press("G")
        assert screen.shows("receivables.csv")
        await turned(screen, "claims")
        assert screen.shows("E24-104220", "N000")
        await screen.press("G")
        assert screen.shows("N099")


async def test_a_payment_is_told_with_where_it_went_and_why(office: Office) -> None:
    case_id = numbered(office, SOON)
    receipt = Receipt(TODAY, Cents(10_000), payer_name="W.F. [b]Bloemsma", reference="kenmerk 7")
    booked = act(office, RecordPayment(case_id, receipt))
    async with session(*office, size=USUAL) as screen:
        await opened(screen, case_id, "ledger")
        line = next(line for line in screen.lines if "betaling" in line)
        assert "-" in line
        await screen.press("enter")
        assert screen.shows("Waar die betaling heen ging", "W.F. [b]Bloemsma", "kenmerk 7", "BW 6:4")
        await screen.press("escape")
        act(office, ReversePayment(booked.payment_id, "storno", TODAY))
        await screen.app.look_for_news()
        await screen.settled()
        assert screen.shows("✗ teruggenomen", "↺ neemt terug")
        await screen.press("enter")
        assert screen.shows("tegengeboekt: nooit ontvangen", "storno")


async def test_a_clock_is_explained_and_an_event_shown_in_full(office: Office) -> None:
    case_id = numbered(office, SOON)
    async with session(*office, size=USUAL) as screen:
        place = await opened(screen, case_id, "limitation")
        await screen.press("enter")
        assert screen.shows("20-12-2026", "energie of warmte aan een consument", "10-06-2027")
        await screen.press("escape", "tab", "j", "enter")
        assert screen.shows("Gewone post naar het oude adres", "gesteld (zwak)", "W.F. Bloemsma · E24-104220")
        await screen.press("escape")
        assert isinstance(place.tab, LimitationTab)
        assert place.tab.mover is place.tab.events


async def test_a_void_event_says_so(office: Office) -> None:
    case_id = numbered(office, SOON)
    first = events.events(case_id).after(office.database).rows[0]
    act(office, VoidEvent(first.event_id, "nooit verzonden"))
    async with session(*office, size=USUAL) as screen:
        await opened(screen, case_id, "limitation")
        assert screen.shows("ongeldig")
        await screen.press("tab", "enter")
        assert screen.shows("ongeldig · nooit verzonden")


async def test_tab_does_nothing_where_there_is_one_pane(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await opened(screen, numbered(office, SOON), "claims")
        before = screen.lines
        await screen.press("tab")
        assert screen.lines == before


async def test_a_line_of_the_timeline_opens_as_what_was_and_what_is(office: Office) -> None:
    case_id = numbered(office, SOON)
    async with session(*office, size=USUAL) as screen:
        await opened(screen, case_id, "timeline")
        await screen.press("j", "enter")
        assert screen.shows("ingelezen uit events.csv", "Gewone post naar het oude adres")
        await screen.press("escape", "home")
        claim = claims.claims(case_id).after(office.database).rows[0]
        act(office, FreezeInterest(claim.claim_id, claim.version, TODAY, "afgesproken met [b]hem"))
        await screen.app.look_for_news()
        await screen.settled()
        assert "rente op vordering E24-104220 bevroren" in screen.lines[5]
        await screen.press("enter")
        assert screen.shows("afgesproken met [b]hem", "vordering gewijzigd", "21-11-2026")


async def test_the_overview_opens_what_is_too_long_for_it(office: Office) -> None:
    case_id = numbered(office, SOON)
    debtor = claims.claims(case_id).after(office.database)
    assert debtor.rows
    for number in range(7):
        act(office, AddNote(case_id, f"notitie nummer {number}"))
    party = act(office, AddParty(PartyFacts("Buurvrouw", PartyKind.NATURAL)))
    act(office, AddContact(case_id, party, TODAY, Channel.VISIT, Outcome.AGREEMENT, text="belt\nmorgen"))
    async with session(*office, size=(120, 60)) as screen:
        await opened(screen, case_id)
        assert screen.shows("bezoek, afspraak gemaakt · Buurvrouw", "notitie nummer 6", "er zijn er meer")
        assert not screen.shows("notitie nummer 0")
        await screen.press("enter", "n")
        assert screen.shows("notitie nummer 0")
        await screen.press("escape")
        assert screen.shows("▸Overzicht")


async def test_another_case_of_the_debtor_opens_from_the_overview(office: Office) -> None:
    debtor = act(office, AddParty(PartyFacts("Twee Dossiers", PartyKind.LEGAL)))
    first = act(office, OpenCase(debtor, TODAY, owner_person_id=office.actor.person))
    card = case.card(office.database, first)
    assert card is not None
    act(office, CloseCase(first, card.version, Closing.NOT_OURS))
    second = act(office, OpenCase(debtor, TODAY, owner_person_id=office.actor.person))
    async with session(*office, size=SMALL) as screen:
        await opened(screen, second)
        assert screen.shows(f"{card.number} · gesloten")
        await screen.press("enter", "1")
        assert card.number in screen.lines[0]
        await screen.press("q")
        assert card.number not in screen.lines[0]
