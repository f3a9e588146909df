"""The line of the log by which something was asked to be approved, with the request as it was then."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from casebook.store.database import Database

_LINES = """
    SELECT l.number, b.body FROM log l JOIN log_body b ON b.number = l.number
    WHERE l.person_id = ? AND l.day = ? AND b.body LIKE ? ORDER BY l.number DESC
"""

_ADDED = '%"add":"approval"%'


class AskedLine(NamedTuple):
    """The number of the line, and the columns of the request that it added, as JSON has them."""

    number: int
    row: Mapping[str, Any]


def asked_line(database: Database, approval_id: int, asked_by: int, asked_on: date) -> AskedLine | None:
    """Return the line in which somebody asked on a day; None where the log has none, or its words were erased."""
    for number, body in database.fetch(_LINES, (asked_by, asked_on.isoformat(), _ADDED)):
        for change in json.loads(body)["changes"]:
            for row in change["rows"] if change.get("add") == "approval" else ():
                found = dict(zip(change["columns"], row, strict=True))
                if found["id"] == approval_id:
                    return AskedLine(number, found)
    return None
