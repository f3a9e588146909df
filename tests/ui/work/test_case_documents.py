"""The documents of a case: listed, read, described, copied and packed, and what goes along with a letter."""

from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from casebook.domain.documents import Direction, DocumentKind, Proves
from casebook.domain.letters.kinds import LetterKind
from casebook.jobs.documents import Scan, kept
from casebook.jobs.drafting import Wanted
from casebook.jobs.letters import composed
from casebook.settings import Settings
from casebook.store.actions.documents import Description
from casebook.store.actions.letters import PrepareLetter
from casebook.store.perform import perform
from casebook.store.queries import case, documents, outbox
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, session
from tests.ui.screens.case_desk import numbered

NUMBER = "2026-0077"


@pytest.fixture
def exports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    return tmp_path / "own" / "casebook" / "exports"


def case_id(office: Office) -> int:
    found = case.case_of(office.database, NUMBER)
    assert found is not None
    return found


def add(office: Office, name: str, about: Description) -> None:
    command = kept(office.database, case_id(office), Scan(name, "text/plain", f"inhoud van {name}".encode()))
    perform(office.database, office.actor, TODAY, replace(command, about=about))


def add_some(office: Office) -> None:
    add(office, "[/b] offerte.txt", Description())
    sent = TODAY.replace(month=3)
    proves = (Proves.DELIVERY, Proves.PRICE)
    add(office, "bon.txt", Description(DocumentKind.DELIVERY_NOTE, sent, Direction.INCOMING, "J. Bakker", proves))


async def test_the_documents_of_a_case_are_read_described_and_copied(office: Office, exports: Path) -> None:
    add_some(office)
    async with session(*office, size=SMALL) as screen:
        await screen.press("F", *NUMBER, "enter", "o")
        await screen.is_as("case-documents-80-nl")
        await screen.press("enter")
        assert screen.shows("inhoud van bon.txt")
        await screen.press("q", "j", "e")
        assert screen.shows("[/b] offerte.txt")
        # A kind brings with it what such a document proves; it is said, and may be chosen otherwise.
        await screen.press("tab", "v")
        await screen.is_as("case-documents-describe-80-nl")
        await screen.press("enter", "y", "w", "q")
    described = {one.name: one for one in documents.of_case(office.database, case_id(office))}
    offer = described["[/b] offerte.txt"]
    assert (offer.kind, offer.proves) == (DocumentKind.TERMS, (Proves.CONDITIONS,))
    assert [one.read_text() for one in exports.iterdir()] == ["inhoud van [/b] offerte.txt"]


async def test_a_case_is_packed_as_one_dossier(office: Office, exports: Path) -> None:
    add_some(office)
    async with session(*office, size=USUAL, language="en") as screen:
        await screen.press("F", *NUMBER, "enter", "o")
        await screen.is_as("case-documents-120-en")
        await screen.press("D")
    (file,) = exports.iterdir()
    assert file.name == f"dossier-{NUMBER}-{TODAY.isoformat()}.zip"
    assert {"index.html", "index.csv", "documents/001-b-offerte.txt"} <= set(ZipFile(file).namelist())


async def test_a_case_without_documents_says_how_one_is_added(office: Office, tmp_path: Path) -> None:
    (tmp_path / "bon.txt").write_text("afgeleverd")
    async with session(*office, size=SMALL) as screen:
        await screen.press("F", *NUMBER, "enter", "o")
        assert screen.shows("Er zit nog geen document in dit dossier.")
        await screen.press("a", *str(tmp_path / "bon.txt"), "enter", "tab", "l", "l", "enter")
        assert screen.shows("bon.txt", "leverbon", "levering")
    (row,) = documents.of_case(office.database, case_id(office))
    assert (row.kind, row.direction, row.who) == (DocumentKind.DELIVERY_NOTE, Direction.INCOMING, "F. Prins")


async def test_documents_go_along_with_a_letter_before_it_is_released(office: Office) -> None:
    number = numbered(office, "2026-0001")
    drafts = composed(office.database, TODAY, number, LetterKind.INTERRUPTION, Wanted())
    command = kept(office.database, number, Scan("factuur.pdf", "application/pdf", b"%PDF-1.7 factuur"))
    perform(office.database, office.actor, TODAY, command)
    perform(office.database, office.actor, TODAY, PrepareLetter(number, drafts))
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "o", "w", "e")
        assert screen.shows("Klaar: 0 bijlagen gaan mee", "· factuur.pdf · 1 kB")
        await screen.press("down", "enter")
        await screen.is_as("letter-enclosing-80-nl")
        await screen.press("up", "enter")
    found = documents.enclosed(office.database, [one.letter_id for one in outbox.of_case(office.database, number)])
    assert [[one.name for one in along] for along in found.values()] == [["factuur.pdf"]]


async def test_the_link_of_the_settings_is_shown_and_copied(office: Office) -> None:
    add_some(office)
    link = "https://archief.voorbeeld.nl/{sha256}/{name}"
    settings = Settings("nl", True, None, "dark", {}, Path("settings.toml"), document_link=link)
    async with session(*office, size=USUAL, settings=settings) as screen:
        await screen.press("F", *NUMBER, "enter", "o", "j", "y")
        digest = documents.of_case(office.database, case_id(office))[1].sha256
        assert screen.app.clipboard == f"https://archief.voorbeeld.nl/{digest}/%5B%2Fb%5D%20offerte.txt"
        await screen.press("enter")
        assert screen.shows(f"https://archief.voorbeeld.nl/{digest[:40]}")
