"""Who read what, as it is read by who answers for it, and as it is told to the person himself."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.reading import ReadKind
from casebook.store.database import Database
from casebook.store.queries.listing import Key, Listing, Part
from casebook.store.rows import rows


class ReadRow(NamedTuple):
    """Something that was read: when (UTC, ISO 8601), by whom, and of which case, party or document."""

    number: int
    at: str
    person: str | None
    kind: ReadKind
    case_id: int | None
    case_number: str | None
    name: str | None
    document: str | None

    @property
    def key(self) -> Key:
        """The place in the list."""
        return (self.number,)


class Looked(NamedTuple):
    """How often his data were looked at on a day, and in what way."""

    day: date
    kind: ReadKind
    times: int


_OF_HIM = """
    SELECT day, kind, count(*) FROM read_log
    WHERE kind <> 'data_exported' AND (
        party_id = ? OR case_id IN (SELECT id FROM cases WHERE debtor_id = ?)
        OR (kind = 'document_read' AND record_id IN (SELECT d.id FROM document d JOIN cases c ON c.id = d.case_id
                                                     WHERE c.debtor_id = ?)))
    GROUP BY day, kind ORDER BY day, kind
"""


def lines() -> Listing[ReadRow]:
    """Return all readings, the newest first."""
    return Listing(
        ReadRow,
        "l.number, l.at, w.name, l.kind, coalesce(l.case_id, d.case_id), c.number, p.name, d.name",
        "read_log l",
        "LEFT JOIN person w ON w.id = l.person_id"
        " LEFT JOIN document d ON l.kind = 'document_read' AND d.id = l.record_id"
        " LEFT JOIN cases c ON c.id = coalesce(l.case_id, d.case_id)"
        " LEFT JOIN party p ON p.id = coalesce(l.party_id, c.debtor_id)",
        ("l.number",),
        lambda row: row.key,
        (Part(),),
        descending=True,
    )


def of_person(database: Database, party_id: int) -> Sequence[Looked]:
    """Return when, how often and how the data of a person were looked at, the oldest first; not by whom.

    What was exported for himself is left out.
    """
    return rows(database, _OF_HIM, Looked, (party_id,) * 3)
