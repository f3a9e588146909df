"""Of the documents and letters of a person: to whom a letter went, and from whom something came in."""

from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.queries.person_data.knowing import Known
from casebook.store.rows import many, rows


class Addressed(NamedTuple):
    """A letter: of whom it is, and who got it."""

    letter_id: int
    party_id: int
    addressee_id: int


class Sent(NamedTuple):
    """A document that came in by post or mail: its sender as it says itself, and what it says of itself."""

    document_id: int
    from_name: str
    from_mail: str
    subject: str


_ADDRESSED = "SELECT id, party_id, addressee_id FROM letter WHERE case_id IN ({marks}) ORDER BY id"
_WAITING = """
    SELECT document_id, from_name, from_mail, subject FROM post_item WHERE case_id IS NULL AND lower(from_mail) = ?
    ORDER BY document_id
"""
_ITEMS = "SELECT document_id, from_name, from_mail, subject FROM post_item WHERE document_id IN ({marks})"
_PARTS = """
    SELECT t.document_id, i.from_name, i.from_mail, i.subject
    FROM post_part t JOIN post_item i ON i.id = t.item_id WHERE t.document_id IN ({marks})
"""


def addressed(database: Database, case_ids: list[int]) -> dict[int, Addressed]:
    """Return to whom the letters of cases went, by their ids."""
    return {one.letter_id: one for one in many(database, _ADDRESSED, Addressed, case_ids)}


def sent(database: Database, document_ids: list[int]) -> dict[int, Sent]:
    """Return who sent documents, by their ids, of those that came in by post or mail."""
    found = [one for query in (_PARTS, _ITEMS) for one in many(database, query, Sent, document_ids)]
    return {one.document_id: one for one in found}


def exports(database: Database, person: Known) -> frozenset[str]:
    """Return the digests of the exports that were made of a person."""
    found = database.fetch("SELECT sha256 FROM person_export WHERE party_id = ?", (person.person.party_id,))
    return frozenset(digest for (digest,) in found)


def waiting(database: Database, person: Known) -> list[Sent]:
    """Return what came in from an address of a person and is of no case."""
    return [one for mail in sorted(person.mails) for one in rows(database, _WAITING, Sent, (mail,))]
