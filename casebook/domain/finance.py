"""Evidence of a debtor's finances: how a piece stands, from what happened to it."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.calendar import Term, add


class FinanceStatus(StrEnum):
    """How a piece of evidence of finances stands."""

    REQUIRED = "required"
    REQUESTED = "requested"
    RECEIVED = "received"
    SUFFICIENT = "sufficient"
    INSUFFICIENT = "insufficient"
    WAIVED = "waived"
    EXPIRED = "expired"


class Result(StrEnum):
    """What the check of a piece came to."""

    SUFFICIENT = "sufficient"
    INSUFFICIENT = "insufficient"


class Piece(NamedTuple):
    """What happened to a piece of evidence, the days on which it did; `due_on` is by when it is to be there."""

    kind: str
    due_on: date
    requested_on: date | None
    received_on: date | None
    result: Result | None
    waived_on: date | None


def status(piece: Piece, valid: Term, day: date) -> FinanceStatus:
    """Return how a piece stands on `day`; what was found sufficient is `valid` for so long after it was received."""
    if piece.waived_on is not None:
        return FinanceStatus.WAIVED
    if piece.result is Result.INSUFFICIENT:
        return FinanceStatus.INSUFFICIENT
    if piece.result is Result.SUFFICIENT:
        until = valid_until(piece, valid)
        return FinanceStatus.EXPIRED if until is not None and until < day else FinanceStatus.SUFFICIENT
    if piece.received_on is not None:
        return FinanceStatus.RECEIVED
    return FinanceStatus.REQUIRED if piece.requested_on is None else FinanceStatus.REQUESTED


def valid_until(piece: Piece, valid: Term) -> date | None:
    """Return the last day on which what was found sufficient counts, None for what was not."""
    if piece.result is not Result.SUFFICIENT or piece.received_on is None:
        return None
    return add(piece.received_on, valid)


def outstanding(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield what is still to come or to be checked, in order of age: what is not enough until it is asked anew."""
    known = list(pieces)
    for place, piece in enumerate(known):
        if piece.waived_on is not None or piece.result is Result.SUFFICIENT:
            continue
        if piece.result is Result.INSUFFICIENT and any(later.kind == piece.kind for later in known[place + 1 :]):
            continue
        yield piece
