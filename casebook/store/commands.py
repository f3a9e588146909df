"""Commands are data: a frozen dataclass for each thing a person can do, registered by name with what performs it."""

import dataclasses
import types
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Generic, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.transaction import Actor, Transaction

C = TypeVar("C")

# Why a command cannot be taken back, as a code; this one can.
UNDOABLE = None


@dataclass(frozen=True, slots=True)
class Action(Generic[C]):
    """What performs a command: who may, which cases it touches, and why it cannot be undone, if it cannot.

    Who has the `role` may, or one of those in `also`; without a role everybody who works here. With `unattended`
    nobody may too: the nightly pass, the mail server, and who comes in over SSH before he is known. Where it takes a
    second person, somebody in the role `second` approves what who has the `role` asked for.
    """

    name: str
    shape: type[C]
    role: Role | None
    also: AbstractSet[Role]
    unattended: bool
    cases: Callable[[Database, C], Iterable[int]]
    perform: Callable[[Transaction, C], Any]
    not_undoable: str | None
    second: Role | None = None


_BY_SHAPE: dict[type, Action[Any]] = {}
_BY_NAME: dict[str, Action[Any]] = {}


def no_case(_database: Database, _command: object) -> Iterable[int]:
    """Return no cases: for a command about none, or about one that is yet to be."""
    return ()


def action(  # noqa: PLR0913 each says another thing of a command
    name: str,
    *,
    role: Role | None = Role.HANDLER,
    also: AbstractSet[Role] = frozenset(),
    unattended: bool = False,
    cases: Callable[[Database, C], Iterable[int]] = no_case,
    not_undoable: str | None = UNDOABLE,
    second: Role | None = None,
) -> Callable[[Callable[[Transaction, C], Any]], Callable[[Transaction, C], Any]]:
    """Register a function as what performs the command that its second parameter names."""

    def register(perform: Callable[[Transaction, C], Any]) -> Callable[[Transaction, C], Any]:
        shape = get_type_hints(perform)["command"]
        if name in _BY_NAME or shape in _BY_SHAPE:
            raise ValueError(f"{name} is registered twice")
        _BY_NAME[name] = _BY_SHAPE[shape] = Action(
            name, shape, role, also, unattended, cases, perform, not_undoable, second
        )
        return perform

    return register


def may(found: Action[Any], actor: Actor) -> bool:
    """Say whether somebody's roles let him perform a command. It is asked here only."""
    if actor.person is None and found.unattended:
        return True
    return found.role is None or found.role in actor.roles or not found.also.isdisjoint(actor.roles)


def check_role(found: Action[Any], actor: Actor) -> None:
    """Raise `Refused` where somebody's roles do not let him perform a command."""
    if not may(found, actor):
        raise Refused("actions.role", source=HOUSE_RULE, role=found.role)


def is_command(value: object) -> bool:
    """Tell whether something is a command."""
    return type(value) in _BY_SHAPE


def action_for(command: object) -> Action[Any]:
    """Return the action that performs a command."""
    return _BY_SHAPE[type(command)]


def action_named(name: str) -> Action[Any] | None:
    """Return the action with a name, None for what is no command, such as a line of an import."""
    return _BY_NAME.get(name)


def names() -> list[str]:
    """Return the names of all commands."""
    return sorted(_BY_NAME)


def encode(command: object) -> dict[str, Any]:
    """Return a command as JSON has it."""
    assert dataclasses.is_dataclass(command)
    return {field.name: _encoded(getattr(command, field.name)) for field in dataclasses.fields(command)}


def decode(name: str, arguments: Mapping[str, Any]) -> Any:
    """Return the command that was stored under a name with `encode`."""
    return _built(_BY_NAME[name].shape, arguments)


def _encoded(value: Any) -> Any:
    if isinstance(value, str):
        # Bytes of a command line that are no text come as halves of characters, which no log can hold.
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | frozenset):
        return [_encoded(item) for item in (sorted(value) if isinstance(value, frozenset) else value)]
    return encode(value) if dataclasses.is_dataclass(value) else value


@cache
def _hints(shape: type) -> Mapping[str, Any]:
    return get_type_hints(shape)


def _built(shape: Any, arguments: Mapping[str, Any]) -> Any:
    return shape(**{name: _decoded(_hints(shape)[name], value) for name, value in arguments.items()})


def _decoded(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        kind = next(choice for choice in get_args(kind) if choice is not type(None))
        origin = get_origin(kind)
    if origin in (tuple, frozenset):
        return origin(_decoded(get_args(kind)[0], item) for item in value)
    if isinstance(kind, NewType):
        return kind(value)
    if kind is date:
        return date.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    return _built(kind, value) if dataclasses.is_dataclass(kind) else value
