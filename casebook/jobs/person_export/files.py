"""The documents and letters of a person's cases: those that are his, and those that somebody has to judge."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from casebook.domain.documents import DocumentKind
from casebook.jobs.dossier.packing import all_of
from casebook.store import document_texts
from casebook.store.database import Database
from casebook.store.queries import documents, letter_card
from casebook.store.queries.documents import DocumentRow
from casebook.store.queries.person_data import origins
from casebook.store.queries.person_data.knowing import Known
from casebook.store.queries.person_data.origins import Addressed, Sent

# What passed between him and us, where nobody said from or to whom it is.
_BETWEEN_US = frozenset(
    {
        DocumentKind.AGREEMENT,
        DocumentKind.TERMS,
        DocumentKind.ARRANGEMENT,
        DocumentKind.INVOICE,
        DocumentKind.DELIVERY_NOTE,
        DocumentKind.ACKNOWLEDGEMENT,
        DocumentKind.FINANCES,
    }
)


class FileOf(NamedTuple):
    """A document or letter, and why somebody has to judge it, as a code; nothing where it is given."""

    row: DocumentRow
    why: str


def files(database: Database, person: Known) -> Iterator[FileOf]:
    """Yield the documents and letters that are his, or that stand in a case of his; the oldest of each case first.

    Of the case of another only what is from him or to him.
    """
    letters = origins.addressed(database, list(person.cases))
    # An export within an export would say all of it again.
    exported = origins.exports(database, person)
    seen: set[tuple[int, int]] = set()
    for case_id in person.cases:
        found = all_of(database, case_id)
        senders = origins.sent(database, [row.document_id for row in found if row.document_id])
        for row in found:
            key = (row.document_id, row.letter_id or 0)
            why = _why(database, person, row, letters, senders, own=case_id in person.own_cases)
            if why is not None and key not in seen and row.sha256 not in exported:
                seen.add(key)
                yield FileOf(row, why)
    for one in origins.waiting(database, person):
        waits = documents.one(database, one.document_id)
        if waits is not None and (waits.document_id, 0) not in seen:
            yield FileOf(waits, _named(database, person, waits, one))


def _why(  # noqa: PLR0913 what is known of a document
    database: Database,
    person: Known,
    row: DocumentRow,
    letters: Mapping[int, Addressed],
    senders: Mapping[int, Sent],
    *,
    own: bool,
) -> str | None:
    """Return why a document has to be judged, nothing where it is given, None where it is none of his."""
    if row.letter_id is not None:
        return _why_letter(database, person, letters[row.letter_id], own=own)
    sent = senders.get(row.document_id)
    if _is_his(person, row, sent):
        return _named(database, person, row, sent)
    if not own:
        return None
    if not row.who and sent is None and row.kind in _BETWEEN_US:
        return _named(database, person, row, None)
    return "person_data.why_whose"


def _why_letter(database: Database, person: Known, letter: Addressed, *, own: bool) -> str | None:
    himself = person.person.party_id
    if letter.party_id != himself:
        return "person_data.why_another" if own or letter.addressee_id == himself else None
    if letter.addressee_id != himself:
        return "person_data.why_to_another"
    text = letter_card.texts(database, [letter.letter_id])[letter.letter_id]
    return "person_data.why_names" if person.names_another(f"{text.subject}\n{text.body}") else ""


def _is_his(person: Known, row: DocumentRow, sent: Sent | None) -> bool:
    if sent is not None and sent.from_mail:
        return sent.from_mail.casefold() in person.mails
    return person.is_his_name(row.who)


def _named(database: Database, person: Known, row: DocumentRow, sent: Sent | None) -> str:
    texts = [row.name, "" if sent is None else sent.subject]
    texts += [page.text for page in document_texts.pages(database, row.sha256)]
    return "person_data.why_names" if any(map(person.names_another, texts)) else ""
