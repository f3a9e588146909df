"""What tests of the store begin with; the databases themselves serve all tests."""

import pytest

from casebook.store.database import Database
from casebook.store.transaction import Actor
from tests.databases import ENGINES, TODAY, Databases, at, made
from tests.store.actions.desk import Desk
from tests.store.actions.statement import Bank

__all__ = ["ENGINES", "TODAY", "Databases", "at", "made"]


@pytest.fixture
def desk(database: Database, actor: Actor) -> Desk:
    """Somebody at work on one case."""
    return Desk(database, actor)


@pytest.fixture
def bank(desk: Desk) -> Bank:
    """A statement of an account of the creditor of the desk."""
    return Bank(desk.database, desk.actor, desk.creditor)
