"""One nightly pass runs at a time, whichever host begins it; who is killed is in nobody's way."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

from casebook.store import address
from casebook.store.database import Database
from casebook.store.only_one import only_one
from tests.store.conftest import Databases

HOLDS = """
import sys
from casebook.store import address
from casebook.store.database import Database
from casebook.store.only_one import only_one
database = Database(address.read(sys.argv[1]))
database.connect()
with only_one(database) as other:
    assert other is None
    print("holds", flush=True)
    sys.stdin.read()
"""


def test_the_second_is_told_where_the_first_runs_and_since_when(database: Database) -> None:
    other = Database(address.read(database.address.text))
    other.connect()
    for _ in range(2):
        with only_one(database) as first:
            assert first is None
            with only_one(other) as second:
                assert second is not None
                assert second.host == os.uname().nodename
                assert second.since is not None
                assert abs(second.since - datetime.now(UTC)) < timedelta(minutes=5)
    with only_one(other) as first:
        assert first is None
    other.close()


def test_who_is_killed_holds_it_no_more(database: Database) -> None:
    command = [sys.executable, "-c", HOLDS, database.address.text]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"holds\n"
        with only_one(database) as other:
            assert other is not None
        process.kill()
        process.wait()
    while True:
        # The server hears of it a moment later.
        with only_one(database) as other:
            if other is None:
                break


def test_another_database_has_its_own(database: Database, databases: Databases) -> None:
    with only_one(database) as first, only_one(databases.empty()) as second:
        assert first is None
        assert second is None
