"""Importing a list of receivables: read to its end first, then written chunk by chunk, each whole in itself."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.limitation.facts import UNKNOWN_KIND
from casebook.domain.receivable import Item
from casebook.errors import InputError, Refused
from casebook.exchange import profile_reading as profiles
from casebook.exchange import receivables
from casebook.exchange.profile import Profile
from casebook.exchange.reason import Reason, content_key
from casebook.jobs.import_report import Report
from casebook.jobs.importing import Import, Progress, digest, made_anew
from casebook.store import import_runs, runs
from casebook.store.database import Database
from casebook.store.receivables import Told

# So many rows are written in one transaction, which others wait for.
CHUNK = 800


def load_profile(database: Database, named: str) -> Profile:
    """Return a profile that is shipped, or the one in a file. Raises `InputError`."""
    return profiles.load(named, [*database.law.limitation.kinds, UNKNOWN_KIND])


def run(asked: Import) -> Report:
    """Import a list: new claims come in, what it says otherwise is proposed, what is absent stays open.

    The same list twice is the list once; a run that was killed is finished by running it again. Raises `InputError`
    where the file cannot be read to its end, `Refused` for a much shorter list that nobody confirmed, and with
    `strict` for any row that is refused: then nothing was written.
    """
    database, actor, day, path, profile, options, progress = asked
    report, listed = _read_through(path, profile, progress)
    rules = profile.receivables
    assert rules is not None
    if options.strict and report.refused:
        first = next(reason for reason in report.reasons if not reason.skipped)
        raise Refused("import.strict", source=HOUSE_RULE, count=report.refused, line=first.line)
    before = import_runs.items_before(database, profile.name)
    if rules.complete and not options.confirm and report.items * 100 < before * rules.shorter_than_percent:
        raise Refused("import.shorter", source=HOUSE_RULE, items=report.items, before=before)
    file = runs.File(path.name, digest(path), profile.name)
    recognise = import_runs.Recognise(
        profile.team, "kvk" in rules.recognise_also, "name_postcode" in rules.recognise_flags
    )
    start = import_runs.Start(file, frozenset(listed.creditors), recognise, rules.complete)
    if options.dry_run:
        for chunk in _chunks(path, profile):
            report.add(import_runs.try_out(database, actor, day, start, chunk))
        return report
    under_way = import_runs.begin(database, actor, day, start)
    report.new_creditors = under_way.new_creditors
    for chunk in _chunks(path, profile):
        report.add(import_runs.write(database, actor, day, under_way, chunk))
        progress("write", report.added + report.unchanged, report.items)
    if rules.complete and not report.refused:
        # A row that could not be read may be the very item that seems to be absent.
        listed.sort(under_way.source.creditors)
        report.absent = import_runs.absent(database, actor, day, under_way, listed.has)
    for done in made_anew(database, day):
        progress("derive", done, report.added)
    counts = {name: getattr(report, name) for name in ("added", "unchanged", "skipped", "refused")}
    counts |= {"rows": report.items, "proposed": report.proposed + report.absent}
    runs.end(database, actor, day, under_way, counts)
    import_runs.take_over(database, under_way)
    return report


class _Listed:
    """Which items a list has, 8 bytes each, and which entities they are owed to."""

    def __init__(self) -> None:
        self.creditors: set[str] = set()
        self._keys = array("Q")
        self._codes: dict[int, str] = {}

    def add(self, item: Item) -> None:
        self.creditors.add(item.creditor)
        self._keys.append(_hashed(item.creditor, item.invoice_number))

    def sort(self, creditors: Mapping[str, int]) -> None:
        """Make `has` ready; `creditors` are the entities by code."""
        self._codes = {creditor_id: code for code, creditor_id in creditors.items()}
        self._keys = array("Q", sorted(self._keys))

    def has(self, creditor_id: int, number: str) -> bool:
        """Tell whether the list has an item."""
        key = _hashed(self._codes[creditor_id], number)
        place = bisect_left(self._keys, key)
        return place < len(self._keys) and self._keys[place] == key


def _hashed(creditor: str, number: str) -> int:
    return hash((creditor, number)) & 0xFFFF_FFFF_FFFF_FFFF


def _read_through(path: Path, profile: Profile, progress: Progress) -> tuple[Report, _Listed]:
    """Read the list to its end: what is wrong with it is known before anything is written."""
    report, listed = Report(), _Listed()
    for row in receivables.read(path, profile):
        if isinstance(row, Reason):
            report.note(row)
        else:
            report.items += 1
            listed.add(row)
        if (report.items + report.refused) % CHUNK == 0:
            progress("read", report.items, 0)
    if not report.items and not report.skipped and report.refused:
        first = report.reasons[0]
        reason = (first.code, first.parameters)
        raise InputError("import.nothing", file=str(path), count=report.refused, line=first.line, reason=reason)
    return report, listed


def _chunks(path: Path, profile: Profile) -> Iterator[list[Told]]:
    told = (Told(row, content_key(row)) for row in receivables.read(path, profile) if isinstance(row, Item))
    while chunk := list(islice(told, CHUNK)):
        yield chunk
