"""Importing files of the insolvency register: what is of a party of ours waits for a person, the rest is not kept.

The same files come to the same, once or twice, in whatever order. All are read to their end before anything is written,
and then proceeding by proceeding, so that a file may be of any size; a run that was killed is finished by running it
again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
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
# So many proceedings are held, and looked up, at a time; so many are written in one transaction, which others wait for.
HELD, CHUNK = 500, 10
# So many that were left are told one by one.
MOST_TOLD = 100


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
    which only a reference is there, `unknown` the codes that have no meaning and are notes. Of those that were left
    `left` is how many, and `faults` says why of the first.
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
    left: int = 0
    faults: list[Fault] = field(default_factory=list)

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
        answers.append((path, reading.survey(path)))
        asked.progress("read", place, len(asked.paths))
    return [_imported(asked, path, answer) for path, answer in answers]


def _imported(asked: Import, path: Path, answer: Answer) -> Report:
    report = Report(path.name, answer.proceedings, references=answer.references, nothing=answer.nothing)
    unknown: set[str] = set()
    done = 0
    for some in _held(reading.each(path)):
        found = [one for one in some if isinstance(one, Registered)]
        _leave(report, [one for one in some if isinstance(one, Fault)])
        unknown |= {each.code for one in found for each in one.publications} - MEANINGS.keys()
        _bring(asked, report, found)
        done += len(some)
        asked.progress("write", done, answer.proceedings)
    report.unknown = tuple(sorted(unknown))
    if not asked.dry_run and (report.added or report.changed):
        _record(asked, path, report)
    return report


def _held(found: Iterator[Registered | Fault]) -> Iterator[list[Registered | Fault]]:
    while some := list(islice(found, HELD)):
        yield some


def _leave(report: Report, faults: Sequence[Fault]) -> None:
    report.left += len(faults)
    report.faults += faults[: MOST_TOLD - len(report.faults)]


def _bring(asked: Import, report: Report, found: Sequence[Registered]) -> None:
    """Keep what is of parties of ours; what may be shown no longer is not."""
    shown = [one for one in found if one.visible_until is None or one.visible_until >= asked.day]
    report.forgotten += len(found) - len(shown)
    matched = [(one, of) for one, of in zip(shown, register_matching.parties(asked.database, shown), strict=True) if of]
    report.others += len(shown) - len(matched)
    for start in range(0, len(matched), CHUNK):
        for of, one, kept in _written(asked, matched[start : start + CHUNK]):
            report.add(of, one, kept)


def _written(
    asked: Import, some: Sequence[tuple[Registered, Sequence[Matched]]]
) -> list[tuple[Matched, Registered, Kept]]:
    database, day = asked.database, asked.day

    def work() -> list[tuple[Matched, Registered, Kept]]:
        with database.peewee.atomic() as savepoint:
            kept = [(of, one, register_copies.keep(database, of, one, day)) for one, all_ in some for of in all_]
            if asked.dry_run:
                savepoint.rollback()
        return kept

    return database.transact(work)


def _record(asked: Import, path: Path, report: Report) -> None:
    """Record in the log that a file brought something: not what it says, which is to be forgotten in time."""

    database, actor, day = asked.database, asked.actor, asked.day

    def begun() -> runs.Run:
        tx = Transaction(database, actor, day)
        under_way = runs.Run(runs.find_or_add(tx, KIND, runs.File(path.name, digest(path), "")), COMMAND)
        under_way.finish(tx, file=path.name)
        return under_way

    counts = {"rows": report.proceedings, "added": report.added, "unchanged": report.known, "proposed": report.changed}
    counts |= {"skipped": report.others + report.forgotten, "refused": report.left}
    runs.end(database, actor, day, database.transact(begun), counts)
