"""A backup is what the database was at one moment, and what is restored is that or nothing."""

import json
import shutil
import sqlite3
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from random import Random

import pytest

from casebook import words
from casebook.errors import CasebookError, StoreError
from casebook.jobs import backup_file, upgrading
from casebook.jobs.backup import back_up, restore
from casebook.store import address, log, unfinished
from casebook.store.actions.contacts import AddNote
from casebook.store.backup import checking, postgresql, tools
from casebook.store.backup.manifest import Contents, contents
from casebook.store.database import Database
from casebook.store.migrations import upgrade as upgrading_steps
from casebook.store.migrations.upgrade import STEPS, check, upgrade
from casebook.store.verify import Problem, verify
from tests.databases import TODAY, Databases
from tests.store.bare import bare
from tests.store.book import Book, act, grown
from tests.store.test_concurrency import Writer, cases
from tests.store.test_verify import without_guards


@pytest.fixture
def book(database: Database) -> Book:
    return grown(database)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "kept"
    folder.mkdir()
    return folder / "office.casebook-backup"


@contextmanager
def opened(target: str) -> Iterator[Database]:
    database = Database(address.read(target))
    database.connect()
    try:
        yield database
    finally:
        database.close()


def stopped(code: str, work: Callable[[], object]) -> None:
    """Work stops with a code that is said in both languages."""
    with pytest.raises(CasebookError) as stop:
        work()
    assert stop.value.code == code
    for language in words.LANGUAGES:
        assert words.say(code, stop.value.parameters, language)


def nowhere(databases: Databases) -> str:
    """The address of a database that has nothing in it yet."""
    empty = bare(databases)
    target = empty.address.text
    empty.close()
    if empty.address.file is not None:
        for file in empty.address.file.parent.glob(f"{empty.address.file.name}*"):
            file.unlink()
    return target


def test_what_is_restored_is_what_was_there(database: Database, databases: Databases, book: Book, place: Path) -> None:
    made = back_up(database, place, TODAY)
    assert made.problems == ()
    assert made.manifest.contents == contents(database)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert [path.name for path in place.parent.iterdir()] == [place.name]
    target = nowhere(databases)
    restored = restore(place, address.read(target))
    assert restored.older is False
    with opened(target) as again:
        check(again)
        assert contents(again) == contents(database)
        act(again, book.actor, AddNote(book.case, "gaat verder"))
        assert list(verify(again, TODAY)) == []


def test_a_backup_while_others_write(database: Database, book: Book, place: Path) -> None:
    shared = cases(database, book, 3)
    writers = [Writer(database, book, shared, f"w{number}", until=30) for number in range(3)]
    for writer in writers:
        writer.wait_until_ready()
    before = log.head(database)
    for writer in writers:
        writer.start()
    made = back_up(database, place, TODAY)
    assert made.problems == ()
    acknowledged = [text for writer in writers for text in writer.finish()]
    assert len(acknowledged) == 90
    assert before <= made.manifest.contents.number <= log.head(database) == before + 90


@pytest.mark.usefixtures("book")
def test_nothing_is_written_over(database: Database, databases: Databases, place: Path) -> None:
    place.write_text("mine")
    stopped("backup.exists", lambda: back_up(database, place, TODAY))
    assert place.read_text() == "mine"
    place.unlink()
    back_up(database, place, TODAY, quick=True)
    before = contents(database)
    stopped("backup.full", lambda: restore(place, database.address))
    assert contents(database) == before
    other = databases.empty()
    stopped("backup.full", lambda: restore(place, other.address))
    assert other.value("SELECT count(*) FROM office") == 0


@pytest.mark.usefixtures("book")
def test_a_database_that_something_is_wrong_with_is_kept_and_told_of(database: Database, place: Path) -> None:
    without_guards(database, "UPDATE note SET text = 'x'")
    made = back_up(database, place, TODAY)
    assert [problem.code for problem in made.problems if problem.wrong] == ["verify.row_changed"]
    assert place.exists()


@pytest.mark.usefixtures("book")
def test_a_copy_that_is_not_alike_is_not_kept(database: Database, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = Problem("backup.other_count", {"table": "note", "there": "1", "expected": "2"})
    monkeypatch.setattr(checking, "differences", lambda *_: [said])
    stopped("backup.other_count", lambda: back_up(database, place, TODAY))
    assert list(place.parent.iterdir()) == []


def test_what_differs_is_named(database: Database, book: Book) -> None:
    before = contents(database)
    assert list(checking.differences(database, before)) == []
    act(database, book.actor, AddNote(book.case, "later"))
    said = {problem.parameters.get("table", "") for problem in checking.differences(database, before)}
    assert {"", "log", "log_body", "note"} <= said


def repacked(place: Path, change: Callable[[str, bytes], bytes]) -> None:
    """Put something else into a backup, as a whole zip."""
    with zipfile.ZipFile(place) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(place, "w") as archive:
        for name, content in held.items():
            archive.writestr(name, change(name, content))


def told_as(**facts: object) -> Callable[[str, bytes], bytes]:
    """What changes what a backup says of itself."""

    def change(name: str, content: bytes) -> bytes:
        if name != "manifest.json":
            return content
        told = json.loads(content)
        inner = {key: facts[key] for key in facts if key in told["contents"]}
        return json.dumps(told | facts | {"contents": told["contents"] | inner}).encode()

    return change


def held_as(change: Callable[[bytes], bytes]) -> Callable[[str, bytes], bytes]:
    """What changes the database in a backup."""
    return lambda name, content: content if name == "manifest.json" else change(content)


def tells(text: bytes) -> Callable[[str, bytes], bytes]:
    """What makes a backup say something else of itself."""
    return lambda name, content: text if name == "manifest.json" else content


CHANGED = {
    "a byte": (held_as(lambda content: content[:-1] + bytes([content[-1] ^ 1])), "backup.damaged"),
    "longer": (held_as(lambda content: content + b"x"), "backup.damaged"),
    "says nothing": (tells(b"{}"), "backup.none"),
    "no json": (tells(b"no json"), "backup.none"),
    "later format": (told_as(format=2), "backup.newer"),
    "later schema": (told_as(schema="9999_future"), "backup.newer"),
    "other log": (told_as(number=3), "backup.other_log"),
    "other counts": (told_as(counts={}), "backup.other_count"),
    "unknown engine": (told_as(engine="oracle"), "backup.none"),
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of an office on SQLite."""
    folder = tmp_path_factory.mktemp("kept")
    with opened(str(folder / "office.db")) as database:
        upgrade(database)
        grown(database)
        back_up(database, folder / "office.casebook-backup", TODAY, quick=True)
    return folder / "office.casebook-backup"


@pytest.mark.parametrize("what", CHANGED)
def test_what_was_changed_in_a_backup_is_found(kept: Path, tmp_path: Path, what: str) -> None:
    change, code = CHANGED[what]
    changed = tmp_path / kept.name
    shutil.copy(kept, changed)
    repacked(changed, change)
    target = str(tmp_path / "new.db")
    stopped(code, lambda: restore(changed, address.read(target)))
    left_empty(target)


def left_empty(target: str) -> None:
    """There is still nothing in a database, and nothing beside it."""
    where = address.read(target)
    if where.file is not None:
        assert not where.file.exists()
        assert not list(where.file.parent.glob(".casebook-*"))
        return
    with opened(target) as again:
        assert again.peewee.get_tables() == []
        assert not unfinished.is_unfinished(again)
        functions = "SELECT count(*) FROM pg_proc WHERE proname LIKE 'casebook%'"
        assert again.value(functions) == 0


@pytest.mark.usefixtures("book")
def test_a_broken_log_is_not_restored(database: Database, databases: Databases, place: Path) -> None:
    without_guards(database, "UPDATE log SET command = 'x' WHERE number = 5")
    back_up(database, place, TODAY, quick=True)
    target = nowhere(databases)
    stopped("backup.log_broken", lambda: restore(place, address.read(target)))
    left_empty(target)


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    target = address.read(str(tmp_path / "new.db"))
    stopped("backup.unreadable", lambda: restore(tmp_path / "nothing", target))
    text = tmp_path / "text"
    text.write_text("geen kopie")
    stopped("backup.none", lambda: restore(text, target))
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("a", "b")
    stopped("backup.none", lambda: restore(tmp_path / "other.zip", target))


def test_a_backup_that_was_cut_short_is_told_to_be_damaged(kept: Path, tmp_path: Path) -> None:
    whole, cut, target = kept.read_bytes(), tmp_path / kept.name, str(tmp_path / "new.db")
    for length in (4, len(whole) // 2, len(whole) - 1):
        cut.write_bytes(whole[:length])
        stopped("backup.damaged", lambda: restore(cut, address.read(target)))
        left_empty(target)


@pytest.mark.usefixtures("book")
def test_a_backup_goes_into_a_database_of_its_own_kind(database: Database, place: Path, tmp_path: Path) -> None:
    back_up(database, place, TODAY, quick=True)
    other = str(tmp_path / "new.db") if database.is_postgresql else "postgresql://localhost/none"
    stopped("backup.other_engine", lambda: restore(place, address.read(other)))


def test_what_an_earlier_file_left_beside_is_not_read_into_it(kept: Path, tmp_path: Path) -> None:
    target = tmp_path / "two.db"
    left = tmp_path / "two.db-wal"
    left.write_bytes(b"x")
    stopped("backup.left", lambda: restore(kept, address.read(str(target))))
    left.unlink()
    target.touch()
    restore(kept, address.read(str(target)))
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_file_that_is_not_all_of_what_was_written_is_not_put_in_its_place(kept: Path, tmp_path: Path) -> None:
    target = str(tmp_path / "new.db")
    with ExitStack() as others:

        def before_use(copy: Database) -> None:
            # Who reads keeps SQLite from bringing into the file what is written after it.
            reading = others.enter_context(closing(sqlite3.connect(copy.address.text)))
            reading.execute("BEGIN")
            reading.execute("SELECT count(*) FROM party").fetchall()
            copy.execute("CREATE TABLE later (id INTEGER)")

        stopped("store.busy", lambda: restore(kept, address.read(target), before_use=before_use))
    left_empty(target)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A version with one more step."""
    monkeypatch.setitem(STEPS, "9998_later", lambda _: None)
    monkeypatch.setattr(upgrading_steps, "NEWEST", "9998_later")


@pytest.mark.usefixtures("book")
def test_a_backup_of_an_older_version_is_restored_and_then_upgraded(
    database: Database, databases: Databases, place: Path, request: pytest.FixtureRequest
) -> None:
    back_up(database, place, TODAY, quick=True)
    request.getfixturevalue("later")
    target = nowhere(databases)
    assert restore(place, address.read(target)).older is True
    with opened(target) as again:
        assert upgrade(again) == ("9998_later",)
        assert list(verify(again, TODAY)) == []


@pytest.mark.usefixtures("book")
def test_an_upgrade_takes_a_backup_first(database: Database, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    folder = tmp_path / "before"
    told: list[str] = []

    def first() -> Path | None:
        return upgrading.back_up_first(database, folder, TODAY, lambda code, *_: told.append(code))

    assert first() is None
    request.getfixturevalue("later")
    before = contents(database)
    made = first()
    assert made is not None
    assert backup_file.read_manifest(made).contents == before
    assert "backup.proving" in told
    again = first()
    assert again is not None
    assert again != made


@pytest.mark.usefixtures("later")
def test_a_database_in_which_nothing_was_done_needs_no_backup(databases: Databases, tmp_path: Path) -> None:
    assert upgrading.back_up_first(bare(databases), tmp_path, TODAY, lambda *_: None) is None
    assert upgrading.back_up_first(databases.empty(), tmp_path, TODAY, lambda *_: None) is None


MAKES = """
import sys
from pathlib import Path
from casebook.jobs.backup import back_up, restore
from casebook.store import address
from casebook.store.database import Database

what, target, file = sys.argv[1:]
print("ready", flush=True)
if what == "restore":
    restore(Path(file), address.read(target))
else:
    database = Database(address.read(target))
    database.connect()
    back_up(database, Path(file), date(2026, 11, 21))
print("done", flush=True)
"""


def killed(what: str, target: str, file: Path, after: float) -> bool:
    """Kill a backup or restore some seconds after it began; tell whether it had ended."""
    command = [sys.executable, "-c", MAKES, what, target, str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.kill()
        return "done" in process.stdout.read()


def test_a_backup_or_restore_that_is_killed_leaves_nothing_half_done(
    database: Database, databases: Databases, book: Book, place: Path, request: pytest.FixtureRequest
) -> None:
    kills, moments = 100 if request.config.getoption("--long") else 1, Random(20261121)
    for number in range(kills):
        file = place.with_name(f"{number}.backup")
        killed("backup", database.address.text, file, moments.random() * 1.5)
        if file.exists():
            backup_file.extract(file, backup_file.read_manifest(file))
    assert list(verify(database, TODAY)) == []
    back_up(database, place, TODAY)
    assert not list(place.parent.glob(".casebook-*"))
    if database.is_postgresql:
        assert database.value("SELECT count(*) FROM pg_database WHERE datname LIKE 'casebook\\_check\\_%'") == 0
    for _ in range(kills):
        target = nowhere(databases)
        killed("restore", target, place, moments.random() * 1.5)
        whole_or_nothing(target, place, contents(database))
    act(database, book.actor, AddNote(book.case, "weer gewoon"))


def whole_or_nothing(target: str, place: Path, expected: object) -> None:
    where = address.read(target)
    if where.file is not None and not where.file.exists():
        restore(place, where)
    with opened(target) as again:
        if again.is_postgresql:
            # What the server was still doing for it is rolled back, or done.
            others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            again.fetch(f"SELECT pg_terminate_backend(pid, 5000) {others}")
        if unfinished.is_unfinished(again):
            stopped("store.unfinished", lambda: check(again))
        if unfinished.is_unfinished(again) or not again.peewee.get_tables():
            restore(place, where)
        check(again)
        assert contents(again) == expected


def test_what_another_restore_fills_is_left_alone(databases: Databases, place: Path) -> None:
    target = nowhere(databases)
    with opened(target) as filled, opened(target) as other:
        if not filled.is_postgresql:
            return  # A file is put in its place whole.
        back_up(databases.empty(), place, TODAY, quick=True)
        with unfinished.only_one(filled):
            unfinished.begin(filled)
            stopped("store.unfinished", lambda: restore(place, other.address))
        # Who filled it was killed, and nothing but its mark is left.
        stopped("store.unfinished", lambda: check(other))
        restore(place, other.address)
        check(other)
        stopped("backup.full", lambda: restore(place, other.address))


def test_who_may_make_no_database_is_told_at_once(database: Database, place: Path) -> None:
    if not database.is_postgresql:
        return  # There are no rights in a file.
    database.execute("SET ROLE pg_monitor")
    stopped("backup.no_scratch", lambda: back_up(database, place, TODAY))
    assert not place.exists()
    assert not postgresql.may_make_databases(database)


def test_a_dump_outlasts_what_the_server_allows_to_others(
    database: Database, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not database.is_postgresql:
        return  # Only a server ends what takes long.
    names = ("idle_in_transaction_session_timeout", "statement_timeout")
    while_dumping: list[str] = []

    def looked(asked: Database) -> Contents:
        while_dumping.extend(asked.value(f"SHOW {name}") for name in names)
        return contents(asked)

    monkeypatch.setattr(postgresql, "contents", looked)
    for name in names:
        database.execute(f"SET {name} = '1min'")
    back_up(database, place, TODAY, quick=True)
    assert while_dumping == ["0", "0"]
    assert [database.value(f"SHOW {name}") for name in names] == ["1min", "1min"]


def test_a_password_stands_in_no_argument(tmp_path: Path) -> None:
    told = tmp_path / "told"
    program = tmp_path / "pg_dump"
    program.write_text(f'#!/bin/sh\nprintf \'%s\\n\' "$*" "$PGPASSWORD" "$PGHOST" > {told}\nexit 3\n')
    program.chmod(0o700)
    target = address.read("postgresql://plain:p%40ss%20w'rd@example.invalid/office?keepalives=1")
    tool = tools.Tool(program, 15)
    with (
        pytest.raises(StoreError) as failed,
        tools.running(tool, ["--x"], target, subprocess.DEVNULL, subprocess.DEVNULL),
    ):
        pass
    assert failed.value.code == "backup.tool_failed"
    assert told.read_text().splitlines() == [
        "--no-password --dbname=application_name=casebook keepalives='1' --x",
        "p@ss w'rd",
        "example.invalid",
    ]


def test_the_lowest_version_that_will_do_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for major in (14, 16, 17):
        folder = tmp_path / str(major)
        folder.mkdir()
        program = folder / "pg_dump"
        program.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {major}.2'\n")
        program.chmod(0o700)
    here = address.read("postgresql://localhost/office")
    monkeypatch.setattr(tools, "_candidates", lambda name: tmp_path.glob(f"*/{name}"))
    assert tools.find("pg_dump", 15, here).major == 16
    stopped("backup.no_tool", lambda: tools.find("pg_dump", 18, here))
