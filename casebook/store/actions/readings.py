"""Readings that are removed at the end of their term: the log says up to which one."""

from dataclasses import dataclass
from datetime import date

from casebook.domain.calendar import Term, add
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.commands import action
from casebook.store.models.people import Role
from casebook.store.models.trust import ReadingCut
from casebook.store.transaction import Transaction

_LAST_BEFORE = "SELECT number, hash FROM read_log WHERE day < ? ORDER BY number DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class RemoveReadings:
    """Who read what before a day is removed."""

    before: date


@action("readings.remove", role=Role.ADMINISTRATOR, unattended=True, not_undoable="readings.for_good")
def remove(tx: Transaction, command: RemoveReadings) -> int:
    """Remove readings and return up to which number. Refused where the term of some is not over, and without any."""
    first_kept = kept_from(tx.law.defaults.retention.applied(tx.day).value.readings, tx.day)
    if command.before > first_kept:
        raise Refused("readings.term", source=HOUSE_RULE, on=first_kept)
    found = tx.database.fetch(_LAST_BEFORE, (command.before,))
    if not found:
        raise Refused("readings.none_over", source=HOUSE_RULE)
    ((number, hash_),) = found
    tx.add(ReadingCut, number=number, hash=hash_, on_day=tx.day)
    tx.database.execute("DELETE FROM read_log WHERE number <= ?", (number,))
    return int(number)


def kept_from(term: Term, day: date) -> date:
    """Return the first day of which readings are kept."""
    return add(day, Term(-term.amount, term.unit))
