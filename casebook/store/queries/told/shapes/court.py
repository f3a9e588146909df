"""The records that lines of the log name of what is before a court."""

from datetime import date
from typing import NamedTuple


class Proceeding(NamedTuple):
    """A proceeding."""

    id: int
    case_id: int
    kind: str
    number: str


class Title(NamedTuple):
    """A title."""

    id: int
    case_id: int
    kind: str
    number: str
    given_on: date


class CourtEvent(NamedTuple):
    """Something that happened before a court."""

    id: int
    proceeding_id: int | None
    title_id: int | None
    kind: str
    on_day: date


class Measure(NamedTuple):
    """A measure."""

    id: int
    case_id: int
    kind: str
    party_id: int
    on_day: date
