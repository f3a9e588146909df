"""The log: one chain of lines without gaps, in the order in which they were committed."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple

from casebook.store.database import Database

# The hash before the first line.
ORIGIN = ""


class Line(NamedTuple):
    """A line as its hash covers it; the words are covered by `body_hash`."""

    number: int
    step: int
    at: str
    day: str
    person_id: int | None
    on_behalf_of_id: int | None
    command: str
    cases: str
    undoes: int | None
    body_hash: str


class Entry(NamedTuple):
    """What is to be logged: who did what to which cases, as part of which step, and the words of it."""

    day: str
    person_id: int | None
    on_behalf_of_id: int | None
    command: str
    cases: Iterable[int]
    body: Mapping[str, Any]
    step: int | None = None
    undoes: int | None = None


def cases_of_step(database: Database, step: int) -> list[int]:
    """Return the cases that the lines of a step are about, in order of their ids."""
    # The lines name them: what leads from a case to its lines is of no help the other way.
    named = database.fetch("SELECT cases FROM log WHERE step = ?", (step,))
    return sorted({case_id for (cases,) in named for case_id in json.loads(cases)})


def canonical(value: object) -> str:
    """Return JSON that is the same text for the same value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def hash_of(previous: str, line: Line) -> str:
    """Return the hash of a line, which covers the line before it too."""
    return hashlib.sha256(canonical([previous, *line]).encode()).hexdigest()


def hash_of_body(salt: str, body: str) -> str:
    """Return what the chain holds of the words of a line: nobody can guess them from it once they are erased."""
    return hashlib.sha256((salt + body).encode()).hexdigest()


def append(database: Database, entry: Entry) -> int:
    """Write a line and return its number. The head stays locked until the transaction ends, so this comes last."""
    (number,) = append_all(database, [entry])
    return number


def append_all(database: Database, entries: Sequence[Entry]) -> Sequence[int]:
    """Write lines and return their numbers; those that name no step are one step together."""
    last, previous = lock_head(database)
    numbers = range(last + 1, last + 1 + len(entries))
    lines: list[tuple[Any, ...]] = []
    bodies: list[tuple[int, str, str]] = []
    of_cases: list[tuple[int, int]] = []
    for number, entry in zip(numbers, entries, strict=True):
        salt, body = secrets.token_hex(16), canonical(entry.body)
        cases = sorted(set(entry.cases))
        line = Line(
            number=number,
            step=entry.step or numbers[0],
            at=datetime.now(UTC).isoformat(timespec="milliseconds"),
            day=entry.day,
            person_id=entry.person_id,
            on_behalf_of_id=entry.on_behalf_of_id,
            command=entry.command,
            cases=canonical(cases),
            undoes=entry.undoes,
            body_hash=hash_of_body(salt, body),
        )
        previous = hash_of(previous, line)
        lines.append((*line, previous))
        bodies.append((number, salt, body))
        of_cases += [(case, number) for case in cases]
    if lines:
        database.insert_many("log", (*Line._fields, "hash"), lines)
        database.insert_many("log_body", ("number", "salt", "body"), bodies)
        database.execute("UPDATE log_head SET number = ?, hash = ? WHERE id = 1", (numbers[-1], previous))
        database.kept_if(partial(_is_there, database, numbers[-1], previous))
    if of_cases:
        database.insert_many("log_case", ("case_id", "number"), of_cases)
    return numbers


def _is_there(database: Database, number: int, hash_: str) -> bool:
    """Say whether a line was committed; its hash covers a salt, so no other line has it.

    Who wrote it holds the head as long as he may yet commit.
    """
    lock_head(database)
    return bool(database.value("SELECT count(*) FROM log WHERE number = ? AND hash = ?", (number, hash_)))


def lock_head(database: Database) -> tuple[int, str]:
    """Return the number and hash of the last line, and let nobody write the next one until the transaction ends."""
    lock = " FOR UPDATE" if database.is_postgresql else ""
    ((number, hash_),) = database.fetch(f"SELECT number, hash FROM log_head WHERE id = 1{lock}")  # noqa: S608 one of two texts
    return number, hash_


def head(database: Database) -> int:
    """Return the number of the last line: whether anything has changed since one looked."""
    number: int = database.value("SELECT number FROM log_head WHERE id = 1")
    return number
