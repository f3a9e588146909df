"""`casebook export`: a list or a statement for another program, on standard output; lines for the books to a file."""

import sys
from datetime import date
from typing import TYPE_CHECKING, Any

from casebook.cli import (
    export_agencies,
    export_books,
    export_closing,
    export_comparison,
    export_deadlines,
    export_debits,
    export_dossier,
    export_figures,
    export_lists,
    export_log,
    export_person,
    export_review,
    export_vat,
)
from casebook.words import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping

    from casebook.cli.office_arguments import Shared
    from casebook.cli.opening import Asked
    from casebook.jobs.sheets import Sheet
    from casebook.store.database import Database
    from casebook.store.transaction import Actor

TABLES = ("csv", "xlsx", "json")
# What writes where it goes itself.
_SENT: "Mapping[str, Callable[[Database, Asked, Actor, date], int]]" = {
    export_books.JOURNAL: export_books.send,
    export_debits.DIRECT_DEBIT: export_debits.send,
    export_dossier.DOSSIER: export_dossier.send,
    export_closing.AUDIT: export_closing.pack,
    export_person.PERSON: export_person.send,
    export_vat.VAT: export_vat.send,
}
_COUNTED: "Mapping[str, Callable[[Database, Asked, date], bytes]]" = {
    export_figures.FIGURES: export_figures.content,
    export_comparison.COMPARISON: export_comparison.content,
}
_AS_AT: "Mapping[str, Callable[[Database, Asked, date], Sheet]]" = {
    export_books.RECONCILIATION: export_books.reconciled,
    export_agencies.PLACEMENTS_MONEY: export_agencies.sheet,
}
BY = ("cause", "month", "dispute")
ENDS = ("lessons", "outcomes")
# Disputes and the reports of Closing name debtors only in some of their forms.
_PERSONAL = frozenset(
    {*ENDS, export_review.REVIEW, export_books.RECONCILIATION, export_agencies.PLACEMENTS_MONEY, "statement"}
)


def add(commands: Any, shared: "Shared", language: str) -> None:
    """Add the command to a parser, with all its texts in `language`."""

    def said(code: str) -> str:
        return say(code, {}, language)

    about, parents = said("cli.export"), [shared.everywhere, shared.here]
    export = commands.add_parser("export", help=about, description=said("cli.export.long"), parents=parents)
    subjects = export.add_subparsers(dest="subject", metavar=said("cli.subject"), required=True)
    statement = subjects.add_parser(
        "statement",
        help=said("cli.export.statement"),
        description=said("cli.export.statement.long"),
        parents=parents,
    )
    statement.add_argument("case", metavar=said("cli.case"), help=said("cli.export.case"))
    statement.add_argument("--on", type=shared.day, metavar=said("cli.date"), help=said("cli.export.on"))
    statement.add_argument("--format", choices=(*TABLES, "pdf"), default="csv", help=said("cli.export.format"))
    disputes = subjects.add_parser(
        "disputes",
        help=said("cli.export.disputes"),
        description=said("cli.export.disputes.long"),
        parents=parents,
    )
    disputes.add_argument("--by", choices=BY, default="cause", help=said("cli.export.by"))
    disputes.add_argument(
        "--from", dest="since", type=shared.day, metavar=said("cli.date"), help=said("cli.export.from")
    )
    disputes.add_argument("--until", type=shared.day, metavar=said("cli.date"), help=said("cli.export.until"))
    disputes.add_argument("--format", choices=TABLES, default="csv", help=said("cli.export.format"))
    found = subjects.add_parser(
        "results", help=said("cli.export.results"), description=said("cli.export.results.long"), parents=parents
    )
    since = said("cli.export.results.from")
    found.add_argument("--from", dest="since", type=shared.day, metavar=said("cli.date"), help=since)
    found.add_argument("--until", type=shared.day, metavar=said("cli.date"), help=said("cli.export.results.until"))
    found.add_argument("--format", choices=TABLES, default="csv", help=said("cli.export.format"))
    steps = subjects.add_parser(
        "reminders", help=said("cli.export.reminders"), description=said("cli.export.reminders.long"), parents=parents
    )
    steps.add_argument("--from", dest="since", type=shared.day, metavar=said("cli.date"), help=since)
    steps.add_argument("--until", type=shared.day, metavar=said("cli.date"), help=said("cli.export.results.until"))
    steps.add_argument("--format", choices=TABLES, default="csv", help=said("cli.export.format"))
    for subject in ENDS:
        ends = subjects.add_parser(
            subject,
            help=said(f"cli.export.{subject}"),
            description=said(f"cli.export.{subject}.long"),
            parents=parents,
        )
        since = said("cli.export.closed_from")
        ends.add_argument("--from", dest="since", type=shared.day, metavar=said("cli.date"), help=since)
        ends.add_argument("--until", type=shared.day, metavar=said("cli.date"), help=said("cli.export.closed_until"))
        ends.add_argument("--format", choices=TABLES, default="csv", help=said("cli.export.format"))
    export_books.add(subjects, parents, shared, language)
    export_debits.add(subjects, parents, shared, language)
    export_dossier.add(subjects, parents, shared, language)
    export_person.add(subjects, parents, shared, language)
    export_figures.add(subjects, parents, shared, language)
    export_comparison.add(subjects, parents, language)
    export_agencies.add(subjects, parents, shared, language)
    export_closing.add(subjects, parents, shared, language)
    export_review.add(subjects, parents, shared, language)
    export_log.add(subjects, parents, shared, language)
    export_vat.add(subjects, parents, shared, language)
    export_deadlines.add(subjects, parents, language)
    export_lists.add(subjects, parents, language)


def run(asked: "Asked") -> int:
    """Write what was asked for; returns the exit status 0, raises `CasebookError`."""
    from casebook.cli.opening import login, opened
    from casebook.store import sight
    from casebook.store.people import actor_for, today

    with opened(asked.address) as database:
        day = today(database)
        # Who works here may read; anybody else is told.
        actor = actor_for(database, login(), day)
        if asked.options.subject != export_person.PERSON:
            # What is kept of somebody is given whole or not at all.
            sight.narrow(database, actor.unseen, actor.person)
        send = _SENT.get(asked.options.subject)
        if send is not None:
            return send(database, asked, actor, day)
        if asked.options.subject in export_lists.LISTS:
            return export_lists.send(database, asked, actor, day)
        if asked.options.subject == export_deadlines.DEADLINES:
            written = _deadlines(database, asked, actor, day)
        else:
            written = _content(database, asked, day)
            if _names_debtors(asked.options):
                _keep_that_it_was_read(database, actor, day)
    sys.stdout.buffer.write(written)
    return 0


def _content(database: "Database", asked: "Asked", day: date) -> bytes:
    """Return what goes to standard output."""
    match asked.options.subject:
        case "disputes":
            return _disputes(database, asked, day)
        case "results" | "reminders":
            return _results(database, asked, day)
        case export_figures.FIGURES | export_comparison.COMPARISON as subject:
            return _COUNTED[subject](database, asked, day)
        case "lessons" | "outcomes":
            return _ends(database, asked, day)
        case export_closing.CLOSING:
            return export_closing.report(database, asked, day)
        case export_review.REVIEW:
            if asked.options.format == "pdf":
                return export_review.pdf(database, asked, day)
            return _table(export_review.sheet(database, asked, day), asked)
        case export_log.LOG:
            until = _not_before(asked.options.since, asked.options.until or day)
            return _table(export_log.sheet(database, asked, until), asked)
        case export_books.RECONCILIATION | export_agencies.PLACEMENTS_MONEY as subject:
            return _table(_AS_AT[subject](database, asked, asked.options.on or day), asked)
        case _:
            return _statement(database, asked, asked.options.on or day)


def _names_debtors(options: "argparse.Namespace") -> bool:
    """Tell whether debtors are named in what was asked for: who exports it, read that."""
    match options.subject:
        case "disputes":
            return bool(options.by == "dispute")
        case export_closing.CLOSING:
            return export_closing.names_debtors(options.what, options.by)
        case _:
            return options.subject in _PERSONAL


def _keep_that_it_was_read(database: "Database", actor: "Actor", day: date) -> None:
    from casebook.domain.reading import ReadKind
    from casebook.store import readings

    readings.write(database, actor.person, day, [readings.Read(ReadKind.EXPORT)])


def _deadlines(database: "Database", asked: "Asked", actor: "Actor", day: date) -> bytes:
    from casebook.jobs import calendar

    wanted = export_deadlines.calendar(database, asked, actor, day)
    if wanted.names:
        _keep_that_it_was_read(database, actor, day)
    if asked.options.format == export_deadlines.ICS:
        return calendar.ics(database, wanted)
    return _table(calendar.sheet(database, wanted), asked)


def _encoded(sheet: str) -> bytes:
    # A spreadsheet knows the letters by the mark in front; on a terminal there is none.
    return sheet.encode("utf-8" if sys.stdout.isatty() else "utf-8-sig")


def _disputes(database: "Database", asked: "Asked", day: date) -> bytes:
    from casebook.jobs.dispute_sheets import By, sheet

    options = asked.options
    until = _not_before(options.since, options.until or day)
    return _table(sheet(database, By(options.by), options.since, until, day), asked)


def _ends(database: "Database", asked: "Asked", day: date) -> bytes:
    from casebook.jobs.case_end_sheets import Ends, sheet

    options = asked.options
    until = _not_before(options.since, options.until or day)
    return _table(sheet(database, Ends(options.subject), options.since or date.min, until), asked)


def _results(database: "Database", asked: "Asked", day: date) -> bytes:
    from casebook.domain.calendar import ONE_DAY, Term, add
    from casebook.jobs import reminder_sheets, result_sheets

    sheet = result_sheets.sheet if asked.options.subject == "results" else reminder_sheets.sheet
    until = _not_before(asked.options.since, asked.options.until or day)
    since = asked.options.since or add(until, Term(-1, "years")) + ONE_DAY
    return _table(sheet(database, since, until, day), asked)


def _not_before(since: date | None, until: date) -> date:
    """Return the last day of a period. Raises `InputError` where it ends before it begins."""
    from casebook.errors import InputError

    if since is not None and since > until:
        raise InputError("export.period", first=since, last=until)
    return until


def _table(found: "Sheet", asked: "Asked") -> bytes:
    from casebook.errors import InputError
    from casebook.jobs import sheets

    if asked.options.format == "xlsx" and sys.stdout.isatty():
        raise InputError("export.no_terminal")
    match asked.options.format:
        case "xlsx":
            return sheets.xlsx_bytes(found, asked.language)
        case "json":
            return sheets.json_text(found).encode()
        case _:
            return _encoded(sheets.csv_text(found, asked.language))


def _statement(database: "Database", asked: "Asked", day: date) -> bytes:
    from casebook.errors import InputError
    from casebook.store.queries.case import case_of
    from casebook.store.queries.statement import statement

    number = asked.options.case
    case_id = case_of(database, number)
    found = None if case_id is None else statement(database, case_id, day)
    if found is None:
        raise InputError("export.no_case", number=number)
    if asked.options.format == "pdf":
        from casebook.jobs.statement_pdf import statement_pdf

        return statement_pdf(found, asked.language)
    from casebook.jobs.statement import sheet

    return _table(sheet(found, asked.language, for_programs=asked.options.format == "json"), asked)
