"""Going to court from the case: the advice with its sheet, the tab, a title and what is done by it."""

from datetime import date, timedelta

from casebook.domain.component import Component
from casebook.domain.court.facts import CourtEventKind, MeasureKind, ProceedingKind, TitleKind
from casebook.domain.money import Cents
from casebook.store.actions.court_events import RecordCourtEvent
from casebook.store.actions.measures import MeasureFacts, TakeMeasure
from casebook.store.actions.proceedings import Asked, OpenProceeding, ProceedingFacts
from casebook.store.actions.titles import AwardFacts, RecordTitle
from casebook.store.perform import perform
from casebook.store.queries import bookings, case, court
from casebook.store.queries.case import CaseCard
from casebook.store.queries.court import CourtPage
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


def page(office: Office) -> CourtPage:
    return court.of_case(office.database, of_case(office).case_id, TODAY)


def act(office: Office, command: object) -> int:
    result: int = perform(office.database, office.actor, TODAY, command).result
    return result


def summoned(office: Office) -> tuple[int, int]:
    """Summon the debtor for his first claim; return the proceeding and the claim."""
    card = of_case(office)
    claim = bookings.sheets(office.database, card.case_id, TODAY)[0].claim_id
    facts = ProceedingFacts("Rechtbank Midden-Nederland", "11223344 UC EXPL 26-1")
    asked = (Asked(claim, card.debtor_id),)
    begun = OpenProceeding(card.case_id, ProceedingKind.KANTON, asked, facts, "spoed", "spoed")
    one = act(office, begun)
    act(office, RecordCourtEvent(CourtEventKind.SERVED, TODAY - timedelta(days=30), one))
    act(office, RecordCourtEvent(CourtEventKind.DOCKET, date(2026, 12, 2), one, text="conclusie van repliek"))
    return one, claim


def judged(office: Office) -> None:
    """Get a judgment for a part of it, have it served, and have an account attached."""
    one, claim = summoned(office)
    awards = (AwardFacts(claim, Component.PRINCIPAL, Cents(500_00), Cents(450_00)),)
    given = RecordTitle(one, TitleKind.JUDGMENT, TODAY - timedelta(days=12), awards, (), "", Cents(139_00))
    title = act(office, given)
    act(office, RecordCourtEvent(CourtEventKind.ELSEWHERE, TODAY - timedelta(days=10), title_id=title))
    titled = office.database.value("SELECT claim_id FROM title_claim WHERE title_id = ?", (title,))
    facts = MeasureFacts(TODAY - timedelta(days=3), third_party="ING Bank", cost_cents=Cents(210_00))
    act(office, TakeMeasure(titled, of_case(office).debtor_id, MeasureKind.BANK, facts))


async def test_a_lead_decides_on_the_sheet_that_was_shown(office: Office) -> None:
    async with session(*office, size=USUAL) as screen:
        await screen.press("F", *NUMBER, "enter", "T", "g")
        await screen.press("tab", *"80", "tab", *"60")
        # What it comes to is there to decide on.
        await screen.rests()
        assert screen.shows("verwacht netto", "(kies)")
        await screen.press("tab", "tab", "tab")
        await screen.press(*"proc", "tab", *"sterke zaak")
        await screen.is_as("court-advice-120-nl")
        await screen.press("enter")
    (decided,) = page(office).decisions
    assert (decided.odds, decided.recovery, decided.reason) == (80, 60, "sterke zaak")
    assert decided.sheet


async def test_the_tab_tells_what_is_due_and_what_was_rejected(office: Office) -> None:
    judged(office)
    async with session(*office, size=SMALL) as screen:
        await screen.press("F", *NUMBER, "enter")
        await turned(screen, "court")
        await screen.is_as("case-court-80-nl")
    async with session(*office, size=USUAL, language="en") as screen:
        await screen.press("F", *NUMBER, "enter")
        await turned(screen, "court")
        await screen.is_as("case-court-120-en")


async def test_titles_and_days_of_the_court_are_lists(office: Office) -> None:
    judged(office)
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "x", *("]",) * 6)
        await screen.is_as("court-titles-80-nl")
    other = act(office, begun_again(office))
    act(office, RecordCourtEvent(CourtEventKind.SERVED, TODAY, other))
    act(office, RecordCourtEvent(CourtEventKind.HEARING, date(2026, 12, 10), other))
    async with session(*office, size=USUAL, language="en") as screen:
        await screen.press("g", "x", *("]",) * 7)
        await screen.is_as("court-days-120-en")


def begun_again(office: Office) -> OpenProceeding:
    card = of_case(office)
    claim = bookings.sheets(office.database, card.case_id, TODAY)[0].claim_id
    facts = ProceedingFacts("Rechtbank Amsterdam", "99")
    asked = (Asked(claim, card.debtor_id),)
    return OpenProceeding(card.case_id, ProceedingKind.DISTRICT, asked, facts, "spoed", "spoed")


async def test_a_day_of_the_court_is_met_and_corrected(office: Office) -> None:
    summoned(office)
    async with session(*office, size=SMALL) as screen:
        await screen.press("F", *NUMBER, "enter", "T")
        await screen.is_as("court-menu-80-nl")
        await screen.press("1", "d", *"20-11", "enter")
        await screen.press("T", "1", "w", "3", *"19-11-2026", "tab", "tab", *"verkeerd gelezen", "enter")
        await screen.is_as("court-correct-80-nl")
        await screen.press("enter")
    proceeding = page(office).proceedings[0]
    assert proceeding.standing.open == ()
    assert [due.on for due in proceeding.standing.dues] == [date(2026, 11, 19)]


async def test_a_title_is_recorded_and_a_bailiff_instructed(office: Office) -> None:
    summoned(office)
    async with session(*office, size=USUAL, language="en") as screen:
        await screen.press("F", *NUMBER, "enter", "T", "1", "t", *"judg")
        await screen.is_as("court-title-120-en")
        await screen.press("enter")
        await screen.press("T", "1", "g", *"serv", "enter")
        await screen.press("T", "1", "m", *"att", "tab", "tab", *"ING Bank", "enter")
    found = page(office)
    assert [one.row.third_party for one in found.measures] == ["ING Bank"]
    assert found.titles[0].recorded.row.kind is TitleKind.JUDGMENT


async def test_the_next_step_of_a_measure_that_is_due_has_a_sign_beside_its_colour(office: Office) -> None:
    judged(office)
    titled = office.database.value("SELECT claim_id FROM title_claim ORDER BY id DESC LIMIT 1")
    for third, days in (("ASN", 0), ("Rabo", 1)):
        facts = MeasureFacts(TODAY, third_party=third, next_step=f"bellen {third}", next_on=TODAY + timedelta(days))
        act(office, TakeMeasure(titled, of_case(office).debtor_id, MeasureKind.BANK, facts))
    async with session(*office, size=(120, 90)) as screen:
        await screen.press("F", *NUMBER, "enter")
        await turned(screen, "court")
        assert screen.shows("! 21-11-2026 bellen ASN", "22-11-2026 bellen Rabo")
        assert not screen.shows("! 22-11-2026")
