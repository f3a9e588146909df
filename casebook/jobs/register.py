"""Importing files of the insolvency register: what is of a party of ours waits for a person, the rest is not kept.

The same files come to the same, once or twice, in whatever order. All are read before anything is written; a run that
was killed is finished by running it again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from casebook.domain.insolvency.facts import Match
from casebook.domain.insolvency.register import Registered
from casebook.domain.insolvency.register_codes import MEANINGS
from casebook.exchange.register import reading
from casebook.exchange.register.reading import Answer, Fault
from casebook.jobs.importing import Progress, digest
from casebook.store import register_copies, register_matching, runs
from casebook.store.database import Database
from casebook.store.register_copies import Kept
from casebook.store.register_matching import Matched
from casebook.store.transaction import Actor, Transaction
from casebook.text import typed_path

KIND, COMMAND = "register", "import.register"
# So many proceedings are written in one transaction, which others wait for.
CHUNK = 50


class Import(NamedTuple):
    """Files that somebody brings in on a day, and who is told how far it is."""

    database: Database
    actor: Actor
    day: date
    paths: Sequence[Path]
    dry_run: bool = False
    progress: Progress = lambda _stage, _done, _of: None


class Found(NamedTuple):
    """A proceeding that is of a party of ours: its number, by what that is known, and what is new of it."""

    number: str
    party_id: int
    by: Match
    added: int
    changed: int


@dataclass(slots=True)
class Report:
    """What became of a file.

    `others` are proceedings of nobody we know, `forgotten` those that may be shown no longer, `references` those of
    which only a reference is there, `unknown` the codes that have no meaning and are notes.
    """

    file: str
    proceedings: int = 0
    added: int = 0
    changed: int = 0
    known: int = 0
    others: int = 0
    forgotten: int = 0
    references: int = 0
    nothing: int = 0
    matched: list[Found] = field(default_factory=list)
    unknown: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    def add(self, matched: Matched, found: Registered, kept: Kept) -> None:
        """Count what was kept of a proceeding."""
        self.added += kept.added
        self.changed += kept.changed
        self.known += kept.known
        self.matched.append(Found(found.number, matched.party_id, matched.by, kept.added, kept.changed))


def run(asked: Import) -> list[Report]:
    """Import files and return what became of each. Raises `InputError` for a file that cannot be read: then nothing is.

    A proceeding in which something is wrong is left, and named with the field; the others come in.
    """
    runs.check_role(asked.actor)
    answers = []
    for place, path in enumerate(map(typed_path, asked.paths), 1):
        answers.append((path, reading.read(path)))
        asked.progress("read", place, len(asked.paths))
    return [_imported(asked, path, answer) for path, answer in answers]


def _imported(asked: Import, path: Path, answer: Answer) -> Report:
    report = Report(
        path.name,
        proceedings=len(answer.found) + len(answer.faults),
        references=answer.references,
        nothing=answer.nothing,
        faults=answer.faults,
    )
    codes = {one.code for found in answer.found for one in found.publications}
    report.unknown = tuple(sorted(codes - MEANINGS.keys()))
    done = 0
    for chunk in _chunks(answer.found):
        for matched, found, kept in _written(asked, report, chunk):
            report.add(matched, found, kept)
        done += len(chunk)
        asked.progress("write", done, len(answer.found))
    if not asked.dry_run and (report.added or report.changed):
        _record(asked, path, report)
    return report


def _written(asked: Import, report: Report, chunk: Sequence[Registered]) -> list[tuple[Matched, Registered, Kept]]:
    """Keep what is of parties of ours; what may be shown no longer is not."""
    database, day = asked.database, asked.day
    shown = [one for one in chunk if one.visible_until is None or one.visible_until >= day]
    report.forgotten += len(chunk) - len(shown)

    def work() -> list[tuple[Matched, Registered, Kept]]:
        with database.peewee.atomic() as savepoint:
            kept = [
                (matched, one, register_copies.keep(database, matched, one, day))
                for one in shown
                for matched in register_matching.parties(database, one)
            ]
            if asked.dry_run:
                savepoint.rollback()
        return kept

    found = database.transact(work)
    report.others += len({one.number for one in shown} - {one.number for _, one, _ in found})
    return found


def _chunks(found: Sequence[Registered]) -> Iterator[Sequence[Registered]]:
    for start in range(0, len(found), CHUNK):
        yield found[start : start + CHUNK]


def _record(asked: Import, path: Path, report: Report) -> None:
    """Record in the log that a file brought something: not what it says, which is to be forgotten in time."""

    database, actor, day = asked.database, asked.actor, asked.day

    def begun() -> runs.Run:
        tx = Transaction(database, actor, day)
        under_way = runs.Run(runs.find_or_add(tx, KIND, runs.File(path.name, digest(path), "")), COMMAND)
        under_way.finish(tx, file=path.name)
        return under_way

    counts = {"rows": report.proceedings, "added": report.added, "unchanged": report.known, "proposed": report.changed}
    counts |= {"skipped": report.others + report.forgotten, "refused": len(report.faults)}
    runs.end(database, actor, day, database.transact(begun), counts)
