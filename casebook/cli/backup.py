"""`casebook backup`: a copy of the database while it is in use."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from casebook.text import typed_path
from casebook.words import say

if TYPE_CHECKING:
    from casebook.cli.office_arguments import Shared
    from casebook.cli.opening import Asked

_MOST_SHOWN = 20


def add(commands: Any, shared: "Shared", count: Callable[[str], int], language: str) -> None:
    """Add the commands to a parser, with all their texts in `language`."""

    def said(code: str) -> str:
        return say(code, {}, language)

    parents = [shared.everywhere, shared.here, shared.for_programs]
    made = commands.add_parser("backup", help=said("cli.backup"), description=said("cli.backup.long"), parents=parents)
    made.add_argument("file", metavar=said("cli.file"), help=said("cli.backup.file"))
    made.add_argument("--keep", type=count, metavar=said("cli.count"), help=said("cli.backup.keep"))
    made.add_argument("--quick", action="store_true", help=said("cli.backup.quick"))


def run(asked: "Asked") -> int:
    """Make a backup; returns 0 where the database that it was made of is sound, else 1. Raises `CasebookError`."""
    from casebook.cli.opening import Progress, opened
    from casebook.cli.output import json_text
    from casebook.jobs.backup import back_up
    from casebook.jobs.backup_rotation import rotate
    from casebook.jobs.upgrading import stem
    from casebook.store.people import today

    options, language, progress = asked.options, asked.language, Progress()
    place = typed_path(options.file).absolute()
    removed: list[str] = []
    with opened(asked.address) as database:
        day, told = today(database), shown(progress, language)
        make = partial(back_up, database, day=day, quick=options.quick, progress=told)
        if options.keep is None:
            made = make(place)
        else:
            rotated = rotate(make, place, stem(database), day, options.keep)
            place, made, removed = rotated.path, rotated.made, [str(one) for one in rotated.removed]
    progress.done()
    contents = made.manifest.contents
    if options.json:
        contract = made.manifest._asdict() | {"contents": contents._asdict(), "proven": not options.quick}
        contract |= {"file": str(place), "removed": removed}
        print(json_text(contract | {"sound": None if options.quick else not made.problems}))
        return 1 if made.problems else 0
    rows = sum(contents.counts.values())
    parameters = {"file": str(place), "number": contents.number, "hash": contents.hash[:12] or "-", "rows": rows}
    print(say("backup.made_quick" if options.quick else "backup.made", parameters, language))
    if removed:
        print(say("backup.removed", {"count": len(removed)}, language))
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
