"""`casebook digest`: the digest of a week for the leads, as a PDF or by mail."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from casebook.text import typed_path
from casebook.words import say

if TYPE_CHECKING:
    from datetime import date

    from casebook.cli.office_arguments import Shared
    from casebook.cli.opening import Asked
    from casebook.jobs.outbox.digests import Mailed
    from casebook.store.database import Database


def add(commands: Any, shared: "Shared", language: str) -> None:
    """Add the command to a parser, with all its texts in `language`."""

    def said(code: str) -> str:
        return say(code, {}, language)

    one = commands.add_parser(
        "digest",
        help=said("cli.digest"),
        description=said("cli.digest.long"),
        parents=[shared.everywhere, shared.here, shared.for_programs],
    )
    way = one.add_mutually_exclusive_group(required=True)
    way.add_argument("--pdf", metavar=said("cli.file"), help=said("cli.digest.pdf"))
    way.add_argument("--mail", action="store_true", help=said("cli.digest.mail"))
    one.add_argument("--week", type=shared.day, metavar=said("cli.date"), help=said("cli.digest.week"))
    one.add_argument("--again", action="store_true", help=said("cli.digest.again"))


def run(asked: "Asked") -> int:
    """Write the digest to a file or mail it to the leads; returns 0, or 1 where a lead did not get it."""
    from casebook.cli.opening import login, opened
    from casebook.cli.output import telling
    from casebook.store import sight
    from casebook.store.people import actor_for, today

    with opened(asked.address) as database:
        day = today(database)
        actor = actor_for(database, login(), day)
        if asked.options.pdf is not None:
            sight.narrow(database, actor.unseen, actor.person)
            _write(database, asked, day)
            return 0
        from casebook.jobs.outbox.digests import Which, send_digest

        which = Which(asked.options.week, asked.options.again)
        mailed = send_digest(database, actor, day, asked.chosen, which)
    with telling(asked) as tell:
        for code, parameters in sentences(mailed, asked.language):
            tell(code, parameters)
    return 1 if mailed.failed else 0


def lines(mailed: "Mailed", language: str) -> Iterator[str]:
    """Yield what became of the digest, a line for each thing."""
    yield from (say(code, parameters, language) for code, parameters in sentences(mailed, language))


def sentences(mailed: "Mailed", language: str) -> "Iterator[tuple[str, Mapping[str, object]]]":
    """Yield what became of the digest, as codes with parameters."""
    yield "digest.mailed", {"count": mailed.sent, "week": mailed.monday}
    for name, code, parameters in mailed.failed:
        yield "digest.not_mailed", {"name": name, "why": say(code, parameters, language)}
    for name in mailed.without_mail:
        yield "digest.no_address", {"name": name}


def _write(database: "Database", asked: "Asked", day: "date") -> None:
    from casebook.cli.output import telling
    from casebook.errors import InputError
    from casebook.jobs.figures import digest
    from casebook.jobs.new_files import beside
    from casebook.store.queries.figures.week import week

    path = typed_path(asked.options.pdf)
    content = digest.pdf(database, week(database, day, asked.options.week), asked.language)
    try:
        with beside(path) as part:
            part.file.write(content)
            part.put()
    except OSError as error:
        raise InputError("dossier.not_written", file=str(path), reason=error.strerror or "") from None
    with telling(asked) as tell:
        tell("export.written", {"file": asked.options.pdf})
