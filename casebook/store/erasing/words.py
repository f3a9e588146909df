"""What stays of the words of the log: every line still says what it did, without what is personal in it."""

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from casebook.store import log
from casebook.store.database import Database
from casebook.store.erasing.columns import BY_TABLE, Erased
from casebook.store.erasing.rows import Ids, is_his
from casebook.store.rows import among

_AT_ONCE = 200
# Lines about a case say so. Those about none, and those of imports, which tell of many, are looked through.
_ABOUT = "SELECT number FROM log_case WHERE case_id IN ({marks})"
_ABOUT_NONE = "SELECT number FROM log WHERE cases = '[]' OR command LIKE 'import.%'"
_BODIES = """
    SELECT b.number, l.command, b.body FROM log_body b JOIN log l ON l.number = b.number
    WHERE b.body IS NOT NULL AND b.number IN ({marks})
"""
# What was marked and erased, and why, stays: it is what the erasing is answered for with.
_OF_ERASING = "erasure."


class Left(NamedTuple):
    """What is left of the words of a line, with a salt of its own."""

    number: int
    salt: str
    body: str

    @property
    def hash(self) -> str:
        """What the log holds of them from now on."""
        return log.hash_of_body(self.salt, self.body)


def left_of_log(database: Database, ids: Ids, cases: Iterable[int]) -> Iterator[Left]:
    """Yield what is left of each line in which something is erased.

    Rows that are no longer there are known from the lines that added them, so `ids` grows.
    """
    about = {number for (number,) in _fetch(database, _ABOUT, sorted(cases))}
    numbers = sorted(about.union(number for (number,) in database.fetch(_ABOUT_NONE)))
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        for number, command, body in sorted(_fetch(database, _BODIES, some)):
            words = json.loads(body)
            rest = {
                **words,
                "changes": [_overwritten(change, ids) for change in words["changes"]],
                "stands": [_overwritten(one, ids) for one in words.get("stands", ())],
            }
            if not rest["stands"]:
                del rest["stands"]
            if (rest != words or number in about) and not command.startswith(_OF_ERASING):
                rest["arguments"] = None
            left = log.canonical(rest)
            if left != body:
                yield Left(number, secrets.token_hex(16), left)


def _fetch(database: Database, query: str, values: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    for some, parameters in among(database, query, values):
        yield from database.fetch(some, parameters)


def _overwritten(change: Mapping[str, Any], ids: Ids) -> Mapping[str, Any]:
    """Return a change of a line without what is personal in rows that are erased."""
    name = change.get("add") or change.get("change") or change.get("remove") or change["table"]
    one = BY_TABLE.get(name)
    if one is None or name not in ids:
        return change
    if "rows" in change:
        columns = change["columns"]
        rows = [dict(zip(columns, row, strict=True)) for row in change["rows"]]
        return {**change, "rows": [list(_of_row(one, row, ids).values()) for row in rows]}
    if change["id"] not in ids[name] and not ("remove" in change and is_his(one, ids, change["old"])):
        return change
    ids[name].add(change["id"])
    return {
        **change,
        **{side: overwritten(one, change["id"], change[side]) for side in ("old", "new") if side in change},
    }


def _of_row(one: Erased, row: Mapping[str, Any], ids: Ids) -> Mapping[str, Any]:
    if not is_his(one, ids, row):
        return row
    ids[one.model._meta.table_name].add(row["id"])
    return overwritten(one, row["id"], row)


def overwritten(one: Erased, id_: int, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a row without what is personal in them."""
    return {
        name: one.columns[name](id_, value) if name in one.columns and value is not None else value
        for name, value in values.items()
    }
