"""What a person can take back, and what he can do again, in words."""

from typing import NamedTuple

from casebook.store.actions.steps import REDO, UNDO
from casebook.store.actions.undo import last_step
from casebook.store.database import Database
from casebook.store.log import cases_of_step
from casebook.store.queries import log, timeline
from casebook.store.queries.timeline import Told
from casebook.store.rows import rows


class Step(NamedTuple):
    """A step by its number, what its first line says, how many lines it has, and the cases they are about."""

    step: int
    first: Told
    lines: int
    cases: tuple[int, ...]


class _Undo(NamedTuple):
    undoes: int | None
    number: int


_LINES = "SELECT count(*) FROM log WHERE step = ?"
# What one took back last and did not do again, as long as one did nothing else since.
_UNDONE = """
    SELECT l.undoes, l.number FROM log l
    WHERE l.person_id = ? AND l.command = ? AND NOT EXISTS (SELECT 1 FROM log r WHERE r.undoes = l.number)
    ORDER BY l.number DESC LIMIT 1
"""
_SINCE = "SELECT count(*) FROM log WHERE person_id = ? AND number > ? AND command NOT IN (?, ?)"


def to_undo(database: Database, person: int) -> Step | None:
    """Return the last step of a person that he did not take back, None without one."""
    with database.snapshot():
        step = last_step(database, person)
        return None if step is None else _step(database, step)


def to_redo(database: Database, person: int) -> Step | None:
    """Return the step that a person took back last, None without one, or where he did something else since."""
    with database.snapshot():
        for undo in rows(database, _UNDONE, _Undo, (person, UNDO)):
            done_since = database.value(_SINCE, (person, undo.number, UNDO, REDO))
            return None if done_since or undo.undoes is None else _step(database, undo.undoes)
    return None


def _step(database: Database, step: int) -> Step:
    lines: int = database.value(_LINES, (step,))
    (first,) = timeline.told(database, log.lines().around(database, (step,), 1).rows)
    return Step(step, first, lines, tuple(cases_of_step(database, step)))
