"""Writing an export of a person: a zip of the same bytes for the same state, day and language, and the act of it."""

import os
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from casebook.domain.documents import Direction
from casebook.domain.reading import ReadKind
from casebook.errors import InputError
from casebook.jobs.exports import stream_new
from casebook.jobs.new_files import beside
from casebook.jobs.person_export.contents import Asked, Contents, language_of
from casebook.store import documents, readings
from casebook.store.actions.documents import AddDocument, Description
from casebook.store.actions.person_exports import RecordPersonExport
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.person_exports import refuse_stranger
from casebook.store.queries.person_data.knowing import Known, known
from casebook.store.readings import Read
from casebook.words import say

_AT_ONCE = 1 << 20
_MEDIA_TYPE = "application/zip"


class Exported(NamedTuple):
    """An export that was made: the digest of its file, and how much of it somebody has to judge."""

    sha256: str
    to_judge: int


def write_to(database: Database, asked: Asked, path: Path, *, apart: bool = False) -> Exported:
    """Write the export of a party to a path, whole or not at all and never over a file that is there, and record it.

    With `apart` what somebody has to judge is left out. Raises `Refused` where there is no such party or it may not be
    given by who asks, `InputError` where it cannot be written.
    """
    refuse_stranger(database, asked.actor, asked.day, asked.party_id)
    try:
        with beside(path) as part:
            done = _made(database, asked, part.file, apart=apart)
            part.put()
    except OSError as error:
        raise InputError("dossier.not_written", file=str(path), reason=error.strerror or "") from None
    return done


def write_new(database: Database, asked: Asked, folder: Path) -> tuple[Path, Exported]:
    """Write the export of a party to a new file in a folder; return its path and what was made. Raises as above."""
    refuse_stranger(database, asked.actor, asked.day, asked.party_id)
    done: list[Exported] = []

    def write(file: BinaryIO) -> None:
        done.append(_made(database, asked, file, apart=False))

    path = stream_new(folder, _stem(known(database, asked.party_id), asked), ".zip", write)
    return path, done[-1]


def keep(database: Database, asked: Asked, case_id: int) -> tuple[str, Exported]:
    """Keep the export of a party among the documents of a case, to go along with a letter; return the name of it.

    What somebody has to judge is left out. Raises as `write_to` does.
    """
    refuse_stranger(database, asked.actor, asked.day, asked.party_id)
    with TemporaryFile() as file:
        done = _made(database, asked, file, apart=True)
        file.seek(0)
        digest = documents.keep(database, file.read())
    person = known(database, asked.party_id)
    name = f"{_stem(person, asked)}.zip"
    about = Description(on_day=asked.day, direction=Direction.OUTGOING, who=person.person.name)
    perform(database, asked.actor, asked.day, AddDocument(case_id, name, _MEDIA_TYPE, digest, about))
    return name, done


def _stem(person: Known, asked: Asked) -> str:
    about = {"id": str(asked.party_id), "day": asked.day.isoformat()}
    return say("person_data.stem", about, language_of(person, asked.language))


def _made(database: Database, asked: Asked, file: BinaryIO, *, apart: bool) -> Exported:
    """Write an export to a file that can be read too, and record it: what cannot be recorded is not given."""
    with database.snapshot(), ZipFile(file, "w", ZIP_DEFLATED, compresslevel=6) as packed:
        to_judge = Contents(database, asked, packed, apart=apart).write()
    file.flush()
    digest = _digest(file)
    record = RecordPersonExport(asked.party_id, digest, to_judge, judged_apart=apart)
    perform(database, asked.actor, asked.day, record)
    readings.write(database, asked.actor.person, asked.day, [Read(ReadKind.EXPORT, party_id=asked.party_id)])
    return Exported(digest, to_judge)


def _digest(file: BinaryIO) -> str:
    found, at = sha256(), 0
    while some := os.pread(file.fileno(), _AT_ONCE, at):
        found.update(some)
        at += len(some)
    return found.hexdigest()
