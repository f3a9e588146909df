"""`casebook export journal` and `casebook export reconciliation`: what goes to the books, and how they agree."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from casebook.words import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date

    from casebook.cli.office_arguments import Shared
    from casebook.cli.opening import Asked
    from casebook.cli.output import Told
    from casebook.jobs.journal import Foreseen
    from casebook.jobs.sheets import Sheet
    from casebook.store.database import Database
    from casebook.store.transaction import Actor

JOURNAL, RECONCILIATION = "journal", "reconciliation"
TABLES = ("csv", "xlsx", "json")


def add(subjects: Any, parents: "Sequence[argparse.ArgumentParser]", shared: "Shared", language: str) -> None:
    """Add both commands to a parser, with all their texts in `language`."""

    def said(code: str) -> str:
        return say(code, {}, language)

    for name in (JOURNAL, RECONCILIATION):
        about, more = said(f"cli.export.{name}"), said(f"cli.export.{name}.long")
        also = [shared.for_programs] if name == JOURNAL else []
        one = subjects.add_parser(name, help=about, description=more, parents=[*parents, *also])
        code = said("cli.code")
        one.add_argument("--creditor", required=True, metavar=code, help=said("cli.export.creditor"))
        one.add_argument("--on", type=shared.day, metavar=said("cli.date"), help=said(f"cli.export.{name}_on"))
        if name == JOURNAL:
            profile = said("cli.profile")
            one.add_argument("--profile", default="journal", metavar=profile, help=said("cli.export.journal_profile"))
            which = one.add_mutually_exclusive_group()
            which.add_argument("--batch", type=int, metavar=said("cli.number"), help=said("cli.export.batch"))
            which.add_argument("--dry-run", action="store_true", help=said("cli.export.journal_dry_run"))
            one.add_argument("file", metavar=said("cli.file"), help=said("cli.export.journal_file"))
        else:
            one.add_argument("--format", choices=TABLES, default="csv", help=said("cli.export.format"))


def send(database: "Database", asked: "Asked", actor: "Actor", day: "date") -> int:
    """Write lines for the books to a file and say what was written; returns 0, also where nothing is to go."""
    from casebook.cli.output import telling

    with telling(asked) as tell:
        _send(database, asked, actor, day, tell)
    return 0


def _send(database: "Database", asked: "Asked", actor: "Actor", day: "date", tell: "Told") -> None:
    from casebook.errors import Refused
    from casebook.exchange import journal_profile
    from casebook.jobs.journal import Wanted, foresee
    from casebook.jobs.journal import send as write
    from casebook.store.queries import journal, reconciliation

    options = asked.options
    profile = journal_profile.load(options.profile)
    wanted = Wanted(options.creditor, Path(options.file), profile, options.on or day, options.batch)
    try:
        if options.dry_run:
            _tell_foreseen(foresee(database, actor, day, wanted), tell)
            return
        batch = write(database, actor, day, wanted)
    except Refused as refused:
        if refused.code != "journal.nothing":
            raise
        tell(refused.code, refused.parameters)
        # It may have been made by a run that was killed before it had written the file.
        last = journal.last(database, reconciliation.entity(database, wanted.code))
        if last is not None:
            tell("journal.last", {"number": str(last.number), "on": last.made_on})
        return
    told = {"count": batch.lines, "number": str(batch.number), "code": batch.code, "cents": batch.total}
    tell("journal.written", {**told, "file": options.file})


def _tell_foreseen(found: "Foreseen", tell: "Told") -> None:
    batch = found.batch
    told = {"count": batch.lines, "number": str(batch.number), "code": batch.code, "cents": batch.total}
    tell("journal.would", told)
    if found.opens:
        tell("journal.opening", {"code": batch.code})


def reconciled(database: "Database", asked: "Asked", day: "date") -> "Sheet":
    """Return the last list of an entity against our ledger as a table."""
    from casebook.jobs.reconciliation_sheet import sheet
    from casebook.store.queries import reconciliation

    creditor_id = reconciliation.entity(database, asked.options.creditor)
    return sheet(reconciliation.reconciliation(database, creditor_id, day))
