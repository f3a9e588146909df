"""Since when somebody is insolvent, and which payments were received during it: an insolvency made void is none."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.set_off import Insolvent
from casebook.store.database import Database
from casebook.store.rows import many, marks, rows

STANDS = """
    v.kind = 'insolvency'
    AND COALESCE((SELECT m.proof FROM proof_mark m WHERE m.event_id = v.id ORDER BY m.id DESC LIMIT 1), '') <> 'void'
"""
# The insolvencies `v` of the debtor of the case of a payment `p` or of who paid it.
OF_PAYMENT = f"""
    FROM cases c JOIN cases s ON s.debtor_id IN (c.debtor_id, p.payer_id)
    JOIN limitation_event v ON v.case_id = s.id
    JOIN reach h ON h.event_id = v.id AND h.party_id IN (c.debtor_id, p.payer_id)
    WHERE c.id = p.case_id AND {STANDS}
"""
_SINCE = f"""
    SELECT min(v.on_day) FROM limitation_event v
    WHERE v.on_day <= ? AND EXISTS (SELECT 1 FROM reach h WHERE h.event_id = v.id AND h.party_id IN ({{marks}}))
      AND {STANDS}
"""  # noqa: S608 only constants
_ON = f"""
    SELECT v.regime, v.on_day FROM limitation_event v
    WHERE v.on_day <= ? AND (v.until_on IS NULL OR v.until_on >= ?)
      AND EXISTS (SELECT 1 FROM reach h WHERE h.event_id = v.id AND h.party_id = ?) AND {STANDS}
    ORDER BY v.on_day, v.id LIMIT 1
"""  # noqa: S608 only constants
_OF_CASES = f"""
    SELECT c.id, min(v.on_day) FROM cases c JOIN reach h ON h.party_id = c.debtor_id
    JOIN limitation_event v ON v.id = h.event_id
    WHERE c.id IN ({{marks}}) AND v.on_day IS NOT NULL AND {STANDS} GROUP BY c.id
"""  # noqa: S608 only constants
_TRACKS = """
    SELECT case_id, min(opened_on) FROM track WHERE case_id IN ({marks}) AND kind = 'insolvency' AND closed_on IS NULL
    GROUP BY case_id
"""


class _Since(NamedTuple):
    day: date | None


class _Day(NamedTuple):
    case_id: int
    day: date


def since(database: Database, party_ids: Sequence[int], day: date) -> date | None:
    """Return the first day of an insolvency of one of some persons that began by a day; None without one."""
    query = _SINCE.replace("{marks}", marks(len(party_ids)))
    return rows(database, query, _Since, (day, *party_ids))[0].day


def on(database: Database, party_id: int, day: date) -> Insolvent | None:
    """Return the insolvency in which somebody is on a day, also one that was not proven yet; None without one."""
    found = rows(database, _ON, Insolvent, (day, day, party_id))
    return found[0] if found else None


def of_cases(database: Database, case_ids: Sequence[int]) -> dict[int, date]:
    """Return since when the debtor of each case is insolvent, by what is recorded or by a track of the case."""
    found: dict[int, date] = {}
    for sql in (_OF_CASES, _TRACKS):
        for one in many(database, sql, _Day, case_ids):
            found[one.case_id] = min(one.day, found.get(one.case_id, one.day))
    return found
