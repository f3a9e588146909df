"""What may leave now, and what does not, with the reason."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from casebook.domain.gate import leaves_by, refused
from casebook.domain.letters.ways import DispatchWay
from casebook.errors import CasebookError
from casebook.store.database import Database
from casebook.store.letters import gate
from casebook.store.queries import leaving
from casebook.store.queries.leaving import DispatchRow


class Told(NamedTuple):
    """Why a letter did not leave: the code of a sentence, with its parameters."""

    letter_id: int
    code: str
    parameters: Mapping[str, object]


class Ready(NamedTuple):
    """What may leave, and what the gate stops."""

    dispatches: tuple[DispatchRow, ...]
    stopped: tuple[Told, ...]


def told(letter_id: int, error: CasebookError) -> Told:
    """Return why a letter did not leave."""
    return Told(letter_id, error.code, error.parameters)


def ready(
    database: Database, day: date, ways: Collection[DispatchWay], letter_ids: Collection[int] | None = None
) -> Ready:
    """Return what waits to leave by some ways, of some letters or of all, and may; the gate is asked again later."""
    with database.snapshot():
        waiting = leaving.to_go(database, ways, letter_ids)
        ids = list(dict.fromkeys(one.letter_id for one in waiting))
        stops = gate.stops(database, ids, day)
        let_pass = gate.overridden(database, stops)
    may: list[DispatchRow] = []
    stopped: list[Told] = []
    for one in waiting:
        found, overridden = stops[one.letter_id], let_pass[one.letter_id]
        if leaves_by(one.way, found, overridden):
            may.append(one)
            continue
        barred = (stop for stop in found if stop.way is one.way and stop.rule not in overridden)
        first = next(iter((*refused(found, overridden), *barred)))
        stopped.append(Told(one.letter_id, first.rule, first.parameters))
    return Ready(tuple(may), tuple(stopped))
