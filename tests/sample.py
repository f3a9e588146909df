"""The sample office for every test that asks for it, as of a fixed day."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from casebook.jobs import daily, sample_office
from casebook.store import address
from casebook.store.database import Database
from casebook.store.transaction import Actor
from tests.databases import TODAY, made


class Office(NamedTuple):
    """An office and one of its people, who has every role."""

    database: Database
    actor: Actor


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Actor]:
    """The sample office, to copy from."""
    file = tmp_path_factory.mktemp("sample") / "office.db"
    database = made(str(file))
    actor = sample_office.make(database, TODAY, "m.jansen")
    daily.run(database, TODAY, workers=1)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return file, actor


@pytest.fixture
def office(sample: tuple[Path, Actor], tmp_path: Path) -> Office:
    """The sample office in a file of its own."""
    file, actor = sample
    shutil.copy(file, tmp_path / "office.db")
    database = Database(address.read(str(tmp_path / "office.db")))
    database.connect()
    return Office(database, actor)
