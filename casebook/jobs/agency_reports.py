"""Bringing in the reports of an agency from a file: read to its end first, then written chunk by chunk."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from casebook.domain.placements.known import Known, OurList
from casebook.domain.placements.told import ToldReport
from casebook.errors import InputError
from casebook.exchange.agencies import reading
from casebook.exchange.agencies.profile import AgencyProfile
from casebook.exchange.reason import Reason, content_key
from casebook.jobs.import_report import Report
from casebook.jobs.importing import Progress, digest, made_anew
from casebook.store import agency_placements, agency_reports, runs
from casebook.store.agency_reports import Told
from casebook.store.agency_runs import AgencyRow
from casebook.store.database import Database
from casebook.store.runs import File
from casebook.store.transaction import Actor

# So many reports are written in one transaction, which others wait for.
CHUNK = 50


class Import(NamedTuple):
    """A file of reports that somebody brings in, how it is read, and who is told how far it is.

    `as_of` is the day of a row that names none; None for today, or for the day on which the same file came in first.
    """

    database: Database
    actor: Actor
    day: date
    path: Path
    profile: AgencyProfile
    agency: AgencyRow
    as_of: date | None = None
    dry_run: bool = False
    progress: Progress = lambda _stage, _done, _of: None


def run(asked: Import) -> Report:
    """Import reports of placements; each comes in once, and nothing is booked for what an agency says it received.

    A row that names no placement of this agency, or more than one, is left out with its reason. Raises `InputError`
    where the file cannot be read to its end.
    """
    database, actor, day, path, profile = asked.database, asked.actor, asked.day, asked.path, asked.profile
    file = File(path.name, digest(path), profile.name)
    as_of = asked.as_of or agency_reports.first_day(database, file.sha256) or day
    with database.snapshot():
        ours = agency_placements.with_agency(database, asked.agency.id, day)
    report = Report()
    told = list(_told(asked, as_of, ours, report))
    report.reasons.sort(key=lambda reason: reason.line)
    if not told and report.refused:
        first = report.reasons[0]
        reason = (first.code, first.parameters)
        raise InputError("import.nothing", file=str(path), count=report.refused, line=first.line, reason=reason)
    if asked.dry_run:
        report.unchanged = len(agency_reports.there(database, [one.key for one in told]))
        report.added = len({one.key for one in told}) - report.unchanged
        return report
    under_way = agency_reports.begin(database, actor, day, file)
    for chunk in _chunks(told):
        written = agency_reports.write(database, actor, day, under_way, chunk)
        report.added += written.added
        report.unchanged += written.unchanged
        asked.progress("write", report.added + report.unchanged, report.items)
    for done in made_anew(database, day):
        asked.progress("derive", done, report.added)
    counts = {name: getattr(report, name) for name in ("added", "unchanged", "refused")}
    runs.end(database, actor, day, under_way, counts | {"rows": report.items})
    return report


def _told(asked: Import, as_of: date, ours: OurList, report: Report) -> Iterator[Told]:
    """Yield what each row tells of which placement, and note those that tell of none."""
    by_id = {own.placement_id: own for own in ours.placements}
    rows: list[ToldReport] = []
    for row in reading.reports(asked.path, asked.profile, as_of):
        if isinstance(row, Reason):
            report.note(row)
        else:
            rows.append(row)
    for row, placement_id in zip(rows, Known(ours).find([row.of for row in rows]), strict=True):
        if placement_id is None or by_id[placement_id].state is None:
            report.note(_unknown(row, asked.agency.name, sent=placement_id is None))
            continue
        report.items += 1
        yield Told(placement_id, row, f"{placement_id}:{content_key(row)}")


def _unknown(row: ToldReport, agency: str, *, sent: bool) -> Reason:
    code = "agency_file.row.unknown" if sent else "agency_file.row.not_sent"
    return Reason(row.line, code, {"number": row.of.number or row.of.reference, "agency": agency})


def _chunks(told: Sequence[Told]) -> Iterator[Sequence[Told]]:
    for start in range(0, len(told), CHUNK):
        yield told[start : start + CHUNK]
