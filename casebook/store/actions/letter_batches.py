"""Letters released together: those that may leave, within the mandate of whoever releases them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.money import Cents
from casebook.errors import Refused, Stale
from casebook.store import mandates
from casebook.store.actions import letter_matters
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.facts_of.letters import RELEASE_TOGETHER
from casebook.store.letters import gate
from casebook.store.letters.leaving import waiting
from casebook.store.models.letters import Letter
from casebook.store.rows import many
from casebook.store.transaction import Transaction

_CASES = "SELECT DISTINCT case_id FROM letter WHERE id IN ({marks})"


@dataclass(frozen=True, slots=True)
class ToRelease:
    """A letter, and the version that was seen."""

    letter_id: int
    version: int


@dataclass(frozen=True, slots=True)
class ReleaseLetters:
    """Letters that may leave, released together."""

    letters: tuple[ToRelease, ...]


class Released(NamedTuple):
    """The letters that were released, by their ids, and why each of the others was not."""

    letter_ids: tuple[int, ...]
    refused: tuple[tuple[int, Refused], ...]


class _OfCase(NamedTuple):
    case_id: int


def _cases(database: Database, command: ReleaseLetters) -> Iterable[int]:
    ids = [one.letter_id for one in command.letters]
    return [one.case_id for one in many(database, _CASES, _OfCase, ids)]


@action(RELEASE_TOGETHER, cases=_cases)
def release_all(tx: Transaction, command: ReleaseLetters) -> Released:
    """Let letters leave and return which; what the gate refuses, asked anew, or what changed since it was seen, stays.

    Refused where none may leave, and beyond the mandate: so many letters, or so much that they ask together.
    """
    ids = [one.letter_id for one in command.letters]
    if not ids or max(Counter(ids).values()) > 1:
        raise Refused("letter.none", source=HOUSE_RULE)
    found = {id_: tx.get(Letter, id_) for id_ in ids}
    ways = {id_: [DispatchWay(one.way) for one in waiting(tx, id_)] for id_ in ids}
    why = {
        one.letter_id: refused
        for one in command.letters
        if (refused := _not_ready(tx, found[one.letter_id], one.version, ways[one.letter_id])) is not None
    }
    why |= gate.refuse_each(tx, {id_: ways[id_] for id_ in ids if id_ not in why})
    for id_ in [one for one in ids if one not in why]:
        try:
            letter_matters.refuse(tx, found[id_], tx.day, decides=True)
        except Refused as refused:
            why[id_] = refused
    may = [id_ for id_ in ids if id_ not in why]
    if not may:
        raise why[ids[0]]
    _check_mandate(tx, [found[id_] for id_ in may])
    for id_ in may:
        tx.change(found[id_], released_on=tx.day, released_by_id=tx.actor.person)
    return Released(tuple(may), tuple((id_, why[id_]) for id_ in ids if id_ in why))


def _not_ready(tx: Transaction, letter: Letter, seen: int, ways: list[DispatchWay]) -> Refused | None:
    """Return why a letter cannot be released as it stands, whatever the gate says of it."""
    if letter.withdrawn_on is not None:
        return Refused("letter.withdrawn", source=HOUSE_RULE, on=letter.withdrawn_on)
    if letter.released_on is not None:
        return Refused("letter.released", source=HOUSE_RULE, on=letter.released_on)
    try:
        tx.get(Letter, letter.id, seen)
    except Stale:
        return Refused("letter.changed_since", source=HOUSE_RULE)
    return None if ways else Refused("letter.no_way", source=HOUSE_RULE)


def _check_mandate(tx: Transaction, letters: list[Letter]) -> None:
    """Refuse more letters at once than the roles of the actor may release; one alone anybody may."""
    if len(letters) == 1:
        return
    size = mandates.Size(Cents(sum(one.asks_cents for one in letters)), len(letters))
    known = mandates.limits(tx.database, mandates.Act.RELEASE, tx.day)
    beyond = mandates.beyond(mandates.Act.RELEASE, known, tx.actor.roles, size)
    if beyond is None:
        return
    if beyond.code == "mandate.nobody":
        raise beyond
    role = beyond.parameters["role"]
    if not size.cents:
        raise Refused("mandate.release_many", source=HOUSE_RULE, count=size.terms, role=role)
    raise Refused("mandate.release", source=HOUSE_RULE, count=size.terms, cents=size.cents, role=role)
