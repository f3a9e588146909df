"""Holding the list of an agency against ours: read once to its end, compared in one pass, and what differs recorded."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from casebook.domain.placements.inventory import Compared, DifferenceKind, Theirs, compare
from casebook.errors import InputError
from casebook.exchange.agencies import reading
from casebook.exchange.agencies.profile import AgencyProfile
from casebook.exchange.reason import Reason
from casebook.jobs.import_report import Report
from casebook.jobs.importing import Progress, digest
from casebook.store import agency_lists, agency_placements, agency_runs
from casebook.store.agency_runs import AgencyRow
from casebook.store.database import Database
from casebook.store.runs import File
from casebook.store.transaction import Actor

_STEP = 1000


class Import(NamedTuple):
    """The list of an agency as of a day that somebody brings in, how it is read, and who is told how far it is."""

    database: Database
    actor: Actor
    day: date
    path: Path
    profile: AgencyProfile
    agency: AgencyRow
    as_of: date
    dry_run: bool = False
    progress: Progress = lambda _stage, _done, _of: None


class Held(NamedTuple):
    """What a list came to, and the lines that could not be read; `again`: this very list was brought in before.

    `compared` is None for a list of before.
    """

    report: Report
    compared: Compared | None
    again: bool


def run(asked: Import) -> Held:
    """Hold a list against ours as of its day and record what differs; nothing is closed or changed by it.

    While a line cannot be read it may be what seems to lack, so that nothing is said to be on our list only. Raises
    `InputError` where the file cannot be read to its end, `Refused` where a later list was brought in before.
    """
    with _uncollected():
        return _held(asked)


def _held(asked: Import) -> Held:
    file = File(asked.path.name, digest(asked.path), asked.profile.name)
    report = Report()
    if agency_runs.listed_before(asked.database, asked.agency.id, asked.as_of, file.sha256):
        return Held(report, None, again=True)
    inventory = asked.profile.inventory
    lines = list(_lines(asked, report))
    assert inventory is not None
    if not lines and report.refused:
        first = report.reasons[0]
        reason = (first.code, first.parameters)
        raise InputError("import.nothing", file=str(asked.path), count=report.refused, line=first.line, reason=reason)
    with asked.database.snapshot():
        ours = agency_placements.with_agency(asked.database, asked.agency.id, asked.as_of, inventory.compares)
    compared = compare(ours, lines, inventory.tolerance)
    if report.refused:
        certain = [one for one in compared.differences if one.kind is not DifferenceKind.ONLY_OURS]
        compared = compared._replace(differences=tuple(certain))
    if not asked.dry_run:
        listed = agency_lists.List(asked.agency.id, asked.as_of, file, compared, report.refused)
        agency_lists.record(asked.database, asked.actor, asked.day, listed)
    return Held(report, compared, again=False)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: nothing that is read is thrown away, and looking takes a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _lines(asked: Import, report: Report) -> Iterator[Theirs]:
    for row in reading.inventory(asked.path, asked.profile):
        if isinstance(row, Reason):
            report.note(row)
            continue
        report.items += 1
        if report.items % _STEP == 0:
            asked.progress("read", report.items, 0)
        yield row
