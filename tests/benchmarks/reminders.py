"""What reminder cycles cost the nightly pass: a book with and without them, and letters that leave by themselves.

Run by hand: `PYTHONPATH=. python tests/benchmarks/reminders.py 30000` (receivables, three to a debtor), on SQLite.
Targets: with a cycle in each case at most half as much again; a night on a stale bank costs nothing.
"""

import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from casebook.jobs import daily, receivables, reminders
from casebook.jobs.importing import Import
from casebook.law.book import NL, Book
from casebook.store import address
from casebook.store.actions.office import CreateOffice
from casebook.store.database import Database
from casebook.store.migrations.upgrade import upgrade
from casebook.store.perform import perform
from casebook.store.queries import reminder_results
from casebook.store.transaction import EVERY_ROLE, Actor
from tests.benchmarks.table import Table
from tests.benchmarks.work import a_list, profile, seconds
from tests.databases import TODAY

BEGAN = TODAY - timedelta(days=20)


def whole(database: Database) -> float:
    """Return how long it takes to make every case anew."""
    database.execute("UPDATE case_now SET holds_until = ?", (TODAY,))
    return seconds(lambda: daily.run(database, TODAY))


def with_cycles(database: Database) -> None:
    """Let a cycle run in every case, of which the first step was taken."""
    cases = [case_id for (case_id,) in database.fetch("SELECT id FROM cases ORDER BY id")]
    runs = [(n, 1, case_id, "business", BEGAN, BEGAN, None, "") for n, case_id in enumerate(cases, 1)]
    columns = ("id", "version", "case_id", "cycle", "started_on", "resumed_on", "ended_on", "ended_because")
    database.insert_many("reminder_run", columns, runs)
    steps = [(n, 1, n, "first_contact", BEGAN, BEGAN, "overgeslagen") for n, _ in enumerate(cases, 1)]
    named = ("id", "version", "run_id", "name", "due_on", "on_day", "skipped_because")
    database.insert_many("reminder_step", named, steps)


def run(count: int, folder: Path) -> None:
    table = Table()

    def say(title: str, own: float, most: float | None = None) -> None:
        table.add("reminders", "sqlite", title, own, of=bare, most=most, unit="s")

    database = Database(address.read(f"{folder}/book.db"))
    database.connect()
    upgrade(database)
    office = CreateOffice("x", "Europe/Amsterdam", "x", "X")
    first = perform(database, Actor(None, EVERY_ROLE), TODAY, office).result
    file = folder / "list.csv"
    a_list(count, file)
    receivables.run(Import(database, Actor(first, EVERY_ROLE), TODAY, file, profile(database, folder)))
    daily.run(database, TODAY)
    bare = whole(database)
    with_cycles(database)
    say(f"{database.value('SELECT count(*) FROM cases'):,} cases made anew, a cycle in each", whole(database), 1.5)
    say("what steps brought", seconds(lambda: reminder_results.results(database, BEGAN, TODAY, TODAY)))
    law = folder / "law"
    law.mkdir()
    for path in NL.glob("*.toml"):
        text = path.read_text("utf-8").replace("\non = false\nmost = 25\n", "\non = true\nmost = 25\n")
        (law / path.name).write_text(text, "utf-8")
    database.law = Book(law)
    say("letters by themselves, the bank stale", seconds(lambda: reminders.release(database, TODAY)))
    database.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        run(int(sys.argv[1]), Path(name))
