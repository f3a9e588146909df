"""T1 in the app: a counsellor asks the balance, it stands on the board by days left, and is answered by a letter."""

from datetime import date, timedelta

import pytest

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.insolvency.facts import EventKind, Kind, PersonRole, Source
from casebook.domain.insolvency.requests import RequestKind, RequestState, Way
from casebook.jobs import request_letters
from casebook.store import document_texts, documents
from casebook.store.actions.addresses import Place
from casebook.store.actions.insolvencies import RecordInsolvency
from casebook.store.actions.insolvency_events import RecordInsolvencyEvent
from casebook.store.actions.insolvency_offers import VoteOnProposal
from casebook.store.actions.insolvency_people import Appointed
from casebook.store.actions.insolvency_requests import (
    AssignInsolvencyRequest,
    ReceiveInsolvencyRequest,
    WithdrawInsolvencyRequest,
)
from casebook.store.actions.post import ReceivePost
from casebook.store.post.taking import take
from casebook.store.queries import insolvency_requests
from casebook.store.queries.insolvency_requests import RequestRow
from casebook.ui.case_tabs.insolvency import InsolvencyTab
from casebook.ui.screens.case import CaseScreen
from tests.sample import Office
from tests.store.actions.desk import TODAY, Desk
from tests.ui.screen import SMALL, USUAL
from tests.ui.work.money_desk import money_screen

MONDAY = date(2026, 11, 16)
WHERE = Place("Kade", "5", "1011 AB", "Amsterdam")


@pytest.fixture
def counselled(office: Office) -> Desk:
    desk = Desk(office.database, office.actor)
    known = {"kind": "consumer_sale", "capacity": Capacity.CONSUMER, "agreed": Agreed.CONDITIONS}
    for number, (cents, month) in enumerate(((61_280, 7), (24_000, 8), (18_640, 9), (9_500, 10)), 1):
        desk.claim(f"W-{number}", cents, invoice_on=None, due_on=date(2026, month, 15), **known)
    acts = (Appointed(PersonRole.COUNSELLOR, "Kredietbank", place=WHERE),)
    desk.act(RecordInsolvency(desk.debtor, Kind.COUNSELLING, MONDAY, Source.LETTER, persons=acts))
    return desk


def asks(desk: Desk, kind: RequestKind, on: date = MONDAY) -> int:
    (who,) = insolvency_requests.asking(desk.database, desk.case, TODAY)
    id_: int = desk.act(ReceiveInsolvencyRequest(who.insolvency_id, desk.case, who.party_id, kind, on))
    return id_


def requests(desk: Desk) -> list[RequestRow]:
    return insolvency_requests.of_case(desk.database, desk.case)


async def test_a_letter_that_asks_the_balance_is_recorded_shown_and_answered(counselled: Desk) -> None:
    async with money_screen(counselled, size=SMALL) as screen:
        await screen.app.push_screen(CaseScreen(screen.app.desk, counselled.case, InsolvencyTab.NAME))
        await screen.settled()
        await screen.press("I", "r")
        await screen.fill("saldo", "16-11-2026", "16-11-2026", "KB-77")
        await screen.is_as("request-receive-80-nl")
        await screen.press("enter", "G")
        assert screen.shows("30-11-2026", "6 werkdagen", "1.134,20", "12,25")
        await screen.is_as("request-tab-80-nl")
        await screen.press("I", "r", "1")
        await screen.is_as("request-menu-80-nl")
        await screen.press("g", "enter")
        await screen.press("I", "r", "1", "a")
        assert screen.shows("Saldo per", "16-11-2026")
        await screen.press("enter")
        await screen.is_as("request-answer-80-nl")
    (row,) = requests(counselled)
    assert (row.next_due_on, row.as_of, row.reference) == (date(2026, 11, 30), MONDAY, "KB-77")


async def test_what_is_missing_for_an_answer_is_said_before_anything_is_typed(counselled: Desk) -> None:
    """No data before the authority was seen; nothing on a proposal before the vote."""
    asks(counselled, RequestKind.BALANCE)
    async with money_screen(counselled, size=SMALL) as screen:
        await screen.app.push_screen(CaseScreen(screen.app.desk, counselled.case, InsolvencyTab.NAME))
        await screen.settled()
        await screen.press("I", "r", "1", "a")
        assert not screen.shows("Saldo per")
        await screen.is_as("request-unready-80-nl")
        await screen.press("g", "enter")
        assert screen.shows("Saldo per")
    counted = "SELECT count(*) FROM insolvency_event WHERE kind = 'authority_seen'"
    assert counselled.database.value(counted) == 1


async def test_a_vote_is_asked_before_the_letter_that_tells_it(counselled: Desk) -> None:
    (who,) = insolvency_requests.asking(counselled.database, counselled.case, TODAY)
    offer = ReceiveInsolvencyRequest(
        who.insolvency_id, counselled.case, who.party_id, RequestKind.PROPOSAL, MONDAY, way=Way.MEDIATION,
        offered_percent="10",
    )  # fmt: skip
    counselled.act(offer)
    async with money_screen(counselled, language="en") as screen:
        await screen.app.push_screen(CaseScreen(screen.app.desk, counselled.case, InsolvencyTab.NAME))
        await screen.settled()
        await screen.press("I", "r", "1", "b", "g", "enter")
        assert screen.shows("Nobody voted on the proposal yet")
        await screen.press("s")
        assert screen.shows("Percentage offered", "10")


@pytest.mark.parametrize(("favour", "told"), [(True, None), (False, "more than we expected")])
async def test_why_we_take_an_offer_is_not_told_to_who_makes_it(
    counselled: Desk, favour: bool, told: str | None
) -> None:
    (who,) = insolvency_requests.asking(counselled.database, counselled.case, TODAY)
    offer = ReceiveInsolvencyRequest(
        who.insolvency_id, counselled.case, who.party_id, RequestKind.PROPOSAL, MONDAY, way=Way.MEDIATION,
        offered_percent="90",
    )  # fmt: skip
    id_ = counselled.act(offer)
    because = "more than we expected"
    counselled.act(VoteOnProposal(id_, counselled.version("insolvency_request", id_), favour, because))
    counselled.act(RecordInsolvencyEvent(who.insolvency_id, EventKind.AUTHORITY_SEEN, TODAY))
    (row,) = requests(counselled)
    assert request_letters.wanted(counselled.database, row, TODAY).extras.get("text") == told
    async with money_screen(counselled, language="en") as screen:
        await screen.app.push_screen(CaseScreen(screen.app.desk, counselled.case, InsolvencyTab.NAME))
        await screen.settled()
        await screen.press("I", "r", "1", "a", "enter")
        assert screen.shows("wij stemmen voor" if favour else "wij stemmen tegen")
        assert screen.shows(because) is not favour


async def test_a_proposal_in_a_restructuring_is_weighed_by_what_binds_there(counselled: Desk) -> None:
    """Fw 287a is of debt counselling; a plan that the court confirms binds by Fw 385."""
    persons = (Appointed(PersonRole.EXPERT, "mr. D. Deskundige", place=WHERE),)
    began = RecordInsolvency(counselled.debtor, Kind.WHOA, MONDAY, Source.LETTER, MONDAY, persons=persons)
    id_ = counselled.act(began)
    (who,) = [
        one
        for one in insolvency_requests.asking(counselled.database, counselled.case, TODAY)
        if one.insolvency_id == id_
    ]
    counselled.act(
        ReceiveInsolvencyRequest(
            id_, counselled.case, who.party_id, RequestKind.PROPOSAL, MONDAY, way=Way.COMPOSITION, offered_percent="10"
        )
    )
    async with money_screen(counselled, language="en") as screen:
        await screen.app.push_screen(CaseScreen(screen.app.desk, counselled.case, InsolvencyTab.NAME))
        await screen.settled()
        await screen.press("G")
        assert screen.shows("that a composition binds us (Fw 385)")
        assert not screen.shows("287a")


async def test_with_a_request_that_is_over_nothing_is_done(counselled: Desk) -> None:
    id_ = asks(counselled, RequestKind.BALANCE)
    counselled.act(WithdrawInsolvencyRequest(id_, counselled.version("insolvency_request", id_), TODAY, "dubbel"))
    async with money_screen(counselled, size=SMALL) as screen:
        await screen.press("g", "r", "]", "A")
        assert screen.shows("Dit verzoek is afgehandeld")


@pytest.mark.parametrize(
    ("size", "language", "picture"), [(SMALL, "nl", "requests-80-nl"), (USUAL, "en", "requests-120")]
)
async def test_the_board_stands_by_working_days_left(
    counselled: Desk, size: tuple[int, int], language: str, picture: str
) -> None:
    asks(counselled, RequestKind.BALANCE)
    asks(counselled, RequestKind.DOCUMENTS, MONDAY - timedelta(days=14))
    async with money_screen(counselled, size=size, language=language) as screen:
        await screen.press("g", "r")
        await screen.is_as(picture)
        await screen.press("A", "w", *"dubbel", "enter")
        assert screen.shows("open (1)", "vastgelegd." if language == "nl" else ": saved.")
    assert [one.course.state for one in requests(counselled)] == [RequestState.RECEIVED, RequestState.WITHDRAWN]


async def test_who_is_to_answer_reads_so_on_today(counselled: Desk) -> None:
    id_ = asks(counselled, RequestKind.BALANCE)
    async with money_screen(counselled, size=SMALL) as screen:
        assert not screen.shows("verzoek is aan u")
    me = counselled.actor.person or 0
    counselled.act(AssignInsolvencyRequest(id_, counselled.version("insolvency_request", id_), me))
    async with money_screen(counselled, size=SMALL) as screen:
        assert screen.shows("1 verzoek is aan u om te beantwoorden, uiterlijk 30-11-2026: g r")


def letter(desk: Desk, text: str) -> None:
    """Let a letter come in that names the case."""
    digest = documents.keep(desk.database, text.encode())
    number = desk.database.value("SELECT number FROM cases WHERE id = ?", (desk.case,))
    document_texts.keep(desk.database, digest, [f"{text} Ons kenmerk KB-77, uw dossier {number}."], None)
    take(desk.database, desk.actor, TODAY, ReceivePost("brief.pdf", "application/pdf", digest, "/post/brief.pdf"))


async def test_a_letter_of_who_acts_brings_a_request_that_only_needs_saving(counselled: Desk) -> None:
    letter(counselled, "Kredietbank vraagt u het saldo per 16-11-2026.")
    async with money_screen(counselled, size=USUAL) as screen:
        await screen.press("g", "m", "G", "enter")
        assert screen.shows("verzoek van Kredietbank: saldo-opgave")
        await screen.press("plus")
        assert screen.shows("Verzoek ontvangen", "saldo-opgave", "16-11-2026")
        await screen.press("enter")
    (row,) = requests(counselled)
    assert (row.party, row.kind, row.as_of, row.received_on) == ("Kredietbank", RequestKind.BALANCE, MONDAY, TODAY)


async def test_what_anybody_else_writes_brings_none(counselled: Desk) -> None:
    """A word alone is not enough: who asks has to act for the debtor."""
    letter(counselled, "Ik wil mijn saldo weten.")
    async with money_screen(counselled, size=USUAL) as screen:
        await screen.press("g", "m", "G", "enter")
        assert not screen.shows("verzoek van")
        # Chosen by hand it begins with what was read.
        await screen.press("I", "enter", "t")
        assert screen.shows("Verzoek ontvangen", "saldo-opgave")
