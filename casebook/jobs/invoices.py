"""Importing electronic invoices, from files and folders: each goes to the claim that it is of, or is named.

Each file is taken by itself, in one transaction; a run that was killed is finished by running it again.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from casebook.domain.invoice import InvoiceKind
from casebook.errors import InputError
from casebook.exchange.invoices import reading
from casebook.jobs import documents as scans
from casebook.jobs.importing import Progress, made_anew
from casebook.store import documents, invoices, runs
from casebook.store.actions.documents import Kept
from casebook.store.database import Database
from casebook.store.invoices import Became, Bringing, Entities, Taken
from casebook.store.transaction import Actor
from casebook.text import typed_path

_NAMES = "*.[xX][mM][lL]"


class Import(NamedTuple):
    """Files and folders that somebody brings in on a day, and who is told how far it is."""

    database: Database
    actor: Actor
    day: date
    paths: Sequence[Path]
    dry_run: bool = False
    progress: Progress = lambda _stage, _done, _of: None


class FileReport(NamedTuple):
    """What became of a file; of one that was left `taken` is None and `code` says why.

    `number`, `kind` and `supplier` are those of the invoice in it.
    """

    file: str
    number: str = ""
    kind: InvoiceKind | None = None
    supplier: str = ""
    taken: Taken | None = None
    code: str = ""
    parameters: Mapping[str, object] = {}


def run(asked: Import) -> list[FileReport]:
    """Import files, and whatever XML lies in folders; return what became of each.

    Raises `InputError` for a path that is not there. A file that is no invoice is left and named with its reason.
    """
    runs.check_role(asked.actor)
    files = list(_files(asked.paths))
    by = Bringing(asked.database, asked.actor, asked.day, Entities(asked.database))
    reports = []
    for place, file in enumerate(files, 1):
        reports.append(_taken(by, file, dry_run=asked.dry_run))
        asked.progress("read", place, len(files))
    if not asked.dry_run:
        for _ in made_anew(asked.database, asked.day):
            pass
    return reports


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in map(typed_path, paths):
        if not path.exists():
            raise InputError("import.no_file", file=str(path))
        if path.is_dir():
            yield from sorted(one for one in path.rglob(_NAMES) if one.is_file())
        else:
            yield path


def _taken(by: Bringing, file: Path, *, dry_run: bool) -> FileReport:
    try:
        scan = scans.read(file)
        invoice = reading.read(scan.content, str(file))
    except InputError as error:
        return FileReport(str(file), code=error.code, parameters=error.parameters)
    database = by.database

    def work() -> Taken:
        kept = Kept(scan.name, scan.media_type, documents.keep(database, scan.content))
        return invoices.take(by, invoice, kept)

    def tried() -> Taken:
        with database.peewee.atomic() as savepoint:
            found = work()
            savepoint.rollback()
        return found

    taken = database.transact(tried) if dry_run else work()
    return FileReport(str(file), invoice.number, invoice.kind, invoice.supplier.name, taken)


__all__ = ["Became", "FileReport", "Import", "run"]
