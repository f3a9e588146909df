"""Who was erased after a backup was made is erased again when it is restored, and nobody else is."""

import json
from datetime import date
from pathlib import Path

import pytest

from casebook.jobs import erasures
from casebook.jobs.backup import back_up, restore
from casebook.store import address, log
from casebook.store.actions.cases import CloseCase
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.erasures import ErasePerson, MarkErasure
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.database import Database
from casebook.store.models.cases import Closing
from casebook.store.models.trust import ErasureGround
from casebook.store.verify import verify
from tests.databases import TODAY, Databases
from tests.jobs.test_backup import nowhere, opened
from tests.store.book import Book, act, case, grown

LATER = date(2035, 1, 2)
OF_A_PARTY = ("hash", "added_line", "added_hash")


@pytest.fixture
def book(database: Database) -> Book:
    return grown(database)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "office.casebook-backup"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "erasures.jsonl"


def ended(database: Database, book: Book, name: str) -> int:
    """A party whose only case is over."""
    debtor, case_id = case(database, book.actor, name)
    act(database, book.actor, AddNote(case_id, "een geheim"))
    act(database, book.actor, CloseCase(case_id, 1, Closing.PAID))
    return debtor


def erase(database: Database, book: Book, debtor: int) -> None:
    """Erase a party as his term is over."""
    mark = act(database, book.actor, MarkErasure(debtor, ErasureGround.TERM, "termijn voorbij"), LATER)
    act(database, book.actor, ErasePerson(mark, 1), LATER)


def name_of(database: Database, debtor: int) -> str:
    return str(database.value("SELECT name FROM party WHERE id = ?", (debtor,)))


def as_noted_before(file: Path) -> None:
    """Make a list what an earlier version wrote."""
    told = [json.loads(line) for line in file.read_text().splitlines()]
    older = [{name: one[name] for name in one if name not in OF_A_PARTY} for one in told]
    file.write_text("".join(json.dumps(one) + "\n" for one in older))


@pytest.mark.parametrize("is_older", [False, True])
def test_what_was_erased_since_is_erased_again_after_a_restore(
    database: Database, databases: Databases, book: Book, place: Path, file: Path, *, is_older: bool
) -> None:
    debtor = ended(database, book, "P. Xylander")
    back_up(database, place, TODAY, quick=True)
    erase(database, book, debtor)
    assert (erasures.note(database, file), erasures.note(database, file)) == (1, 0)
    assert "Xylander" not in file.read_text()
    assert erasures.missing(database, [file]) == []
    if is_older:
        as_noted_before(file)
        assert erasures.missing(database, [file]) == []
    target = nowhere(databases)
    restore(place, address.read(target))
    with opened(target) as back:
        assert name_of(back, debtor) == "P. Xylander"
        erasures.apply_again(back, erasures.missing(back, [file]), LATER)
        assert name_of(back, debtor) == f"#{debtor}"
        assert back.fetch("SELECT number FROM log_body WHERE body LIKE '%Xylander%' OR body LIKE '%geheim%'") == []
        assert [problem for problem in verify(back, LATER) if problem.wrong] == []


def test_what_was_erased_again_is_not_missing(
    database: Database, databases: Databases, book: Book, place: Path, file: Path
) -> None:
    debtor = ended(database, book, "P. Xylander")
    back_up(database, place, TODAY, quick=True)
    erase(database, book, debtor)
    erasures.note(database, file)
    target = nowhere(databases)
    restore(place, address.read(target))
    with opened(target) as back:
        erasures.apply_again(back, erasures.missing(back, [file]), LATER)
        assert erasures.missing(back, [file]) == []
        assert erasures.note(back, file) == 1
        assert erasures.missing(back, [file]) == []
    assert erasures.missing(database, [file]) == []


def test_what_an_earlier_version_noted_is_noted_whole(database: Database, book: Book, file: Path) -> None:
    erase(database, book, ended(database, book, "P. Xylander"))
    erasures.note(database, file)
    whole = json.loads(file.read_text())
    added = database.value("SELECT hash FROM log WHERE number = ?", (whole["added_line"],))
    assert (whole["added_hash"], bool(added)) == (added, True)
    as_noted_before(file)
    assert (erasures.note(database, file), erasures.note(database, file)) == (1, 0)
    assert json.loads(file.read_text().splitlines()[-1]) == whole


def test_who_came_after_the_backup_is_not_looked_for_when_it_is_restored(
    database: Database, databases: Databases, book: Book, place: Path, file: Path
) -> None:
    before = ended(database, book, "P. Xylander")
    back_up(database, place, TODAY, quick=True)
    after = ended(database, book, "Q. Zandvoort")
    for debtor in (after, before):
        erase(database, book, debtor)
    assert erasures.note(database, file) == 2
    target = nowhere(databases)
    restore(place, address.read(target))
    with opened(target) as back:
        waiting = erasures.missing(back, [file])
        assert [one.party_id for one in waiting] == [before]
        erasures.apply_again(back, waiting, LATER)
        assert name_of(back, before) == f"#{before}"
        assert [problem for problem in verify(back, LATER) if problem.wrong] == []


@pytest.mark.parametrize("is_older", [False, True])
def test_who_was_given_the_number_after_a_restore_is_not_erased(
    database: Database, databases: Databases, book: Book, place: Path, file: Path, *, is_older: bool
) -> None:
    back_up(database, place, TODAY, quick=True)
    debtor = ended(database, book, "P. Xylander")
    act(database, book.actor, AddNote(book.case, "nog iets"))
    act(database, book.actor, AddNote(book.case, "en nog iets"))
    erase(database, book, debtor)
    erasures.note(database, file)
    if is_older:
        as_noted_before(file)
    first, again, target = nowhere(databases), place.with_name("again.casebook-backup"), nowhere(databases)
    restore(place, address.read(first))
    with opened(first) as back:
        # Of what an earlier version noted only the day tells them apart.
        other = act(back, book.actor, AddParty(PartyFacts("Q. Zandvoort")), date(2035, 1, 3) if is_older else TODAY)
        assert other == debtor
        back_up(back, again, TODAY, quick=True)
    restore(again, address.read(target))
    with opened(target) as back:
        assert log.head(back) < json.loads(file.read_text())["line"]
        assert erasures.missing(back, [file]) == []
        assert name_of(back, other) == "Q. Zandvoort"


def test_an_erasure_after_a_restore_holds_for_a_longer_log_of_before_it(
    database: Database, databases: Databases, book: Book, place: Path, file: Path
) -> None:
    debtor = ended(database, book, "P. Xylander")
    back_up(database, place, TODAY, quick=True)
    for number in range(5):
        act(database, book.actor, AddNote(book.case, f"later {number}"))
    longer = place.with_name("longer.casebook-backup")
    back_up(database, longer, TODAY, quick=True)
    first, target = nowhere(databases), nowhere(databases)
    restore(place, address.read(first))
    with opened(first) as back:
        erase(back, book, debtor)
        erasures.note(back, file)
    restore(longer, address.read(target))
    with opened(target) as back:
        assert log.head(back) > json.loads(file.read_text())["line"]
        erasures.apply_again(back, erasures.missing(back, [file]), LATER)
        assert name_of(back, debtor) == f"#{debtor}"


def test_an_erasure_is_noted_also_where_a_line_of_before_a_restore_had_its_number(
    database: Database, book: Book, file: Path
) -> None:
    debtor = ended(database, book, "P. Xylander")
    erase(database, book, debtor)
    assert erasures.note(database, file) == 1
    told = json.loads(file.read_text())
    for of_before in ({"party_id": book.debtor}, {"hash": "0" * 64}):
        file.write_text(json.dumps(told | of_before) + "\n")
        assert erasures.note(database, file) == 1
        assert json.loads(file.read_text().splitlines()[-1]) == told
        assert erasures.note(database, file) == 0
