"""The evidence of finances of a case, and how each piece stands."""

from datetime import date
from typing import NamedTuple

from casebook.domain.finance import FinanceStatus, Piece, Result, status, valid_until
from casebook.store.database import Database
from casebook.store.models.assessment import FinanceKind, Supports
from casebook.store.rows import rows


class PieceRow(NamedTuple):
    """A piece of evidence of finances with its days; `checked_by` is a name, `document` that of the file."""

    id: int
    version: int
    kind: FinanceKind
    supports: Supports
    required_on: date
    due_on: date
    requested_on: date | None
    received_on: date | None
    checked_on: date | None
    result: Result | None
    checked_by: str | None
    waived_on: date | None
    waived_because: str
    document: str | None
    note: str

    @property
    def piece(self) -> Piece:
        """What decides how it stands."""
        return Piece(self.kind, self.due_on, self.requested_on, self.received_on, self.result, self.waived_on)


class Standing(NamedTuple):
    """A piece and how it stands; `until` is the last day on which one that suffices counts."""

    row: PieceRow
    status: FinanceStatus
    until: date | None


_PIECES = """
    SELECT f.id, f.version, f.kind, f.supports, f.required_on, f.due_on, f.requested_on, f.received_on, f.checked_on,
           f.result, p.name, f.waived_on, f.waived_because, d.name, f.note
    FROM finance_evidence f LEFT JOIN person p ON p.id = f.checked_by_id LEFT JOIN document d ON d.id = f.document_id
    WHERE f.case_id = ? ORDER BY f.required_on DESC, f.id
"""


def pieces(database: Database, case_id: int, day: date) -> list[Standing]:
    """Return the evidence of finances of a case as it stands on `day`, what was required last first."""

    def standing(row: PieceRow) -> Standing:
        valid = database.law.defaults.finance_evidence.applied(row.required_on).value.valid
        return Standing(row, status(row.piece, valid, day), valid_until(row.piece, valid))

    return [standing(row) for row in rows(database, _PIECES, PieceRow, (case_id,))]
