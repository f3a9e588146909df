"""Whose letter has yet to be proven before another has effect."""

from datetime import date
from typing import NamedTuple

from casebook.domain.letters.kinds import KEEPS_A_RIGHT
from casebook.store.database import Database
from casebook.store.letters.together import is_needed
from casebook.store.rows import rows

_OTHERS = """
    SELECT p.name, o.role, o.prepared_on, l.role FROM letter l JOIN letter o
        ON COALESCE(o.bundle_id, o.id) = COALESCE(l.bundle_id, l.id) AND o.id <> l.id
        AND o.party_id = l.party_id AND o.kind = l.kind
        AND (o.withdrawn_on IS NULL OR EXISTS (
            SELECT 1 FROM representation r
            WHERE r.party_id = o.party_id AND r.representative_id = o.addressee_id AND r.role = o.role
              AND (r.until_on IS NULL OR r.until_on >= o.withdrawn_on)))
    JOIN party p ON p.id = o.addressee_id
    WHERE l.id = ? AND NOT EXISTS (
        SELECT 1 FROM dispatch d WHERE d.letter_id = o.id AND d.grade IN ('strong', 'medium'))
    ORDER BY o.id
"""


class _Other(NamedTuple):
    name: str
    role: str | None
    prepared_on: date
    own_role: str | None


def awaited(database: Database, letter_id: int, kind: str) -> tuple[str, ...]:
    """Return who has yet to be shown to have a letter that keeps a right before this one has effect, by name."""
    if kind not in KEEPS_A_RIGHT:
        return ()
    found = rows(database, _OTHERS, _Other, (letter_id,))
    return tuple(
        one.name
        for one in found
        if is_needed(database.law, one.role, one.prepared_on)
        # One to somebody who is not needed, as a lawyer, stands for the one to the debtor.
        and (one.role is not None or is_needed(database.law, one.own_role, one.prepared_on))
    )
