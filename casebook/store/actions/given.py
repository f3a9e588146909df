"""What people give with many commands, held to the same rules everywhere: a reason, an amount, a day, the case."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.errors import Refused, Stale
from casebook.store import tables
from casebook.store.database import Database
from casebook.store.models.base import Edited
from casebook.store.transaction import Transaction
from casebook.text import clean, clean_line

_LONGEST_LINE = 200
_CASE_OF_CLAIM = "SELECT case_id FROM claim WHERE id = ?"


def reason(text: str) -> str:
    """Return a reason, cleaned. Raises `Refused` where none is given."""
    cleaned = clean(text).strip()
    if not cleaned:
        raise Refused("given.no_reason", source=HOUSE_RULE)
    return cleaned


def line(text: str) -> str:
    """Return a text that stands on one line, cleaned."""
    return clean_line(text, _LONGEST_LINE)


def positive(cents: Cents) -> Cents:
    """Return an amount that is more than nothing. Raises `Refused` for another."""
    if cents <= 0:
        raise Refused("given.amount", source=HOUSE_RULE, amount=cents)
    return cents


def past(tx: Transaction, day: date) -> date:
    """Return a day that is not ahead. Raises `Refused` for one that is."""
    if day > tx.day:
        raise Refused("given.day_ahead", source=HOUSE_RULE, on=day)
    return day


def in_order(**days: date | None) -> None:
    """Refuse days that come before the day named before them; those that are not known are left out."""
    known = [(name, day) for name, day in days.items() if day is not None]
    for (first, earlier), (second, later) in pairwise(known):
        if later < earlier:
            raise Refused("given.days_order", source=HOUSE_RULE, first=first, second=second, on=earlier, day=later)


def as_seen(tx: Transaction, model: type[Edited], known: Edited | None, version: int | None) -> None:
    """Raise `Stale` where a row of which there is at most one is not as it was seen; None where there was none."""
    if known is not None and version is not None:
        tx.get(model, known.id, version)
    elif known is not None or version is not None:
        changed = {} if known is None else dict(known.__data__)
        raise Stale("store.stale", changed=changed, record=tables.of(model).word)


def case_of_claim(database: Database, command: Any) -> Iterable[int]:
    """Return the case of the claim that a command names."""
    return [case_id for (case_id,) in database.fetch(_CASE_OF_CLAIM, (command.claim_id,))]


def case_itself(_database: Database, command: Any) -> Iterable[int]:
    """Return the case that a command names."""
    return [command.case_id]
