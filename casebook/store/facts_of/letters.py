"""The letters of cases, with what became of their dispatches."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.proof import Doubt, ReturnedAs
from casebook.domain.letters.standing import DispatchFacts, LetterDays
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.limitation.grade import Grade
from casebook.store.database import Database
from casebook.store.rows import many

# The command by which letters are released together.
RELEASE_TOGETHER = "letter.release_all"


class LetterRecord(NamedTuple):
    """A letter, to whom it goes, and the days it stands by.

    `seen_to`: it came back, and since then another letter of its kind was prepared for him, or it was asked where he is
    to be found. `asked`: its release waits for approval.
    """

    letter_id: int
    addressee: str
    days: LetterDays
    seen_to: bool
    asked: bool = False


class _Letter(NamedTuple):
    case_id: int
    letter_id: int
    kind: LetterKind
    addressee: str
    prepared_on: date
    needed_by: date | None
    released_on: date | None
    withdrawn_on: date | None
    corrected: bool
    verified: bool
    seen_to: bool


class _Dispatch(NamedTuple):
    letter_id: int
    way: DispatchWay
    began: bool
    doubt: Doubt | None
    sent_on: date | None
    failed_on: date | None
    returned_as: ReturnedAs | None
    grade: Grade | None


_LETTERS = """
    SELECT l.case_id, l.id, l.kind, p.name, l.prepared_on, l.needed_by, l.released_on, l.withdrawn_on,
           CASE WHEN EXISTS (
               SELECT 1 FROM letter c JOIN dispatch s ON s.letter_id = c.id
               WHERE c.corrects_id = l.id AND s.sent_on IS NOT NULL) THEN 1 ELSE 0 END,
           CASE WHEN a.status = 'verified' THEN 1 ELSE 0 END,
           CASE WHEN EXISTS (
               SELECT 1 FROM letter n
               WHERE n.case_id = l.case_id AND n.addressee_id = l.addressee_id AND n.kind = l.kind AND n.id > l.id
                     AND n.withdrawn_on IS NULL)
             OR EXISTS (
               SELECT 1 FROM address_enquiry e JOIN dispatch b ON b.letter_id = l.id
               WHERE e.party_id = l.addressee_id AND e.asked_on >= b.returned_on) THEN 1 ELSE 0 END
    FROM letter l JOIN party p ON p.id = l.addressee_id LEFT JOIN address a ON a.id = l.address_id
    WHERE l.case_id IN ({marks}) ORDER BY l.id
"""
_DISPATCHES = """
    SELECT d.letter_id, d.way, CASE WHEN d.sending_at IS NOT NULL OR d.batch_id IS NOT NULL THEN 1 ELSE 0 END, d.doubt,
           d.sent_on, d.failed_on, d.returned_as, d.grade
    FROM letter l JOIN dispatch d ON d.letter_id = l.id WHERE l.case_id IN ({marks}) ORDER BY d.id
"""
# Few wait at a time, whatever the number of cases.
_ASKED = "SELECT arguments FROM approval WHERE state = 'asked' AND command = ?"


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, tuple[LetterRecord, ...]]:
    """Return the letters of each case that has any, the oldest first. What the gate says of them is not asked."""
    letters = many(database, _LETTERS, _Letter, case_ids)
    if not letters:
        return {}
    dispatches: dict[int, list[DispatchFacts]] = defaultdict(list)
    for row in many(database, _DISPATCHES, _Dispatch, case_ids):
        dispatches[row.letter_id].append(DispatchFacts(*row[1:]))
    asked = _asked(database)
    found: dict[int, list[LetterRecord]] = defaultdict(list)
    for one in letters:
        days = LetterDays(
            one.kind,
            one.prepared_on,
            one.needed_by,
            one.released_on,
            one.withdrawn_on,
            one.corrected,
            one.verified,
            tuple(dispatches[one.letter_id]),
        )
        found[one.case_id].append(LetterRecord(one.letter_id, one.addressee, days, one.seen_to, one.letter_id in asked))
    return {case_id: tuple(some) for case_id, some in found.items()}


def _asked(database: Database) -> set[int]:
    """Return the letters whose release waits for approval."""
    waiting = database.fetch(_ASKED, (RELEASE_TOGETHER,))
    return {one["letter_id"] for (arguments,) in waiting for one in json.loads(arguments)["letters"]}
