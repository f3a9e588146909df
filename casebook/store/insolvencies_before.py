"""Insolvencies that are known by something else than a proceeding: an event of the clocks, who acts, or a track.

So they came from before there were proceedings, or were recorded by hand on the clocks. The days that follow from a
proceeding are not guarded for them until a person records it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.insolvency.facts import Kind
from casebook.store.database import Database
from casebook.store.models.parties import RepresentativeRole
from casebook.store.rows import many

_ACTING: Mapping[RepresentativeRole, Kind] = {
    RepresentativeRole.CURATOR_BANKRUPTCY: Kind.BANKRUPTCY,
    RepresentativeRole.SUSPENSION_ADMINISTRATOR: Kind.SUSPENSION,
    RepresentativeRole.WSNP_ADMINISTRATOR: Kind.WSNP,
}
_ROLES = ", ".join(f"'{role}'" for role in _ACTING)
_KIND_OF = "CASE r.role " + " ".join(f"WHEN '{role}' THEN '{kind}'" for role, kind in _ACTING.items()) + " END"
_STANDS = """
    v.kind = 'insolvency'
    AND COALESCE((SELECT m.proof FROM proof_mark m WHERE m.event_id = v.id ORDER BY m.id DESC LIMIT 1), '') <> 'void'
"""
# By case; the ids of the three are apart. `{asked}` is the cases it is about.
_EACH = f"""
    WITH asked AS (SELECT o.id, o.debtor_id FROM cases o{{asked}})
    SELECT v.id * 3 AS id, a.id AS case_id, h.party_id AS party_id, v.regime AS kind, v.on_day AS since,
           v.until_on AS until_on, v.note AS noted
    FROM asked a JOIN limitation_event v ON v.case_id = a.id JOIN reach h ON h.event_id = v.id
    WHERE (v.origin IS NULL OR v.origin <> 'insolvency') AND {_STANDS}
      AND NOT EXISTS (SELECT 1 FROM insolvency i WHERE i.party_id = h.party_id AND i.kind = v.regime)
    UNION ALL
    SELECT r.id * 3 + 1, a.id, r.party_id, {_KIND_OF}, r.from_on, r.until_on, ''
    FROM asked a JOIN representation r ON r.party_id = a.debtor_id
    WHERE r.role IN ({_ROLES})
      AND NOT EXISTS (SELECT 1 FROM insolvency i WHERE i.party_id = r.party_id AND i.kind = {_KIND_OF})
      AND NOT EXISTS (
          SELECT 1 FROM limitation_event v JOIN reach h ON h.event_id = v.id
          WHERE v.case_id = a.id AND h.party_id = r.party_id AND v.regime = {_KIND_OF} AND {_STANDS})
    UNION ALL
    SELECT t.id * 3 + 2, a.id, a.debtor_id, CAST(NULL AS TEXT), CAST(NULL AS DATE), CAST(NULL AS DATE), ''
    FROM asked a JOIN track t ON t.case_id = a.id
    WHERE t.kind = 'insolvency' AND t.closed_on IS NULL
      AND NOT EXISTS (SELECT 1 FROM insolvency i WHERE i.party_id = a.debtor_id)
      AND NOT EXISTS (SELECT 1 FROM representation r WHERE r.party_id = a.debtor_id AND r.role IN ({_ROLES}))
      AND NOT EXISTS (
          SELECT 1 FROM limitation_event v JOIN reach h ON h.event_id = v.id
          WHERE v.case_id = a.id AND h.party_id = a.debtor_id AND {_STANDS})
"""  # noqa: S608 only constants
# An event stands in every case in which the party owes something: one is told.
ALL = f"""
    (SELECT min(e.id) AS id, e.party_id AS party_id, e.kind AS kind, e.since AS since, max(e.until_on) AS until_on,
            max(e.noted) AS noted, COALESCE(e.since, '1000-01-01') AS sorted_on
     FROM ({_EACH.format(asked="")}) e GROUP BY e.party_id, e.kind, e.since)
"""  # noqa: S608 only constants
ACTING = f"""COALESCE((
    SELECT max(s.name) FROM representation r JOIN party s ON s.id = r.representative_id
    WHERE r.party_id = b.party_id AND r.role IN ({_ROLES}) AND {_KIND_OF} = b.kind), '')
"""  # noqa: S608 only constants
_OF_CASES = f"""
    SELECT min(b.id), b.case_id, b.party_id, p.name, b.kind, b.since, max(b.until_on), max(b.noted), {ACTING}
    FROM ({_EACH.format(asked=" WHERE o.id IN ({marks})")}) b JOIN party p ON p.id = b.party_id
    GROUP BY b.case_id, b.party_id, p.name, b.kind, b.since ORDER BY b.case_id, COALESCE(b.since, '1000-01-01'), 1
"""  # noqa: S608 only constants


class KnownBefore(NamedTuple):
    """An insolvency of a party that is no proceeding yet, with what is known of it.

    `kind` is None where only a track tells of it; `noted` is what was written at the event, often its number; `acting`
    who acts, empty where nobody does.
    """

    id: int
    case_id: int
    party_id: int
    name: str
    kind: Kind | None
    since: date | None
    until: date | None
    noted: str
    acting: str


def of_cases(database: Database, case_ids: Sequence[int]) -> list[KnownBefore]:
    """Return what is known so of the debtors of cases and of who is liable beside them, by case."""
    return many(database, _OF_CASES, KnownBefore, case_ids)
