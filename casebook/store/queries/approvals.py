"""What waits for approval: who asked what, in words, for how much, and until when it can be decided."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.queries import timeline as _registered  # noqa: F401 it registers what tells each command
from casebook.store.queries.listing import Key
from casebook.store.queries.told.records import Records, referred_by
from casebook.store.queries.told.telling import Scene, one, stored
from casebook.store.rows import rows
from casebook.text import clean_line

# More than this nobody decides on in a week.
_MOST = 500


class WaitingRow(NamedTuple):
    """A request: what was asked as a code with parameters, the `text` with it, and the amount where it has one."""

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

    @property
    def key(self) -> Key:
        """The place in the list: what is needed first in front."""
        return self.needed_by or date.max, self.approval_id


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


_WAITING = f"""
    SELECT a.id, a.version, a.case_id, COALESCE(c.number, ''), COALESCE(d.name, ''), a.asked_by_id, p.name,
           a.on_behalf_of_id, b.name, a.asked_on, a.needed_by, a.reason, a.command, a.arguments
    FROM approval a JOIN person p ON p.id = a.asked_by_id LEFT JOIN person b ON b.id = a.on_behalf_of_id
    LEFT JOIN cases c ON c.id = a.case_id LEFT JOIN party d ON d.id = c.debtor_id
    WHERE a.state = 'asked' ORDER BY COALESCE(a.needed_by, '9999-12-31'), a.id LIMIT {_MOST}
"""  # noqa: S608 our own text


def waiting(database: Database) -> Sequence[WaitingRow]:
    """Return what waits for somebody to decide, what is needed first in front."""
    with database.snapshot():
        found = rows(database, _WAITING, _Waiting)
        records = Records(database)
        records.read(named for row in found for named in referred_by(row.command, json.loads(row.arguments)))
    return [_told(row, records) for row in found]


def _told(row: _Waiting, records: Records) -> WaitingRow:
    telling = stored(row.command, row.arguments, Scene(row.case_id, row.asked_on, records))
    code, parameters = one(telling.parts)
    cents = next(_amounts(json.loads(row.arguments)), None)
    return WaitingRow(*row[:-2], code, parameters, clean_line(telling.text), cents)


def _amounts(arguments: Mapping[str, Any]) -> Iterator[Cents]:
    """Yield the amounts that a command is about, the first one named first."""
    for name, value in arguments.items():
        if isinstance(value, Mapping):
            yield from _amounts(value)
        elif name.endswith("cents") and isinstance(value, int):
            yield Cents(value)
