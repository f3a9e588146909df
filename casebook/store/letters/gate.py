"""What the gate says of letters that are stored, with the facts of the moment: the one way in which it is asked."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.gate import Stop, leaves_by, refused
from casebook.domain.letters.ways import DispatchWay
from casebook.errors import Refused
from casebook.store import gate_facts
from casebook.store.database import Database
from casebook.store.rows import many
from casebook.store.transaction import Transaction

_OVERRIDES = "SELECT letter_id, rule FROM letter_override WHERE letter_id IN ({marks}) ORDER BY id"


class _Override(NamedTuple):
    letter_id: int
    rule: str


def stops(database: Database, letter_ids: Sequence[int], day: date) -> dict[int, tuple[Stop, ...]]:
    """Return for each letter what the gate says of it on `day`, also what was overridden."""
    return gate_facts.stops(database, letter_ids, day)


def overridden(database: Database, letter_ids: Sequence[int]) -> dict[int, set[str]]:
    """Return for each letter the rules that a person let it pass."""
    found: dict[int, set[str]] = {id_: set() for id_ in letter_ids}
    for row in many(database, _OVERRIDES, _Override, letter_ids):
        found[row.letter_id].add(row.rule)
    return found


def standing(database: Database, letter_ids: Sequence[int], day: date) -> dict[int, tuple[Stop, ...]]:
    """Return for each letter what refuses it on `day`, and nobody let pass; nothing where it may leave."""
    let_pass = overridden(database, letter_ids)
    return {id_: refused(found, let_pass[id_]) for id_, found in stops(database, letter_ids, day).items()}


def refuse(tx: Transaction, letter_id: int, ways: Collection[DispatchWay]) -> None:
    """Refuse that a letter leaves as the gate refuses it, unless one of the ways is open to it."""
    _refuse(stops(tx.database, [letter_id], tx.day)[letter_id], overridden(tx.database, [letter_id])[letter_id], ways)


def refuse_any(tx: Transaction, leaving: Sequence[tuple[int, DispatchWay]]) -> None:
    """Refuse that letters leave, each in a way, where the gate refuses one of them."""
    ids = list(dict.fromkeys(letter_id for letter_id, _ in leaving))
    found, let_pass = stops(tx.database, ids, tx.day), overridden(tx.database, ids)
    for letter_id, way in leaving:
        _refuse(found[letter_id], let_pass[letter_id], [way])


def _refuse(found: Sequence[Stop], let_pass: Collection[str], ways: Collection[DispatchWay]) -> None:
    if any(leaves_by(way, found, let_pass) for way in ways):
        return
    barred = [one for one in found if one.way in ways and one.rule not in let_pass]
    first = next(iter((*refused(found, let_pass), *barred)))
    raise Refused(first.rule, source=first.source, **first.parameters)
