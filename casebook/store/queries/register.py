"""Publications of the insolvency register that wait for a person, and one of them with all that is beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

from casebook.domain.insolvency.facts import Kind, Match
from casebook.domain.insolvency.register import Publication
from casebook.domain.insolvency.register_codes import MEANINGS
from casebook.domain.insolvency.register_course import lacks_day
from casebook.store import register_copies
from casebook.store.database import Database
from casebook.store.queries.listing import Count, Listing, Part, count
from casebook.store.queries.narrowing import ALL, Narrowing, condition, in_bounds
from casebook.store.register_copies import CopiedPublication, Copy
from casebook.store.rows import rows


class ChangeRow(NamedTuple):
    """A publication that waits: the case of the debtor, what was published when, and by what it is taken for his."""

    id: int
    party_id: int
    case_id: int
    number: str
    name: str
    kind: Kind
    register_number: str
    published_on: date
    reference: str
    code: str
    text: str
    matched_by: Match
    registered_name: str

    @property
    def meaning(self) -> str:
        """What the register calls it; its code where we do not know that."""
        found = MEANINGS.get(self.code)
        return found.plain if found else self.code

    @property
    def is_unknown(self) -> bool:
        """Whether we do not know what its code means: somebody reads it, for nothing follows from it by itself."""
        return self.code not in MEANINGS

    @property
    def publication(self) -> Publication:
        """The publication itself."""
        return Publication(self.reference, self.code, self.published_on, self.text)

    @property
    def lacks_day(self) -> bool:
        """Whether a person has to give the day of the court."""
        return lacks_day(self.publication)


@dataclass(frozen=True, slots=True)
class ChangeListing(Listing[ChangeRow]):
    """The list of publications that wait; those that are marked are found again by themselves."""

    FOUND_BY: ClassVar[str] = "id"


class ChangeCard(NamedTuple):
    """A publication that waits, what the register says of the proceeding, and all its publications."""

    row: ChangeRow
    copy: Copy
    publications: Sequence[CopiedPublication]


_COLUMNS = """
    w.id, r.party_id, c.id, c.number, p.name, r.kind, r.number, w.published_on, w.reference, w.code, w.text,
    r.matched_by, r.name
"""
# The case of a debtor is the newest of his, the one that is open if there is one; else one in which he is liable.
_CASE = """(
    SELECT COALESCE(
        (SELECT o.id FROM cases o WHERE o.debtor_id = k.party_id ORDER BY o.closed_on IS NOT NULL, o.id DESC LIMIT 1),
        (SELECT max(e.case_id) FROM liability l JOIN claim e ON e.id = l.claim_id WHERE l.party_id = k.party_id))
    FROM register_copy k WHERE k.id = w.copy_id)
"""
_JOINED = f"""
    JOIN register_copy r ON r.id = w.copy_id
    JOIN party p ON p.id = r.party_id
    JOIN cases c ON c.id = {_CASE}
"""
_WAITS = """
    NOT EXISTS (
        SELECT 1 FROM register_copy k JOIN register_decision d ON d.party_id = k.party_id
        WHERE k.id = w.copy_id AND d.reference = w.reference AND d.digest = w.digest)
    AND EXISTS (
        SELECT 1 FROM register_copy k WHERE k.id = w.copy_id AND (
            EXISTS (SELECT 1 FROM cases o WHERE o.debtor_id = k.party_id)
            OR EXISTS (SELECT 1 FROM liability l WHERE l.party_id = k.party_id)))
"""
_ALL_THAT_WAIT = f"SELECT 1 FROM register_publication w WHERE {_WAITS} ORDER BY w.id"  # noqa: S608 ours
_OF_CASE = f"""
    SELECT {_COLUMNS} FROM register_publication w {_JOINED}
    WHERE {_WAITS} AND r.party_id IN (
        SELECT o.debtor_id FROM cases o WHERE o.id = ?
        UNION SELECT l.party_id FROM liability l JOIN claim e ON e.id = l.claim_id WHERE e.case_id = ?)
    ORDER BY w.published_on, w.id
"""  # noqa: S608 ours
_ONE = f"SELECT {_COLUMNS} FROM register_publication w {_JOINED} WHERE w.id = ?"  # noqa: S608 ours


def changes(database: Database, narrowing: Narrowing = ALL) -> ChangeListing:
    """Return the publications that wait for a person, the oldest first: a start comes before its end."""
    where = Part(_WAITS, ())
    part = condition(database, narrowing, _CASE)
    return ChangeListing(
        ChangeRow,
        _COLUMNS,
        "register_publication w",
        _JOINED,
        ("w.published_on", "w.id"),
        lambda row: (row.published_on, row.id),
        (in_bounds(where, part) if part.where else where,),
    )


def count_changes(database: Database) -> Count:
    """Return how many publications wait for a person."""
    return count(database, _ALL_THAT_WAIT)


def changes_of_case(database: Database, case_id: int) -> list[ChangeRow]:
    """Return the publications that wait of the debtor of a case and of who is liable beside him, the oldest first."""
    return rows(database, _OF_CASE, ChangeRow, (case_id, case_id))


def change(database: Database, id_: int) -> ChangeCard | None:
    """Return a publication with the proceeding it is of, None where it is gone."""
    with database.snapshot():
        row = next(iter(rows(database, _ONE, ChangeRow, (id_,))), None)
        if row is None:
            return None
        copies = register_copies.copies(database, row.party_id)
        copy = next(one for one in copies if one.number == row.register_number)
        return ChangeCard(row, copy, register_copies.publications(database, [copy.id]))
