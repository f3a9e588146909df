"""How a party came into the book: the line of the log that added him, which holds when he is erased too."""

import json
from collections.abc import Collection, Mapping
from typing import NamedTuple

from casebook.store.database import Database

_AT_ONCE = 200
# The bodies are canonical JSON, of which an erasure leaves the numbers of the rows.
_ADDED = """
    SELECT l.number, l.hash, l.day, b.body FROM log l JOIN log_body b ON b.number = l.number
    WHERE l.number > ? AND b.body LIKE '%"add":"party"%' ORDER BY l.number LIMIT ?
"""


class Arrival(NamedTuple):
    """The line that added a party: its number, its hash, and the day (ISO 8601) it was written for."""

    line: int
    hash: str
    day: str


def arrivals(database: Database, party_ids: Collection[int]) -> Mapping[int, Arrival]:
    """Return how parties came into the book; none of whom the words of that line are gone."""
    found: dict[int, Arrival] = {}
    last = 0
    while party_ids and (some := database.fetch(_ADDED, (last, _AT_ONCE))):
        for number, hash_, day, body in some:
            found.update({id_: Arrival(number, hash_, str(day)) for id_ in _added(body).intersection(party_ids)})
        last = some[-1][0]
    return found


def _added(body: str) -> set[int]:
    return {
        row[change["columns"].index("id")]
        for change in json.loads(body)["changes"]
        if change.get("add") == "party"
        for row in change["rows"]
    }
