"""Cases that were placed with agencies, for tests of how those compare."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.placements.facts import AgencyKind, Arm, Guard, PlacementEventKind
from casebook.store.database import Database
from casebook.store.models.agencies import Agency
from casebook.store.models.parties import Party
from casebook.store.models.placements import PlacedClaim, Placement, PlacementBatch, PlacementEvent
from casebook.store.transaction import Actor, Transaction
from tests.databases import TODAY

NEVER = date(9999, 12, 31)


class Sent(NamedTuple):
    """A claim that was sent to an agency, and when it came back."""

    claim_id: int
    cents: int
    sent_on: date
    ended_on: date | None = None
    batch_id: int | None = None
    arm: Arm | None = None


class Placing:
    """Places claims with agencies, as if that had been done on days of the past."""

    def __init__(self, database: Database, actor: Actor) -> None:
        self.database, self.actor = database, actor

    def agency(self, name: str) -> int:
        """Make an agency."""
        party_id = self._add(Party, name=name, sort_name=name.casefold())
        return self._add(Agency, party_id=party_id, kind=AgencyKind.AGENCY)

    def batch(self, name: str, champion: int, challenger: int, share: int = 50, seed: int = 7) -> int:
        """Make a batch that is split."""
        return self._add(
            PlacementBatch,
            name=name,
            made_on=TODAY,
            champion_agency_id=champion,
            challenger_agency_id=challenger,
            share_percent=share,
            seed=seed,
        )

    def place(self, agency_id: int, sent: Sent) -> int:
        """Send a claim to an agency, and return the id of the placement."""
        case_id = self.database.value("SELECT case_id FROM claim WHERE id = ?", (sent.claim_id,))
        id_ = self._add(
            Placement,
            case_id=case_id,
            agency_id=agency_id,
            guard=Guard.US,
            next_due_on=NEVER,
            ended_on=sent.ended_on,
            batch_id=sent.batch_id,
            arm=sent.arm,
        )
        amounts = {"principal_cents": sent.cents, "interest_cents": 0, "costs_cents": 0}
        self._add(PlacedClaim, placement_id=id_, claim_id=sent.claim_id, ended_on=sent.ended_on, **amounts)
        self.event(id_, PlacementEventKind.SENT, sent.sent_on)
        return id_

    def event(self, placement_id: int, kind: PlacementEventKind, on: date, **values: Any) -> int:
        """Say what happened with a placement."""
        return self._add(PlacementEvent, placement_id=placement_id, kind=kind, on_day=on, recorded_on=on, **values)

    def rows(self, model: Any, rows: Sequence[Mapping[str, Any]]) -> Sequence[int]:
        """Add rows of any kind."""
        with self.database.peewee.atomic():
            return Transaction(self.database, self.actor, TODAY).add_many(model, rows)

    def _add(self, model: Any, **values: Any) -> int:
        return self.rows(model, [values])[0]
