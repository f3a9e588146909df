"""Up to when what others report is known."""

from datetime import timedelta

from casebook.store.database import Database
from casebook.store.import_runs import KIND
from casebook.store.models.imports import ImportRun
from casebook.store.queries import freshness
from casebook.store.transaction import Actor, Transaction
from tests.databases import TODAY


def run(database: Database, actor: Actor, days_ago: int, kind: str, state: str) -> None:
    with database.peewee.atomic():
        Transaction(database, actor, TODAY).add(
            ImportRun,
            kind=kind,
            profile="p",
            file_name="lijst.csv",
            sha256=f"{kind}{state}{days_ago}",
            on_day=TODAY - timedelta(days=days_ago),
            state=state,
        )


def test_only_the_last_whole_list_counts(database: Database, actor: Actor) -> None:
    assert freshness.receivables_until(database) is None
    run(database, actor, 9, KIND, "done")
    run(database, actor, 3, KIND, "done")
    run(database, actor, 1, KIND, "running")
    run(database, actor, 0, "payments", "done")
    assert freshness.receivables_until(database) == TODAY - timedelta(days=3)
