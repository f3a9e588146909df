"""`casebook import agency-report` and `agency-list`: what files of agencies tell, and what was left out and why."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from casebook.cli.opening import Asked, Progress, login, opened
from casebook.cli.output import json_text
from casebook.domain.placements.inventory import Difference, DifferenceKind
from casebook.errors import InputError
from casebook.exchange.agencies import profile as profiles
from casebook.exchange.reason import Reason
from casebook.jobs import agency_list, agency_reports
from casebook.jobs.import_report import Report
from casebook.store import agency_runs
from casebook.store.people import actor_for, today
from casebook.words import say

# So many differences are told; all of them stand in the list of the app.
_MOST = 50


def run(asked: Asked) -> int:
    """Import a file of an agency; returns 0, also where rows were refused. Raises `CasebookError`."""
    options, language = asked.options, asked.language
    progress = Progress()

    def told(stage: str, done: int, of: int) -> None:
        progress(say(f"import.progress.{stage}", {"done": done, "of": of}, language))

    try:
        with opened(asked.address) as database:
            day = today(database)
            actor = actor_for(database, login(), day)
            agency = agency_runs.find_agency(database, options.agency)
            of_agency = agency.report_profile if options.subject == "agency-report" else agency.inventory_profile
            named = options.profile or of_agency
            if not named:
                raise InputError("agency_file.no_profile", name=agency.name, names=profiles.names())
            profile, path, as_of = profiles.load(named), Path(options.file), options.as_of or day
            if as_of > day:
                raise InputError("agency_file.ahead", on=as_of, today=day)
            if options.subject == "agency-report":
                wanted = agency_reports.Import(
                    database, actor, day, path, profile, agency, options.as_of, options.dry_run, told
                )
                lines, contract = _of_reports(agency_reports.run(wanted), language, dry_run=options.dry_run)
            else:
                listed = agency_list.Import(database, actor, day, path, profile, agency, as_of, options.dry_run, told)
                lines, contract = _of_list(agency_list.run(listed), language, as_of)
    finally:
        progress.done()
    print(json_text(contract) if options.json else "\n".join(lines))
    return 0


def _of_reports(report: Report, language: str, *, dry_run: bool) -> tuple[list[str], dict[str, Any]]:
    lines = [say("import.would" if dry_run else "import.done", {"count": report.items}, language)]
    names = ("added", "unchanged", "refused")
    lines += [
        "  " + say(f"import.count.{name}", {"count": count}, language)
        for name in names
        if (count := getattr(report, name))
    ]
    lines += _reasons(report, language)
    counts = {name: getattr(report, name) for name in ("items", *names)}
    return lines, counts | {"reasons": _plain_reasons(report, language)}


def _of_list(held: agency_list.Held, language: str, as_of: date) -> tuple[list[str], dict[str, Any]]:
    if held.compared is None:
        return [say("agency_file.again", {"on": as_of}, language)], {"again": True}
    compared, report = held.compared, held.report
    counts = Counter(one.kind for one in compared.differences)
    numbers = {"ours": compared.ours, "theirs": compared.theirs, "matched": compared.matched}
    lines = [say("agency_file.list_done", {**numbers, "on": as_of}, language)]
    lines += [
        "  " + say(f"agency_file.count.{kind}", {"count": counts[kind]}, language)
        for kind in DifferenceKind
        if counts[kind]
    ]
    if not compared.differences:
        lines.append("  " + say("agency_file.no_difference", {}, language))
    lines += [f"  {_said(one, language)}" for one in compared.differences[:_MOST]]
    if (more := len(compared.differences) - _MOST) > 0:
        lines.append("  " + say("agency_file.more_differences", {"count": more}, language))
    if report.refused:
        lines.append("  " + say("agency_file.unread", {"count": report.refused}, language))
    lines += _reasons(report, language)
    contract = {**numbers, "again": False, "differences": [_plain(one) for one in compared.differences]}
    return lines, contract | {"refused": report.refused, "reasons": _plain_reasons(report, language)}


def _said(one: Difference, language: str) -> str:
    parameters = {
        "number": one.number or one.reference,
        "name": one.name,
        "ours": one.ours,
        "theirs": one.theirs,
        "state": one.state and f"their_state_{one.state}",
    }
    code = f"agency_file.difference.{one.kind}"
    if one.kind is DifferenceKind.STATE and one.state is None:
        code = "agency_file.difference.listed_still"
    return say(code, parameters, language)


def _plain(one: Difference) -> dict[str, Any]:
    plain = one._asdict()
    for name in ("ours", "theirs"):
        cents = plain[name]
        plain[name] = None if cents is None else f"{cents // 100}.{cents % 100:02}"
    return plain


def _reasons(report: Report, language: str) -> Iterator[str]:
    for reason in report.reasons:
        yield "  " + _reason(reason, language)
    left = report.refused - len(report.reasons)
    if left > 0:
        yield "  " + say("import.more_reasons", {"count": left}, language)


def _reason(reason: Reason, language: str) -> str:
    line = say("import.line", {"line": reason.line}, language)
    return f"{line} {say(reason.code, reason.parameters, language)}"


def _plain_reasons(report: Report, language: str) -> list[dict[str, Any]]:
    return [
        {"line": reason.line, "code": reason.code, "what": say(reason.code, reason.parameters, language)}
        for reason in report.reasons
    ]
