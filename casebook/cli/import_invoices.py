"""`casebook import invoices`: electronic invoices; tells what became of each, and which are of no claim of ours."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from casebook.cli.opening import Asked, Progress, login, opened
from casebook.cli.output import json_text
from casebook.jobs import invoices
from casebook.jobs.invoices import Became, FileReport, Import
from casebook.store.invoices import Taken
from casebook.store.people import actor_for, today
from casebook.words import say

_OF_NOTHING = (Became.NO_CLAIM, Became.SEVERAL, Became.NO_ENTITY)


def run(asked: Asked) -> int:
    """Import files; returns 0, also where some were left: the report names them. Raises `CasebookError`."""
    options, language = asked.options, asked.language
    progress = Progress()

    def told(stage: str, done: int, of: int) -> None:
        progress(say(f"invoice_import.progress.{stage}", {"done": done, "of": of}, language))

    try:
        with opened(asked.address) as database:
            day = today(database)
            actor = actor_for(database, login(), day)
            paths = [Path(path) for path in options.paths]
            reports = invoices.run(Import(database, actor, day, paths, options.dry_run, told))
    finally:
        progress.done()
    if options.json:
        print(json_text({"files": [_contract(report, language) for report in reports]}))
    else:
        print("\n".join(_lines(reports, language, dry_run=options.dry_run)))
    return 0


def _lines(reports: Sequence[FileReport], language: str, *, dry_run: bool) -> Iterator[str]:
    taken = [(one, one.taken) for one in reports if one.taken is not None]
    new = [(one, found) for one, found in taken if found.became is Became.TAKEN]
    yield say("invoice_import.would" if dry_run else "invoice_import.done", {"count": len(new)}, language)
    for report, found in new:
        said = {"number": report.number, "claim": found.claim, "case": found.case}
        yield "  " + say(f"invoice_import.{report.kind}", said, language)
        yield from (f"    {one}" for one in _told(found, language))
    if known := sum(found.became is Became.KNOWN for _, found in taken):
        yield "  " + say("invoice_import.known", {"count": known}, language)
    for report, found in taken:
        if found.became in _OF_NOTHING:
            said = {"file": report.file, "number": report.number, "name": report.supplier}
            yield "  " + say(f"invoice_import.{found.became}", said, language)
    for report in reports:
        if report.code:
            yield "  " + say(report.code, report.parameters, language)


def _told(found: Taken, language: str) -> Iterator[str]:
    """Yield what was filled in at a claim, what waits, and why its VAT was not filled in."""
    if found.rated:
        yield say("invoice_import.rated", {}, language)
    if found.filled:
        names = [say(f"word.column_{name}", {}, language) for name in found.filled]
        yield say("invoice_import.filled", {"names": names}, language)
    if found.proposed:
        yield say("invoice_import.proposed", {"count": found.proposed}, language)
    if found.unrated:
        yield say(found.unrated, {}, language)


def _contract(report: FileReport, language: str) -> dict[str, Any]:
    told: dict[str, Any] = {"file": report.file, "number": report.number, "kind": report.kind}
    found = report.taken
    if found is None:
        return told | {"became": "left", "code": report.code, "what": say(report.code, report.parameters, language)}
    names = ("became", "case", "claim", "rated", "filled", "proposed", "unrated")
    return told | {name: getattr(found, name) for name in names}
