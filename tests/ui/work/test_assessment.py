"""The call sheet, the routes side by side, and evidence of finances, from the queue."""

from datetime import date, timedelta
from pathlib import Path

from casebook.domain.finance import FinanceStatus
from casebook.domain.money import Cents
from casebook.domain.routes.facts import WhyUnpaid
from casebook.store.actions.assessment import RecordAssessment
from casebook.store.actions.contacts import AddContact
from casebook.store.actions.holds import OpenTrack
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.receipts import Receipt
from casebook.store.models.assessment import FinanceKind, Question
from casebook.store.models.cases import Channel, Outcome, TrackKind
from casebook.store.perform import perform
from casebook.store.queries import assessments, routes
from casebook.store.queries.finances import pieces
from casebook.ui.work.route_page import route_lines
from tests.databases import TODAY, made
from tests.sample import Office
from tests.store.queries.test_routes import BEGAN, Past
from tests.ui.screen import SMALL, Screen, session
from tests.ui.work.limitation_cases import firm


def chosen(screen: Screen) -> int:
    """Return the case the cursor is on."""
    case_id = screen.app.screen.case_id  # type: ignore[attr-defined]  # the place that is on top
    assert isinstance(case_id, int)
    return case_id


async def test_the_call_sheet_asks_in_order_and_says_what_it_suggests(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        case_id = chosen(screen)
        await screen.press("a", "n")
        assert screen.shows("Bent u tevreden", "Wat is er gebeurd")
        await screen.press("tab", "tab", *"oven stuk", *["tab"] * 6)
        # With whom; then the four scores, why, and no credit check.
        await screen.press("tab", "4", "tab", "2", "tab", "3", "tab", "3", "tab", *"onv")
        await screen.rests()
        await screen.press("enter")
        assert not screen.shows("Gesprek en beoordeling")
    (told,) = assessments.told(office.database, case_id, 10)
    assert told.answers == {Question.HAPPENED: "oven stuk"}
    assert (told.row.scores, told.row.why_unpaid) == ((4, 2, 3, 3), WhyUnpaid.UNEXPECTED_EXPENSE)
    assert (told.row.on_day, told.row.valid_until) == (TODAY, date(2027, 5, 21))


async def test_what_was_judged_stands_on_the_overview_and_on_its_page(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        case_id = chosen(screen)
        for room in (3, 1):
            perform(office.database, office.actor, TODAY, RecordAssessment(case_id, TODAY, 4, 2, 3, room))
        await screen.press("enter")
        await screen.press("enter", "a")
        assert screen.shows("1  niets, nu niet en later niet", "3  kleine termijnen", "geldig tot en met 21-05-2027")
        await screen.press("escape", "a", "l")
        assert screen.shows("1  niets, nu niet en later niet")


async def test_routes_stand_side_by_side_with_the_sum_of_each(tmp_path: Path) -> None:
    sole = firm(tmp_path, date(2021, 12, 15))
    desk = sole.desk
    began = date(2025, 3, 3)
    perform(desk.database, desk.actor, began, AddContact(desk.case, desk.debtor, began, Channel.PHONE, Outcome.PROMISE))
    desk.act(RecordPayment(desk.case, Receipt(date(2025, 4, 2), Cents(10_000))))
    desk.act(RecordAssessment(desk.case, TODAY, 1, 1, 1, 4))
    async with session(desk.database, desk.actor, size=SMALL) as screen:
        await screen.press("a", "r")
        await screen.is_as("routes-small")
        await screen.press("G")
        assert screen.shows("Niet meegeteld", "Schattingen van Casebook")
        await screen.press(*"k" * 8)
        assert screen.shows("Ter vergelijking: betaaltoezeggingen", "1 dossier", "= 1,6%", "duurde gemiddeld 30")


async def test_every_figure_is_what_one_gets_by_hand_from_the_page(tmp_path: Path) -> None:
    past = Past(made(str(tmp_path / "office.db")))
    for number in range(20):
        case = past.case(333_33)
        past.agency(case)
        if number < 7:
            past.pay(case, 100_01, BEGAN + timedelta(days=10))
    for _ in range(3):
        past.act(OpenTrack(past.case(), TrackKind.COURT, "dagvaarding", without_assessment="vroeger"))
    found = routes.compared(past.database, past.case(1_234_57), TODAY)
    async with session(past.database, past.actor, size=SMALL) as screen:
        lines = route_lines(found, screen.app.screen.desk)  # type: ignore[attr-defined]  # the place
    told = [" ".join(" ".join(span.text for span in (*one.spans, *one.right)).split()) for one in lines]
    agency, court = told.index("incassobureau"), told.index("sommatie en procedure")
    assert told[agency : agency + 8] == [
        "incassobureau",
        # 7 times 100,01 of 20 times 333,33.
        "20 dossiers, consumenten: ontvangen € 700,07 van € 6.666,60 = 10,5%",
        "Per dossier van 0% tot 30%. Een ontvangen euro duurde gemiddeld 10 dagen.",
        # 129,644.
        "€ 1.234,57 \u00d7 € 700,07 / € 6.666,60 € 129,64",
        "af: incassobureau, vast € 25,00 € 104,64",
        # 19,446.
        "af: incassobureau 15% van € 129,64 = € 19,45 € 85,19",
        "verwacht netto € 85,19",
        "",
    ]
    # 350 of court fee, 120, 150 and 250; 870 of 1.234,57 is 70,47 percent, rounded up.
    assert told[court + 3 : court + 6] == [
        "Alleen consumenten: 3 van ten minste 20, dus alle debiteuren samen.",
        "Wel bekend: kosten € 870,00, terugverdiend als 70,5% van € 1.234,57 binnenkomt.",
        "! Dun: 3 van ten minste 20 dossiers, dus geen verwachting.",
    ]


async def test_evidence_of_finances_is_required_in_a_set_and_comes_in(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        case_id = chosen(screen)
        await screen.press("e", "f", "n", "1", "enter")
        assert screen.shows("Waarvoor", "(kies)")
        await screen.press(*"betal", "enter")
        await screen.press("e", "f")
        assert screen.shows("inkomensbewijs: nodig, uiterlijk 05-12-2026", "vaste lasten")
        await screen.press("v", "enter")
        await screen.press("e", "f", "1", "o", "enter")
        await screen.press("e", "f", "1", "c", *"onv", "tab", *"van 2024", "enter")
    stand = {one.row.kind: (one.status, one.row.note) for one in pieces(office.database, case_id, TODAY)}
    assert stand == {
        FinanceKind.INCOME: (FinanceStatus.INSUFFICIENT, "van 2024"),
        FinanceKind.FIXED_COSTS: (FinanceStatus.REQUESTED, ""),
    }


async def test_placing_without_an_assessment_asks_why(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        case_id = chosen(screen)
        await screen.press("K", "t", *"incas", "tab", *"uit handen", "enter")
        assert screen.shows("Er is nog geen beoordeling", "Toch zonder, omdat")
        await screen.press("tab", *"verjaart", "enter")
        # Nor was it announced to the debtor.
        assert screen.shows("niet aangekondigd", "Onaangekondigd omdat")
        await screen.press("tab", *"spoed", "enter")
    query = "SELECT kind, opened_because FROM track WHERE case_id = ? AND kind = 'agency'"
    assert office.database.fetch(query, (case_id,)) == [("agency", "uit handen")]
