"""Which tables of law are due for checking on a day: what began without a value, what will, what nobody looked at."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from casebook.domain.calendar import ONE_DAY, add
from casebook.law.book import LawFile
from casebook.law.defaults import Checking
from casebook.law.schema import Reading

_CONFIRMED_UNTIL = "confirmed_until"
_NOT_READ = "not_read"


class Urgency(StrEnum):
    """A value is missing now; it will be soon; or the file was last compared with its sources long ago."""

    MISSING = "missing"
    SOON = "soon"
    OLD = "old"


class Due(NamedTuple):
    """Something to check: how urgent, a code with its parameters, and its place; `key` is empty for a whole file."""

    urgency: Urgency
    code: str
    parameters: Mapping[str, Any]
    file: str
    key: str


def due_for_checking(files: Iterable[LawFile], day: date, checking: Checking) -> tuple[Due, ...]:
    """Return what is due for checking on `day`, the most urgent first."""
    found = [due for file in files for due in _in_file(file, day, checking)]
    order = list(Urgency)
    return tuple(sorted(found, key=lambda due: order.index(due.urgency)))


def _in_file(file: LawFile, day: date, checking: Checking) -> Iterator[Due]:
    for part in file.parts:
        group, _, name = part.key.rpartition(".")
        if name == _CONFIRMED_UNTIL and isinstance(part.value, date):
            yield from _without_value(file, group, part.value + ONE_DAY, day, checking)
    for reading in file.readings:
        for start, until in _gaps(reading):
            if day < until:
                yield from _without_value(file, reading.key, start, day, checking)
    if add(file.checked, checking.file_after) < day:
        parameters = {"checked": file.checked, "after": checking.file_after}
        yield Due(Urgency.OLD, "law.due.old", parameters, file.name, "")


def _gaps(reading: Reading) -> Iterator[tuple[date, date]]:
    """Return the periods, the last day not included, whose value was not read."""
    starts = [entry.start for entry, _ in reading.entries]
    for (entry, parts), until in zip(reading.entries, [*starts[1:], date.max], strict=True):
        if any(part.key == _NOT_READ for part in parts):
            yield entry.start, until


def _without_value(file: LawFile, key: str, start: date, day: date, checking: Checking) -> Iterator[Due]:
    """Tell that from `start` on there is no value, if that is so on `day` or will be soon."""
    parameters = {"start": start, "last": start - ONE_DAY}
    if start <= day:
        yield Due(Urgency.MISSING, "law.due.missing", parameters, file.name, key)
    elif start <= add(day, checking.ahead):
        yield Due(Urgency.SOON, "law.due.soon", parameters, file.name, key)
