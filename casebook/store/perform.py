"""Performing a command: one transaction that locks, loads, decides, writes and logs, or nothing at all."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from itertools import chain, islice
from typing import Any, NamedTuple, TypeVar

from casebook.errors import CasebookError, Refused
from casebook.store import actions as _registered  # noqa: F401 importing them registers them
from casebook.store import attempts, commands, log, matching, refresh, search, sight
from casebook.store.database import Database
from casebook.store.migrations.upgrade import refuse_upgraded
from casebook.store.models.people import Role
from casebook.store.models.ssh import Refusal
from casebook.store.people import still_here, stood_in_for
from casebook.store.rows import many
from casebook.store.transaction import NOBODY, Actor, Transaction

R = TypeVar("R")

_OWNERS = "SELECT DISTINCT owner_person_id FROM cases WHERE id IN ({marks})"
# So many commands of a bulk are done in one transaction; of more each so many, since others wait for it.
WHOLE, CHUNK = 200, 100


class _Owner(NamedTuple):
    owner_person_id: int | None


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
    try:
        return database.transact(lambda: _perform(database, actor, day, command, step))
    except Refused as refused:
        record_refused(database, actor, day, command, refused)
        raise


def record_attempt(database: Database, actor: Actor, day: date, why: Refusal, asked: str) -> None:
    """Record what was refused to somebody who came in over SSH; of others nothing, and nothing twice on one day."""
    refusal = attempts.to_record(database, actor, day, why, asked)
    if refusal is not None:
        perform(database, NOBODY, day, refusal)


def record_refused(database: Database, actor: Actor, day: date, command: object, error: CasebookError) -> None:
    """Record that a command, or several that are alike, was refused, where that stands on record (`attempts`)."""
    why = attempts.why_recorded(error)
    if why is not None:
        one = command[0] if isinstance(command, tuple) else command
        record_attempt(database, actor, day, why, commands.action_for(one).name)


def rehearse(  # noqa: PLR0913 what is done, by whom and when, and what is looked at
    database: Database,
    actor: Actor,
    day: date,
    command: object,
    read: Callable[[Database, Done], R],
    *,
    derive: bool = True,
) -> R:
    """Perform a command, let `read` look at what came of it, take all of it back, and return what `read` returned.

    Without `derive` what follows from the facts stays as it was before the command, for a `read` that needs none of it.

    Raises what `perform` raises. What would be written is locked meanwhile, as when it is written: `read` is to be
    quick, and may be called again where another was in the way.
    """

    def work() -> R:
        with database.peewee.atomic() as savepoint:
            found = read(database, _perform(database, actor, day, command, None, derive=derive))
            savepoint.rollback()
        return found

    return database.transact(work)


def perform_all(
    database: Database, actor: Actor, day: date, many: Iterable[object], *, step: int | None = None
) -> Iterator[tuple[object, Done | CasebookError]]:
    """Perform commands as one step and yield each with what became of it: a refusal stops only the one refused.

    With `step` they are part of what was begun before.

    Up to `WHOLE` of them are committed together, more in chunks of `CHUNK`, each whole in itself.
    """
    rest = iter(many)
    first = list(islice(rest, WHOLE + 1))
    size, waiting = WHOLE if len(first) <= WHOLE else CHUNK, chain(first, rest)
    while chunk := list(islice(waiting, size)):
        outcomes = database.transact(lambda some=chunk, known=step: _chunk(database, actor, day, some, known))  # type: ignore[misc]  # mypy cannot type the defaults of a lambda
        step = step or next((done.step for done in outcomes if isinstance(done, Done) and done.step), None)
        for command, outcome in zip(chunk, outcomes, strict=True):
            if isinstance(outcome, CasebookError):
                record_refused(database, actor, day, command, outcome)
            yield command, outcome


def _chunk(
    database: Database, actor: Actor, day: date, chunk: Sequence[object], step: int | None
) -> list[Done | CasebookError]:
    refuse_upgraded(database)
    # Every case is locked before the first command, in one order: two bulks over the same cases would else each hold
    # what the other waits for.
    touched = [case for command in chunk for case in commands.action_for(command).cases(database, command)]
    Transaction(database, actor, day).lock(touched)
    try:
        actor = still_here(database, actor, day)
    except Refused as refused:
        return [refused] * len(chunk)
    outcomes: list[_Performed | CasebookError] = []
    waiting: set[int] = set()
    for command in chunk:
        try:
            with database.peewee.atomic():
                performed = _do(database, actor, day, command, waiting)
                search.refresh(database, performed.transaction.changes)
        except CasebookError as refused:
            outcomes.append(refused)
        else:
            waiting -= set(performed.renewed)
            waiting |= performed.transaction.cases if performed.transaction.changes else set()
            outcomes.append(performed)
    done = [one.transaction for one in outcomes if isinstance(one, _Performed) and one.transaction.changes]
    changes = [change for one in done for change in one.changes]
    others = matching.follow(database, changes, {case for one in done for case in one.cases}, day)
    refresh.refresh(database, sorted(waiting.union(others)), day)
    return _logged(database, outcomes, step)


def _logged(
    database: Database, outcomes: Sequence["_Performed | CasebookError"], step: int | None
) -> list[Done | CasebookError]:
    """Write the lines of what was done, all at once: who writes the log keeps everybody else waiting."""
    changed = [one for one in outcomes if isinstance(one, _Performed) and one.transaction.changes]
    entries = [_entry(one.transaction, one.name, one.arguments, step) for one in changed]
    numbers = iter(log.append_all(database, entries) if entries else ())
    done: list[Done | CasebookError] = []
    for one in outcomes:
        if isinstance(one, CasebookError):
            done.append(one)
        elif one.transaction.changes:
            number = next(numbers)
            step = step or number
            done.append(Done(number, step, one.result))
        else:
            done.append(Done(None, None, one.result))
    return done


def _perform(  # noqa: PLR0913 what `perform` is told, and whether what follows waits
    database: Database, actor: Actor, day: date, command: object, step: int | None, *, derive: bool = True
) -> Done:
    refuse_upgraded(database)
    actor = still_here(database, actor, day)
    done = _do(database, actor, day, command)
    number = finish(done.transaction, done.name, done.arguments, step=step, derive=derive)
    return Done(number, None if number is None else step or number, done.result)


class _Performed(NamedTuple):
    """A command that was performed but not logged; before it, `renewed` were made anew."""

    transaction: Transaction
    name: str
    arguments: dict[str, Any]
    result: Any
    renewed: Sequence[int]


def _do(
    database: Database, actor: Actor, day: date, command: object, waiting: AbstractSet[int] = frozenset()
) -> _Performed:
    """Perform a command. Of cases that are `waiting` for it, what follows from their facts is made anew before.

    The command may rest on it.
    """
    action = commands.action_for(command)
    commands.check_role(action, actor)
    cases = list(action.cases(database, command))
    if actor.unseen:
        sight.refuse(database, actor.unseen, action.name, command, cases)
    transaction = Transaction(database, actor, day)
    transaction.lock(cases)
    # Whose the cases are stays as it is from here on.
    transaction.actor = _acting(database, actor, day, action.role, cases)
    renewed = sorted(transaction.cases & waiting)
    refresh.refresh(database, renewed, day)
    result = action.perform(transaction, command)
    return _Performed(transaction, action.name, commands.encode(command), result, renewed)


def _acting(database: Database, actor: Actor, day: date, role: Role | None, cases: Sequence[int]) -> Actor:
    """Return who acts, and for whom he stands in: for whose cases it is about, if they are all of one colleague.

    What takes another role than that of a handler he does in his own right: standing in gives none.
    """
    if actor.person is None or actor.on_behalf_of is not None or role not in (None, Role.HANDLER) or not cases:
        return actor
    others = stood_in_for(database, actor.person, day)
    if not others:
        return actor
    owners = {one.owner_person_id for one in many(database, _OWNERS, _Owner, cases)}
    behalf = owners.pop() if len(owners) == 1 else None
    return actor._replace(on_behalf_of=behalf) if behalf in others else actor


def finish(
    transaction: Transaction, name: str, arguments: dict[str, Any], *, step: int | None = None, derive: bool = True
) -> int | None:
    """Make anew what follows from what was changed, and write the line of the log; return its number.

    Where nothing was done there is no line. Without `derive` the cases wait for it: for work that touches the same
    case many times.
    """
    if not transaction.changes and not transaction.outside:
        return None
    database = transaction.database
    search.refresh(database, transaction.changes)
    if derive:
        others = matching.follow(database, transaction.changes, transaction.cases, transaction.day)
        refresh.refresh(database, sorted(transaction.cases.union(others)), transaction.day)
    return log.append(database, _entry(transaction, name, arguments, step))


def _entry(transaction: Transaction, name: str, arguments: dict[str, Any], step: int | None) -> log.Entry:
    return log.Entry(
        day=transaction.day.isoformat(),
        person_id=transaction.actor.person,
        on_behalf_of_id=transaction.actor.on_behalf_of,
        command=name,
        cases=transaction.cases,
        body={"arguments": arguments, "changes": transaction.changes}
        | ({"stands": transaction.stands} if transaction.stands else {}),
        step=step,
        undoes=transaction.undoes,
    )
