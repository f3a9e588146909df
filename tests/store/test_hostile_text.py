"""Text that means something elsewhere, in every text of every command: nothing but the text comes of it."""

import dataclasses
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from casebook.errors import CasebookError
from casebook.store import commands
from casebook.store.database import Database
from casebook.store.perform import Done, rehearse
from casebook.store.transaction import Actor
from casebook.store.verify import verify
from casebook.text import clean
from tests.databases import made
from tests.store.book import TODAY
from tests.store.queries.played import Play, told

_HOSTILE = "'); DROP TABLE note;-- \"$(id)`id`\x1b]0;x\x07\x1b[2J[/b][@click=app.quit]{0}{name}%s?../../etc/passwd"


# With another login he gets no key, in the same story.
_LEFT = {"login"}


class Hostile(Play):
    """Gives each command of the story with hostile text behind every text that takes it."""

    def __init__(self, database: Database) -> None:
        self.took = dict[str, set[str]]()
        super().__init__(database)

    def done(self, command: object, actor: Actor | None = None, day: date = TODAY) -> Done:
        for path in list(_texts(command)):
            worse = _with(command, path)
            name = commands.action_for(command).name
            try:
                # What is taken is taken back: the story goes on with one that has all of them.
                _tried(self.database, actor or self.book.actor, day, worse)
            except CasebookError:
                continue
            command = worse
            self.took.setdefault(name, set()).add(path[-1])
        return super().done(command, actor, day)


def _tried(database: Database, actor: Actor, day: date, command: object) -> None:
    rehearse(database, actor, day, command, lambda _database, _done: None)


def _texts(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the way to each text in a command that says something and is no code."""
    assert dataclasses.is_dataclass(value)
    for field in dataclasses.fields(value):
        inner = getattr(value, field.name)
        if inner and isinstance(inner, str) and not isinstance(inner, StrEnum) and field.name not in _LEFT:
            yield (*path, field.name)
        elif dataclasses.is_dataclass(inner):
            yield from _texts(inner, (*path, field.name))


def _with(value: Any, path: tuple[str, ...]) -> Any:
    name, *rest = path
    inner = getattr(value, name)
    return dataclasses.replace(value, **{name: _with(inner, tuple(rest)) if rest else inner + _HOSTILE})


def _numbers(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of every table without their texts; what is searched by is made of nothing else."""
    names = [name for (name,) in database.fetch("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {
        name: [
            tuple(None if isinstance(one, str) else one for one in row)
            for row in database.fetch(f"SELECT * FROM {name}")
        ]
        for name in names
        if not name.startswith(("search_", "sqlite_", "document_content"))
    }


def test_no_text_of_any_command_does_anything(tmp_path: Path) -> None:
    plain, hostile = (made(str(tmp_path / name)) for name in ("plain.db", "hostile.db"))
    told(Play(plain))
    play = told(Hostile(hostile))
    assert {one.code for one in verify(hostile, TODAY)} == {one.code for one in verify(plain, TODAY)}
    taken = {text for names in play.took.values() for text in names}
    assert {"text", "reason", "name", "note"} <= taken
    assert len(play.took) > 150, sorted(play.took)
    kept = clean(_HOSTILE)
    assert "\x1b" not in kept
    found = hostile.fetch("SELECT text FROM note WHERE text LIKE '%DROP TABLE%'")
    assert found
    assert all(kept in text for (text,) in found)
    before, after = _numbers(plain), _numbers(hostile)
    assert [name for name in before if before[name] != after[name]] == []
    for database in (plain, hostile):
        database.close()
