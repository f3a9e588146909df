"""Claims that are titles and are not among the titles: imported, or typed in, before anything more was kept of one."""

from datetime import date
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.insolvent import STANDS
from casebook.store.rows import rows

# What was verified in a bankruptcy is no title that a court gave.
KINDS = ("judgment", "judgment_periodic", "settlement_record")
_KINDS = ", ".join(f"'{kind}'" for kind in KINDS)
_SERVICE = STANDS.replace("'insolvency'", "'service'")
# Of each the day it was given and the last day of an appeal, as far as they are known, and its first service since.
_WAITING = f"""
    SELECT k.id, k.case_id, k.number, k.kind, d.on_day, u.on_day,
           (SELECT min(v.on_day) FROM limitation_event v JOIN reach h ON h.event_id = v.id
            WHERE h.claim_id = k.id AND v.on_day >= d.on_day AND {_SERVICE})
    FROM claim k LEFT JOIN claim_day d ON d.claim_id = k.id AND d.name = 'judged_on'
    LEFT JOIN claim_day u ON u.claim_id = k.id AND u.name = 'appeal_ended_on'
    WHERE k.kind IN ({_KINDS}) AND k.ended_on IS NULL{{where}}
      AND NOT EXISTS (SELECT 1 FROM title_claim x WHERE x.claim_id = k.id)
    ORDER BY k.id
"""  # noqa: S608 only constants


class TitleBefore(NamedTuple):
    """A claim that is a title of which nothing more is kept; its days are None where they are not known."""

    claim_id: int
    case_id: int
    number: str
    kind: str
    given_on: date | None
    appeal_ended_on: date | None
    served_on: date | None


def of_case(database: Database, case_id: int) -> list[TitleBefore]:
    """Return those of a case."""
    return rows(database, _WAITING.format(where=" AND k.case_id = ?"), TitleBefore, (case_id,))


def of_claim(database: Database, claim_id: int) -> TitleBefore | None:
    """Return that of a claim, None where the claim is none, or is among the titles."""
    return next(iter(rows(database, _WAITING.format(where=" AND k.id = ?"), TitleBefore, (claim_id,))), None)


def dated(database: Database) -> list[TitleBefore]:
    """Return those of all cases of which the day is known on which they were given."""
    return rows(database, _WAITING.format(where=" AND d.on_day IS NOT NULL"), TitleBefore)
