"""`casebook import register`: files of the insolvency register; tells what is of debtors of ours and what was left."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from casebook.cli.opening import Asked, Progress, login, opened
from casebook.cli.output import json_text
from casebook.domain.insolvency.register_match import CONFIDENCE
from casebook.jobs import register
from casebook.jobs.register import Import, Report
from casebook.store.people import actor_for, today
from casebook.words import say

_COUNTS = ("added", "changed", "known", "others", "forgotten", "references", "nothing")


def run(asked: Asked) -> int:
    """Import files; returns 0, also where proceedings were left: the report names them. Raises `CasebookError`."""
    options, language = asked.options, asked.language
    progress = Progress()

    def told(stage: str, done: int, of: int) -> None:
        progress(say(f"register_import.progress.{stage}", {"done": done, "of": of}, language))

    try:
        with opened(asked.address) as database:
            day = today(database)
            actor = actor_for(database, login(), day)
            paths = [Path(file) for file in options.files]
            reports = register.run(Import(database, actor, day, paths, options.dry_run, told))
    finally:
        progress.done()
    if options.json:
        print(json_text({"files": [_contract(report, language) for report in reports]}))
    else:
        for report in reports:
            print("\n".join(_lines(report, language, dry_run=options.dry_run)))
    return 0


def _lines(report: Report, language: str, *, dry_run: bool) -> Iterator[str]:
    said = {"file": report.file, "count": report.proceedings}
    yield say("register_import.would" if dry_run else "register_import.done", said, language)
    for name in _COUNTS:
        if count := getattr(report, name):
            yield "  " + say(f"register_import.count.{name}", {"count": count}, language)
    for one in report.matched:
        if one.added or one.changed:
            told = {"number": one.number, "by": f"insolvency_match_{one.by}", "sure": CONFIDENCE[one.by]}
            yield "  " + say("register_import.matched", {**told, "count": one.added + one.changed}, language)
    if report.unknown:
        yield "  " + say("register_import.unknown", {"codes": ", ".join(report.unknown)}, language)
    for fault in report.faults:
        yield "  " + say(fault.code, fault.parameters, language)
    if more := report.left - len(report.faults):
        yield "  " + say("register_import.left_more", {"count": more}, language)


def _contract(report: Report, language: str) -> dict[str, Any]:
    return {name: getattr(report, name) for name in ("file", "proceedings", *_COUNTS, "left")} | {
        "matched": [one._asdict() | {"confidence": CONFIDENCE[one.by]} for one in report.matched],
        "unknown": list(report.unknown),
        "faults": [
            {"code": one.code, **one.parameters, "what": say(one.code, one.parameters, language)}
            for one in report.faults
        ],
    }
