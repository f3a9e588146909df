"""The records that lines of the log name: what the files of agencies tell."""

from typing import NamedTuple

from casebook.domain.placements.inventory import DifferenceKind


class InventoryDifference(NamedTuple):
    """A difference between the list of an agency and ours."""

    id: int
    kind: DifferenceKind
    number: str
    reference: str
