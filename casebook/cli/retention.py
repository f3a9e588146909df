"""`casebook retention`: whose term of keeping is over, or what stands in the way of erasing the data of a person."""

from typing import TYPE_CHECKING, Any

from casebook.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from casebook.cli.office_arguments import Shared
    from casebook.cli.opening import Asked
    from casebook.store.database import Database


def add(commands: Any, shared: "Shared", language: str) -> None:
    """Add the command to a parser, with all its texts in `language`."""

    def said(code: str) -> str:
        return say(code, {}, language)

    parents = [shared.everywhere, shared.here, shared.for_programs]
    one = commands.add_parser(
        "retention", help=said("cli.retention"), description=said("cli.retention.long"), parents=parents
    )
    one.add_argument("person", nargs="?", metavar=said("cli.person"), help=said("cli.retention.person"))
    one.add_argument("--on", type=shared.day, metavar=said("cli.date"), help=said("cli.on"))


def run(asked: "Asked") -> int:
    """Print whose term is over, or what is in the way of one; returns 0, raises `CasebookError`."""
    from casebook.cli.opening import opened
    from casebook.store.people import today

    with opened(asked.address) as database:
        day = asked.options.on or today(database)
        (_list if asked.options.person is None else _one)(database, asked, day)
    return 0


def _list(database: "Database", asked: "Asked", day: "date") -> None:
    from casebook.cli.output import json_text
    from casebook.store.retention import due

    language, found = asked.language, list(due(database, day))
    if asked.options.json:
        print(json_text([_plain(one._asdict()) for one in found]))
        return
    if not found:
        print(say("retention.none", {}, language))
        return
    print(say("retention.list", {"count": len(found)}, language))
    for one in found:
        code = "retention.row" if one.mark is None else "retention.row_marked"
        print("  " + say(code, {"name": one.name, "cases": one.cases, "on": one.since_on}, language))
    print(say("retention.how", {}, language))


def _one(database: "Database", asked: "Asked", day: "date") -> None:
    from casebook.cli.output import json_text
    from casebook.errors import InputError
    from casebook.store.queries.person_data.which import meant
    from casebook.store.retention import standing_of

    options, language = asked.options, asked.language
    found = meant(database, options.person)
    if not found:
        raise InputError("person_export.nobody", person=options.person)
    if len(found) > 1:
        several = [f"{one.name} ({one.party_id})" for one in found]
        raise InputError("person_export.several", person=options.person, several=several)
    standing = standing_of(database, found[0].party_id, day)
    if options.json:
        why = [
            {"what": say(one.code, one.parameters, language), **_plain(one._asdict(), "code", "source", "until")}
            for one in standing.why
        ]
        told = {"party_id": found[0].party_id, **_plain(standing._asdict(), "level", "from_on"), "why": why}
        print(json_text(told))
        return
    print(say("retention.of", {"name": found[0].name, "level": standing.level}, language))
    for one in standing.why:
        reason = (one.code, one.parameters)
        print("  " + say("retention.ground", {"reason": reason, "source": one.source}, language))
    if standing.why and standing.from_on is not None:
        print(say("retention.from", {"on": standing.from_on}, language))


def _plain(values: "Mapping[str, Any]", *names: str) -> dict[str, Any]:
    """Return values, or those with a name, as JSON has them."""
    from casebook.store.tables import plain

    some = {name: values[name] for name in names or values}
    return dict(zip(some, plain(list(some.values())), strict=True))
