"""Why a case is where it is: the reasoning of the rules on its facts as they are now."""

from datetime import date
from typing import NamedTuple

from casebook.domain.signals.queue import Standing
from casebook.store import letter_rows
from casebook.store.case_clocks import Standing as Clock
from casebook.store.case_clocks import clocks
from casebook.store.case_facts import load
from casebook.store.database import Database
from casebook.store.queries.radar import ClockRow
from casebook.store.refresh import standing_of


class Explanation(NamedTuple):
    """How each clock stands, with the steps and warnings of its finding, and what follows for the queue."""

    clocks: tuple[Clock, ...]
    standing: Standing


def explain(database: Database, case_id: int, day: date) -> Explanation | None:
    """Return why a case stands where it stands on `day`, None where there is no such case.

    It is worked out from the facts, whatever the lists show.
    """
    with database.snapshot():
        records = load(database, [case_id])
        letter_rows.ask_gate(database, records, day)
        for record in records:
            found = clocks(record, day, database.law).standings
            return Explanation(found, standing_of(record, found, day, database.law))
    return None


def clock_of(database: Database, row: ClockRow, day: date) -> Clock | None:
    """Return how the clock of a row stands on `day` with its reasoning, None where it is there no more."""
    found = explain(database, row.case_id, day)
    wanted = (row.claim_id, row.debtor_id, row.kind)
    clocks_now = found.clocks if found is not None else ()
    return next((one for one in clocks_now if (one.claim.id, one.debtor_id, one.kind) == wanted), None)
