"""On PostgreSQL the account that people work with reads and writes rows, and can change nothing of what guards them."""

import re
from collections.abc import Iterator
from os import getpid
from pathlib import Path

import psycopg
import pytest

from casebook.jobs import daily
from casebook.store import address, sight
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.office import CreateOffice
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.transaction import EVERY_ROLE, Actor
from casebook.store.verify import verify
from tests.databases import TODAY, new_database

pytestmark = pytest.mark.usefixtures("expected_anew")
README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
# What the README has the owner of the database run.
GRANTS = re.findall(r"^(?:GRANT|ALTER DEFAULT|REVOKE) .*;$", README, re.MULTILINE)


@pytest.fixture
def working(postgresql: str, template: str) -> Iterator[Database]:
    """A database as the account sees it that people work with."""
    name = f"casebook_least_{getpid()}"
    owner = new_database(postgresql, name, template)
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("CREATE ROLE casebook_owner")
        connection.execute("CREATE ROLE casebook LOGIN")
        for grant in GRANTS:
            connection.execute(grant.replace("DATABASE casebook ", f"DATABASE {name} "))
    database = Database(address.read(owner.replace("//postgres", "//casebook", 1)))
    database.connect()
    yield database
    database.close()
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
        connection.execute("DROP OWNED BY casebook, casebook_owner")
        connection.execute("DROP ROLE casebook")
        connection.execute("DROP ROLE casebook_owner")


def test_all_work_is_done_with_the_grants_of_the_readme_and_no_guard_falls(working: Database) -> None:
    assert working.value("SELECT current_user") == "casebook"
    perform(working, Actor(None, EVERY_ROLE), TODAY, CreateOffice("Huis", "Europe/Amsterdam", "m", "M"))
    me = Actor(1, EVERY_ROLE)
    debtor = perform(working, me, TODAY, AddParty(PartyFacts("Van Dam Bouw"))).result
    case_id = perform(working, me, TODAY, OpenCase(debtor, TODAY, owner_person_id=1)).result
    perform(working, me, TODAY, AddNote(case_id, "gebeld"))
    with sight.narrowed(working, {1}):
        assert working.value("SELECT count(*) FROM cases") == 1
    daily.run(working, TODAY, workers=1)
    owner = Database(address.read(working.address.text.replace("//casebook", "//postgres", 1)))
    owner.connect()
    try:
        # It makes a schema for as long as it takes, which only the owner may.
        assert [problem for problem in verify(owner, TODAY) if problem.wrong] == []
    finally:
        owner.close()
    for statement in (
        "ALTER TABLE log DISABLE TRIGGER ALL",
        "DROP TABLE log",
        "TRUNCATE log_body",
        "CREATE TABLE mine (id bigint)",
        "CREATE OR REPLACE FUNCTION guard() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "SET session_replication_role = replica",
        "COPY person TO PROGRAM 'cat'",
    ):
        with psycopg.connect(working.address.text) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)
