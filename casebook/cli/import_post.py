"""`casebook import post`: letters and mail from files and folders; tells what became of each."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from casebook.cli.opening import Asked, Progress, login, opened
from casebook.cli.output import json_text
from casebook.errors import InputError
from casebook.jobs import post
from casebook.jobs.post import Became, FileReport
from casebook.store.people import actor_for, today
from casebook.words import say


def run(asked: Asked) -> int:
    """Take in files; returns 0, also where some were left: the report names them. Raises `CasebookError`."""
    options, language = asked.options, asked.language
    progress = Progress()

    def told(stage: str, done: int, of: int) -> None:
        progress(say(f"post_import.progress.{stage}", {"done": done, "of": of}, language))

    try:
        with opened(asked.address) as database:
            day = today(database)
            actor = actor_for(database, login(), day)
            paths = [Path(path) for path in options.paths] or _folder(asked)
            reports = post.import_post(database, actor, day, paths, dry_run=options.dry_run, progress=told)
    finally:
        progress.done()
    if options.json:
        print(json_text([_contract(report) for report in reports]))
    else:
        print("\n".join(lines(reports, language, dry_run=options.dry_run)))
    return 0


def _folder(asked: Asked) -> list[Path]:
    """Return the folder that post comes in by. Raises `InputError` where none was chosen."""
    if asked.chosen.post is None:
        raise InputError("post_import.no_folder", file=str(asked.chosen.file))
    return [asked.chosen.post]


def lines(reports: Sequence[FileReport], language: str, *, dry_run: bool = False) -> Iterator[str]:
    """Yield what became of files: how many are new, each of them, and each that was left."""
    new = [report for report in reports if report.became is Became.NEW]
    known = sum(report.became is Became.KNOWN for report in reports)
    yield say("post_import.would" if dry_run else "post_import.done", {"count": len(new)}, language)
    for report in new:
        yield "  " + _line(report, language)
    if known:
        yield "  " + say("post_import.known", {"count": known}, language)
    for report in reports:
        if report.became is Became.LEFT:
            yield "  " + say(report.code, report.parameters, language)


def _line(report: FileReport, language: str) -> str:
    told = {"file": report.file, "number": report.number, "sure": report.confidence}
    line = say("post_import.for_case" if report.method else "post_import.for_none", told, language)
    if report.parts:
        line += say("post_import.with_parts", {"count": report.parts}, language)
    if report.unread is not None:
        line += " · " + say(f"post.unread.{report.unread.value}", {}, language)
    return line


def _contract(report: FileReport) -> dict[str, Any]:
    names = ("file", "became", "item_id", "unread", "parts", "number", "method", "confidence", "code")
    return {name: getattr(report, name) for name in names}
