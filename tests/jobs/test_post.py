"""Files and folders go to the in-tray: each once, whatever happens on the way, and none is touched."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from casebook.cli.import_post import lines
from casebook.domain.post.unread import Unread
from casebook.errors import InputError
from casebook.exchange.post.reader import content_of
from casebook.jobs.post import Became, FileReport, import_post
from casebook.store.database import Database
from casebook.store.queries import post_item
from casebook.store.transaction import NOBODY, Actor
from casebook.store.verify import verify
from tests.exchange.post.pdfs import pdf
from tests.exchange.post.test_bounce import report
from tests.store import book
from tests.store.book import TODAY

LONG_AGO = 1_000_000_000


def put(folder: Path, name: str, content: bytes) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    os.utime(file, (LONG_AGO, LONG_AGO))
    return file


def mail(text: str) -> bytes:
    made = EmailMessage()
    made["From"] = "De Vries <d@voorbeeld.nl>"
    made["Subject"] = "Bezwaar"
    made.set_content(text)
    made.add_attachment(pdf(["Hierbij de gegevens"]), "application", "pdf", filename="brief.pdf")
    return bytes(made)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "post"
    put(folder, "a.eml", mail("Factuur 2026-01734 klopt niet"))
    put(folder, "scans/b.pdf", pdf(["Geachte heer,"]))
    put(folder, "c.zip", b"PK\x03\x04" + bytes(30))
    put(folder, ".verborgen", b"x")
    put(folder, "half.part", b"x")
    return folder


def items(database: Database) -> list[tuple[str, str | None]]:
    return database.fetch(
        "SELECT d.name, i.unread FROM post_item i JOIN document d ON d.id = i.document_id ORDER BY d.name"
    )


def test_a_folder_is_taken_in_and_nothing_in_it_is_touched(database: Database, actor: Actor, folder: Path) -> None:
    creditor = book.creditor(database, actor)
    _, case = book.case(database, actor)
    book.claim(database, actor, case, creditor, "2026-01734", 125_000)
    before = sorted((file, file.stat().st_mtime) for file in folder.rglob("*"))
    reports = import_post(database, actor, TODAY, [folder])
    assert [(Path(one.file).name, one.became, one.unread, one.parts) for one in reports] == [
        ("a.eml", Became.NEW, None, 1),
        ("c.zip", Became.NEW, Unread.KIND, 0),
        ("b.pdf", Became.NEW, None, 0),
    ]
    assert (reports[0].number, reports[0].confidence) == (database.value("SELECT number FROM cases"), 80)
    assert sorted((file, file.stat().st_mtime) for file in folder.rglob("*")) == before
    item = post_item.item(database, reports[0].item_id or 0)
    assert item is not None
    assert item.pages[0].text == "Factuur 2026-01734 klopt niet"
    assert [page.text.strip() for part in item.parts for page in part.pages] == ["Hierbij de gegevens"]
    again = import_post(database, actor, TODAY + timedelta(1), [folder, folder / "a.eml"])
    assert {one.became for one in again} == {Became.KNOWN}
    assert items(database) == [("a.eml", None), ("b.pdf", None), ("c.zip", "kind")]
    assert [one for one in verify(database, TODAY) if one.wrong] == []


def test_a_dry_run_tells_the_same_and_writes_nothing(database: Database, actor: Actor, folder: Path) -> None:
    tried = import_post(database, actor, TODAY, [folder], dry_run=True)
    assert database.value("SELECT count(*) FROM post_item") == 0
    assert database.value("SELECT count(*) FROM document_content") == 0
    done = import_post(database, actor, TODAY, [folder])
    assert [one._replace(item_id=None) for one in done] == tried


def test_what_is_still_being_written_waits_unless_somebody_names_it(
    database: Database, actor: Actor, tmp_path: Path
) -> None:
    file = put(tmp_path / "post", "vers.txt", b"hallo")
    os.utime(file, (time.time(), time.time()))
    (left,) = import_post(database, actor, TODAY, [tmp_path / "post"])
    assert (left.became, left.code) == (Became.LEFT, "post.being_written")
    (named,) = import_post(database, actor, TODAY, [file])
    assert named.became is Became.NEW


def test_what_cannot_be_taken_is_left_and_named(
    database: Database, actor: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "post"
    put(folder, "leeg.txt", b"")
    put(folder, "goed.txt", b"hallo")
    monkeypatch.setattr("casebook.exchange.post.reader.MOST_BYTES", 100)
    put(folder, "groot.txt", b"x" * 101)
    reports = import_post(database, actor, TODAY, [folder])
    assert [(Path(one.file).name, one.code) for one in reports] == [
        ("goed.txt", ""),
        ("groot.txt", "document.too_large"),
        ("leeg.txt", "post.empty_file"),
    ]
    with pytest.raises(InputError):
        import_post(database, actor, TODAY, [tmp_path / "weg"])


@pytest.mark.usefixtures("actor")
def test_nobody_takes_in_what_the_night_finds(database: Database, folder: Path) -> None:
    import_post(database, NOBODY, TODAY, [folder])
    assert len(items(database)) == 3
    assert [one for one in verify(database, TODAY) if one.wrong] == []


def test_a_run_that_is_killed_is_finished_by_the_next(database: Database, actor: Actor, tmp_path: Path) -> None:
    folder = tmp_path / "veel"
    for number in range(30):
        put(folder, f"{number:02}.txt", f"brief {number}".encode())
    script = (
        "import sys; from datetime import date; from pathlib import Path;"
        "from casebook.store import address; from casebook.store.database import Database;"
        "from casebook.jobs.post import import_post; from casebook.store.transaction import NOBODY;"
        "database = Database(address.read(sys.argv[1])); database.connect();"
        "import_post(database, NOBODY, date(2026, 11, 21), [Path(sys.argv[2])],"
        " progress=lambda stage, done, of: print(stage, done, flush=True))"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", script, database.address.text, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert run.stdout is not None
    for line in run.stdout:
        if line.split() == ["read", "7"]:
            run.send_signal(signal.SIGKILL)
            break
    run.wait()
    run.stdout.close()
    assert 7 <= database.value("SELECT count(*) FROM post_item") < 30
    reports = import_post(database, actor, TODAY, [folder])
    assert sum(one.became is Became.NEW for one in reports) + 7 <= 30
    assert database.value("SELECT count(*) FROM post_item") == 30
    assert database.value("SELECT count(*) FROM document") == 30
    assert [one for one in verify(database, TODAY) if one.wrong] == []


def test_what_a_mail_server_says_is_kept_with_the_mail_it_is_about(
    database: Database, actor: Actor, tmp_path: Path
) -> None:
    folder = tmp_path / "post"
    put(folder, "a.eml", report("failed", "5.1.1").encode())
    put(folder, "b.eml", report("delayed", "4.4.1").encode())
    import_post(database, actor, TODAY, [folder])
    assert database.fetch("SELECT nature, in_reply_to FROM post_item ORDER BY id") == [
        ("bounced", "<abc123@voorbeeld.nl>"),
        ("delayed", "<abc123@voorbeeld.nl>"),
    ]
    assert [one for one in verify(database, TODAY) if one.wrong] == []


def told(reports: list[FileReport]) -> list[tuple[str, str]]:
    return [(Path(one.file).name, one.code or one.became) for one in reports]


def test_what_is_no_plain_file_is_never_opened(database: Database, actor: Actor, tmp_path: Path) -> None:
    folder = tmp_path / "post"
    secret = put(tmp_path / "elders", "geheim.txt", b"niet voor de post")
    file = put(folder, "a.txt", b"hallo")
    (folder / "verwijzing.txt").symlink_to(secret)
    (folder / "map").symlink_to(secret.parent)
    (folder / "kring").symlink_to(folder)
    os.mkfifo(folder / "pijp.txt")
    os.utime(folder / "pijp.txt", (LONG_AGO, LONG_AGO))
    assert told(import_post(database, actor, TODAY, [folder])) == [
        ("a.txt", Became.NEW),
        ("pijp.txt", "import.no_regular_file"),
    ]
    # Whoever names a link means what it leads to.
    assert told(import_post(database, actor, TODAY, [folder / "verwijzing.txt"])) == [("verwijzing.txt", Became.NEW)]
    assert file.read_bytes() == b"hallo"


def test_what_changes_while_it_is_read_is_left_for_the_next_time(
    database: Database, actor: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "post"
    growing, gone = put(folder, "groeit.txt", b"begin"), put(folder, "weg.txt", b"x")
    moved = put(folder, "verhuist.txt", b"heel")
    read = content_of

    def meanwhile(path: Path, *, follow: bool) -> bytes:
        if path == gone:
            gone.unlink()
        if path == moved:
            moved.rename(folder / "verhuisd.txt")
        return read(path, follow=follow)

    real = os.fstat

    def grown(descriptor: int) -> os.stat_result:
        found = real(descriptor)
        if os.path.samestat(found, growing.stat()):
            with growing.open("ab") as file:
                file.write(b"en verder")
        return found

    monkeypatch.setattr("casebook.jobs.post.content_of", meanwhile)
    monkeypatch.setattr(os, "fstat", grown)
    assert told(import_post(database, actor, TODAY, [folder])) == [
        ("groeit.txt", "post.being_written"),
        ("verhuist.txt", "import.no_file"),
        ("weg.txt", "import.no_file"),
    ]
    monkeypatch.undo()
    os.utime(growing, (LONG_AGO, LONG_AGO))
    assert told(import_post(database, actor, TODAY, [folder])) == [
        ("groeit.txt", Became.NEW),
        ("verhuisd.txt", Became.NEW),
    ]


def test_a_folder_that_cannot_be_looked_into_is_named(
    database: Database, actor: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "post"
    put(folder, "a.txt", b"hallo")
    put(folder, "dicht/b.txt", b"niet te zien")
    real = os.scandir

    def refusing(path: str) -> Iterator[os.DirEntry[str]]:
        if Path(path).name == "dicht":
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert told(import_post(database, actor, TODAY, [folder])) == [
        ("a.txt", Became.NEW),
        ("dicht", "import.unreadable"),
    ]


def test_a_name_may_be_anything(database: Database, actor: Actor, tmp_path: Path) -> None:
    folder = tmp_path / "post"
    put(folder, "[/b]\x1b[31mrood\x07\n.txt", b"een")
    raw = os.fsencode(folder) + b"/\xff\xfe\xc3.txt"
    Path(os.fsdecode(raw)).write_bytes(b"twee")
    os.utime(raw, (LONG_AGO, LONG_AGO))
    put(folder, "x" * 240 + ".txt", b"een")
    reports = import_post(database, actor, TODAY, [folder])
    assert sorted(one.became for one in reports) == [Became.KNOWN, Became.NEW, Became.NEW]
    said = list(lines(reports, "nl"))
    assert not any(sign in "".join(said) for sign in "\x1b\x07")
    "".join(said).encode()
    kept = database.fetch("SELECT d.name, i.source FROM post_item i JOIN document d ON d.id = i.document_id")
    assert not any(ord(letter) < 32 for pair in kept for text in pair for letter in text)
