"""Performing a command: one transaction that locks, loads, decides, writes and logs, or nothing at all."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import CasebookError, Refused
from casebook.store import actions as _registered  # noqa: F401 importing them registers them
from casebook.store import commands, log, refresh, search
from casebook.store.database import Database
from casebook.store.transaction import Actor, Transaction

R = TypeVar("R")

# So many commands of a bulk share a transaction that others wait for.
_CHUNK = 50


class Done(NamedTuple):
    """What was done: the line of the log (None where nothing had to change), the step it is part of, and the result."""

    number: int | None
    step: int | None
    result: Any


def perform(database: Database, actor: Actor, day: date, command: object, *, step: int | None = None) -> Done:
    """Perform one command on `day`; with `step` as part of what was begun before.

    Raises `Refused` where the rules do not allow it, `Stale` where somebody else was first, `StoreError` where the
    database cannot do it. Then nothing has changed.
    """
    return database.transact(lambda: _perform(database, actor, day, command, step))


def rehearse(database: Database, actor: Actor, day: date, command: object, read: Callable[[Database, Done], R]) -> R:
    """Perform a command, let `read` look at what came of it, take all of it back, and return what `read` returned.

    Raises what `perform` raises. What would be written is locked meanwhile, as when it is written: `read` is to be
    quick, and may be called again where another was in the way.
    """

    def work() -> R:
        with database.peewee.atomic() as savepoint:
            found = read(database, _perform(database, actor, day, command, None))
            savepoint.rollback()
        return found

    return database.transact(work)


def perform_all(
    database: Database, actor: Actor, day: date, many: Iterable[object]
) -> Iterator[tuple[object, Done | CasebookError]]:
    """Perform commands as one step and yield each with what became of it: a refusal stops only the one refused.

    They are committed in chunks, each whole in itself.
    """
    step: int | None = None
    waiting = iter(many)
    while chunk := list(islice(waiting, _CHUNK)):
        outcomes = database.transact(lambda some=chunk, known=step: _chunk(database, actor, day, some, known))  # type: ignore[misc]  # mypy cannot type the defaults of a lambda
        step = step or next((done.step for done in outcomes if isinstance(done, Done) and done.step), None)
        yield from zip(chunk, outcomes, strict=True)


def _chunk(
    database: Database, actor: Actor, day: date, chunk: Sequence[object], step: int | None
) -> list[Done | CasebookError]:
    # Every case is locked before the first command, in one order: two bulks over the same cases would else each hold
    # what the other waits for.
    touched = [case for command in chunk for case in commands.action_for(command).cases(database, command)]
    Transaction(database, actor, day).lock(touched)
    outcomes: list[Done | CasebookError] = []
    for command in chunk:
        try:
            with database.peewee.atomic():
                done = _perform(database, actor, day, command, step)
        except CasebookError as refused:
            outcomes.append(refused)
        else:
            step = step or done.step
            outcomes.append(done)
    return outcomes


def _perform(database: Database, actor: Actor, day: date, command: object, step: int | None) -> Done:
    action = commands.action_for(command)
    _refuse_inactive(database, actor, day)
    if action.role is not None and action.role not in actor.roles:
        raise Refused("actions.role", source=HOUSE_RULE, role=action.role)
    transaction = Transaction(database, actor, day)
    transaction.lock(action.cases(database, command))
    result = action.perform(transaction, command)
    number = finish(transaction, action.name, commands.encode(command), step=step)
    return Done(number, None if number is None else step or number, result)


def _refuse_inactive(database: Database, actor: Actor, day: date) -> None:
    """Refuse who left while a session of his was open."""
    name = database.value("SELECT name FROM person WHERE id = ? AND inactive_since <= ?", (actor.person, day))
    if name is not None:
        raise Refused("person.left", source=HOUSE_RULE, name=name)


def finish(
    transaction: Transaction, name: str, arguments: dict[str, Any], *, step: int | None = None, derive: bool = True
) -> int | None:
    """Make anew what follows from what was changed, and write the line of the log; return its number.

    Where nothing was changed there is no line. Without `derive` the cases wait for it: for work that touches the same
    case many times.
    """
    if not transaction.changes:
        return None
    database, actor = transaction.database, transaction.actor
    search.refresh(database, transaction.changes)
    if derive:
        refresh.refresh(database, sorted(transaction.cases), transaction.day)
    entry = log.Entry(
        day=transaction.day.isoformat(),
        person_id=actor.person,
        on_behalf_of_id=actor.on_behalf_of,
        command=name,
        cases=transaction.cases,
        body={"arguments": arguments, "changes": transaction.changes},
        step=step,
        undoes=transaction.undoes,
    )
    return log.append(database, entry)
