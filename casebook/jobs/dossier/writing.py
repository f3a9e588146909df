"""Writing a dossier: a zip whose bytes are the same for the same case, day and language, made file by file."""

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path, PurePath
from typing import Any, BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import InputError, Refused
from casebook.jobs import statement as statements
from casebook.jobs.dossier import account
from casebook.jobs.dossier.packing import all_of, put, safe_name
from casebook.jobs.dossier.page import Code, Link, Page, Part, html
from casebook.jobs.exports import stream_new
from casebook.jobs.new_files import beside
from casebook.jobs.originals import original
from casebook.jobs.sheets import Column, Kind, Sheet, csv_text
from casebook.store.database import Database
from casebook.store.queries import case, documents, leaving, outbox
from casebook.store.queries.case import CaseCard
from casebook.store.queries.documents import DocumentRow
from casebook.store.queries.leaving import DispatchRow
from casebook.store.queries.statement import statement
from casebook.words import say

_STATEMENT, _LETTERS_PAGE = "statement", "letters"
_INDEX = (
    Column("number", "dossier.number", Kind.NUMBER),
    Column("on", "dossier.day", Kind.DAY),
    Column("direction", "documents.direction", Kind.WORD),
    Column("kind", "documents.kind", Kind.WORD),
    Column("name", "documents.called"),
    Column("who", "documents.who"),
    Column("proves", "documents.proves"),
    Column("file", "dossier.file"),
    Column("sha256", "dossier.sha256"),
    Column("kept", "dossier.kept_as"),
)
_LETTERS = (
    Column("on", "dossier.sent_on", Kind.DAY),
    Column("kind", "dossier.letter", Kind.WORD),
    Column("to", "dossier.to"),
    Column("way", "dossier.way", Kind.WORD),
    Column("tracking", "dossier.tracking"),
    Column("received", "dossier.received_on", Kind.DAY),
    Column("grade", "dossier.proof", Kind.WORD),
    Column("returned", "dossier.returned", Kind.WORD),
    Column("documents", "dossier.documents"),
)


class _Listed(NamedTuple):
    """A document in the dossier: its number and file, and the digest of that; no file where its bytes are gone."""

    number: int
    row: DocumentRow
    file: str
    digest: str
    whole: bool


def write_new(database: Database, case_id: int, day: date, language: str, folder: Path) -> Path:
    """Write the dossier of a case to a new file in a folder and return its path. Raises as `write_to` does."""
    card = _card(database, case_id)
    stem = f"{say('dossier.stem', {'number': card.number}, language)}-{day.isoformat()}"
    return stream_new(folder, stem, ".zip", lambda file: _write(database, card, day, language, file))


def write_to(database: Database, case_id: int, day: date, language: str, path: Path) -> None:
    """Write the dossier of a case to a path, whole or not at all and never over a file that is there.

    Raises `Refused` where there is no such case, `InputError` where it cannot be written.
    """
    card = _card(database, case_id)
    try:
        with beside(path) as part:
            _write(database, card, day, language, part.file)
            part.put()
    except OSError as error:
        raise InputError("dossier.not_written", file=str(path), reason=error.strerror or "") from None


def content(database: Database, case_id: int, day: date, language: str) -> bytes:
    """Return the dossier of a case as it would be written. Raises `Refused` where there is no such case."""
    file = BytesIO()
    _write(database, _card(database, case_id), day, language, file)
    return file.getvalue()


def _card(database: Database, case_id: int) -> CaseCard:
    found = case.card(database, case_id)
    if found is None:
        raise Refused("case.gone", source=HOUSE_RULE)
    return found


def _write(database: Database, card: CaseCard, day: date, language: str, file: BinaryIO) -> None:
    with database.snapshot(), ZipFile(file, "w", ZIP_DEFLATED, compresslevel=6) as packed:
        listed = tuple(_documents(database, card.case_id, packed))
        pages = list(_pages(database, card, day, language, listed))
        for page in pages:
            put(packed, page.file, html(page, language).encode())
        found = statement(database, card.case_id, day)
        if found is not None:
            sheet = StringIO(newline="")
            statements.write_csv(found, language, sheet)
            put(packed, f"{_STATEMENT}.csv", sheet.getvalue().encode("utf-8-sig"))
        rows = [_index_row(one, language) for one in listed]
        put(packed, "index.csv", csv_text(Sheet(_INDEX, rows), language).encode("utf-8-sig"))
        put(packed, "index.html", html(_index(card, day, language, listed, pages), language).encode())


def _documents(database: Database, case_id: int, packed: ZipFile) -> Iterator[_Listed]:
    """Put each document and letter in the zip, the oldest first, one at a time."""
    for number, row in enumerate(all_of(database, case_id), 1):
        found = original(database, row)
        if found is None:
            yield _Listed(number, row, "", "", whole=False)
            continue
        name = f"documents/{number:03}-{safe_name(row)}"
        put(packed, name, found.content)
        yield _Listed(number, row, name, sha256(found.content).hexdigest(), found.whole)


def _pages(database: Database, card: CaseCard, day: date, language: str, listed: Sequence[_Listed]) -> Iterator[Page]:
    case_id = card.case_id
    found = statement(database, case_id, day)
    if found is not None:
        yield account.statement_page(found, language)
    yield _letters(database, case_id, language, listed)
    yield account.limitation_page(database, case_id, day, language)
    yield account.arrangements_page(database, case_id, day, language)
    yield account.disputes_page(database, case_id, day, language)
    yield account.contacts_page(database, case_id, language)
    yield account.timeline_page(database, case_id, language)


def _letters(database: Database, case_id: int, language: str, listed: Sequence[_Listed]) -> Page:
    """Return every letter that left, by each of its ways, with what is known of its arrival."""
    letters = {one.letter_id: one for one in outbox.of_case(database, case_id)}
    numbers = {(one.row.document_id, one.row.letter_id): one.number for one in listed}
    by_id = {one.row.document_id: one.number for one in listed if one.row.document_id}
    along = documents.enclosed(database, list(letters))

    def told(one: DispatchRow) -> tuple[object, ...]:
        letter = letters[one.letter_id]
        of = [numbers.get((one.document_id or 0, one.letter_id)), by_id.get(one.proof_id or 0)]
        of += [by_id.get(each.document_id) for each in along.get(one.letter_id, ())]
        return (
            one.sent_on,
            f"letter_kind_{letter.kind}",
            letter.addressee,
            f"way_{one.way}",
            one.tracking,
            one.received_on or one.answered_on,
            one.grade,
            f"returned_{one.returned_as}" if one.returned_as else None,
            ", ".join(str(number) for number in of if number is not None),
        )

    sent = sorted(
        (one for one in leaving.dispatches_of(database, list(letters)) if one.sent_on is not None),
        key=lambda one: (one.sent_on or date.max, one.dispatch_id),
    )
    parts = [Part("", [say("dossier.letters_how", {}, language)], Sheet(_LETTERS, [told(one) for one in sent]))]
    return Page(f"{_LETTERS_PAGE}.html", say("dossier.letters_title", {}, language), parts if sent else [])


def _index(card: CaseCard, day: date, language: str, listed: Sequence[_Listed], pages: Sequence[Page]) -> Page:
    about = {"number": card.number, "name": card.name, "day": day}
    rows = [
        (
            *row[:7],
            Link(row[7], PurePath(row[7]).name) if row[7] else say("dossier.gone", {}, language),
            Code(row[8]),
            Code(row[9]),
        )
        for row in (_index_row(one, language) for one in listed)
    ]
    others = [(Link(page.file, page.title),) for page in pages]
    return Page(
        "index.html",
        say("dossier.title", about, language),
        [
            Part("", [say("dossier.about", {**about, "opened": card.opened_on, "owner": card.owner}, language)]),
            Part(say("dossier.pages", {}, language), (), Sheet((Column("page", "dossier.page"),), others)),
            Part(say("documents.list", {}, language), [say("dossier.how_kept", {}, language)], Sheet(_INDEX, rows)),
        ],
    )


def _index_row(one: _Listed, language: str) -> tuple[Any, ...]:
    row = one.row
    proves = ", ".join(say(f"word.proves_{each}", {}, language) for each in row.proves)
    name = say(f"word.letter_kind_{row.letter_kind}", {}, language) if row.letter_kind else row.name
    return (
        one.number,
        row.on_day,
        f"direction_{row.direction}" if row.direction else None,
        f"document_{row.kind}" if row.kind else None,
        name,
        row.who,
        proves,
        one.file,
        one.digest,
        "" if one.whole or not one.file else _part(row, language),
    )


def _part(row: DocumentRow, language: str) -> str:
    """Return of which file that is kept a letter is a part."""
    if not row.sha256:
        return say("dossier.not_kept", {}, language)
    if row.pages is None or row.first_page is None:
        return say("dossier.made_anew", {"digest": row.sha256}, language)
    first, last = row.first_page + 1, row.first_page + row.pages
    return say("dossier.pages_of", {"first": first, "last": last, "digest": row.sha256}, language)
