"""`casebook export person`: all that is kept of one person as one file, for his request of access."""

from typing import TYPE_CHECKING, Any

from casebook.text import typed_path
from casebook.words import LANGUAGES, say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date

    from casebook.cli.office_arguments import Shared
    from casebook.cli.opening import Asked
    from casebook.store.database import Database
    from casebook.store.transaction import Actor

PERSON = "person"


def add(subjects: Any, parents: "Sequence[argparse.ArgumentParser]", shared: "Shared", language: str) -> None:
    """Add the command to a parser, with all its texts in `language`."""

    def said(code: str) -> str:
        return say(code, {}, language)

    about = said("cli.export.person")
    one = subjects.add_parser(
        PERSON, help=about, description=said("cli.export.person.long"), parents=[*parents, shared.for_programs]
    )
    one.add_argument("person", metavar=said("cli.person"), help=said("cli.export.person_who"))
    one.add_argument("--to", required=True, metavar=said("cli.file"), help=said("cli.export.dossier_to"))
    one.add_argument("--in", dest="written_in", choices=LANGUAGES, help=said("cli.export.person_in"))
    one.add_argument("--judged-apart", action="store_true", help=said("cli.export.person_apart"))


def send(database: "Database", asked: "Asked", actor: "Actor", day: "date") -> int:
    """Write the export, and say where it is and what is to be judged; returns 0."""
    from casebook.cli.output import telling
    from casebook.errors import InputError
    from casebook.jobs import person_export
    from casebook.store.queries.person_data.which import meant

    options, language = asked.options, asked.language
    found = meant(database, options.person)
    if not found:
        raise InputError("person_export.nobody", person=options.person)
    if len(found) > 1:
        several = [f"{one.name} ({one.party_id})" for one in found]
        raise InputError("person_export.several", person=options.person, several=several)
    wanted = person_export.Asked(actor, day, found[0].party_id, options.written_in or language)
    path = typed_path(options.to)
    done = person_export.write_to(database, wanted, path, apart=options.judged_apart)
    with telling(asked) as tell:
        tell("export.written", {"file": options.to})
        if done.to_judge:
            code = "person_export.left_out" if options.judged_apart else "person_export.judge_first"
            tell(code, {"count": done.to_judge})
    return 0
