"""What a person has open, that somebody else must have before he leaves."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.calendar import ONE_DAY
from casebook.store.database import Database

# What of it is found, as the code of a sentence with its `count`; each is asked with the person, and then the day as
# often as it takes one. What sales is asked has no owner: whose the case is hears of it. What came in on a case of his
# goes to whoever gets the case.
SOURCES: tuple[tuple[str, str], ...] = (
    (
        "open_work.cases",
        "SELECT count(*) FROM cases WHERE owner_person_id = ? AND state <> 'closed' AND opened_on <= ?",
    ),
    (
        "open_work.approvals",
        """
        SELECT count(*) FROM approval
        WHERE coalesce(given_to_id, asked_by_id) = ? AND state = 'asked' AND asked_on <= ?
        """,
    ),
    (
        "open_work.bank",
        """
        SELECT count(*) FROM entry_now e JOIN cases c ON c.id = e.case_id
        WHERE c.owner_person_id = ? AND c.state <> 'closed' AND c.opened_on <= ?
        """,
    ),
    (
        "open_work.teams",
        """
        SELECT count(*) FROM (
            SELECT DISTINCT m.team_id FROM team_member m
            WHERE m.person_id = ? AND (m.until_on IS NULL OR m.until_on >= ?)
              AND NOT EXISTS (
                  SELECT 1 FROM team_member o JOIN person p ON p.id = o.person_id
                  WHERE o.team_id = m.team_id AND o.person_id <> m.person_id AND p.inactive_since IS NULL
                    AND (o.until_on IS NULL OR o.until_on >= ?))
              AND EXISTS (SELECT 1 FROM cases c WHERE c.owner_team_id = m.team_id AND c.state <> 'closed')
        ) alone
        """,
    ),
    (
        "open_work.stand_ins",
        "SELECT count(*) FROM stand_in WHERE person_id = ? AND (until_on IS NULL OR until_on > ?)",
    ),
    (
        "open_work.disputes",
        """
        SELECT count(*) FROM dispute
        WHERE owner_person_id = ? AND registered_on <= ? AND closed_on IS NULL AND withdrawn_on IS NULL
        """,
    ),
    (
        "open_work.asked",
        """
        SELECT count(*) FROM insolvency_request
        WHERE owner_person_id = ? AND received_on <= ? AND answered_on IS NULL AND withdrawn_on IS NULL
        """,
    ),
)

# A case in one's own name is of the team one is in: who stays in another takes it along.
_OWN = """
    SELECT count(*) FROM cases
    WHERE owner_person_id = ? AND state <> 'closed' AND NOT EXISTS (
        SELECT 1 FROM team_member m
        WHERE m.person_id = ? AND m.from_on <= ? AND (m.until_on IS NULL OR m.until_on > ?))
"""
_OF_TEAM = """
    SELECT count(*) FROM cases
    WHERE owner_team_id = ? AND state <> 'closed' AND NOT EXISTS (
        SELECT 1 FROM team_member m JOIN person p ON p.id = m.person_id
        WHERE m.team_id = ? AND p.inactive_since IS NULL AND (m.until_on IS NULL OR m.until_on > ?))
"""

Said = tuple[str, dict[str, Any]]


class Open(NamedTuple):
    """So many of something, as the code of a sentence."""

    code: str
    number: int


def open_work(database: Database, person: int, day: date) -> list[Open]:
    """Return what a person has open on a day; nothing of what he has none."""
    found = [Open(code, int(database.value(sql, (person, *[day] * (sql.count("?") - 1))))) for code, sql in SOURCES]
    return [one for one in found if one.number]


def open_in_team(database: Database, person: int, team: int, last: date) -> list[Open]:
    """Return which open cases are in no team, or of a team without anybody, after the last day of a person in it."""
    own = int(database.value(_OWN, (person, person, last + ONE_DAY, last)))
    of_team = int(database.value(_OF_TEAM, (team, team, last)))
    found = [Open("open_work.cases", own), Open("open_work.of_team", of_team)]
    return [one for one in found if one.number]


def listed(found: Sequence[Open]) -> Said:
    """Return one sentence that says all of it: a code with parameters."""
    *before, last = ((one.code, {"count": one.number}) for one in found)
    said: Said = last
    for one in reversed(before):
        said = ("open_work.and", {"first": one, "second": said})
    return said
