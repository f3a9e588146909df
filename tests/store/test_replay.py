"""The log alone gives the facts again, under the guards of either engine."""

from typing import Any

from casebook.store import tables
from casebook.store.database import Database
from casebook.store.models import every
from casebook.store.replay import apply, replay
from tests.store.book import grown
from tests.store.conftest import Databases


def facts(database: Database) -> dict[str, list[Any]]:
    """Every row of every table of facts, as JSON has them."""
    return {
        table.name: [
            tables.plain(row)
            for row in database.fetch(f"SELECT {', '.join(table.columns)} FROM {table.name} ORDER BY id")
        ]
        for table in map(tables.of, every.FACTS)
    }


def test_a_replay_gives_the_same_facts(databases: Databases, database: Database) -> None:
    grown(database)
    again = databases.empty()
    replay(database, again)
    assert facts(again) == facts(database)
    assert sum(map(len, facts(database).values())) > 20


def test_a_line_from_before_a_column_was_there_is_replayed(database: Database) -> None:
    apply(database, {"add": "party", "columns": ["id", "version", "name", "sort_name"], "rows": [[7, 1, "A", "a"]]})
    apply(database, {"change": "party", "id": 7, "old": {"version": 1}, "new": {"version": 2, "name": "B"}})
    assert database.fetch("SELECT id, version, name, kind, kvk FROM party") == [(7, 2, "B", "unknown", None)]
    apply(database, {"remove": "party", "id": 7, "old": {}})
    assert database.fetch("SELECT id FROM party") == []
