"""Letters sent, of whose arrival something is still to be known: what an item of post may answer, or be."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.ways import DispatchWay
from casebook.store.database import Database
from casebook.store.rows import many


class SentLetter(NamedTuple):
    """A letter of ours by one way in which it was sent, of which nothing surer is known yet.

    `answered`: the item answers it by its message id.
    """

    dispatch_id: int
    version: int
    letter_id: int
    case_id: int
    kind: LetterKind
    subject: str
    addressee: str
    way: DispatchWay
    to: str
    sent_on: date
    tracking: str
    postcode: str
    house_number: str
    answered: bool


_SENT = """
    SELECT x.id, x.version, l.id, l.case_id, l.kind, l.subject, a.name, x.way, x.mailed_to, x.sent_on, x.tracking,
        COALESCE(d.postcode, ''), COALESCE(d.house_number, ''), {answered}
    FROM dispatch x JOIN letter l ON l.id = x.letter_id JOIN party a ON a.id = l.addressee_id
    LEFT JOIN address d ON d.id = l.address_id
    WHERE x.sent_on IS NOT NULL AND x.returned_on IS NULL AND COALESCE(x.grade, '') <> 'strong' AND {where}
    ORDER BY x.sent_on DESC, x.id DESC
"""
_SENT_IN_CASES = _SENT.format(answered="0", where="l.case_id IN ({marks})")
_ANSWERED = _SENT.format(answered="1", where="x.message_id IN ({marks})")


def in_case(database: Database, case_id: int) -> tuple[SentLetter, ...]:
    """Return what was sent in a case and did not come back, the last first."""
    return tuple(many(database, _SENT_IN_CASES, SentLetter, [case_id]))


def in_cases(database: Database, case_ids: Sequence[int]) -> tuple[SentLetter, ...]:
    """Return what was sent in cases and did not come back, in the order of the cases, of each the last first."""
    order = {case_id: at for at, case_id in enumerate(case_ids)}
    return tuple(sorted(many(database, _SENT_IN_CASES, SentLetter, case_ids), key=lambda one: order[one.case_id]))


def answered(database: Database, message_ids: str) -> tuple[SentLetter, ...]:
    """Return the mails that a mail answers or quotes by these message ids."""
    return tuple(many(database, _ANSWERED, SentLetter, list(dict.fromkeys(message_ids.split()))))
