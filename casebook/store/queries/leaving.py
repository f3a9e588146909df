"""What leaves: the dispatches of letters, what is to go, what is under way, and what was printed together."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.letters.proof import Doubt, ReturnedAs
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.limitation.grade import Grade
from casebook.store.database import Database
from casebook.store.rows import many, rows


class DispatchRow(NamedTuple):
    """One way in which a letter leaves, and what became of it."""

    dispatch_id: int
    version: int
    letter_id: int
    way: DispatchWay
    to: str
    batch_id: int | None
    message_id: str | None
    sending_at: str | None
    sending_by: str
    doubt: Doubt | None
    sent_on: date | None
    tracking: str
    failed_on: date | None
    failed_because: str
    returned_on: date | None
    returned_as: ReturnedAs | None
    received_on: date | None
    answered_on: date | None
    grade: Grade | None
    proof_id: int | None
    document_id: int | None
    first_page: int | None
    pages: int | None

    @property
    def over(self) -> bool:
        """Whether it left, or failed."""
        return self.sent_on is not None or self.failed_on is not None

    @property
    def leaving(self) -> bool:
        """Whether it was printed or its sending began, and nothing more is known."""
        return not self.over and (self.sending_at is not None or self.batch_id is not None)

    @property
    def waits(self) -> bool:
        """Whether it is still to leave."""
        return not self.over and not self.leaving


class BatchRow(NamedTuple):
    """Letters that were printed together, and the day on which they went to the post."""

    batch_id: int
    version: int
    made_on: date
    letters: int
    document_id: int | None
    list_id: int | None
    posted_on: date | None


_DISPATCH = """
    d.id, d.version, d.letter_id, d.way, d.mailed_to, d.batch_id, d.message_id, d.sending_at, d.sending_by, d.doubt,
    d.sent_on, d.tracking, d.failed_on, d.failed_because, d.returned_on, d.returned_as, d.received_on, d.answered_on,
    d.grade, d.proof_id, d.document_id, d.first_page, d.pages
"""
_DISPATCHES = f"SELECT {_DISPATCH} FROM dispatch d WHERE d.letter_id IN ({{marks}}) ORDER BY d.letter_id, d.id"  # noqa: S608 only constants
_TO_GO = f"""
    SELECT {_DISPATCH} FROM letter_now n JOIN letter l ON l.id = n.letter_id JOIN dispatch d ON d.letter_id = l.id
    WHERE n.state IN ('released', 'sending', 'in_doubt') AND l.released_on IS NOT NULL AND d.sent_on IS NULL
      AND d.failed_on IS NULL AND d.sending_at IS NULL AND d.batch_id IS NULL AND d.way IN ({{marks}})
    ORDER BY d.letter_id, d.id
"""  # noqa: S608 only constants
_UNDER_WAY = f"""
    SELECT {_DISPATCH} FROM dispatch d
    WHERE d.sending_at IS NOT NULL AND d.sent_on IS NULL AND d.failed_on IS NULL ORDER BY d.sending_at, d.id
"""  # noqa: S608 only constants
_OF_BATCH = f"SELECT {_DISPATCH} FROM dispatch d WHERE d.batch_id = ? ORDER BY d.letter_id, d.id"  # noqa: S608 only constants
_BATCHES = "SELECT id, version, made_on, letters, document_id, list_id, posted_on FROM print_batch ORDER BY id DESC"


def dispatches_of(database: Database, letter_ids: Sequence[int]) -> tuple[DispatchRow, ...]:
    """Return what became of letters, in order of their ids."""
    return tuple(many(database, _DISPATCHES, DispatchRow, letter_ids))


def to_go(
    database: Database, ways: Collection[DispatchWay], letter_ids: Collection[int] | None = None
) -> tuple[DispatchRow, ...]:
    """Return what is released and still to leave by some ways, of some letters or of all."""
    found = many(database, _TO_GO, DispatchRow, sorted(ways))
    return tuple(one for one in found if letter_ids is None or one.letter_id in letter_ids)


def under_way(database: Database) -> tuple[DispatchRow, ...]:
    """Return what is being sent, or in doubt."""
    return tuple(rows(database, _UNDER_WAY, DispatchRow))


def batches(database: Database) -> tuple[BatchRow, ...]:
    """Return the batches that were printed, the newest first."""
    return tuple(rows(database, _BATCHES, BatchRow))


def of_batch(database: Database, batch_id: int) -> tuple[DispatchRow, ...]:
    """Return what was printed together."""
    return tuple(rows(database, _OF_BATCH, DispatchRow, (batch_id,)))
