"""The case as one file: the same bytes each time, every document in it, and no name that reaches outside it."""

import csv
from hashlib import sha256
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pypdfium2  # type: ignore[import-untyped]  # it has no types
import pytest

from casebook.domain.documents import Direction, DocumentKind, Proves
from casebook.domain.letters.ways import DispatchWay
from casebook.errors import InputError
from casebook.jobs import dossier
from casebook.jobs.documents import Scan, kept
from casebook.jobs.outbox import print_batch
from casebook.store.actions.contacts import AddContact
from casebook.store.actions.dispatches import SentDispatch
from casebook.store.actions.documents import DescribeDocument, Description
from casebook.store.database import Database
from casebook.store.models.cases import Channel, Outcome
from casebook.store.transaction import Actor
from tests.jobs.outbox.letters import Office
from tests.store.actions.desk import TODAY
from tests.store.actions.refusal import refused

HOSTILE = (
    "../../etc/passwd",
    "/abs.pdf",
    "..\\..\\win.ini",
    "CON",
    "a\nb.pdf",
    "=cmd|x.csv",
    "<script>alert(1)</script>.html",
    "é" * 300 + ".pdf",
    "...",
    "naam zonder einde",
)


@pytest.fixture
def office(database: Database, actor: Actor) -> Office:
    return Office(database, actor)


def written(office: Office, case: int, path: Path, language: str = "nl") -> ZipFile:
    dossier.write_to(office.database, case, TODAY, language, path)
    return ZipFile(path)


def add(office: Office, case: int, name: str, content: bytes) -> int:
    document: int = office.desk.act(kept(office.database, case, Scan(name, "application/pdf", content)))
    return document


def index(found: ZipFile) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(found.read("index.csv").decode("utf-8-sig")), delimiter=";"))


def test_every_document_is_in_it_under_a_name_that_stays_inside(office: Office, tmp_path: Path) -> None:
    case = office.desk.case
    contents = {name: f"%PDF-1.7 {number}".encode() for number, name in enumerate(HOSTILE)}
    for name, content in contents.items():
        add(office, case, name, content)
    found = written(office, case, tmp_path / "een.zip")
    names = [one for one in found.namelist() if one.startswith("documents/")]
    assert len(set(names)) == len(HOSTILE)
    for name in names:
        stem = name.removeprefix("documents/")
        assert stem.isascii()
        assert not set(stem) & set('/\\:*?"<>|\n ')
        assert ".." not in stem
        assert len(stem) < 80
    rows = {row["Bestand"]: row for row in index(found)}
    assert {found.read(name) for name in names} == set(contents.values())
    for name in names:
        assert rows[name]["SHA-256"] == sha256(found.read(name)).hexdigest()
    page = found.read("index.html").decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_the_same_case_gives_the_same_bytes(office: Office, tmp_path: Path) -> None:
    letters = office.all_released(["a@voorbeeld.nl", "b@voorbeeld.nl"], DispatchWay.ORDINARY)
    print_batch(office.database, office.actor, TODAY, letters)
    case = office.post.card(letters[1]).row.case_id
    written(office, case, tmp_path / "een.zip")
    written(office, case, tmp_path / "twee.zip")
    assert (tmp_path / "een.zip").read_bytes() == (tmp_path / "twee.zip").read_bytes()


def test_of_a_letter_of_a_batch_only_its_own_pages_are_in_it(office: Office, tmp_path: Path) -> None:
    mine, other = (office.released(DispatchWay.ORDINARY, name=name) for name in ("Van mij", "Van een ander"))
    batch = print_batch(office.database, office.actor, TODAY)
    case = office.post.card(mine).row.case_id
    found = written(office, case, tmp_path / "een.zip")
    (name,) = (one for one in found.namelist() if one.startswith("documents/"))
    said = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(found.read(name)))
    assert "Van mij" in said
    assert "Van een ander" not in said
    (row,) = index(found)
    first = [mine, other].index(mine) + 1
    assert row["Bewaard als"] == f"blz. {first}\N{EN DASH}{first} van {sha256(batch.pdf.content).hexdigest()}"


def test_a_letter_of_which_no_file_was_kept_is_made_anew(office: Office, tmp_path: Path) -> None:
    letter = office.released(DispatchWay.ORDINARY, name="Zonder bestand")
    (one,) = office.dispatches(letter)
    office.desk.act(SentDispatch(one.dispatch_id, one.version, TODAY))
    found = written(office, office.post.card(letter).row.case_id, tmp_path / "een.zip")
    (row,) = index(found)
    assert row["Bewaard als"] == "bij verzending niet bewaard; opnieuw opgemaakt"
    (page,) = pypdfium2.PdfDocument(found.read(row["Bestand"]))
    assert "Zonder bestand" in page.get_textpage().get_text_bounded()
    told = found.read("letters.html").decode()
    assert "Zonder bestand" in told
    assert "<td>1</td></tr>" in told


@pytest.mark.parametrize(("language", "said"), [("nl", "belooft [/b] <i>"), ("en", "belooft [/b] <i>")])
def test_it_tells_what_is_known_of_the_case(office: Office, tmp_path: Path, language: str, said: str) -> None:
    case = office.desk.case
    document = add(office, case, "bon.pdf", b"%PDF-1.7")
    about = Description(DocumentKind.DELIVERY_NOTE, TODAY, Direction.OUTGOING, "J. Bakker", (Proves.DELIVERY,))
    office.desk.act(DescribeDocument(document, 1, "bon.pdf", about))
    office.desk.claim("7001", 10_000)
    office.desk.act(AddContact(case, office.desk.debtor, TODAY, Channel.PHONE, Outcome.INFORMED, text=said))
    found = written(office, case, tmp_path / "een.zip", language)
    pages = {name: found.read(name).decode() for name in found.namelist() if name.endswith(".html")}
    assert "belooft [/b] &lt;i&gt;" in pages["contacts.html"]
    assert "7001" in pages["limitation.html"]
    assert "BW 3:307 lid 1" in pages["limitation.html"]
    assert "100,00" in pages["statement.html"] or "100.00" in pages["statement.html"]
    assert "bon.pdf" in pages["timeline.html"]
    assert all(f'href="{name}"' in pages["index.html"] for name in pages if name != "index.html")
    assert {"nl": "levering", "en": "delivery"}[language] in pages["index.html"]


def test_it_is_written_whole_and_never_over_another(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    path = folder / "een.zip"
    path.write_bytes(b"van mij")
    with pytest.raises(InputError) as there:
        written(office, office.desk.case, path)
    assert (there.value.code, path.read_bytes()) == ("dossier.not_written", b"van mij")
    refused("case.gone", lambda case: written(office, case, folder / "twee.zip"), 999)
    assert [one.name for one in folder.iterdir()] == ["een.zip"]
    first = dossier.write_new(office.database, office.desk.case, TODAY, "nl", tmp_path / "eigen")
    second = dossier.write_new(office.database, office.desk.case, TODAY, "nl", tmp_path / "eigen")
    assert first.stem + "-2" == second.stem
