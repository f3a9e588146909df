"""What a debtor was told of collections, and what he can still be told."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.arrangement.standing import PlanNow
from casebook.domain.direct_debit import Told, told_on
from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.rows import many


class Ahead(NamedTuple):
    """A term that is still to be collected: when, of how much, by when the debtor is told, and when he was."""

    instalment_id: int
    term: int
    collect_on: date
    cents: Cents
    tell_by: date
    told_on: date | None


class _Notice(NamedTuple):
    instalment_id: int
    told_on: date
    collect_on: date
    cents: Cents


_NOTICES = """
    SELECT instalment_id, told_on, collect_on, cents FROM debit_notice WHERE instalment_id IN ({marks}) ORDER BY id
"""
_COLLECTED = """
    SELECT d.instalment_id, d.collect_on, d.collect_on, d.cents FROM debit_collection d
    WHERE d.instalment_id IN ({marks}) AND d.left_out_on IS NULL AND d.returned_on IS NULL
"""


def told(database: Database, instalment_ids: Sequence[int]) -> Mapping[int, Sequence[Told]]:
    """Return what the debtor was told of terms."""
    found: dict[int, list[Told]] = defaultdict(list)
    for one in many(database, _NOTICES, _Notice, instalment_ids):
        found[one.instalment_id].append(Told(one.told_on, one.collect_on, one.cents))
    return found


def ahead(database: Database, now: PlanNow, day: date) -> Iterator[Ahead]:
    """Yield the terms of an arrangement that are still to be collected; those in a batch as they stand there."""
    rules = database.law.direct_debit
    ids = [one.id for one in now.terms]
    known = told(database, ids)
    collected = {one.instalment_id: one for one in many(database, _COLLECTED, _Notice, ids)}
    for one in now.terms:
        own = collected.get(one.id)
        if own is not None and own.collect_on < day:
            continue
        cents = own.cents if own else one.rest
        if cents:
            collect_on = own.collect_on if own else rules.collect_on(one.due_on, day)
            was = told_on(known.get(one.id, ()), collect_on, cents)
            yield Ahead(one.id, one.number, collect_on, cents, rules.tell_by(collect_on), was)
