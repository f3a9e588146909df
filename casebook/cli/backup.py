"""`casebook backup`: a copy of the database while it is in use."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from casebook.text import typed_path
from casebook.words import say

if TYPE_CHECKING:
    from casebook.cli.office_arguments import Shared
    from casebook.cli.opening import Asked

_MOST_SHOWN = 20


def add(commands: Any, shared: "Shared", language: str) -> None:
    """Add the commands to a parser, with all their texts in `language`."""

    def said(code: str) -> str:
        return say(code, {}, language)

    parents = [shared.everywhere, shared.here, shared.for_programs]
    made = commands.add_parser("backup", help=said("cli.backup"), description=said("cli.backup.long"), parents=parents)
    made.add_argument("file", metavar=said("cli.file"), help=said("cli.backup.file"))
    made.add_argument("--quick", action="store_true", help=said("cli.backup.quick"))


def run(asked: "Asked") -> int:
    """Make a backup; returns 0 where the database that it was made of is sound, else 1. Raises `CasebookError`."""
    from casebook.cli.opening import Progress, opened
    from casebook.cli.output import json_text
    from casebook.jobs.backup import back_up
    from casebook.store.people import today

    options, language, progress = asked.options, asked.language, Progress()
    with opened(asked.address) as database:
        made = back_up(
            database,
            typed_path(options.file).absolute(),
            today(database),
            quick=options.quick,
            progress=shown(progress, language),
        )
    progress.done()
    contents = made.manifest.contents
    if options.json:
        told = made.manifest._asdict() | {"contents": contents._asdict(), "proven": not options.quick}
        print(json_text(told | {"sound": None if options.quick else not made.problems}))
        return 1 if made.problems else 0
    rows = sum(contents.counts.values())
    parameters = {"file": options.file, "number": contents.number, "hash": contents.hash[:12] or "-", "rows": rows}
    print(say("backup.made_quick" if options.quick else "backup.made", parameters, language))
    for problem in made.problems[:_MOST_SHOWN]:
        print(f"  ! {say(problem.code, problem.parameters, language)}")
    if made.problems:
        print(say("backup.unsound", {"count": len(made.problems)}, language))
    return 1 if made.problems else 0


def shown(progress: Callable[[str], None], language: str) -> Callable[[str, int, int], None]:
    """Return what says how far a backup is on the line for progress."""

    def show(code: str, done: int, of: int) -> None:
        percent = f" {100 * done // of} %" if of else ""
        progress(f"{say(code, {}, language)}{percent}")

    return show
