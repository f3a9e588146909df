"""What is owed to the person behind the debt, from the menu of the debtor."""

from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from casebook.store.actions.care import RecordVulnerability
from casebook.store.actions.estates import ChangeEstate, OpenEstate
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.person_requests import ReceiveRequest
from casebook.store.models.care import Acceptance, RequestKind
from casebook.store.models.cases import Channel
from casebook.store.perform import perform
from casebook.store.queries import care, case, contact_blocks, documents
from casebook.store.queries.case import CaseCard
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, Screen, session

# A private person of the sample office.
NUMBER = "2026-0006"


def card(office: Office) -> CaseCard:
    case_id = case.case_of(office.database, NUMBER)
    assert case_id is not None
    found = case.card(office.database, case_id)
    assert found is not None
    return found


async def to_menu(screen: Screen) -> None:
    await screen.press("F", *NUMBER, "enter", "C")


async def test_a_data_request_comes_in_with_its_term_and_is_answered(office: Office) -> None:
    about = card(office)
    before = len(care.requests(office.database, about.case_id))
    async with session(*office, size=SMALL) as screen:
        await to_menu(screen)
        await screen.press("k", "i", *"Welke gegevens?", "enter")
        assert screen.shows("21-12-2026", "AVG art. 12 lid 3")
        await screen.press("enter")
        row = care.requests(office.database, about.case_id)[0]
        assert (row.kind, row.received_on) == (RequestKind.ACCESS, TODAY)
        await screen.press("C", "k", "1", "a", "enter")
        assert screen.shows("✗")
        await screen.press("t", "tab", *"Alles gestuurd", "enter")
    found = care.requests(office.database, about.case_id)
    assert len(found) == before + 1
    assert found[0].answered_on == TODAY
    assert found[0].answer == "Alles gestuurd"


async def test_a_request_of_access_is_met_with_all_that_is_kept(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    about = card(office)
    asked = ReceiveRequest(about.case_id, about.debtor_id, RequestKind.ACCESS, TODAY, "Welke gegevens?")
    perform(office.database, office.actor, TODAY, asked)
    async with session(*office, size=SMALL) as screen:
        await to_menu(screen)
        await screen.press("k", "1")
        await screen.is_as("request-access-80-nl")
        await screen.press("f")
        (path,) = (tmp_path / "own" / "casebook" / "exports").iterdir()
        assert "index.html" in ZipFile(path).namelist()
        await screen.press("C", "k", "1", "b")
    (kept, *_) = [one for one in documents.of_case(office.database, about.case_id) if one.name == path.name]
    assert (kept.media_type, kept.who) == ("application/zip", about.name)
    digests = [digest for (digest,) in office.database.fetch("SELECT sha256 FROM person_export ORDER BY id")]
    assert digests == [sha256(path.read_bytes()).hexdigest(), kept.sha256]


async def test_a_death_shows_what_it_stops_before_it_is_saved(office: Office) -> None:
    about = card(office)
    async with session(*office, size=SMALL) as screen:
        await to_menu(screen)
        await screen.press("e", *"12-10-2026", "tab", *"rouwkaart", "enter")
        await screen.is_as("estate-foreseen-80-nl")
        assert care.estate(office.database, about.debtor_id) is None
        await screen.press("enter")
        row = care.estate(office.database, about.debtor_id)
        assert row is not None
        assert (row.died_on, row.source) == (date(2026, 10, 12), "rouwkaart")
        await screen.press("C", "e", "h")
        await screen.type("Zoon Abdi")
        await screen.press("enter", "enter")
        await screen.press("enter", "enter")
    (heir,) = care.heirs(office.database, row.estate_id)
    assert (heir.name, heir.acceptance) == ("Zoon Abdi", Acceptance.UNKNOWN)


async def test_a_vulnerability_needs_consent_and_is_taken_away_at_once(office: Office) -> None:
    about = card(office)
    before = care.vulnerable(office.database, about.debtor_id, TODAY)
    async with session(*office, size=SMALL) as screen:
        await to_menu(screen)
        await screen.press("v", *(("n",) if before else ()), *"slecht ter been", "enter")
        assert screen.shows("✗")
        await screen.press(*"per mail", "enter")
        (row, *_) = [one for one in care.vulnerable(office.database, about.debtor_id, TODAY) if one not in before]
        assert (row.text, row.consent_how, row.until_on) == ("slecht ter been", "per mail", date(2027, 11, 21))
        await screen.press("C", "v", str(len(before) + 1))
    assert care.vulnerable(office.database, about.debtor_id, TODAY) == before


async def test_a_ban_and_a_look_at_recourse_stand_in_the_overview(office: Office) -> None:
    about = card(office)
    async with session(*office) as screen:
        await to_menu(screen)
        await screen.press("x", *"drie keer gebroken", "enter")
        await screen.press("K", "r", "right", "enter", "enter")
        assert screen.shows("drie keer gebroken")
    assert [one.reason for one in care.bans(office.database, about.debtor_id, TODAY)] == ["drie keer gebroken"]
    (looked,) = care.recourse(office.database, about.case_id)
    assert (looked.source, looked.found) == ("insolvency_register", "none")


async def test_what_a_colleague_changed_of_an_estate_is_shown_and_stays_where_nothing_else_is_typed(
    office: Office,
) -> None:
    about = card(office)

    def act(command: object) -> int:
        result: int = perform(office.database, office.actor, TODAY, command).result
        return result

    died = date(2026, 10, 12)
    estate = act(OpenEstate(about.debtor_id, died, TODAY, "rouwkaart", "overleden"))
    async with session(*office, size=SMALL) as screen:
        await to_menu(screen)
        await screen.press("e", "w", "tab", "ctrl+u", *"akte", "enter")
        notary = act(AddParty(PartyFacts("Notaris De Wit")))
        act(ChangeEstate(estate, 1, died, "brief van de zoon", notary))
        await screen.press("enter")
        assert screen.shows("brief van de zoon", "akte", "Notaris De Wit")
        await screen.press("enter", "enter")
    row = care.estate(office.database, about.debtor_id)
    assert row is not None
    assert (row.source, row.notary_id, row.version) == ("akte", notary, 3)


async def test_consent_that_is_over_can_be_ended_without_showing_what_it_was_about(office: Office) -> None:
    about = card(office)
    began, over = TODAY - timedelta(days=9), TODAY - timedelta(days=1)
    kept = RecordVulnerability(about.debtor_id, "slecht ter been", began, "mail", over)
    perform(office.database, office.actor, began, kept)
    async with session(*office, size=SMALL) as screen:
        await to_menu(screen)
        await screen.press("v")
        assert screen.shows("toestemming gold t/m 20-11-2026")
        assert not screen.shows("slecht ter been")
        await screen.press("1")
    assert care.no_longer_agreed(office.database, about.debtor_id, TODAY) == []


async def test_a_contact_block_is_placed_shown_and_lifted(office: Office) -> None:
    about = card(office)
    async with session(*office, size=SMALL) as screen:
        await to_menu(screen)
        await screen.press("s", *"bedreigt collega's", "enter")
        (row,) = contact_blocks.of_party(office.database, about.debtor_id, TODAY)
        assert (row.reason, row.channel) == ("bedreigt collega's", None)
        await screen.press("C", "s", "n", *"alleen mail", "tab", "right", "right", "right", "enter")
        await screen.is_as("contact-blocks-80-nl")
        await screen.press("C", "s", "1", *"uitgepraat", "enter")
    (left,) = contact_blocks.of_party(office.database, about.debtor_id, TODAY)
    assert (left.reason, left.channel) == ("alleen mail", Channel.LETTER)
