"""An import as large as the register: read in pieces, and killed half way it is finished by bringing it in again."""

import subprocess
import sys
from pathlib import Path

import pytest

from casebook.jobs import register
from casebook.jobs.register import Import
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.database import Database
from casebook.store.transaction import Actor
from tests.exchange.register.writer import written
from tests.store.actions.desk import TODAY, Desk

_EVERY = 20
# Says how far it is, and waits to be let go on: until then it can be killed at a place that is known.
IMPORTS = """
import sys
from datetime import date
from pathlib import Path
from casebook.jobs import register
from casebook.store import address
from casebook.store.database import Database
from casebook.store.transaction import EVERY_ROLE, Actor

target, file, person = sys.argv[1:]
database = Database(address.read(target))
database.connect()

def told(stage, done, of):
    if stage == "write":
        print(done, flush=True)
        sys.stdin.readline()

actor = Actor(int(person), EVERY_ROLE)
register.run(register.Import(database, actor, date(2026, 11, 21), [Path(file)], progress=told))
"""


def _ours(at: int) -> str:
    """Return the number of a company, of every twentieth proceeding."""
    return f"{10_000_000 + at}" if at % _EVERY == 0 else ""


def _half(database: Database, file: Path, person: int, half: int) -> None:
    command = [sys.executable, "-c", IMPORTS, database.address.text, str(file), str(person)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        while int(process.stdout.readline()) < half:
            process.stdin.write("\n")
            process.stdin.flush()
        process.kill()


def _kept(database: Database) -> tuple[int, int, int, int]:
    copies, publications, runs = (
        database.value(f"SELECT count(*) FROM {name}")
        for name in ("register_copy", "register_publication", "import_run")
    )
    distinct = "SELECT count(*) FROM (SELECT DISTINCT c.party_id, p.reference FROM register_publication p "
    distinct += "JOIN register_copy c ON c.id = p.copy_id) d"
    return copies, publications, database.value(distinct), runs


def test_one_that_is_killed_half_way_is_brought_in_again_and_nothing_is_there_twice(
    database: Database, actor: Actor, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """With `--long` it is as large as the register: hundreds of thousands of publications."""
    count = 100_000 if request.config.getoption("--long") else 2_000
    desk, debtors = Desk(database, actor), range(0, count, count // 25)
    assert actor.person is not None
    for at in debtors:
        debtor = desk.act(AddParty(PartyFacts(f"Handel {at}", kvk=f"{10_000_000 + at}")))
        desk.act(OpenCase(debtor, TODAY, owner_person_id=actor.person))
    file = tmp_path / "register.xml"
    with file.open("wb") as opened:
        written(opened, count, _ours)
    _half(database, file, actor.person, count // 2)
    half = _kept(database)
    assert 0 < half[0] < len(debtors)
    assert half[3] == 0
    for added in (3 * (len(debtors) - half[0]), 0):
        (report,) = register.run(Import(database, actor, TODAY, [file]))
        assert (report.proceedings, report.added, report.changed, report.left) == (count, added, 0, 0)
        assert report.known == 3 * len(debtors) - added
        assert report.others == count - len(debtors)
        # It stands in the log once, by the run that finished it.
        assert _kept(database) == (len(debtors), 3 * len(debtors), 3 * len(debtors), 1)
