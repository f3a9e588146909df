"""Writing the pack: a zip whose bytes are the same for the same database, period, seed and language."""

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from casebook.domain.audit_sample import Candidate, Drawn, sample
from casebook.errors import InputError
from casebook.jobs.audit import tables
from casebook.jobs.dossier import content
from casebook.jobs.dossier.packing import put
from casebook.jobs.exports import stream_new
from casebook.jobs.new_files import beside
from casebook.jobs.sheets import Column, Kind, Sheet, csv_text
from casebook.store.database import Database
from casebook.store.queries import audit
from casebook.store.queries.audit import CaseMoney
from casebook.words import say

# More dossiers than this no auditor reads, and no zip should hold.
MOST = 500
_INDEX = (
    Column("file", "audit.file"),
    Column("bytes", "audit.bytes", Kind.NUMBER),
    Column("sha256", "audit.sha256"),
)
_SAMPLE = (
    Column("case", "closing.head_by_case"),
    Column("debtor", "closing.head_by_debtor"),
    Column("layer", "audit.layer", Kind.NUMBER),
    Column("open", "closing.head_open", Kind.MONEY),
    Column("moved", "audit.moved", Kind.MONEY),
    Column("file", "audit.file"),
)


class Asked(NamedTuple):
    """The period, the seed and the size of the sample, and the day on which the pack is made."""

    since: date
    until: date
    seed: int
    size: int
    day: date


def write_to(database: Database, asked: Asked, language: str, path: Path) -> None:
    """Write the pack to a path, whole or not at all and never over a file that is there. Raises `InputError`."""
    check(asked)
    try:
        with beside(path) as part:
            _write(database, asked, language, part.file)
            part.put()
    except OSError as error:
        raise InputError("dossier.not_written", file=str(path), reason=error.strerror or "") from None


def write_new(database: Database, asked: Asked, language: str, folder: Path) -> Path:
    """Write the pack to a new file in a folder and return its path. Raises `InputError`."""
    check(asked)
    stem = f"{say('audit.stem', {}, language)}-{asked.since.isoformat()}-{asked.until.isoformat()}-{asked.seed}"
    return stream_new(folder, stem, ".zip", lambda file: _write(database, asked, language, file))


def sampled(database: Database, asked: Asked) -> list[int]:
    """Return the cases whose dossiers are in the pack, as they were drawn."""
    known = _known(database, asked)
    return [known[one.number].case_id for one in _drawn(known, asked)]


def check(asked: Asked) -> None:
    """Raise `InputError` for a period that ends before it begins, and for a sample that is none or too large."""
    if asked.since > asked.until:
        raise InputError("audit.order", first=asked.since, last=asked.until)
    if not 0 < asked.size <= MOST:
        raise InputError("audit.size", size=asked.size, most=MOST)


def _write(database: Database, asked: Asked, language: str, file: BinaryIO) -> None:
    listed: list[tuple[str, int, str]] = []
    with database.snapshot(), ZipFile(file, "w", ZIP_DEFLATED, compresslevel=6) as packed:
        for name, bytes_ in _files(database, asked, language):
            put(packed, name, bytes_)
            listed.append((name, len(bytes_), sha256(bytes_).hexdigest()))
        put(packed, "index.csv", csv_text(Sheet(_INDEX, listed), language).encode("utf-8-sig"))


def _files(database: Database, asked: Asked, language: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the pack with their names, one at a time."""
    yield "README.txt", _method(asked, language).encode()
    known = _known(database, asked)
    rows = []
    for one in _drawn(known, asked):
        row, name = known[one.number], f"dossiers/{one.number}.zip"
        rows.append((one.number, row.debtor, one.layer, row.open_cents, row.moved_cents, name))
        yield name, content(database, row.case_id, asked.until, language)
    yield "sample.csv", csv_text(Sheet(_SAMPLE, rows), language).encode("utf-8-sig")
    for name, sheet in tables.every(database, asked.since, asked.until, asked.day, language):
        yield f"{name}.csv", csv_text(sheet, language).encode("utf-8-sig")


def _known(database: Database, asked: Asked) -> dict[str, CaseMoney]:
    return {row.number: row for row in audit.cases(database, asked.since, asked.until)}


def _drawn(known: Mapping[str, CaseMoney], asked: Asked) -> list[Drawn]:
    return sample([Candidate(row.number, row.open_cents) for row in known.values()], asked.seed, asked.size)


def _method(asked: Asked, language: str) -> str:
    told = {**asked._asdict(), "seed": str(asked.seed)}
    lines = [say(f"audit.method_{at}", told, language) for at in range(1, 7)]
    return "\n\n".join(lines) + "\n"
