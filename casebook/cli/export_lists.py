"""`casebook export LIST`: a list of the app, with all its rows, on standard output."""

import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from casebook.words import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence
    from datetime import date

    from casebook.cli.opening import Asked
    from casebook.store.database import Database
    from casebook.store.queries.queue import Whose
    from casebook.store.transaction import Actor

FORMATS = ("csv", "xlsx", "json")


class Options(NamedTuple):
    """What can be asked of a list: its parts and orders, whether it takes a filter, whether it has cases of people."""

    parts: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    filtered: bool = False
    owned: bool = False


# As `casebook.jobs.lists.asked.LISTS` has them, which need not be loaded to say so.
LISTS: "Mapping[str, Options]" = {
    "today": Options(filtered=True, owned=True),
    "small-claims": Options(filtered=True, owned=True),
    "expiring": Options(filtered=True),
    "neglected": Options(filtered=True),
    "cases": Options(orders=("number", "name", "amount", "next"), filtered=True),
    "radar": Options(parts=("radar", "history_missing", "abstained"), filtered=True),
    "arrangements": Options(
        parts=(
            *("this_week", "behind", "in_notice", "to_break", "unjudged"),
            *("pending", "offered", "suspended", "aftercare", "all"),
        ),
        filtered=True,
    ),
    "dispute-list": Options(parts=("open", "all"), filtered=True),
    "insolvencies": Options(parts=("running", "signalled", "all"), filtered=True),
    "requests": Options(parts=("open", "all"), filtered=True),
    "securities": Options(),
    "placements": Options(parts=("living", "overdue", "recalls", "invoiced", "all"), filtered=True),
    "titles": Options(parts=("live", "all"), filtered=True),
    "court-days": Options(filtered=True),
    "bank-inbox": Options(orders=("ready", "day", "amount", "name"), filtered=True),
    "bank-decided": Options(),
    "bank-accounts": Options(),
    "differences": Options(parts=("all", "paid", "changed", "credited", "vat", "absent", "debtors"), filtered=True),
    "outbox": Options(parts=("open", "to_release", "released", "leaving", "proof", "by_itself", "all"), filtered=True),
    "in-tray": Options(parts=("waiting", "decided", "not_ours")),
    "approvals": Options(),
    "load": Options(),
    "people": Options(),
    "mandates": Options(),
    "books": Options(),
    "timeline": Options(),
    "read-log": Options(),
    "term-over": Options(),
}


def add(subjects: Any, parents: "Sequence[argparse.ArgumentParser]", language: str) -> None:
    """Add a subject for each list to a parser, with all texts in `language`."""

    def said(code: str) -> str:
        return say(code, {}, language)

    for name, options in LISTS.items():
        about = say("cli.export.list", {"place": say(f"list_export.{name.replace('-', '_')}", {}, language)}, language)
        one = subjects.add_parser(name, help=about, description=said("cli.export.list.long"), parents=parents)
        if options.owned:
            owned(one, language)
        if options.filtered:
            one.add_argument("--filter", default="", metavar=said("cli.text"), help=said("cli.export.filter"))
        if options.parts:
            one.add_argument("--part", choices=options.parts, default="", help=said("cli.export.part"))
        if options.orders:
            one.add_argument("--order", choices=options.orders, default="", help=said("cli.export.order"))
        one.add_argument("--format", choices=FORMATS, default="csv", help=said("cli.export.format"))


def owned(one: "argparse.ArgumentParser", language: str) -> None:
    """Let be asked whose cases: one's own, those of a colleague, of a team."""

    def said(code: str) -> str:
        return say(code, {}, language)

    of = one.add_mutually_exclusive_group()
    of.add_argument("--person", metavar=said("cli.login"), help=said("cli.export.of_person"))
    of.add_argument("--team", metavar=said("cli.name"), help=said("cli.export.of_team"))
    of.add_argument("--everybody", action="store_true", help=said("cli.export.of_everybody"))


def send(database: "Database", asked: "Asked", actor: "Actor", day: "date") -> int:
    """Write the list that was asked for to standard output; returns 0. Raises `CasebookError`."""
    from casebook.domain.reading import ReadKind
    from casebook.errors import InputError
    from casebook.jobs.lists import asked as wanted
    from casebook.jobs.lists.catalogue import is_personal
    from casebook.jobs.lists.written import Format, Wanted, write
    from casebook.store import readings

    options = asked.options
    form = Format(options.format)
    at_terminal = sys.stdout.isatty()
    if form is Format.XLSX and at_terminal:
        raise InputError("export.no_terminal")
    found = wanted.listed(
        database,
        wanted.Asked(
            options.subject,
            actor,
            day,
            whose(database, asked, actor, day),
            getattr(options, "filter", ""),
            getattr(options, "part", ""),
            getattr(options, "order", ""),
            asked.language,
        ),
    )
    if is_personal(found.name):
        readings.write(database, actor.person, day, [readings.Read(ReadKind.EXPORT)])
    write(database, found, Wanted(form, asked.language, marked=not at_terminal), sys.stdout.buffer)
    return 0


def whose(database: "Database", asked: "Asked", actor: "Actor", day: "date") -> "Whose":
    """Return whose cases were asked for: without an option one's own and those of one's teams.

    Raises `InputError` for a person or a team that there is not.
    """
    from casebook.errors import InputError
    from casebook.store.queries.people import persons, teams
    from casebook.store.queries.queue import EVERYBODY, Whose

    options = asked.options
    if getattr(options, "everybody", False):
        return EVERYBODY
    team, person = getattr(options, "team", None), getattr(options, "person", None)
    if team is not None:
        known = {one.name: one.team_id for one in teams(database, day)}
        if team not in known:
            raise InputError("cli.export.no_team", place="--team", given=team, choices=sorted(known))
        return Whose(None, (known[team],))
    people = persons(database, day)
    if person is not None:
        of = next((one for one in people if one.login == person), None)
        if of is None:
            raise InputError("cli.export.no_person", place="--person", given=person)
        return Whose(of.person_id)
    return Whose(actor.person, next((one.team_ids for one in people if one.person_id == actor.person), ()))
