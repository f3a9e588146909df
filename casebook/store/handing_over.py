"""The announcement that claims of a case are handed over, which placing checks."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from casebook.domain.finding import HOUSE_RULE, Finding
from casebook.domain.money import ZERO
from casebook.domain.reminders.announced import Announcement, announced
from casebook.errors import Refused
from casebook.store.database import Database
from casebook.store.mandates import Act, check
from casebook.store.rows import rows
from casebook.store.transaction import Transaction
from casebook.text import clean


class _Claim(NamedTuple):
    id: int
    number: str


class _Sent(NamedTuple):
    letter_id: int
    claim_id: int
    sent_on: date
    last_day: date | None


# What can be handed over: open, ours to pursue, and not handed over yet.
_CLAIMS = """
    SELECT k.id, k.number FROM claim k
    WHERE k.case_id = ? AND k.ended_on IS NULL AND k.placed = 0 AND k.not_pursued = 0
      AND (SELECT sum(l.cents) FROM ledger_entry l WHERE l.claim_id = k.id) > 0 ORDER BY k.id
"""
# What came back reached nobody.
_LETTERS = """
    SELECT l.id, c.claim_id, min(d.sent_on), l.last_day
    FROM letter l JOIN letter_claim c ON c.letter_id = l.id JOIN dispatch d ON d.letter_id = l.id
    WHERE l.case_id = ? AND l.kind = 'handing_over' AND d.sent_on IS NOT NULL AND d.failed_on IS NULL
      AND d.returned_on IS NULL
    GROUP BY l.id, c.claim_id, l.last_day ORDER BY l.id
"""


def announcement(
    database: Database, case_id: int, day: date, claim_ids: Collection[int] | None = None
) -> Finding[bool]:
    """Return whether claims of a case, all where none are named, may be handed over on a day, as far as that goes."""
    found = rows(database, _CLAIMS, _Claim, (case_id,))
    claims = {one.id: one.number for one in found if claim_ids is None or one.id in claim_ids}
    letters: dict[int, Announcement] = {}
    for sent in rows(database, _LETTERS, _Sent, (case_id,)):
        known = letters.get(sent.letter_id)
        covered = frozenset({sent.claim_id}) | (known.claims if known else frozenset())
        letters[sent.letter_id] = Announcement(covered, sent.sent_on, sent.last_day)
    return announced(claims, list(letters.values()), day)


def check_announced(tx: Transaction, case_id: int, without: str, claim_ids: Collection[int] | None = None) -> None:
    """Refuse to hand over what was not announced in time, unless whoever may override it says why (`without`)."""
    found = announcement(tx.database, case_id, tx.day, claim_ids)
    if found.value:
        return
    if clean(without).strip():
        check(tx, Act.OVERRIDE, ZERO)
        return
    why = found.steps[-1]
    raise Refused(why.code, source=HOUSE_RULE, **why.parameters)
