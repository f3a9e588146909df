"""Letters that nobody releases: only where neither the gate, the debtor nor the bank has anything to say."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import add_working_days
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.gate import check, may_release_itself
from casebook.errors import Refused
from casebook.store import bank_freshness, gate_facts, gate_letters
from casebook.store.database import Database
from casebook.store.models.letters import Letter
from casebook.store.models.reminders import SelfRelease
from casebook.store.rows import many
from casebook.store.transaction import Transaction

# Letters to several who are written to at once are one.
_DONE = """
    SELECT count(DISTINCT COALESCE(l.bundle_id, l.id)) FROM self_release s JOIN letter l ON l.id = s.letter_id
    WHERE s.on_day = ? AND l.withdrawn_on IS NULL
"""
# In the inbox of the bank a receipt may be for any case of the debtor.
_WAITING = """
    SELECT count(*) FROM cases o JOIN cases c ON c.debtor_id = o.debtor_id JOIN entry_candidate e ON e.case_id = c.id
    WHERE o.id = ?
"""
_DEBTORS = "SELECT DISTINCT c.debtor_id FROM entry_candidate e JOIN cases c ON c.id = e.case_id"
_CREDITORS = "SELECT DISTINCT creditor_id FROM letter WHERE id IN ({marks}) ORDER BY creditor_id"


class _Creditor(NamedTuple):
    creditor_id: int


class May(NamedTuple):
    """What is known of a night before any letter is written: whose bank is fresh, and who may have paid.

    `creditors` are the entities of which every account is known, `debtors` those for whom something is in the inbox.
    """

    creditors: frozenset[int]
    debtors: frozenset[int]


def tonight(database: Database, day: date) -> May:
    """Return whose letters may release themselves at all: to write the others would be in vain."""
    ids = [id_ for (id_,) in database.fetch("SELECT id FROM creditor ORDER BY id")]
    fresh = add_working_days(day, -1, database.law.holidays)
    known = bank_freshness.known_until(database, ids)
    creditors = frozenset(id_ for id_, until in known.items() if until is not None and until >= fresh)
    return May(creditors, frozenset(debtor for (debtor,) in database.fetch(_DEBTORS)))


def release(tx: Transaction, case_id: int, letter_ids: Sequence[int]) -> None:
    """Release letters of a case that were just prepared, and keep what that rested on. Refused as `grounds` are."""
    until = grounds(tx, case_id, letter_ids)
    for id_ in letter_ids:
        tx.change(tx.get(Letter, id_), released_on=tx.day)
        tx.add(SelfRelease, letter_id=id_, on_day=tx.day, bank_until=until)


def grounds(tx: Transaction, case_id: int, letter_ids: Sequence[int]) -> date:
    """Return up to when every account is known that letters may be paid to, which nobody has to release.

    Refused where the house does not want that or had enough of it tonight, for letters that are not friendly, and
    where the gate, the debtor, the bank or its inbox have anything to say.
    """
    rules = tx.law.defaults.self_release.applied(tx.day).value
    if not rules.on:
        raise Refused("reminder.by_person", source=HOUSE_RULE)
    tx.hold("self_release")
    if tx.database.value(_DONE, (tx.day,)) >= rules.most:
        raise Refused("reminder.enough", source=HOUSE_RULE, most=rules.most)
    if tx.database.value(_WAITING, (case_id,)):
        raise Refused("reminder.receipt_waits", source=HOUSE_RULE)
    until = _bank_until(tx, letter_ids)
    letters = list(gate_letters.outgoing_of(tx.database, letter_ids).values())
    for letter, facts in zip(letters, gate_facts.gate_facts(tx.database, letters, tx.day), strict=True):
        if not may_release_itself(letter, facts, check(letter, facts, tx.law.gate)):
            raise Refused("reminder.by_person_only", source=HOUSE_RULE)
    return until


def _bank_until(tx: Transaction, letter_ids: Sequence[int]) -> date:
    """Return up to when every account is known that letters may be paid to. Refused where that is not fresh."""
    creditors = [row.creditor_id for row in many(tx.database, _CREDITORS, _Creditor, letter_ids)]
    fresh = add_working_days(tx.day, -1, tx.law.holidays)
    known = bank_freshness.known_until(tx.database, creditors).values()
    days = [until for until in known if until is not None]
    if len(days) < len(known) or min(days) < fresh:
        raise Refused("reminder.bank_stale", source=HOUSE_RULE, on=fresh)
    return min(days)
