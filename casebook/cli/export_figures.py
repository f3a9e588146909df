"""`casebook export figures`: the figures of the team, as a table for another program or as a page."""

import sys
from typing import TYPE_CHECKING, Any

from casebook.words import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date

    from casebook.cli.office_arguments import Shared
    from casebook.cli.opening import Asked
    from casebook.domain.figures.catalogue import FigureName
    from casebook.domain.figures.period import Period
    from casebook.store.database import Database
    from casebook.store.queries.figures import Found, Scope

FIGURES = "figures"
# As `domain.figures` and `jobs.figures` have them, which are not read in for a parser.
WHAT = (
    "promises",
    "terms",
    "plans",
    "received",
    "ageing",
    "flow",
    "disputes",
    "agency",
    "contacts",
    "letters",
    "limitation",
    "load",
    "neglected",
    "first",
    "outcome",
)
PERIODS = ("week", "month", "quarter", "year")
FORMATS = ("csv", "xlsx", "pdf", "json")
BY = (
    "time",
    "route",
    "age",
    "entity",
    "reason",
    "cause",
    "department",
    "length",
    "channel",
    "letter",
    "end",
    "team",
    "segment",
    "basis",
    "person",
)


def add(subjects: Any, parents: "Sequence[argparse.ArgumentParser]", shared: "Shared", language: str) -> None:
    """Add the command to a parser, with all its texts in `language`."""

    def said(code: str) -> str:
        return say(code, {}, language)

    one = subjects.add_parser(
        FIGURES, help=said("cli.export.figures"), description=said("cli.export.figures.long"), parents=parents
    )
    one.add_argument("--what", action="append", choices=WHAT, help=said("cli.figures.what"))
    one.add_argument("--by", choices=BY, help=said("cli.figures.by"))
    one.add_argument("--period", choices=PERIODS, default="quarter", help=said("cli.figures.period"))
    one.add_argument("--on", type=shared.day, metavar=said("cli.date"), help=said("cli.figures.on"))
    one.add_argument("--from", dest="since", type=shared.day, metavar=said("cli.date"), help=said("cli.figures.from"))
    one.add_argument("--until", type=shared.day, metavar=said("cli.date"), help=said("cli.figures.until"))
    one.add_argument("--team", metavar=said("cli.name"), help=said("cli.figures.team"))
    one.add_argument("--segment", metavar=said("cli.name"), help=said("cli.figures.segment"))
    one.add_argument("--route", metavar=said("cli.name"), help=said("cli.figures.route"))
    one.add_argument("--entity", metavar=said("cli.name"), help=said("cli.figures.entity"))
    one.add_argument("--format", choices=FORMATS, default="csv", help=said("cli.export.format"))


def content(database: "Database", asked: "Asked", day: "date") -> bytes:
    """Return the figures that were asked for. Raises `InputError` for what there is not."""
    from casebook.domain.figures.catalogue import FigureName
    from casebook.errors import InputError
    from casebook.jobs.figures.written import pdf, written

    options, language = asked.options, asked.language
    whole = options.format == "pdf"
    names = [FigureName(one) for one in options.what or (WHAT if whole else ())]
    if not whole and len(names) != 1:
        raise InputError("figures.one_at_a_time", figures=WHAT)
    if options.format in ("pdf", "xlsx") and sys.stdout.isatty():
        raise InputError("export.no_terminal")
    scope, names_said = _scope(database, asked, _period(asked, day), day)
    some = [_found(database, name, options.by, scope) for name in names]
    if whole:
        return pdf(database, [(one, names_said) for one in some], language)
    return written(database, some[0], options.format, names_said, language)


def _found(database: "Database", name: "FigureName", by: str | None, scope: "Scope") -> "Found":
    from casebook.domain.figures.catalogue import FIGURES as KNOWN
    from casebook.domain.figures.catalogue import By
    from casebook.errors import InputError
    from casebook.store.queries.figures import figure

    choices = KNOWN[name].by
    if by is not None and by not in choices:
        raise InputError("figures.no_such_rows", figure=name.value, given=by, choices=list(choices))
    return figure(database, name, choices[0] if by is None else By(by), scope)


def _period(asked: "Asked", day: "date") -> "Period":
    from casebook.domain.figures.period import PeriodKind, own_period, period_of
    from casebook.errors import InputError

    options = asked.options
    if options.since is None and options.until is None:
        on = options.on or day
        if on > day:
            raise InputError("figures.ahead", last=on)
        return period_of(PeriodKind(options.period), on, day)
    until = options.until or day
    if options.since is None:
        raise InputError("figures.no_first_day")
    if options.since > until:
        raise InputError("export.period", first=options.since, last=until)
    if until > day:
        raise InputError("figures.ahead", last=until)
    return own_period(options.since, until)


def _scope(database: "Database", asked: "Asked", period: "Period", day: "date") -> "tuple[Scope, str]":
    """Return of which cases the figures are, and how that is said."""
    from casebook.domain.figures.catalogue import ROUTES
    from casebook.domain.relation.segment import Segment
    from casebook.errors import InputError
    from casebook.jobs.figures.said import scope_said
    from casebook.store.queries.creditors import creditors
    from casebook.store.queries.figures import Scope
    from casebook.store.queries.people import teams

    options = asked.options
    every: dict[str, dict[str, tuple[int | str, str]]] = {
        "team": {one.name: (one.team_id, one.name) for one in teams(database, day)},
        "segment": {one.value: (one.value, "") for one in Segment},
        "route": {one: (one, "") for one in ROUTES[:-1]},
        "entity": {one.facts.code: (one.creditor_id, one.name) for one in creditors(database)},
    }
    chosen: dict[str, Any] = {}
    names: dict[str, str] = {}
    for what, known in every.items():
        given = getattr(options, what)
        if given is None:
            continue
        if given not in known:
            raise InputError("figures.no_such", place=f"--{what}", given=given, choices=sorted(known))
        chosen[what], names[what] = known[given]
    scope = Scope(period, day, chosen.get("team"), chosen.get("segment"), chosen.get("route"), chosen.get("entity"))
    return scope, scope_said(scope, names, asked.language)
