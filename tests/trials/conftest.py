"""An office for every trial, on each engine."""

from pathlib import Path

import pytest

from casebook.store.database import Database
from casebook.store.transaction import Actor
from tests.trials.office import Office


@pytest.fixture
def office(database: Database, actor: Actor, tmp_path: Path) -> Office:
    return Office(database, actor, tmp_path)
