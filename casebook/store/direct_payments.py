"""What was paid to us on claims that lie with an agency, and that it was not told of."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.rows import many

# What voids another may be void itself.
_STANDS = """
    NOT EXISTS (SELECT 1 FROM placement_event v WHERE v.voids_id = {row}.id
        AND NOT EXISTS (SELECT 1 FROM placement_event w WHERE w.voids_id = v.id))
"""
# What the agency passed on itself it knows; what was reversed is nothing.
_UNTOLD = f"""
    SELECT m.id, p.id, p.on_day, CAST(-sum(l.cents) AS BIGINT)
    FROM placement m JOIN placed_claim x ON x.placement_id = m.id
    JOIN ledger_entry l ON l.claim_id = x.claim_id AND l.cents < 0 JOIN payment p ON p.id = l.payment_id
    WHERE p.reverses_id IS NULL AND p.cents > 0
      AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id)
      AND p.on_day >= (SELECT min(s.on_day) FROM placement_event s
                       WHERE s.placement_id = m.id AND s.kind = 'sent' AND {_STANDS.format(row="s")})
      AND (m.ended_on IS NULL OR p.on_day <= m.ended_on)
      AND NOT EXISTS (SELECT 1 FROM placement_event e
                      WHERE e.placement_id = m.id AND e.payment_id = p.id AND {_STANDS.format(row="e")})
      AND NOT EXISTS (SELECT 1 FROM bank_use u WHERE u.payment_id = p.id AND u.method = 'remittance')
      AND NOT EXISTS (SELECT 1 FROM placement_event z
                      WHERE z.placement_id = m.id AND z.kind = 'reconciled' AND {_STANDS.format(row="z")})
      AND m.id IN ({{marks}})
    GROUP BY m.id, p.id, p.on_day ORDER BY m.id, p.on_day, p.id
"""  # noqa: S608 our own text


class Untold(NamedTuple):
    """A payment that came to us while its claims lay with an agency, and how much of it went to those, in cents."""

    placement_id: int
    payment_id: int
    on_day: date
    cents: Cents


def untold(database: Database, placement_ids: Sequence[int]) -> Mapping[int, list[Untold]]:
    """Return the payments of which the agencies of placements were not told, by the placement."""
    found: dict[int, list[Untold]] = defaultdict(list)
    for one in many(database, _UNTOLD, Untold, placement_ids):
        found[one.placement_id].append(one)
    return found
