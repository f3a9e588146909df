"""What waits for approval: who asked what, in words, for how much, until when, and what speaks for and against it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.arrangement.gates import Gate
from casebook.domain.money import Cents
from casebook.store import commands, deciding
from casebook.store.asked_line import asked_line
from casebook.store.database import Database
from casebook.store.deciding import Request
from casebook.store.foreseen import Different
from casebook.store.lacking import lacking
from casebook.store.models.people import ApprovalState
from casebook.store.queries import people
from casebook.store.queries.listing import Key
from casebook.store.queries.timeline import Timeline, Told
from casebook.store.queries.told.records import Records
from casebook.store.queries.told.references import BY_TABLE, Reference, referred, referred_by
from casebook.store.queries.told.telling import Scene, one, stored
from casebook.store.queries.told.values import Shown, columns_of, name_of, shown
from casebook.store.rows import rows
from casebook.text import clean, clean_line

# More than this nobody decides on in a week.
_MOST = 500
# So many lines of the case are looked through for what changed since, and so many requests like it are shown.
_LINES, _ALIKE = 60, 6


class WaitingRow(NamedTuple):
    """A request: what was asked as a code with parameters, the `text` with it, and the amount where it has one.

    `given_to` sees to it now in the place of who asked; `decision` is why it was decided as it was.
    """

    approval_id: int
    version: int
    case_id: int | None
    case_number: str
    name: str
    asked_by_id: int
    asked_by: str
    on_behalf_of_id: int | None
    on_behalf_of: str | None
    asked_on: date
    needed_by: date | None
    reason: str
    code: str
    parameters: Mapping[str, Any]
    text: str
    cents: Cents | None
    state: ApprovalState
    given_to_id: int | None
    command: str
    needs: str | None
    decided_by: str | None
    decided_on: date | None
    decision: str | None
    last_said_by_id: int | None

    @property
    def key(self) -> Key:
        """The place in the list: what is needed first in front."""
        return self.needed_by or date.max, self.approval_id

    @property
    def whose(self) -> frozenset[int]:
        """Who asked, for whom, and to whom it was given."""
        return frozenset(one for one in (self.asked_by_id, self.on_behalf_of_id, self.given_to_id) if one is not None)


class Said(NamedTuple):
    """Something said about a request."""

    person: str
    on_behalf_of: str | None
    on_day: date
    text: str


class Decider(NamedTuple):
    """Somebody who could decide, and who stands in for him today and could too, if anybody does."""

    person_id: int
    name: str
    stand_ins: tuple[str, ...]


class RequestCard(NamedTuple):
    """A request with all that helps to decide on it.

    `since` is what was done in the case after it was asked, the newest first; `alike` the last requests of its kind
    that were decided. `again` tells that it was asked before and takes the place of that. `lacks` is what lacks now of
    that which waits to be let pass.
    """

    row: WaitingRow
    said: tuple[Said, ...]
    deciders: tuple[Decider, ...]
    since: tuple[Told, ...]
    alike: tuple[WaitingRow, ...]
    again: bool
    lacks: tuple[Gate, ...] = ()


class Difference(NamedTuple):
    """A column that would hold something else: of which record, as it was foreseen, and as it would be now.

    `column` is the code of a word, empty where the whole record is to come or to go.
    """

    record: str
    name: Shown | None
    column: str
    was: Shown | None
    now: Shown | None
    gone: bool


class _Waiting(NamedTuple):
    approval_id: int
    version: int
    case_id: int | None
    case_number: str
    name: str
    asked_by_id: int
    asked_by: str
    on_behalf_of_id: int | None
    on_behalf_of: str | None
    asked_on: date
    needed_by: date | None
    reason: str
    command: str
    arguments: str
    state: ApprovalState
    given_to_id: int | None
    needs: str | None
    decided_by: str | None
    decided_on: date | None
    decision: str | None
    last_said_by_id: int | None


class _Due(NamedTuple):
    due_on: date


_COLUMNS = """
    SELECT a.id, a.version, a.case_id, COALESCE(c.number, ''), COALESCE(d.name, ''), a.asked_by_id, p.name,
           a.on_behalf_of_id, b.name, a.asked_on, a.needed_by, a.reason, a.command, a.arguments, a.state,
           a.given_to_id, a.needs, e.name, a.decided_on, a.decision,
           (SELECT m.person_id FROM approval_comment m WHERE m.approval_id = a.id ORDER BY m.id DESC LIMIT 1)
    FROM approval a JOIN person p ON p.id = a.asked_by_id LEFT JOIN person b ON b.id = a.on_behalf_of_id
    LEFT JOIN person e ON e.id = a.decided_by_id
    LEFT JOIN cases c ON c.id = a.case_id LEFT JOIN party d ON d.id = c.debtor_id
"""
# What is of no case is in nobody's queue: how it was decided is heard where it waited.
_UNHEARD = "a.state IN ('approved', 'refused') AND a.heard_on IS NULL AND a.decided_by_id <> a.asked_by_id"
_WAITING = f"""{_COLUMNS}
    WHERE a.state = 'asked' OR (a.case_id IS NULL AND {_UNHEARD})
    ORDER BY COALESCE(a.needed_by, '9999-12-31'), a.id LIMIT {_MOST}
"""
_OF_CASE = f"""{_COLUMNS}
    WHERE a.case_id = ? AND (a.state = 'asked' OR ({_UNHEARD})) ORDER BY COALESCE(a.needed_by, '9999-12-31'), a.id
"""
_ONE = f"{_COLUMNS} WHERE a.id = ?"
_LIKE_IT = f"""{_COLUMNS}
    WHERE a.command = ? AND a.id <> ? AND a.state IN ('approved', 'refused') ORDER BY a.decided_on DESC, a.id DESC
    LIMIT {_ALIKE}
"""
_SAID = """
    SELECT p.name, b.name, m.on_day, m.text FROM approval_comment m JOIN person p ON p.id = m.person_id
    LEFT JOIN person b ON b.id = m.on_behalf_of_id WHERE m.approval_id = ? ORDER BY m.id
"""
_AGAIN = "SELECT count(*) FROM approval WHERE id = ? AND again_of_id IS NOT NULL"
# What loses a right goes before what is due; when one looks at a case next binds nobody.
_PROPOSED = """
    SELECT due_on FROM signal WHERE case_id = ? AND due_on >= ? AND code <> 'signal.next_action'
    ORDER BY CASE WHEN red_on IS NOT NULL THEN 0 ELSE 1 END, due_on LIMIT 1
"""


def waiting(database: Database) -> Sequence[WaitingRow]:
    """Return what waits for somebody to decide, what is needed first in front."""
    return _read(database, _WAITING)


def of_case(database: Database, case_id: int) -> Sequence[WaitingRow]:
    """Return what waits for approval in a case, and what was decided and whoever asked does not know yet."""
    return _read(database, _OF_CASE, case_id)


def waiting_in(database: Database, case_id: int) -> int:
    """Return how many requests wait for somebody to decide in a case."""
    return int(database.value("SELECT count(*) FROM approval WHERE case_id = ? AND state = 'asked'", (case_id,)))


def request(database: Database, approval_id: int, day: date) -> RequestCard | None:
    """Return a request with what helps to decide on it, None where there is none."""
    with database.snapshot():
        found = _read(database, _ONE, approval_id)
        if not found:
            return None
        row = found[0]
        return RequestCard(
            row,
            tuple(rows(database, _SAID, Said, (approval_id,))),
            tuple(deciders(database, row, day)),
            tuple(_since(database, row)),
            tuple(_read(database, _LIKE_IT, row.command, approval_id)),
            bool(database.value(_AGAIN, (approval_id,))),
            _lacks(database, row, day),
        )


def _lacks(database: Database, row: WaitingRow, day: date) -> tuple[Gate, ...]:
    if row.state is not ApprovalState.ASKED:
        return ()
    arguments = database.value("SELECT arguments FROM approval WHERE id = ?", (row.approval_id,))
    return lacking(database, commands.decode(row.command, json.loads(arguments)), day)


def deciders(database: Database, row: WaitingRow, day: date) -> list[Decider]:
    """Return who could decide on a request on a day, of those who did not ask."""
    names = {one.person_id: one.name for one in people.persons(database, day)}
    absent = [one for one in people.stand_ins(database, day) if one.from_on <= day]
    found = deciding.deciders(database, Request(row.whose, row.asked_on, row.needs), day)
    return [
        Decider(id_, names[id_], tuple(one.person for one in absent if one.for_id == id_ and one.person_id in found))
        for id_ in found
    ]


def proposed_by(database: Database, case_id: int, day: date) -> date | None:
    """Return by when an approval in a case is needed: before a right is lost, else by what is due; None for neither."""
    found = rows(database, _PROPOSED, _Due, (case_id, day))
    return found[0].due_on if found else None


def told_differences(database: Database, found: Sequence[Different]) -> list[Difference]:
    """Return in words what would be done otherwise than was foreseen when it was asked."""
    records = Records(database)
    records.read(reference for one in found for reference in _references(one))
    return [
        Difference(
            f"table_{one.table}",
            None if one.id is None or one.table not in BY_TABLE else name_of(BY_TABLE[one.table], one.id, records),
            f"column_{one.column}" if one.column else "",
            _value(one, one.was, records),
            _value(one, one.now, records),
            one.now is None,
        )
        for one in found
        if not one.column or one.column in columns_of(one.table)
    ]


def _references(one: Different) -> Iterator[Reference]:
    yield from referred([one.was or {}, one.now or {}])
    if one.id is not None and one.table in BY_TABLE:
        yield BY_TABLE[one.table], one.id


def _value(one: Different, row: Mapping[str, Any] | None, records: Records) -> Shown | None:
    return None if row is None or one.column not in row else shown(one.table, one.column, row, records)


def _since(database: Database, row: WaitingRow) -> Iterator[Told]:
    """Yield what was done in the case of a request after it was asked, but what is about the request itself."""
    line = asked_line(database, row.approval_id, row.asked_by_id, row.asked_on)
    if row.case_id is None or line is None:
        return
    for told in Timeline(row.case_id).after(database, limit=_LINES).rows:
        if told.number > line.number and not told.command.startswith("approval."):
            yield told


def _read(database: Database, query: str, *values: Any) -> Sequence[WaitingRow]:
    with database.snapshot():
        found = rows(database, query, _Waiting, values)
        records = Records(database)
        records.read(named for row in found for named in referred_by(row.command, json.loads(row.arguments)))
    return [_told(row, records) for row in found]


def _told(row: _Waiting, records: Records) -> WaitingRow:
    telling = stored(row.command, row.arguments, Scene(row.case_id, row.asked_on, records))
    code, parameters = one(telling.parts)
    cents = next(_amounts(json.loads(row.arguments)), None)
    return WaitingRow(
        *row[:12],
        code,
        parameters,
        clean_line(telling.text),
        cents,
        row.state,
        row.given_to_id,
        row.command,
        row.needs,
        row.decided_by,
        row.decided_on,
        None if row.decision is None else clean(row.decision),
        row.last_said_by_id,
    )


def _amounts(arguments: Mapping[str, Any]) -> Iterator[Cents]:
    """Yield the amounts that a command is about, the first one named first."""
    for name, value in arguments.items():
        if isinstance(value, Mapping):
            yield from _amounts(value)
        elif name.endswith("cents") and isinstance(value, int) and value >= 0:
            yield Cents(value)
