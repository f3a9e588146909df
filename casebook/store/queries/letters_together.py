"""Whose letter has yet to be proven before another has effect."""

from datetime import date
from typing import NamedTuple

from casebook.domain.letters.kinds import KEEPS_A_RIGHT
from casebook.store.database import Database
from casebook.store.letters.together import is_needed
from casebook.store.rows import rows

_OTHERS = """
    SELECT p.name, o.role, o.prepared_on FROM letter l JOIN letter o
        ON COALESCE(o.bundle_id, o.id) = COALESCE(l.bundle_id, l.id) AND o.id <> l.id
        AND o.party_id = l.party_id AND o.kind = l.kind AND o.withdrawn_on IS NULL
    JOIN party p ON p.id = o.addressee_id
    WHERE l.id = ? AND NOT EXISTS (
        SELECT 1 FROM dispatch d WHERE d.letter_id = o.id AND d.grade IN ('strong', 'medium'))
    ORDER BY o.id
"""


class _Other(NamedTuple):
    name: str
    role: str | None
    prepared_on: date


def awaited(database: Database, letter_id: int, kind: str) -> tuple[str, ...]:
    """Return who has yet to be shown to have a letter that keeps a right before this one has effect, by name."""
    if kind not in KEEPS_A_RIGHT:
        return ()
    found = rows(database, _OTHERS, _Other, (letter_id,))
    return tuple(one.name for one in found if is_needed(database.law, one.role, one.prepared_on))

