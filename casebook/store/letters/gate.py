"""What the gate says of letters that are stored, with the facts of the moment: the one way in which it is asked."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.gate import Stop, leaves_by, let_pass, refused
from casebook.domain.letters.ways import DispatchWay
from casebook.errors import Refused
from casebook.store import gate_facts
from casebook.store.database import Database
from casebook.store.letters.matters import stops as stops_of_matters
from casebook.store.rows import many
from casebook.store.transaction import Transaction

_NUMBERS = "SELECT DISTINCT c.number FROM letter l JOIN cases c ON c.id = l.case_id WHERE l.id IN ({marks})"
_OVERRIDES = "SELECT letter_id, rule, on_day FROM letter_override WHERE letter_id IN ({marks}) ORDER BY id"


class _Number(NamedTuple):
    number: str


class _Override(NamedTuple):
    letter_id: int
    rule: str
    on_day: date


def stops(database: Database, letter_ids: Sequence[int], day: date) -> dict[int, tuple[Stop, ...]]:
    """Return for each letter what the gate says of it on `day`, also what was overridden."""
    found = gate_facts.stops(database, letter_ids, day)
    own = stops_of_matters(database, letter_ids, day)
    return {id_: (*some, *own.get(id_, ())) for id_, some in found.items()}


def overridden(database: Database, stops: Mapping[int, Sequence[Stop]]) -> dict[int, frozenset[str]]:
    """Return for each letter the rules that a person let it pass, by what the gate says of it."""
    given: dict[int, dict[str, date]] = {id_: {} for id_ in stops}
    for row in many(database, _OVERRIDES, _Override, list(stops)):
        given[row.letter_id][row.rule] = max(row.on_day, given[row.letter_id].get(row.rule, row.on_day))
    return {id_: let_pass(found, given[id_]) for id_, found in stops.items()}


def standing(database: Database, letter_ids: Sequence[int], day: date) -> dict[int, tuple[Stop, ...]]:
    """Return for each letter what refuses it on `day`, and nobody let pass; nothing where it may leave."""
    found = stops(database, letter_ids, day)
    passed = overridden(database, found)
    return {id_: refused(some, passed[id_]) for id_, some in found.items()}


def refuse(tx: Transaction, letter_id: int, ways: Collection[DispatchWay]) -> None:
    """Refuse that a letter leaves as the gate refuses it, unless one of the ways is open to it."""
    found = stops(tx.database, [letter_id], tx.day)
    _refuse(found[letter_id], overridden(tx.database, found)[letter_id], ways)


def refuse_any(tx: Transaction, leaving: Sequence[tuple[int, DispatchWay]]) -> None:
    """Refuse that letters leave, each in a way, where the gate refuses one of them."""
    ids = list(dict.fromkeys(letter_id for letter_id, _ in leaving))
    found = stops(tx.database, ids, tx.day)
    passed = overridden(tx.database, found)
    for letter_id, way in leaving:
        _refuse(found[letter_id], passed[letter_id], [way])


def refuse_printed(tx: Transaction, leaving: Sequence[tuple[int, DispatchWay]]) -> None:
    """Refuse that printed letters leave, each in a way, where the gate refuses some of them now; says which and why."""
    found: dict[int, Refused] = {}
    for way in dict.fromkeys(way for _, way in leaving):
        found |= refuse_each(tx, {letter_id: [way] for letter_id, one in leaving if one is way})
    if found:
        numbers = [row.number for row in many(tx.database, _NUMBERS, _Number, sorted(found))]
        first = next(iter(found.values()))
        why = (first.code, first.parameters)
        raise Refused("batch.stopped", source=first.source, count=len(found), numbers=numbers, why=why)


def refuse_each(tx: Transaction, leaving: Mapping[int, Collection[DispatchWay]]) -> dict[int, Refused]:
    """Return for each of the letters that the gate refuses, each in all of its ways, the refusal."""
    ids = list(leaving)
    found = stops(tx.database, ids, tx.day)
    passed = overridden(tx.database, found)
    told: dict[int, Refused] = {}
    for letter_id, ways in leaving.items():
        try:
            _refuse(found[letter_id], passed[letter_id], ways)
        except Refused as refused:
            told[letter_id] = refused
    return told


def _refuse(found: Sequence[Stop], passed: Collection[str], ways: Collection[DispatchWay]) -> None:
    if any(leaves_by(way, found, passed) for way in ways):
        return
    barred = [one for one in found if one.way in ways and one.rule not in passed]
    first = next(iter((*refused(found, passed), *barred)))
    raise Refused(first.rule, source=first.source, **first.parameters)
