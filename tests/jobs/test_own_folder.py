"""The folder of a person over SSH: files go in and out whole, by their names alone, and nothing else is reached."""

import io
import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from casebook import paths
from casebook.errors import CasebookError, InputError, Refused
from casebook.jobs import exports, folder_keeping, own_folder
from casebook.store.actions.people import AddPerson
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.queries import log, timeline
from casebook.store.transaction import Actor
from casebook.store.verify import verify
from casebook.words import say
from tests.databases import TODAY

BAD = [
    "",
    ".",
    "..",
    "../x",
    "/etc/passwd",
    "a/b",
    "a\\b",
    ".verborgen",
    "-rf",
    "a;id",
    "$(id)",
    "`id`",
    "a|b",
    "a\nb",
    "a\x1b[2J",
    "a\x00",
    "a\u202eb",
    " a",
    "a ",
    "a  b",
    "[/b]*",
    "x" * 151,
]


def content(folder: Path, name: str) -> bytes:
    with own_folder.got(folder, name) as file:
        return file.read()


@pytest.mark.parametrize("name", ["bank.xml", "Lijst (2).csv", "brief_Jérôme-2026.pdf", "a@b,c+d"])
def test_a_file_comes_out_as_it_went_in(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "people" / "7"
    own_folder.put(folder, name, io.BytesIO(b"eerst"))
    own_folder.put(folder, name, io.BytesIO(b"daarna"))
    assert content(folder, name) == b"daarna"
    (kept,) = own_folder.listed(folder)
    assert (kept.name, kept.size) == (name, 6)
    assert [path.name for path in folder.iterdir()] == [name]
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / name).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_plain_name_is_refused_in_and_out(tmp_path: Path, name: str) -> None:
    (tmp_path / "x").write_text("geheim")
    folder = tmp_path / "7"
    for work in (lambda: own_folder.put(folder, name, io.BytesIO(b"")), lambda: content(folder, name)):
        with pytest.raises(InputError) as refused:
            work()
        assert refused.value.code == "session.name"
    with pytest.raises(InputError):
        own_folder.typed(folder, name)


def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    secret, folder = tmp_path / "geheim", tmp_path / "7"
    secret.write_text("geheim")
    folder.mkdir()
    (folder / "soft").symlink_to(secret)
    (folder / "hard").hardlink_to(secret)
    (folder / "map").mkdir()
    os.mkfifo(folder / "pijp")
    for name in ("soft", "hard", "map", "pijp"):
        with pytest.raises(InputError) as refused:
            content(folder, name)
        assert refused.value.code == "session.no_file"
        with pytest.raises(InputError):
            own_folder.typed(folder, name)
    assert own_folder.listed(folder) == []
    own_folder.put(folder, "soft", io.BytesIO(b"eigen"))
    own_folder.put(folder, "hard", io.BytesIO(b"eigen"))
    assert (secret.read_text(), content(folder, "soft"), content(folder, "hard")) == ("geheim", b"eigen", b"eigen")


def test_a_folder_that_is_a_link_is_not_gone_into(tmp_path: Path) -> None:
    (tmp_path / "elders").mkdir()
    (tmp_path / "7").symlink_to(tmp_path / "elders")
    with pytest.raises(OSError, match="7"):
        own_folder.put(tmp_path / "7", "a", io.BytesIO(b""))


def test_what_is_too_large_or_cut_short_leaves_what_there_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Cut(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            found = super().read(size)
            if not found:
                raise ConnectionResetError
            return found

    def refused(name: str, given: io.BytesIO, code: str) -> None:
        with pytest.raises(CasebookError) as error:
            own_folder.put(tmp_path, name, given)
        assert error.value.code == code
        assert isinstance(error.value, Refused)

    monkeypatch.setattr(own_folder, "MOST_IN_ONE", 10)
    monkeypatch.setattr(own_folder, "MOST_IN_ALL", 15)
    monkeypatch.setattr(own_folder, "MOST_FILES", 2)
    own_folder.put(tmp_path, "a", io.BytesIO(b"x" * 10))
    refused("a", io.BytesIO(b"y" * 11), "session.size")
    refused("b", io.BytesIO(b"y" * 6), "session.full")
    own_folder.put(tmp_path, "b", io.BytesIO(b"y"))
    refused("c", io.BytesIO(b"y"), "session.full")
    with pytest.raises(ConnectionResetError):
        own_folder.put(tmp_path, "a", Cut(b"z"))
    assert content(tmp_path, "a") == b"x" * 10
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_even_an_empty_file_takes_a_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_folder, "MOST_FILES", 1)
    own_folder.put(tmp_path, "a", io.BytesIO(b""))
    with pytest.raises(Refused):
        own_folder.put(tmp_path, "b", io.BytesIO(b""))
    own_folder.put(tmp_path, "a", io.BytesIO(b"anders"))
    assert content(tmp_path, "a") == b"anders"


def test_what_is_still_being_written_takes_room_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_folder, "MOST_IN_ALL", 15)
    (tmp_path / ".0123456789abcdef.part").write_bytes(b"x" * 10)
    with pytest.raises(Refused) as error:
        own_folder.put(tmp_path, "a", io.BytesIO(b"y" * 6))
    assert error.value.code == "session.full"
    own_folder.put(tmp_path, "a", io.BytesIO(b"y" * 5))


def test_what_ended_where_the_connection_broke_is_not_kept(tmp_path: Path) -> None:
    own_folder.put(tmp_path, "a", io.BytesIO(b"heel"))
    with pytest.raises(InputError) as error:
        own_folder.put(tmp_path, "a", io.BytesIO(b"hal"), lambda: True)
    assert error.value.code == "session.cut_short"
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"heel")]


@contextmanager
def no_larger(size: int) -> Iterator[None]:
    """Let no file become larger, as on a disk that is full."""
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_full_disk_leaves_what_there_was(tmp_path: Path) -> None:
    own_folder.put(tmp_path, "a", io.BytesIO(b"eerst"))
    with no_larger(100), pytest.raises(OSError, match="large"):
        own_folder.put(tmp_path, "a", io.BytesIO(b"x" * 200_000))
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"eerst")]


def test_what_the_app_writes_finds_the_same_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_folder, "MOST_FILES", 1)
    exports.copy_new(tmp_path, "a", ".txt", b"1")
    exports.copy_new(tmp_path, "a", ".txt", b"2")
    monkeypatch.setenv(paths.OWN_FOLDER, str(tmp_path))
    with pytest.raises(Refused) as error:
        exports.copy_new(tmp_path, "a", ".txt", b"3")
    assert error.value.code == "session.folder_full"
    assert all(own_folder.is_name(path.name) for path in tmp_path.iterdir())


def test_what_lies_there_too_long_is_removed_and_the_log_tells_it(
    database: Database, actor: Actor, tmp_path: Path
) -> None:
    person = perform(database, actor, TODAY, AddPerson("h.hol", "H. Hol")).result
    folder, old = tmp_path / str(person), TODAY - timedelta(days=31)
    ages = {"oud": old, "ook oud": old, "recent": TODAY - timedelta(days=30), ".0123.part": old}
    (tmp_path / "999").mkdir()
    for where, name, on in ((folder, *one) for one in ages.items()):
        own_folder.put(where, "x", io.BytesIO(b"abc"))
        (where / "x").rename(where / name)
        moment = 43_200 + 86_400 * (on - date(1970, 1, 1)).days
        os.utime(where / name, (moment, moment))
    (tmp_path / "999" / "van niemand").write_text("x")
    assert folder_keeping.tidy(database, TODAY, tmp_path) == 3
    assert [path.name for path in folder.iterdir()] == ["recent"]
    assert (tmp_path / "999" / "van niemand").exists()
    assert folder_keeping.tidy(database, TODAY, tmp_path) == 0
    (line,) = timeline.told(database, log.some(database, [log.head(database)]))
    said = "3 bestanden van vóór 22-10-2026 verwijderd uit de eigen map van H. Hol"
    assert (line.command, say(line.code, line.parameters, "nl")) == ("folder.tidy", said)
    assert list(verify(database, TODAY)) == []


def test_who_is_not_in_a_session_types_any_path(tmp_path: Path) -> None:
    assert own_folder.typed(None, str(tmp_path / "../x")) == tmp_path / "../x"
    assert own_folder.typed(tmp_path, "lijst.csv") == own_folder.typed(tmp_path, str(tmp_path / "lijst.csv"))
