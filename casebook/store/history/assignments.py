"""Claims that went over to another creditor."""

from collections.abc import Sequence
from typing import Any

from casebook.domain.history import Assignment as HistoryAssignment
from casebook.store.actions import given
from casebook.store.history.known import look_up
from casebook.store.history.records import Left, Source, Told, leaving
from casebook.store.models.claims import Assignment
from casebook.store.transaction import Transaction

_NAMES = "SELECT c.id, p.name FROM creditor c JOIN party p ON p.id = c.party_id"


def write(tx: Transaction, _source: Source, told: Sequence[Told[HistoryAssignment]]) -> list[Left]:
    """Write assignments: from the entity that the claim was owed to, by its name."""
    known = look_up(tx.database, [one.record.claim for one in told], ())
    names: dict[int, str] = dict(tx.database.fetch(_NAMES))
    left: list[Left] = []
    assignments: list[dict[str, Any]] = []
    cases: set[int] = set()
    for record, _ in told:
        with leaving(left, record.line):
            claim = known.claim(record.claim)
            assignments.append(
                {
                    "claim_id": claim.id,
                    "from_creditor": names[claim.creditor_id],
                    "to_creditor": record.to_creditor,
                    "on_day": given.past(tx, record.on),
                    "notified_on": record.notified_on,
                }
            )
            cases.add(claim.case_id)
    tx.lock(cases)
    tx.add_many(Assignment, assignments)
    return left
