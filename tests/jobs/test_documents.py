"""Documents from files: by what they are, not by what they are called; kept once; a case that has them."""

import os
from pathlib import Path

import pytest

from casebook.errors import InputError, Refused
from casebook.jobs.documents import kept, read
from casebook.store.actions.documents import AddDocument
from casebook.store.database import Database
from casebook.store.queries import choices
from casebook.store.transaction import Actor
from casebook.store.verify import verify
from tests.store.actions.desk import TODAY, Desk


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n\0", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("akkoord, J. de Bruïn".encode(), "text/plain"),
    ],
)
def test_what_it_is_follows_from_its_bytes(tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "regeling.exe"
    path.write_bytes(content)
    assert read(path) == ("regeling.exe", kind, content)


def test_what_cannot_be_a_document_is_refused_with_its_path(tmp_path: Path) -> None:
    (tmp_path / "leeg").touch()
    (tmp_path / "binair").write_bytes(b"\0\1\2")
    (tmp_path / "latin").write_bytes(b"caf\xe9")
    (tmp_path / "groot").write_bytes(b"%PDF-")
    os.truncate(tmp_path / "groot", 20 * 2**20 + 1)
    os.mkfifo(tmp_path / "pijp")
    for name, code in (
        ("leeg", "import.empty"),
        ("binair", "document.kind"),
        ("latin", "document.kind"),
        ("groot", "document.too_large"),
        ("pijp", "import.no_regular_file"),
        ("weg", "import.no_file"),
        (".", "import.no_regular_file"),
        ("a\0b", "import.unreadable"),
    ):
        with pytest.raises(InputError) as refused:
            read(tmp_path / name)
        assert refused.value.code == code, name


def test_a_document_is_of_its_case_and_its_bytes_are_kept_once(
    database: Database, actor: Actor, tmp_path: Path
) -> None:
    desk, path = Desk(database, actor), tmp_path / "regeling.pdf"
    path.write_bytes(b"%PDF-1.7 ondertekend")
    desk.act(kept(database, desk.case, read(path)))
    desk.act(kept(database, desk.case, read(path)))
    assert [one.name for one in choices.documents(database, desk.case)] == ["regeling.pdf"] * 2
    assert database.value("SELECT count(*) FROM document_content") == 1
    assert database.value("SELECT min(size) FROM document") == len(b"%PDF-1.7 ondertekend")
    assert not [one for one in verify(database, TODAY) if one.code.startswith("verify.document")]
    with pytest.raises(Refused) as refused:
        desk.act(AddDocument(desk.case, "weg.pdf", "application/pdf", "0" * 64))
    assert refused.value.code == "document.no_content"


def test_a_name_that_is_no_utf_8_is_cleaned(database: Database, actor: Actor, tmp_path: Path) -> None:
    desk = Desk(database, actor)
    for written, name in ((b"caf\xe9 regeling.pdf", "caf regeling.pdf"), (b"\xe9", "document")):
        path = os.path.join(os.fsencode(tmp_path), written)  # noqa: PTH118 a path of bytes
        try:
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
        except OSError:
            pytest.skip("the file system has no such names")
        Path(os.fsdecode(path)).write_bytes(b"%PDF-1.7\n" + written)
        document = desk.act(kept(database, desk.case, read(Path(os.fsdecode(path)))))
        assert database.value("SELECT name FROM document WHERE id = ?", (document,)) == name
