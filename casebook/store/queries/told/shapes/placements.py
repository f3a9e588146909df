"""The records of placements that lines of the log name."""

from datetime import date
from typing import NamedTuple


class Agency(NamedTuple):
    """Who collects for us."""

    id: int
    party_id: int
    kind: str


class PlacementBatch(NamedTuple):
    """Placements that were made together."""

    id: int
    name: str


class Placement(NamedTuple):
    """Claims that lie with an agency."""

    id: int
    case_id: int
    agency_id: int


class PlacementEvent(NamedTuple):
    """Something that happened with a placement."""

    id: int
    placement_id: int
    kind: str
    on_day: date


class AgencyReport(NamedTuple):
    """What an agency reported."""

    id: int
    placement_id: int
    on_day: date


class FeeInvoice(NamedTuple):
    """A fee that an agency asks by invoice."""

    id: int
    placement_id: int
    number: str
    on_day: date
    event: str
