"""The nightly pass by several workers on PostgreSQL against one, on the same book in one run: the ratio counts.

Run by hand: `PYTHONPATH=. python tests/benchmarks/workers.py 60000`, which is 60,000 claims of some 20,000 debtors.
All cases are made anew, as after a change of the law, which is the longest a pass can be. Each result is compared with
that of one worker. Target: faster than one, else there is no sense in it.
"""

import sys
import tempfile
from hashlib import sha256
from pathlib import Path

from casebook.jobs import daily, receivables
from casebook.jobs.importing import Import
from casebook.store import address
from casebook.store.actions.office import CreateOffice
from casebook.store.database import Database
from casebook.store.migrations.upgrade import upgrade
from casebook.store.models import every
from casebook.store.perform import perform
from casebook.store.transaction import EVERY_ROLE, Actor
from tests.benchmarks.work import TODAY, a_list, profile, seconds
from tests.databases import new_database, served

WORKERS = (1, 2, 3, 4, 6)


def made(database: Database, count: int, folder: Path) -> None:
    """Make an office with so many claims."""
    upgrade(database)
    office = CreateOffice("x", "Europe/Amsterdam", "x", "X")
    actor = Actor(perform(database, Actor(None, EVERY_ROLE), TODAY, office).result, EVERY_ROLE)
    file = folder / "list.csv"
    a_list(count, file)
    receivables.run(Import(database, actor, TODAY, file, profile(database, folder)))
    daily.run(database, TODAY)
    database.execute("ANALYZE")


def derived(database: Database) -> str:
    """Return a hash of all that the pass writes, in whatever order it was written."""
    names = [model._meta.table_name for model in every.DERIVED]
    rows = [sorted(map(str, database.fetch(f"SELECT * FROM {name}"))) for name in names]
    return sha256(str(rows).encode()).hexdigest()


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60_000
    with served() as server, tempfile.TemporaryDirectory() as folder:
        database = Database(address.read(new_database(server.get_uri(), "book")))
        database.connect()
        made(database, count, Path(folder))
        cases = database.value("SELECT count(*) FROM cases")
        print(f"{count:,} claims, {cases:,} cases")
        first: tuple[float, str] | None = None
        for workers in WORKERS:
            database.execute("UPDATE case_now SET rule_version = 'older'")
            took = seconds(lambda workers=workers: daily.run(database, TODAY, workers=workers))  # type: ignore[misc]  # mypy cannot type the defaults of a lambda
            found = derived(database)
            first = first or (took, found)
            print(f"  {workers} workers {took:8.1f} s   {first[0] / took:5.2f} times as fast", flush=True)
            assert found == first[1], "the result is another"
        database.close()


if __name__ == "__main__":
    main()
