"""Why a row of a file does not come in, and the key by which a row that did is recognised."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

from casebook.domain.parameters import Parameters
from casebook.errors import CasebookError

# A character that cleaned text does not have.
_BETWEEN = "\x1f"
_SIMPLE = (str, int, date, Decimal)
# Where a row stands, and which rule of the profile spoke, are no facts of it.
_NO_FACTS = ("line", "kind_rule")
_KNOWN: dict[type, tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]] = {}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the row on `line` does not come in: `words.say` says it.

    `skipped` where that is as it should be: a rule of the profile, or the row was there before; refused otherwise.
    """

    line: int
    code: str
    parameters: Parameters
    skipped: bool = False


def refused(line: int, error: CasebookError, *, skipped: bool = False) -> Reason:
    """Return the reason that a row does not come in."""
    parameters = {
        name: value for name, value in error.parameters.items() if value is None or isinstance(value, (str, int, date))
    }
    return Reason(line, error.code, parameters, skipped)


def content_key(record: object) -> str:
    """Return what identifies the facts of a row, 32 hexadecimal digits: alike for alike facts, on whatever line.

    A fact that is not known counts as absent, so that the key of an old row outlives a new field.
    """
    return hashlib.blake2b(_BETWEEN.join(_facts(record)).encode("utf-8", "replace"), digest_size=16).hexdigest()


def _facts(record: object) -> Iterator[str]:
    names, values = _fields(type(record))
    for name, value in zip(names, values(record), strict=True):
        if value is not None and value != ():
            yield f"{name}={value}" if isinstance(value, _SIMPLE) else f"{name}={{{_BETWEEN.join(_parts(value))}}}"


def _parts(value: object) -> Iterator[str]:
    if is_dataclass(value):
        return _facts(value)
    assert isinstance(value, tuple)
    return map(str, value)


def _fields(record: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    known = _KNOWN.get(record)
    if known is not None:
        return known
    assert is_dataclass(record)
    names = tuple(part.name for part in fields(record) if part.name not in _NO_FACTS)
    _KNOWN[record] = names, attrgetter(*names)
    return _KNOWN[record]
