"""Which teams and people may see an entity of ours, from when, and why."""

from datetime import date
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.rows import rows


class SightRow(NamedTuple):
    """A team or a person that may see the cases of an entity; `is_team` says which of both."""

    sight_id: int
    version: int
    creditor_id: int
    code: str
    name: str
    who_id: int
    is_team: bool
    from_on: date
    reason: str
    given_by: str


_STANDING = """
    SELECT s.id, s.version, s.creditor_id, c.code, COALESCE(t.name, p.name), COALESCE(s.team_id, s.person_id),
           CASE WHEN s.team_id IS NULL THEN 0 ELSE 1 END, s.from_on, s.reason, COALESCE(g.name, '')
    FROM creditor_sight s JOIN creditor c ON c.id = s.creditor_id LEFT JOIN team t ON t.id = s.team_id
    LEFT JOIN person p ON p.id = s.person_id LEFT JOIN person g ON g.id = s.given_by_id
    WHERE s.withdrawn_on IS NULL ORDER BY c.code, 7 DESC, 5, s.id
"""


def standing(database: Database) -> list[SightRow]:
    """Return who may see which entity or will, by entity; of one that is not among them everybody may see the cases."""
    return rows(database, _STANDING, SightRow)
