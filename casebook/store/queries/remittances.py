"""What an amount that an agency passes on may be of: its placements, and what it may keep by the terms."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.costs.rules import Scale
from casebook.domain.money import ZERO, Cents
from casebook.domain.placements.facts import FeeEvent, PlacementEventKind
from casebook.domain.placements.fees import Fee, FeeTerms, fee, in_force
from casebook.store import placement_rows
from casebook.store.database import Database
from casebook.store.placement_rows import RecordedPlacement
from casebook.store.queries import agencies, placement_money
from casebook.store.rows import many

_LIVING = "SELECT id FROM claim WHERE ended_on IS NULL AND id IN ({marks})"


class _Claim(NamedTuple):
    id: int


class PlacementChoice(NamedTuple):
    """A placement that an amount may be of; `before` is what of it was passed on before, in cents.

    `claim_ids` are the claims that were placed and did not end since. `terms` are those for what is received, None
    where nothing is agreed.
    """

    placement_id: int
    case_id: int
    number: str
    debtor: str
    reference: str
    sent_on: date
    claim_ids: tuple[int, ...]
    terms: FeeTerms | None
    scale: Scale
    before: Cents

    def expected(self, gross: Cents) -> Fee | None:
        """Return what the agency may keep of an amount, None where nothing was agreed."""
        return None if self.terms is None else fee(self.terms, self.scale, gross, self.before)


def of_case(database: Database, case_id: int, agency_party_id: int, on: date) -> list[PlacementChoice]:
    """Return the placements of a case with an agency, the last one first; the terms are those of a day."""
    with database.snapshot():
        found = placement_rows.of_cases(database, [case_id])
        return choices(database, [one for one in reversed(found) if one.row.agency_party_id == agency_party_id], on)


def choices(database: Database, found: Sequence[RecordedPlacement], on: date) -> list[PlacementChoice]:
    """Return placements that were sent, with the terms of a day, in the order they are given."""
    passed: dict[int, int] = {}
    for one in placement_money.passed_on(database, [one.row.id for one in found]):
        passed[one.placement_id] = passed.get(one.placement_id, 0) + one.received
    terms = agencies.fees(database, sorted({one.row.agency_id for one in found}))
    scale = database.law.costs.on(on).scale.value
    claims = many(database, _LIVING, _Claim, [claim.claim_id for one in found for claim in one.claims])
    living = {claim.id for claim in claims}
    return [
        PlacementChoice(
            one.row.id,
            one.row.case_id,
            one.row.number,
            one.row.debtor,
            one.row.reference,
            sent.on,
            tuple(claim.claim_id for claim in one.claims if claim.claim_id in living),
            in_force(terms.get(one.row.agency_id, ()), FeeEvent.RECEIVED, on),
            scale,
            Cents(passed.get(one.row.id, ZERO)),
        )
        for one in found
        if (sent := one.placement.last(PlacementEventKind.SENT)) is not None
    ]
