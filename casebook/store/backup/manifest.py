"""What a copy of a database holds, as it is told beside it: so that it can be checked before anything is restored."""

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from casebook.store.database import Database

_FORMAT = 1
_KIND = "casebook backup"
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


class Contents(NamedTuple):
    """What a database holds: its last migration, the end of its log, and how many rows each table has."""

    schema: str
    number: int
    hash: str
    counts: Mapping[str, int]


class Manifest(NamedTuple):
    """A copy: of which engine, what is in it, when it was made (UTC) by which Casebook, its length and its SHA-256.

    `tool` is the major version of the `pg_dump` that wrote it, 0 for SQLite: an older `pg_restore` cannot read it.
    """

    engine: str
    contents: Contents
    made_at: str
    program: str
    tool: int
    size: int
    sha256: str

    def text(self) -> str:
        """Return it as it stands in the file."""
        told = {"kind": _KIND, "format": _FORMAT, **self._asdict(), "contents": self.contents._asdict()}
        return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def read(text: str) -> Manifest:
    """Return a manifest from its text. Raises `ValueError` where it is none, `NewerFormat` of a later version."""
    told: dict[str, Any] = json.loads(text)
    try:
        if told["kind"] != _KIND:
            raise ValueError("another kind of file")
        if told["format"] > _FORMAT:
            raise NewerFormat(str(told["program"]))
        held = told["contents"]
        counts = {str(name): int(count) for name, count in held["counts"].items()}
        manifest = Manifest(
            told["engine"],
            Contents(str(held["schema"]), int(held["number"]), str(held["hash"]), counts),
            str(told["made_at"]),
            str(told["program"]),
            int(told["tool"]),
            int(told["size"]),
            str(told["sha256"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("something is missing") from error
    if manifest.engine not in ("sqlite", "postgresql") or not _SHA256.fullmatch(manifest.sha256):
        raise ValueError("something is wrong")
    return manifest


class NewerFormat(Exception):
    """The manifest was written by a later version of Casebook, which the message names."""


def contents(database: Database) -> Contents:
    """Return what a database of ours holds; within a snapshot it agrees with what else is read there."""
    ((number, hash_),) = database.fetch("SELECT number, hash FROM log_head WHERE id = 1")
    tables = sorted(name for name in database.peewee.get_tables() if not name.startswith("sqlite_"))
    counts = {name: database.value(f'SELECT count(*) FROM "{_quoted(name)}"') for name in tables}  # noqa: S608 names of tables
    schema: str = database.value("SELECT max(name) FROM migration")
    return Contents(schema, number, hash_, counts)


def _quoted(name: str) -> str:
    return name.replace('"', '""')
