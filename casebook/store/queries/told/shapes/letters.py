"""The records that lines of the log name: letters, and how they left."""

from typing import NamedTuple

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.money import Cents


class Letter(NamedTuple):
    """A letter."""

    id: int
    case_id: int
    kind: LetterKind
    addressee_id: int
    party_id: int
    asks_cents: Cents


class Dispatch(NamedTuple):
    """One way in which a letter left."""

    id: int
    letter_id: int
    way: DispatchWay


class PrintBatch(NamedTuple):
    """Letters that were printed together."""

    id: int
    letters: int


class ServiceSuspension(NamedTuple):
    """A suspension of a service."""

    id: int
    case_id: int
    service: str
