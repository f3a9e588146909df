"""`casebook import`: lists and history from files; what did not come in is told row by row."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from casebook.cli import import_agency, import_bank, import_invoices, import_post, import_register
from casebook.cli.opening import Asked, Progress, login, opened
from casebook.cli.output import json_text
from casebook.exchange.reason import Reason
from casebook.jobs import history, receivables
from casebook.jobs.import_report import Report
from casebook.jobs.importing import Import, Options
from casebook.store.people import actor_for, today
from casebook.words import say

# What is read in a way of its own.
_OWN: Mapping[str, Callable[[Asked], int]] = {
    **dict.fromkeys(("agency-report", "agency-list"), import_agency.run),
    "bank": import_bank.run,
    "invoices": import_invoices.run,
    "post": import_post.run,
    "register": import_register.run,
}


def run(asked: Asked) -> int:
    """Import a file; returns 0, also where rows were refused: the report names them. Raises `CasebookError`."""
    options, language = asked.options, asked.language
    if (own := _OWN.get(options.subject)) is not None:
        return own(asked)
    progress = Progress()

    def told(stage: str, done: int, of: int) -> None:
        progress(say(f"import.progress.{stage}", {"done": done, "of": of}, language))

    how = Options(options.dry_run, options.strict, getattr(options, "confirm", False))
    try:
        with opened(asked.address) as database:
            day = today(database)
            actor = actor_for(database, login(), day)
            profile = receivables.load_profile(database, options.profile)
            wanted = Import(database, actor, day, Path(options.file), profile, how, told)
            listed = options.subject == "receivables"
            report = receivables.run(wanted) if listed else history.run(wanted, options.kind)
    finally:
        progress.done()
    if options.json:
        print(json_text(_contract(report, language)))
    else:
        print("\n".join(_lines(report, language, dry_run=options.dry_run)))
    return 0


def _lines(report: Report, language: str, *, dry_run: bool) -> Iterator[str]:
    yield say("import.would" if dry_run else "import.done", {"count": report.items}, language)
    for name in ("added", "unchanged", "proposed", "absent", "rated", "skipped", "refused"):
        if count := getattr(report, name):
            yield "  " + say(f"import.count.{name}", {"count": count}, language)
    if report.new_creditors:
        yield "  " + say("import.new_creditors", {"codes": report.new_creditors}, language)
    for reason in report.reasons:
        yield "  " + _said(reason, language)
    left = report.skipped + report.refused - len(report.reasons)
    if left > 0:
        yield "  " + say("import.more_reasons", {"count": left}, language)


def _said(reason: Reason, language: str) -> str:
    line = say("import.line", {"line": reason.line}, language)
    return f"{line} {say(reason.code, reason.parameters, language)}"


def _contract(report: Report, language: str) -> dict[str, Any]:
    names = ("items", "added", "unchanged", "proposed", "absent", "rated", "skipped", "refused")
    return {name: getattr(report, name) for name in names} | {
        "new_creditors": list(report.new_creditors),
        "reasons": [
            {"line": reason.line, "code": reason.code, "what": say(reason.code, reason.parameters, language)}
            for reason in report.reasons
        ],
    }
