"""`casebook export closing` and `casebook export audit`: the reports of Closing, and the pack for an auditor."""

from typing import TYPE_CHECKING, Any

from casebook.text import typed_path
from casebook.words import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date

    from casebook.cli.office_arguments import Shared
    from casebook.cli.opening import Asked
    from casebook.store.database import Database
    from casebook.store.transaction import Actor

CLOSING, AUDIT = "closing", "audit"
FORMATS = ("csv", "xlsx", "pdf", "json")
WHAT = ("as-at", "roll-forward", "provision", "cash", "recovery", "cost", "months")
BY = ("creditor", "age", "route", "band", "debtor", "case", "claim")
_SAMPLE = 25


def add(subjects: Any, parents: "Sequence[argparse.ArgumentParser]", shared: "Shared", language: str) -> None:
    """Add both commands to a parser, with all their texts in `language`."""

    def said(code: str) -> str:
        return say(code, {}, language)

    date_ = said("cli.date")
    one = subjects.add_parser(
        CLOSING, help=said("cli.export.closing"), description=said("cli.export.closing.long"), parents=parents
    )
    one.add_argument("--what", choices=WHAT, default="as-at", help=said("cli.export.closing_what"))
    one.add_argument("--on", type=shared.day, metavar=date_, help=said("cli.export.on"))
    one.add_argument("--creditor", metavar=said("cli.code"), help=said("cli.export.creditor"))
    one.add_argument("--by", choices=BY, default="age", help=said("cli.export.closing_by"))
    one.add_argument("--known", choices=("now", "then"), default="now", help=said("cli.export.closing_known"))
    one.add_argument("--format", choices=FORMATS, default="csv", help=said("cli.export.format"))
    pack = subjects.add_parser(
        AUDIT,
        help=said("cli.export.audit"),
        description=said("cli.export.audit.long"),
        parents=[*parents, shared.for_programs],
    )
    since, until = said("cli.export.audit_from"), said("cli.export.audit_until")
    pack.add_argument("--from", dest="since", required=True, type=shared.day, metavar=date_, help=since)
    pack.add_argument("--until", required=True, type=shared.day, metavar=date_, help=until)
    number = said("cli.number")
    pack.add_argument("--seed", required=True, type=int, metavar=number, help=said("cli.export.audit_seed"))
    pack.add_argument("--sample", default=_SAMPLE, type=int, metavar=number, help=said("cli.export.audit_sample"))
    pack.add_argument("-o", "--to", required=True, metavar=said("cli.file"), help=said("cli.export.audit_to"))


def names_debtors(what: str, by: str) -> bool:
    """Tell whether a report names debtors."""
    return what == "cost" or (what, by) in {("as-at", "debtor"), ("provision", "case")}


def report(database: "Database", asked: "Asked", day: "date") -> bytes:
    """Return the report that was asked for as a file. Raises `InputError` for a day that is ahead."""
    import sys

    from casebook.errors import InputError
    from casebook.jobs.closing.making import report as made
    from casebook.jobs.closing.report import Wanted, What
    from casebook.jobs.closing.written import written
    from casebook.store.queries import reconciliation
    from casebook.store.queries.as_at import By, Knowledge

    options = asked.options
    on = options.on or day
    if options.format in ("xlsx", "pdf") and sys.stdout.isatty():
        raise InputError("export.no_terminal")
    if on > day:
        raise InputError("closing.day_ahead", on=on)
    creditor_id = None if options.creditor is None else reconciliation.entity(database, options.creditor)
    wanted = Wanted(on, day, creditor_id, By(f"by_{options.by}"), Knowledge(f"known_{options.known}"))
    return written(database, made(database, What(options.what), wanted), wanted, options.format, asked.language)


def pack(database: "Database", asked: "Asked", actor: "Actor", day: "date") -> int:
    """Write the pack for an auditor and say where; returns 0."""
    from casebook.cli.output import telling
    from casebook.domain.reading import ReadKind
    from casebook.errors import InputError
    from casebook.jobs.audit import Asked as Wanted
    from casebook.jobs.audit import sampled, write_to
    from casebook.store import readings, sight

    sight.refuse_partial(actor)
    options, language = asked.options, asked.language
    if options.until > day:
        raise InputError("closing.day_ahead", on=options.until)
    wanted = Wanted(options.since, options.until, options.seed, options.sample, day)
    write_to(database, wanted, language, typed_path(options.to))
    read = [readings.Read(ReadKind.EXPORT, case_id) for case_id in sampled(database, wanted)]
    readings.write(database, actor.person, day, read)
    with telling(asked) as tell:
        tell("export.written", {"file": options.to})
    return 0
