"""Proceedings in the app: recorded from a letter, followed to their end, corrected, and told in their place and tab."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date
from typing import Any, NamedTuple

import pytest

from casebook.domain.insolvency.facts import EventKind, Kind, PersonRole, Source
from casebook.domain.insolvency.rules import Effect
from casebook.domain.insolvency.standing import Stage
from casebook.store.actions.addresses import Place
from casebook.store.actions.insolvencies import RecordInsolvency
from casebook.store.actions.insolvency_events import RecordInsolvencyEvent
from casebook.store.actions.insolvency_people import Appointed
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.actions.parties import ChangeParty, PartyFacts
from casebook.store.models.parties import PartyKind
from casebook.store.queries import insolvencies
from casebook.store.queries.insolvencies import InsolvencyCard
from casebook.ui.case_tabs.insolvency import InsolvencyTab
from casebook.ui.dialogs.form import Form
from casebook.ui.screens.case import CaseScreen
from casebook.ui.widgets.choice import Choice
from tests.sample import Office
from tests.store.actions.desk import TODAY, Desk
from tests.ui.screen import SMALL, USUAL, session
from tests.ui.work.money_desk import MoneyScreen, money_screen

BEGAN = date(2026, 10, 5)
TRUSTEE = Appointed(PersonRole.TRUSTEE, "mr. X. Curator")


@asynccontextmanager
async def case_screen(desk: Desk, *, size: tuple[int, int] = USUAL, language: str = "nl") -> AsyncIterator[MoneyScreen]:
    """Open the case of a desk at its proceedings."""
    async with money_screen(desk, size=size, language=language) as screen:
        await screen.app.push_screen(CaseScreen(screen.app.desk, desk.case, InsolvencyTab.NAME))
        await screen.settled()
        yield screen


def debtor(office: Office, kind: PartyKind) -> Desk:
    desk = Desk(office.database, office.actor)
    desk.act(ChangeParty(desk.debtor, desk.version("party", desk.debtor), PartyFacts("Van Dam Bouw BV", kind)))
    desk.claim("2026-001", 1_248_015)
    return desk


def cards(desk: Desk) -> list[InsolvencyCard]:
    return insolvencies.of_party(desk.database, desk.debtor)


def bankrupt(desk: Desk) -> int:
    facts: dict[str, Any] = {"number": "F.13/26/123", "persons": (TRUSTEE,)}
    command = RecordInsolvency(desk.debtor, Kind.BANKRUPTCY, date(2026, 11, 9), Source.LETTER, BEGAN, **facts)
    id_: int = desk.act(command)
    return id_


async def test_a_letter_of_a_trustee_is_recorded_and_told(office: Office) -> None:
    desk = debtor(office, PartyKind.LEGAL)
    async with case_screen(desk, size=SMALL) as screen:
        assert screen.shows("Geen insolventie")
        await screen.press("I")
        await screen.fill("fail", "f.13/26/123", "05-10-2026", "mr. X. Curator", "Kade", "5", "1011 AB", "Amsterdam")
        await screen.is_as("insolvency-new-80-nl")
        await screen.press("enter")
        await screen.press("I", "g")
        await screen.fill("verif", "30-06-2027")
        await screen.press("enter")
        assert screen.shows("16-06-2027", "indienen (schatting) · Fw 127")
        await screen.is_as("insolvency-tab-80-nl")
    (card,) = cards(desk)
    assert (card.row.number, card.row.court, card.standing.stage) == ("F.13/26/123", "Amsterdam", Stage.CONFIRMED)
    acting = card.acting(TODAY)
    assert acting is not None
    query = "SELECT r.role, a.street FROM representation r JOIN address a ON a.party_id = r.representative_id"
    found = desk.database.fetch(query + " WHERE r.party_id = ?", (desk.debtor,))
    assert [tuple(row) for row in found] == [("curator_bankruptcy", "Kade")]


async def test_it_goes_before_another_court_is_corrected_and_converted_and_told_as_one_thread(office: Office) -> None:
    desk = debtor(office, PartyKind.NATURAL)
    bankrupt(desk)
    async with case_screen(desk, language="en") as screen:
        await screen.press("I")
        await screen.is_as("insolvency-menu-120-en")
        await screen.press("t")
        await screen.fill("F.40/26/7")
        await screen.press("enter")
        assert screen.shows("F.40/26/7")
        await screen.press("I", "p")
        await screen.to("Reason")
        await screen.fill("typed wrongly")
        await screen.press("enter")
        await screen.press("I", "c")
        await screen.fill("06-10-2026")
        await screen.to("Reason")
        await screen.fill("the judgment says the sixth")
        await screen.press("enter")
        assert screen.shows("6 Oct 2026")
        await screen.press("I", "x")
        await screen.fill("was not transferred")
        await screen.press("enter")
        assert screen.shows("F.13/26/123")
        await screen.press("I", "l", "enter")
        await screen.press("I", "o")
        await screen.to("New number")
        await screen.fill("R.13/26/8")
        await screen.press("enter")
        # Who acts in it now is asked at once.
        await screen.to("Name")
        await screen.fill("Mrs Y. Administrator")
        await screen.press("enter")
        await screen.is_as("insolvency-thread-120-en")
    first, second = cards(desk)
    assert (first.standing.stage, first.standing.since) == (Stage.CONVERTED, date(2026, 10, 6))
    assert (second.row.predecessor_id, second.row.kind) == (first.row.id, Kind.WSNP)
    assert first.persons[0].until_on == TODAY


async def test_a_trustee_whom_we_know_is_offered_and_kept_once(office: Office) -> None:
    desk = debtor(office, PartyKind.NATURAL)
    other = desk.party("Van Vliet")
    acts = (Appointed(PersonRole.TRUSTEE, "mr. X. Curator", place=Place("Kade", "5", "1011 AB", "Amsterdam")),)
    desk.act(RecordInsolvency(other, Kind.BANKRUPTCY, BEGAN, Source.LETTER, BEGAN, persons=acts))
    known = desk.database.value("SELECT representative_id FROM representation WHERE party_id = ?", (other,))
    async with case_screen(desk, size=SMALL) as screen:
        await screen.press("I")
        await screen.fill("fail", "f.13/26/123", "05-10-2026", "Mr X Curator")
        await screen.to("E-mail")
        await screen.fill("curator")
        await screen.press("enter")
        assert screen.shows("mailadres")
        await screen.fill("@voorbeeld.nl")
        await screen.press("enter")
        assert screen.shows("treedt al op voor een ander", "Kade 5, 1011 AB Amsterdam", "1 schuldenaar")
        await screen.is_as("insolvency-known-80-nl")
        await screen.press("escape")
        assert screen.shows("kies of dit iemand is")
        await screen.press("enter", "1")
        # Another of the same name is one of his own.
        await screen.press("I", "w")
        await screen.to("Naam")
        await screen.fill("mr. Z. Curator")
        await screen.press("enter")
    (card,) = cards(desk)
    assert [one.party_id == known for one in card.persons] == [True, False]


async def test_what_is_over_can_be_found_to_be_wrong(office: Office) -> None:
    desk = debtor(office, PartyKind.NATURAL)
    bankrupt(desk)
    async with case_screen(desk) as screen:
        await screen.press("I", "e")
        await screen.fill("opgeheven", "20-11-2026")
        await screen.press("enter")
        assert screen.shows("vordering herleeft")
        await screen.press("I", "c", "2")
        await screen.fill("19-11-2026")
        await screen.to("Reden")
        await screen.fill("verkeerd gelezen")
        await screen.press("enter")
        assert cards(desk)[0].standing.ended_on == date(2026, 11, 19)
        await screen.press("I", "x", "1")
        await screen.fill("ander faillissement")
        await screen.press("enter")
    assert cards(desk)[0].standing.stage is Stage.CONFIRMED


async def test_a_turbo_liquidation_is_followed_step_by_step(office: Office) -> None:
    desk = debtor(office, PartyKind.LEGAL)
    async with case_screen(desk, size=SMALL) as screen:
        await screen.press("I")
        await screen.fill("turbo", "20-10-2026")
        await screen.press("enter")
        assert screen.shows("03-11-2026", "deponering opzoeken (schatting) · BW 2:19b")
        await screen.press("I", "g")
        await screen.type("deponering")
        await screen.press("right", "tab")
        await screen.fill("06-11-2026")
        await screen.press("enter")
        assert screen.shows("20-11-2026", "heropening, faillissement of bestuurder (schatting)")
        await screen.is_as("insolvency-turbo-80-nl")
        await screen.press("I", "g")
        await screen.fill("fail", "20-11-2026")
        await screen.press("enter")
        assert screen.shows("bestuurder aansprakelijk stellen (schatting) · BW 3:310")
        await screen.press("I", "o")
        await screen.fill("fail", "F.13/26/50", "21-11-2026")
        await screen.press("enter", "escape")
    assert [one.standing.stage for one in cards(desk)] == [Stage.CONVERTED, Stage.CONFIRMED]


class Life(NamedTuple):
    """What one types of a proceeding: its kind, something that happened, and its end; and what that does to a claim."""

    kind: str
    event: str
    end: str
    effect: Effect


_LIVES: Mapping[PartyKind, Sequence[Life]] = {
    PartyKind.NATURAL: [
        Life("wette", "eerste", "schone", Effect.UNENFORCEABLE),
        Life("schuldh", "bevoegdheid", "finale", Effect.DISCHARGED),
        Life("breed", "duur", "termijn", Effect.REVIVES),
        Life("besch", "bewindreg", "ingetrokken", Effect.REVIVES),
    ],
    PartyKind.LEGAL: [
        Life("surs", "definitief", "akkoord", Effect.NATURAL_OBLIGATION),
        Life("fail", "vereenv", "opgeheven", Effect.CEASED),
        Life("whoa", "afkoel", "akkoord", Effect.BOUND),
        Life("ontb", "uitdelingslijst", "vereffening", Effect.CEASED),
    ],
}


@pytest.mark.parametrize("party", _LIVES)
async def test_each_kind_is_followed_from_its_letter_to_its_end(office: Office, party: PartyKind) -> None:
    desk = debtor(office, party)
    async with case_screen(desk) as screen:
        for at, life in enumerate(_LIVES[party]):
            await screen.press(*("I", "n")[: 1 + bool(at)])
            await screen.type(life.kind)
            if life.kind != "schuldh":
                await screen.to("Ontbonden op" if life.kind == "ontb" else "Dag van uitspraak")
                await screen.fill("05-10-2026")
            await screen.press("enter")
            # What runs stands first.
            menu = ("I", "1")[: 1 + bool(at)]
            await screen.press(*menu, "g")
            await screen.type(life.event)
            await screen.press("enter")
            assert screen.shows(life.event)
            await screen.press(*menu, "e")
            await screen.type(life.end)
            await screen.press("enter")
            (card,) = [one for one in cards(desk) if one.row.id == max(other.row.id for other in cards(desk))]
            assert card.standing.outcome is not None
            assert (card.standing.stage, card.standing.outcome.effect) == (Stage.ENDED, life.effect)


_ALWAYS = ("Wie optreedt", "Bekend sinds", "Bron", "Zeker deze debiteur")
_NUMBER, _STARTED, _DISSOLVED = "Nummer in register", "Dag van uitspraak", "Ontbonden op"
_UNTIL, _JUDGE = "Einde volgens rechter", "Rechter-commissaris"
_ASKED: Mapping[PartyKind, Mapping[Kind, tuple[str, ...]]] = {
    PartyKind.NATURAL: {
        Kind.BANKRUPTCY: (_NUMBER, _STARTED, _JUDGE),
        Kind.SUSPENSION: (_NUMBER, _STARTED, _UNTIL, _JUDGE),
        Kind.WSNP: (_NUMBER, _STARTED, _UNTIL, _JUDGE),
        Kind.COUNSELLING: (),
        Kind.MORATORIUM: (_STARTED, _UNTIL),
        Kind.WHOA: (_STARTED, _JUDGE),
        Kind.PROTECTIVE_ADMINISTRATION: (_STARTED, _UNTIL),
    },
    PartyKind.LEGAL: {
        Kind.BANKRUPTCY: (_NUMBER, _STARTED, _JUDGE),
        Kind.SUSPENSION: (_NUMBER, _STARTED, _UNTIL, _JUDGE),
        Kind.WHOA: (_STARTED, _JUDGE),
        Kind.DISSOLUTION: (_DISSOLVED,),
        Kind.TURBO_LIQUIDATION: (_DISSOLVED,),
    },
}


@pytest.mark.parametrize("party", _ASKED)
async def test_the_form_asks_only_what_the_kind_and_the_debtor_need(office: Office, party: PartyKind) -> None:
    desk = debtor(office, party)
    async with case_screen(desk, size=(120, 50)) as screen:
        await screen.press("I")
        form = screen.app.screen
        assert isinstance(form, Form)
        kind = form._fields[0]
        choice = kind.editor
        assert isinstance(choice, Choice)
        options = [value for value, _ in choice.options if value is not None]
        assert options == list(_ASKED[party])
        for one, asked in _ASKED[party].items():
            choice.choose(one)
            await screen.settled()
            shown = {field.label for field in form._fields if field.display} - {kind.label, *_ALWAYS}
            assert shown == set(asked), one


async def test_the_place_shows_what_comes_first_and_the_signals_apart(office: Office) -> None:
    desk = debtor(office, PartyKind.LEGAL)
    id_ = bankrupt(desk)
    desk.act(RecordInsolvencyEvent(id_, EventKind.MEETING, date(2026, 12, 11)))
    facts: dict[str, Any] = {"confirmed": False, "number": "S.13/26/3"}
    desk.act(RecordInsolvency(desk.debtor, Kind.SUSPENSION, TODAY, Source.REGISTER, **facts))
    for size, language, name in ((SMALL, "nl", "80-nl"), (USUAL, "en", "120-en")):
        async with money_screen(desk, size=size, language=language) as screen:
            await screen.press("g", "i")
            await screen.is_as(f"insolvencies-{name}")
            await screen.press("]")
            await screen.is_as(f"insolvencies-signals-{name}")
            await screen.press("?")
            assert screen.shows(
                "Een datum die alleen berekend is" if language == "nl" else "A date that was only computed"
            )


async def test_what_is_known_from_before_is_recorded_with_what_is_known_and_its_end(office: Office) -> None:
    """The tab says so, the key has it filled in, and of one that is over its end is asked after it."""
    desk = debtor(office, PartyKind.LEGAL)
    facts = EventFacts(
        "insolvency", BEGAN, (Reached(desk.debtor),), until_on=TODAY, regime="bankruptcy", note="F.13/26/123"
    )
    desk.act(RecordEvent(desk.case, facts))
    async with case_screen(desk, size=SMALL) as screen:
        await screen.is_as("insolvency-before-80-nl")
        await screen.press("I")
        assert screen.shows("F.13/26/123", "05-10-2026")
        await screen.press("enter")
        assert screen.shows("21-11-2026")
        await screen.fill("opgeheven")
        await screen.press("enter")
        assert not screen.shows("van vóór")
    (card,) = cards(desk)
    assert (card.row.number, card.standing.since, card.standing.stage) == ("F.13/26/123", BEGAN, Stage.ENDED)


async def test_the_place_lists_what_is_known_from_before(office: Office) -> None:
    desk = debtor(office, PartyKind.LEGAL)
    desk.act(RecordEvent(desk.case, EventFacts("insolvency", BEGAN, (Reached(desk.debtor),), regime="bankruptcy")))
    async with session(*office, size=SMALL, language="en") as screen:
        await screen.press("g", "i", "[", "[")
        await screen.is_as("insolvencies-before-80-en")
        await screen.press("I")
        assert screen.shows("05-10-2026")
