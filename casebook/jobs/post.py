"""Taking in letters and mail from files and folders: what was taken in before is known by what it holds.

No file is moved, changed or deleted: whoever puts it there clears it away. Each is taken in by itself, in one
transaction; a run that was killed is finished by running it again.
"""

import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from casebook.domain.post.candidates import PostMethod
from casebook.domain.post.unread import Unread
from casebook.errors import InputError
from casebook.exchange.post import PostFile, Reader
from casebook.exchange.post.reader import content_of, digest
from casebook.jobs.importing import Progress, made_anew
from casebook.store import document_texts, documents
from casebook.store.actions.post import ReceivedPart, ReceivePost
from casebook.store.database import Database
from casebook.store.post.taking import known, take
from casebook.store.queries import in_tray
from casebook.store.transaction import Actor
from casebook.text import clean_line, typed_path

# What was written to so lately may not be whole yet; it is taken the next time.
_SETTLED = 5.0
_LONGEST, _LONGEST_PATH = 200, 1_000
# What programs put beside a file while they write it.
_PASSING = (".part", ".partial", ".tmp", ".crdownload", "~")


class Became(StrEnum):
    """What became of a file: a new item, one that was known, or it was left where it is."""

    NEW = "new"
    KNOWN = "known"
    LEFT = "left"


class FileReport(NamedTuple):
    """What became of a file; of one that was left, why, as a code with parameters.

    `number` is the case it is most likely for, empty where none was found.
    """

    file: str
    became: Became
    item_id: int | None = None
    unread: Unread | None = None
    parts: int = 0
    number: str = ""
    method: PostMethod | None = None
    confidence: int = 0
    code: str = ""
    parameters: Mapping[str, object] = {}


def import_post(  # noqa: PLR0913 who brings what in, when, and who is told how far it is
    database: Database,
    actor: Actor,
    day: date,
    paths: Iterable[Path],
    *,
    dry_run: bool = False,
    progress: Progress = lambda _stage, _done, _of: None,
) -> list[FileReport]:
    """Take in files, and whatever lies in folders; return what became of each.

    Raises `InputError` for a path that is not there; a file that cannot be read is left, and named with its reason.
    """
    files, reports = list(_files(paths)), []
    with Reader() as reader:
        run = _Run(database, actor, day, reader, dry_run)
        for number, one in enumerate(files, 1):
            reports.append(_taken(run, one))
            progress("read", number, len(files))
    if not dry_run:
        for done in made_anew(database, day):
            progress("derive", done, 0)
    return reports


def bring_in(database: Database, actor: Actor, day: date, some: Mapping[str, bytes]) -> None:
    """Take in bytes by the paths they would have. Cases for which that is news wait to be made anew."""
    with Reader() as reader:
        run = _Run(database, actor, day, reader, dry_run=False)
        for file, content in some.items():
            _of_content(run, Path(file).name, content, file)


class _Run(NamedTuple):
    """Who takes files in, on what day, and what reads them."""

    database: Database
    actor: Actor
    day: date
    reader: Reader
    dry_run: bool


class _File(NamedTuple):
    """A file, and whether somebody named it: one that lies in a folder may still be written to.

    `error` is why it, or the folder that it is, cannot be looked into.
    """

    path: Path
    named: bool
    error: OSError | None = None


def _files(paths: Iterable[Path]) -> Iterator[_File]:
    """Yield the files there are at paths, each once, in the order of their names."""
    seen: set[Path] = set()
    for path in map(typed_path, paths):
        try:
            is_folder = stat.S_ISDIR(path.stat().st_mode)
        except (FileNotFoundError, NotADirectoryError):
            raise InputError("import.no_file", file=str(path)) from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or ""
            raise InputError("import.unreadable", file=str(path), reason=reason) from None
        for one in _within(path) if is_folder else [_File(path, named=True)]:
            if one.path not in seen:
                seen.add(one.path)
                yield one


def _within(folder: Path) -> list[_File]:
    """Return the files in a folder and those within it; what is hidden, a link, or only being written, is none.

    A folder that cannot be looked into, or is gone by now, is named too: what lies in it is not taken in.
    """
    found: list[_File] = []

    def left(error: OSError) -> None:
        found.append(_File(Path(error.filename or folder), named=False, error=error))

    for at, folders, names in os.walk(folder, onerror=left):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            one = Path(at, name)
            if not (name.startswith(".") or name.lower().endswith(_PASSING) or one.is_symlink()):
                found.append(_File(one, named=False))
    return sorted(found, key=lambda one: one.path)


def _taken(run: _Run, one: _File) -> FileReport:
    file = str(one.path)
    if one.error is not None:
        parameters = {"file": file, "reason": one.error.strerror or ""}
        return FileReport(file, Became.LEFT, code="import.unreadable", parameters=parameters)
    try:
        if not one.named and _is_fresh(one.path):
            return FileReport(file, Became.LEFT, code="post.being_written", parameters={"file": file})
        content = content_of(one.path, follow=one.named)
    except InputError as error:
        return FileReport(file, Became.LEFT, code=error.code, parameters=error.parameters)
    return _of_content(run, one.path.name, content, file)


def _of_content(run: _Run, name: str, content: bytes, file: str) -> FileReport:
    item_id = known(run.database, digest(content))
    if item_id is not None:
        return FileReport(file, Became.KNOWN, item_id)
    found = run.reader.read_bytes(name, content)
    if not run.dry_run:
        return _brought_in(run, found, file)

    def tried() -> FileReport:
        with run.database.peewee.atomic() as savepoint:
            report = _brought_in(run, found, file)
            savepoint.rollback()
        return report._replace(item_id=None)

    return run.database.transact(tried)


def _is_fresh(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime < _SETTLED
    except OSError:
        # It is gone; reading it says so.
        return False


def _brought_in(run: _Run, found: PostFile, file: str) -> FileReport:
    """Keep the bytes and texts of a file, then the item that names them."""
    database = run.database
    for one in ((found.content, found.pages, found.unread), *((p.content, p.pages, p.unread) for p in found.parts)):
        content, pages, unread = one
        document_texts.keep(database, documents.keep(database, content), pages, unread)
    taken = take(database, run.actor, run.day, _command(found, file))
    (row,) = in_tray.by_ids(database, [taken.item_id])
    became = Became.NEW if taken.is_new else Became.KNOWN
    return FileReport(
        file, became, taken.item_id, found.unread, len(found.parts), row.number, row.method, row.confidence
    )


def _command(found: PostFile, file: str) -> ReceivePost:
    """Return what takes a file in. What a mail says is kept in the log too, so it is cleaned before."""
    parts = tuple(ReceivedPart(one.name, one.media_type, one.sha256, one.unread) for one in found.parts)
    name, source = clean_line(found.name, _LONGEST), clean_line(file, _LONGEST_PATH)
    received = ReceivePost(name, found.media_type, found.sha256, source, unread=found.unread, parts=parts)
    mail = found.envelope
    if mail is None:
        return received
    return replace(
        received,
        from_name=clean_line(mail.from_name, _LONGEST),
        from_mail=clean_line(mail.from_mail, _LONGEST),
        to=clean_line(mail.to, _LONGEST),
        subject=clean_line(mail.subject, _LONGEST),
        message_id=clean_line(mail.message_id, _LONGEST),
        in_reply_to=clean_line(mail.in_reply_to, _LONGEST),
        quoted=" ".join(clean_line(id_, _LONGEST) for id_ in mail.quoted),
        sent_on=mail.sent_on,
        nature=mail.nature,
    )
