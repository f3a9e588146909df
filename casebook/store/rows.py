"""Rows of a query as typed values: the one place that knows in which form each engine gives a day."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from itertools import starmap
from types import MappingProxyType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from casebook.domain.parameters import Value, decode
from casebook.store.database import Database

S = TypeVar("S")
# Few enough for the parameters of a statement of SQLite.
_AT_ONCE = 500
Converter = Callable[[Any], Any]


@lru_cache(1 << 16)
def _day(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


@lru_cache(1 << 12)
def _parameters(text: str | None) -> Mapping[str, Value]:
    return MappingProxyType(decode(text) if text else {})


@lru_cache(1 << 12)
def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


@lru_cache(1 << 12)
def _numbers(text: str) -> tuple[int, ...]:
    return tuple(json.loads(text))


def rows(database: Database, sql: str, shape: type[S], parameters: Sequence[Any] = ()) -> list[S]:
    """Return the rows of a query as `shape`, whose fields are its columns in order.

    `shape` is a NamedTuple or a dataclass. By its type a field becomes a day, an enumeration or a bool, parameters
    of a code (`Mapping`), words (`tuple[str, ...]`) or numbers from a JSON list (`tuple[int, ...]`).
    """
    return list(_shaped(database.execute(sql, parameters).fetchall(), shape))


def many(database: Database, sql: str, shape: type[S], values: Sequence[Any], before: Sequence[Any] = ()) -> list[S]:
    """Return the rows of a query over many values, which stand at `IN ({marks})`, after the parameters `before`."""
    found: list[S] = []
    for query, parameters in among(database, sql, values, before):
        found += rows(database, query, shape, parameters)
    return found


def among(
    database: Database, sql: str, values: Sequence[Any], before: Sequence[Any] = ()
) -> Iterator[tuple[str, Sequence[Any]]]:
    """Yield a statement over many values as it is to be run, some at a time, each with its parameters.

    The values stand at `IN ({marks})`, after the parameters `before`. For none there is nothing to run.
    """
    if database.is_postgresql:
        # One parameter, however many they are: the driver takes longer to read hundreds of marks than to run them.
        if values:
            yield sql.replace("IN ({marks})", "= ANY(?)"), (*before, list(values))
        return
    for start in range(0, len(values), _AT_ONCE):
        some = values[start : start + _AT_ONCE]
        yield sql.replace("{marks}", marks(len(some))), (*before, *some)


def marks(count: int) -> str:
    """Return the marks of so many parameters, as they stand within `IN (…)`."""
    return ", ".join("?" * count)


def _shaped(some: Sequence[Sequence[Any]], shape: type[S]) -> Iterable[S]:
    converters = _converters(cast("Any", shape))
    if not converters or not some:
        return starmap(shape, some)
    # By columns, so that what happens to each value happens outside Python's own loop.
    columns: list[Iterable[Any]] = list(zip(*some, strict=True))
    for index, converter in converters:
        columns[index] = map(converter, columns[index])
    return starmap(shape, zip(*columns, strict=True))


@cache
def _converters(shape: type) -> tuple[tuple[int, Converter], ...]:
    """Return what turns columns into fields, for the columns that need it."""
    found: list[tuple[int, Converter]] = []
    for index, hint in enumerate(get_type_hints(shape).values()):
        if converter := _converter(_kind(hint)):
            found.append((index, converter))
    return tuple(found)


def _converter(kind: Any) -> Converter | None:
    if kind is date:
        return _day
    if kind is bool:
        return {0: False, 1: True, None: None}.__getitem__
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _member(kind)
    if get_origin(kind) is Mapping:
        return _parameters
    if get_origin(kind) is tuple:
        return _words if get_args(kind)[0] is str else _numbers
    return None


def _member(kind: type[StrEnum]) -> Converter:
    """Return what gives the member of an enumeration, and says so of a value there is none for."""
    known: dict[str | None, StrEnum | None] = {None: None, **{member.value: member for member in kind}}
    return lambda value: known[value] if value in known else kind(value)


def _kind(hint: Any) -> Any:
    """Return the type of a field without the None it may also be."""
    if isinstance(hint, UnionType):
        return next(choice for choice in get_args(hint) if choice is not type(None))
    return hint
