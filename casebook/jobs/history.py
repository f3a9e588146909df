"""Importing the past of an office: read to its end first, then written chunk by chunk, each whole in itself."""

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import islice, pairwise
from pathlib import Path

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.history import DebtorRef, Party, Record
from casebook.errors import InputError, Refused
from casebook.exchange.history import reading
from casebook.exchange.profile import Profile
from casebook.exchange.reason import Reason, content_key, refused
from casebook.jobs.import_report import Report
from casebook.jobs.importing import Import, Progress, digest, made_anew
from casebook.store import history, runs
from casebook.store.database import Database
from casebook.store.history import Told

# So many records are written in one transaction, which others wait for.
CHUNK = 100


def run(asked: Import, kind: str) -> Report:
    """Import a file with one kind of the past, a key of `exchange.history.KINDS`; each record comes in once.

    The same file twice is the file once, two alike records in one file are two; what names a claim or debtor that is
    not there is left out with its reason, and comes in when the file is imported again and it is there. A run that was
    killed is finished by running it again. Raises `InputError` where the file cannot be read to its end, and with
    `strict` `Refused` for any row that is refused: then nothing was written.
    """
    database, actor, day, path, profile, options, progress = asked
    report, alike, related = _read_through(database, kind, path, profile, progress)
    start = history.Start(kind, runs.File(path.name, digest(path), profile.name))
    if options.strict:
        _refuse(report)
    if options.strict or options.dry_run:
        tried = Report(report.items, skipped=report.skipped, refused=report.refused)
        tried.reasons, tried.by_code = list(report.reasons), report.by_code.copy()
        came = _Came(related)
        trying = start._replace(came_before=came.has)
        for chunk in _chunks(database, kind, path, profile, alike):
            written = history.try_out(database, actor, day, trying, chunk)
            came.add(chunk, written)
            _add(tried, written)
        if options.strict:
            _refuse(tried)
        if options.dry_run:
            return tried
    under_way = history.begin(database, actor, day, start)
    for chunk in _chunks(database, kind, path, profile, alike):
        _add(report, history.write(database, actor, day, under_way, chunk))
        progress("write", report.added + report.unchanged, report.items)
    for done in made_anew(database, day):
        progress("derive", done, report.added)
    counts = {name: getattr(report, name) for name in ("added", "unchanged", "skipped", "refused")}
    runs.end(database, actor, day, under_way, counts | {"rows": report.items})
    return report


class _Came:
    """Which of the debtors that parties of the file relate to would have come in with its chunks so far."""

    def __init__(self, related: Set[int]) -> None:
        self._related, self._there = related, set[int]()

    def add(self, chunk: Sequence[Told[Record]], written: history.Written) -> None:
        left = {one.line for one in written.left}
        came = {hash(one.debtor) for one, _ in chunk if isinstance(one, Party) and one.line not in left}
        self._there |= came & self._related

    def has(self, debtor: DebtorRef) -> bool:
        return hash(debtor) in self._there


def _refuse(report: Report) -> None:
    if report.refused:
        first = next(reason for reason in report.reasons if not reason.skipped)
        raise Refused("import.strict", source=HOUSE_RULE, count=report.refused, line=first.line)


def _add(report: Report, written: history.Written) -> None:
    """Count a chunk; a record that was left out is no longer one that can be used."""
    report.added += written.added
    report.unchanged += written.unchanged
    for left in written.left:
        report.items -= 1
        report.note(refused(left.line, left.error, skipped=left.payment_id is not None))


def _read_through(
    database: Database, kind: str, path: Path, profile: Profile, progress: Progress
) -> tuple[Report, frozenset[int], Set[int]]:
    """Read the file to its end and return what it comes to.

    Beside that, by their hashes, which records it has more than once, and to which debtors its parties relate.
    """
    report, hashes, related = Report(), array("q"), set[int]()
    for row in reading.read(kind, path, profile, database.law.limitation):
        if isinstance(row, Reason):
            report.note(row)
        else:
            report.items += 1
            hashes.append(hash(content_key(row)))
            if isinstance(row, Party) and row.relation:
                related.add(hash(row.relation.to))
        if (report.items + report.refused) % CHUNK == 0:
            progress("read", report.items, 0)
    if not report.items and report.refused:
        raise InputError("import.nothing", file=str(path), count=report.refused, line=report.reasons[0].line)
    return report, frozenset(one for one, other in pairwise(sorted(hashes)) if one == other), related


def _chunks(
    database: Database, kind: str, path: Path, profile: Profile, alike: frozenset[int]
) -> Iterator[list[Told[Record]]]:
    told = _told(database, kind, path, profile, alike)
    while chunk := list(islice(told, CHUNK)):
        yield chunk


def _told(database: Database, kind: str, path: Path, profile: Profile, alike: frozenset[int]) -> Iterator[Told[Record]]:
    """Yield the records with their keys: of alike ones the second, third … have a key of their own."""
    seen: Counter[str] = Counter()
    for row in reading.read(kind, path, profile, database.law.limitation):
        if isinstance(row, Reason):
            continue
        key = content_key(row)
        if hash(key) in alike:
            seen[key] += 1
        yield Told(row, f"{key}#{seen[key] or 1}")
