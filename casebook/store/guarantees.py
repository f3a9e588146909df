"""The guarantees for claims, with what is known of each, and their weak points."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.capacity import Capacity
from casebook.domain.guarantee import Guarantee, GuaranteePoint, guarantee_points
from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.insolvency_rows import is_natural
from casebook.store.models.parties import PartyKind
from casebook.store.rows import many


class GuaranteeRow(NamedTuple):
    """A guarantee for a claim as it is recorded; `notice_on` is when the main debtor received a notice of default."""

    claim_id: int
    party_id: int
    name: str
    party_kind: PartyKind
    capacity: Capacity | None
    most_cents: Cents | None
    in_writing: bool
    spouse_consented: bool | None
    notified_on: date | None
    notice_on: date | None

    @property
    def points(self) -> tuple[GuaranteePoint, ...]:
        """What a guarantor can hold against us, or what we could not prove."""
        return guarantee_points(
            Guarantee(
                natural=is_natural(self.party_kind),
                capacity=self.capacity,
                most_cents=self.most_cents,
                in_writing=self.in_writing,
                spouse_consented=self.spouse_consented,
                notified_on=self.notified_on,
                notice_on=self.notice_on,
            )
        )


_ROWS = """
    SELECT l.claim_id, l.party_id, p.name, p.kind, l.capacity, l.most_cents, l.in_writing, l.spouse_consented,
           l.notified_on, k.notice_received_on
    FROM liability l JOIN claim k ON k.id = l.claim_id JOIN party p ON p.id = l.party_id
    WHERE l.relation = 'guarantor' AND (l.until_on IS NULL OR l.until_on >= ?) AND l.claim_id IN ({marks})
    ORDER BY l.id
"""


def of_claims(database: Database, claim_ids: Sequence[int], day: date) -> list[GuaranteeRow]:
    """Return the guarantees for claims that stand on `day`."""
    return many(database, _ROWS, GuaranteeRow, claim_ids, (day,))
