"""Whether letters may be released by nobody: where neither the gate, the debtor nor the bank has anything to say."""

from collections.abc import Sequence
from typing import NamedTuple

from casebook.domain.calendar import add_working_days
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.gate import check, may_release_itself
from casebook.errors import Refused
from casebook.store import bank_freshness, gate_facts, gate_letters
from casebook.store.rows import many
from casebook.store.transaction import Transaction

_DONE = "SELECT count(*) FROM reminder_step WHERE by_itself = ?"
_WAITING = "SELECT count(*) FROM entry_candidate WHERE case_id = ?"
_CREDITORS = "SELECT DISTINCT creditor_id FROM letter WHERE id IN ({marks}) ORDER BY creditor_id"


class _Creditor(NamedTuple):
    creditor_id: int


def refuse(tx: Transaction, case_id: int, letter_ids: Sequence[int]) -> None:
    """Refuse letters of a case that a person has to release."""
    rules = tx.law.defaults.self_release.applied(tx.day).value
    if not rules.on:
        raise Refused("reminder.by_person", source=HOUSE_RULE)
    tx.hold("self_release")
    if tx.database.value(_DONE, (tx.day,)) >= rules.most:
        raise Refused("reminder.enough", source=HOUSE_RULE, most=rules.most)
    if tx.database.value(_WAITING, (case_id,)):
        raise Refused("reminder.receipt_waits", source=HOUSE_RULE)
    creditors = [row.creditor_id for row in many(tx.database, _CREDITORS, _Creditor, letter_ids)]
    fresh = add_working_days(tx.day, -1, tx.law.holidays)
    known = bank_freshness.known_until(tx.database, creditors)
    if any(until is None or until < fresh for until in known.values()):
        raise Refused("reminder.bank_stale", source=HOUSE_RULE, on=fresh)
    letters = list(gate_letters.outgoing_of(tx.database, letter_ids).values())
    for letter, facts in zip(letters, gate_facts.gate_facts(tx.database, letters, tx.day), strict=True):
        if not may_release_itself(letter, facts, check(letter, facts, tx.law.gate)):
            raise Refused("reminder.by_person_only", source=HOUSE_RULE)
