"""`casebook export dossier`: a case with all its documents as one file."""

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

DOSSIER = "dossier"


def add(subjects: Any, parents: "Sequence[argparse.ArgumentParser]", shared: "Shared", language: str) -> None:
    """Add the command to a parser, with all its texts in `language`."""

    def said(code: str) -> str:
        return say(code, {}, language)

    about = said("cli.export.dossier")
    one = subjects.add_parser(
        DOSSIER, help=about, description=said("cli.export.dossier.long"), parents=[*parents, shared.for_programs]
    )
    one.add_argument("case", metavar=said("cli.case"), help=said("cli.export.case"))
    one.add_argument("--to", required=True, metavar=said("cli.file"), help=said("cli.export.dossier_to"))
    one.add_argument("--on", type=shared.day, metavar=said("cli.date"), help=said("cli.export.on"))


def send(database: "Database", asked: "Asked", actor: "Actor", day: "date") -> int:
    """Write the dossier and say where; returns 0."""
    from casebook.cli.output import telling
    from casebook.domain.reading import ReadKind
    from casebook.errors import InputError
    from casebook.jobs.dossier import write_to
    from casebook.store import readings
    from casebook.store.queries.case import case_of

    options, language = asked.options, asked.language
    case_id = case_of(database, options.case)
    if case_id is None:
        raise InputError("export.no_case", number=options.case)
    write_to(database, case_id, options.on or day, language, typed_path(options.to))
    readings.write(database, actor.person, day, [readings.Read(ReadKind.EXPORT, case_id)])
    with telling(asked) as tell:
        tell("export.written", {"file": options.to})
    return 0
