"""The story of a case: the lines of its log as sentences, the newest first; also that of everything."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, NamedTuple

from casebook.store.actions.steps import REDO, UNDO
from casebook.store.database import Database
from casebook.store.queries import log
from casebook.store.queries.listing import WINDOW, Count, Key, Listing, Page
from casebook.store.queries.log import LogRow
from casebook.store.queries.told import every as _registered  # noqa: F401 importing it registers what tells each command
from casebook.store.queries.told.imports import imported
from casebook.store.queries.told.records import Records
from casebook.store.queries.told.references import Reference, referred, referred_by
from casebook.store.queries.told.shapes.cases import Case, Claim
from casebook.store.queries.told.shapes.letters import PrintBatch
from casebook.store.queries.told.telling import IMPORTS, Line, Scene, Telling, erased, one, told_of
from casebook.store.rows import many


class Told(NamedTuple):
    """A line of the log as a sentence, `code` with `parameters`, and the `text` that somebody wrote with it, in full.

    `at` is the moment (UTC, ISO 8601), `day` the day of the office. `undoes` is a step that it takes back, `undone`
    tells that it was taken back itself. `case_number` names the case that it is about, empty in the story of that one
    and where it is about several or none.
    """

    number: int
    step: int
    at: str
    day: date
    person_id: int | None
    person: str | None
    on_behalf_of: str | None
    command: str
    code: str
    parameters: Mapping[str, Any]
    text: str
    case_number: str
    undoes: int | None
    undone: bool

    @property
    def key(self) -> Key:
        """The place in the list."""
        return (self.number,)


class _Body(NamedTuple):
    number: int
    body: str | None


class _First(NamedTuple):
    step: int
    day: date
    command: str
    body: str | None


class _Number(NamedTuple):
    number: int


class _Step(NamedTuple):
    """The line of a step that is taken back, or done again, that its story tells."""

    day: date
    line: Line


_BODIES = "SELECT number, body FROM log_body WHERE number IN ({marks})"
_UNDONE = "SELECT DISTINCT undoes FROM log WHERE undoes IN ({marks})"
# Of a step over many cases the line that is about this one.
_OF_CASE = """
    SELECT min(l.number) FROM log l
    WHERE EXISTS (SELECT 1 FROM log_case x WHERE x.case_id = ? AND x.number = l.number)
      AND l.step IN ({marks}) GROUP BY l.step
"""
_FIRST = """
    SELECT l.step, l.day, l.command, b.body FROM log l JOIN log_body b ON b.number = l.number
    WHERE l.number IN ({marks})
"""


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happened, the newest first, read by windows as a `Listing` is; without a case of everything."""

    case_id: int | None = None
    descending: ClassVar[bool] = True

    def after(self, database: Database, key: Key | None = None, limit: int = WINDOW) -> Page[Told]:
        """Return the window after a place, or the first one."""
        return self._told(database, lambda lines: lines.after(database, key, limit))

    def before(self, database: Database, key: Key | None = None, limit: int = WINDOW) -> Page[Told]:
        """Return the window before a place, or the last one."""
        return self._told(database, lambda lines: lines.before(database, key, limit))

    def around(self, database: Database, key: Key, limit: int = WINDOW) -> Page[Told]:
        """Return the window with a place in the middle of it."""
        return self._told(database, lambda lines: lines.around(database, key, limit))

    def count(self, database: Database) -> Count:
        """Return how many lines there are, counted to 10,000."""
        return self._lines().count(database)

    @staticmethod
    def key(row: Told) -> Key:
        """Return the place of a row."""
        return row.key

    def _lines(self) -> Listing[LogRow]:
        return log.lines() if self.case_id is None else log.lines_of(self.case_id)

    def _told(self, database: Database, window: Callable[[Listing[LogRow]], Page[LogRow]]) -> Page[Told]:
        with database.snapshot():
            page = window(self._lines())
            return Page(told(database, page.rows, self.case_id), page.before, page.after)


def told(database: Database, lines: Sequence[LogRow], case_id: int | None = None) -> tuple[Told, ...]:
    """Return lines of the log as sentences, in the story of a case or of everything."""
    bodies = {found.number: found.body for found in many(database, _BODIES, _Body, [row.number for row in lines])}
    read = {row.number: _line(row.command, bodies.get(row.number)) for row in lines}
    undone = {found.number for found in many(database, _UNDONE, _Number, sorted({row.step for row in lines}))}
    steps = _steps(database, read.values(), case_id)
    records = Records(database)
    records.read(_references([*read.values(), *(step.line for step in steps.values())]))
    said = {
        number: _tell(step.line, Scene(case_id, step.day, records, step.line.changes)) for number, step in steps.items()
    }
    found: list[Told] = []
    for row in lines:
        line = read[row.number]
        telling = _tell(line, Scene(case_id, row.day, records, line.changes, said))
        subject = steps[step].line if (step := _step_of(line)) in steps else line
        code, parameters = one(telling.parts)
        found.append(
            Told(
                number=row.number,
                step=row.step,
                at=row.at,
                day=row.day,
                person_id=row.person_id,
                person=row.person,
                on_behalf_of=row.on_behalf_of,
                command=row.command,
                code=code,
                parameters=parameters,
                text=telling.text,
                case_number=_case_number(subject, case_id, records),
                undoes=row.undoes,
                undone=row.step in undone,
            )
        )
    return tuple(found)


def _line(command: str, body: str | None) -> Line:
    if body is None:
        return Line(command, None, ())
    words = json.loads(body)
    return Line(command, words["arguments"], words["changes"])


def _step_of(line: Line) -> int | None:
    """Return the step that a line takes back or does again, None for another line."""
    return line.arguments["step"] if line.command in (UNDO, REDO) and line.arguments is not None else None


def _steps(database: Database, lines: Iterable[Line], case_id: int | None) -> dict[int, _Step]:
    """Return for each step that is taken back or done again the line to tell: where it was done first."""
    found: dict[int, _Step] = {}
    wanted = {step for line in lines if (step := _step_of(line)) is not None}
    while wanted:
        numbers: Sequence[int] = sorted(wanted)
        if case_id is not None:
            numbers = [one.number for one in many(database, _OF_CASE, _Number, numbers, (case_id,))]
        for first in many(database, _FIRST, _First, numbers):
            found[first.step] = _Step(first.day, _line(first.command, first.body))
        again = [step.line for step in found.values() if step.line.command == REDO]
        wanted = {step for line in again if (step := _step_of(line)) is not None} - found.keys() - wanted
    return {step: _origin(step, found) for step in found}


def _origin(step: int, steps: Mapping[int, _Step]) -> _Step:
    """Return the line of when a step was done first."""
    line = steps[step].line
    before = _step_of(line) if line.command == REDO else None
    return steps[step] if before is None or before not in steps else _origin(before, steps)


def _tell(line: Line, scene: Scene) -> Telling:
    if line.arguments is None:
        return erased(line.command)
    if line.command in IMPORTS:
        return imported(line.command, line.arguments, scene)
    return told_of(line.command, line.arguments, scene)


def _references(lines: Iterable[Line]) -> Iterator[Reference]:
    """Yield the records that lines name. Of what an import changed nothing is told by name."""
    for line in lines:
        if line.arguments is None:
            continue
        yield from _about(line)
        if line.command in IMPORTS:
            continue
        for change in line.changes:
            if "change" in change:
                yield from referred([change["old"]])
            elif change.get("add") == "ledger_entry":
                place = change["columns"].index("claim_id")
                yield from ((Claim, row[place]) for row in change["rows"])


def _about(line: Line) -> Iterator[Reference]:
    """Yield the records that the arguments of a line name; where they name none, the cases that it changed."""
    if line.arguments is not None:
        named = tuple(referred_by(line.command, line.arguments))
        yield from named or ((Case, change["id"]) for change in line.changes if change.get("change") == "cases")


def _case_number(line: Line, case_id: int | None, records: Records) -> str:
    """Return the number of the one case that a line is about, an empty text in the story of that case."""
    named = tuple(_about(line))
    if any(shape is PrintBatch for shape, _ in named):
        # Of the letters in it only those with a number of the carrier are named.
        return ""
    about = {records.case_of(shape, id_) for shape, id_ in named} - {None}
    if case_id in about or len(about) != 1:
        return ""
    (number,) = [records.get(Case, id_).number for id_ in about if id_ is not None]
    return number
