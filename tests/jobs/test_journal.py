"""Lines for the books in a file: none twice, none lost, and no file ever written over."""

import os
from pathlib import Path

import pytest

from casebook.domain.money import Cents
from casebook.errors import InputError, Refused
from casebook.exchange import journal_profile
from casebook.jobs.journal import Wanted, foresee, send
from casebook.store.actions.ledger import CreditClaim
from casebook.store.database import Database
from casebook.store.queries.journal import Batch
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk


@pytest.fixture
def desk(database: Database, actor: Actor) -> Desk:
    desk = Desk(database, actor)
    desk.act(CreditClaim(desk.claim("1", 100000), Cents(1000), TODAY, "retour"))
    return desk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which no database lies."""
    made = tmp_path / "books"
    made.mkdir()
    return made


def sent(desk: Desk, path: Path, number: int | None = None, code: str = "WIJ") -> Batch:
    profile = journal_profile.load(journal_profile.DEFAULT)
    return send(desk.database, desk.actor, TODAY, Wanted(code, path, profile, TODAY, number))


def batches(desk: Desk) -> int:
    count: int = desk.database.value("SELECT count(*) FROM journal_batch")
    return count


def test_a_batch_is_written_and_can_be_written_again(desk: Desk, folder: Path) -> None:
    first, again = folder / "one.csv", folder / "again.csv"
    batch = sent(desk, first)
    assert (batch.number, batch.lines, batch.total) == (1, 1, -1000)
    with pytest.raises(Refused, match=r"journal\.nothing"):
        sent(desk, folder / "two.csv")
    assert sent(desk, again, number=1) == batch
    assert again.read_bytes() == first.read_bytes()
    assert sorted(path.name for path in folder.iterdir()) == ["again.csv", "one.csv"]


def test_a_workbook_by_its_name(desk: Desk, folder: Path) -> None:
    sent(desk, folder / "one.XLSX")
    assert (folder / "one.XLSX").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        (("one.txt", None, "WIJ"), "journal.suffix"),
        (("there.csv", None, "WIJ"), "journal.exists"),
        (("none/one.csv", None, "WIJ"), "journal.no_folder"),
        (("one.csv", None, "ZIJ"), "export.no_creditor"),
        (("one.csv", 7, "WIJ"), "journal.no_batch"),
    ],
)
def test_what_cannot_be_written_sends_nothing(
    desk: Desk, folder: Path, asked: tuple[str, int | None, str], refused: str
) -> None:
    name, *more = asked
    (folder / "there.csv").write_text("mine")
    with pytest.raises(InputError) as error:
        sent(desk, folder / name, *more)  # type: ignore[arg-type]  # a number and a code
    assert error.value.code == refused
    assert batches(desk) == 0
    assert [path.name for path in folder.iterdir()] == ["there.csv"]
    assert (folder / "there.csv").read_text() == "mine"


def test_a_disk_that_fails_leaves_the_batch_to_be_written_again(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as failing:
        failing.setattr(os, "fsync", full)
        with pytest.raises(InputError) as error:
            sent(desk, folder / "one.csv")
    assert error.value.code == "journal.not_written"
    assert error.value.parameters["number"] == "1"
    assert (batches(desk), list(folder.iterdir())) == (1, [])
    assert sent(desk, folder / "one.csv", number=1).lines == 1


def test_what_would_go_is_shown_and_nothing_is_made(desk: Desk, folder: Path) -> None:
    profile = journal_profile.load(journal_profile.DEFAULT)
    wanted = Wanted("WIJ", folder / "one.csv", profile, TODAY)
    foreseen = foresee(desk.database, desk.actor, TODAY, wanted)
    assert (foreseen.batch.number, foreseen.batch.lines, foreseen.batch.total, foreseen.opens) == (1, 1, -1000, True)
    assert (batches(desk), list(folder.iterdir())) == (0, [])
    sent(desk, folder / "one.csv")
    desk.act(CreditClaim(desk.claim("2", 5000), Cents(300), TODAY, "retour"))
    foreseen = foresee(desk.database, desk.actor, TODAY, wanted)
    assert (foreseen.batch.number, foreseen.batch.total, foreseen.opens) == (2, -300, False)
