"""`casebook restore`: a database from a backup."""

from typing import TYPE_CHECKING, Any

from casebook.text import typed_path
from casebook.words import say

if TYPE_CHECKING:
    from casebook.cli.office_arguments import Shared
    from casebook.cli.opening import Asked
    from casebook.store.database import Database


def add(commands: Any, shared: "Shared", language: str) -> None:
    """Add the command to a parser, with all its texts in `language`."""

    def said(code: str) -> str:
        return say(code, {}, language)

    parents = [shared.everywhere, shared.here, shared.for_programs]
    back = commands.add_parser(
        "restore", help=said("cli.restore"), description=said("cli.restore.long"), parents=parents
    )
    back.add_argument("file", metavar=said("cli.file"), help=said("cli.restore.file"))


def run(asked: "Asked") -> int:
    """Make a database from a backup; returns 0, raises `CasebookError`."""
    from casebook.cli.backup import shown
    from casebook.cli.opening import Progress
    from casebook.cli.output import json_text
    from casebook.jobs import backup

    language, progress = asked.language, Progress()
    again: list[int] = []

    def settle(copy: "Database") -> None:
        again.append(_settled(asked, copy))

    file = typed_path(asked.options.file).absolute()
    restored = backup.restore(file, asked.address, shown(progress, language), settle)
    progress.done()
    contents = restored.manifest.contents
    if asked.options.json:
        print(
            json_text(
                restored.manifest._asdict()
                | {"contents": contents._asdict(), "older": restored.older, "erased_again": sum(again)}
            )
        )
        return 0
    parameters = {
        "database": asked.address.shown,
        "number": contents.number,
        "hash": contents.hash[:12] or "-",
        "at": restored.manifest.made_at,
    }
    print(say("backup.restored", parameters, language))
    if any(again):
        print(say("backup.erased_again", {"count": sum(again)}, language))
    print(say("backup.then_upgrade" if restored.older else "backup.then_verify", {}, language))
    return 0


def _settled(asked: "Asked", copy: "Database") -> int:
    """Erase again what was erased after the backup was made, note where its log ends; return of how many people.

    A database of an earlier version is upgraded for it: what was erased is not there meanwhile.
    """
    import os

    from casebook import paths
    from casebook.jobs import checkpoints, erasures
    from casebook.store.migrations import upgrade
    from casebook.store.people import today
    from casebook.store.verify import checkpoint, origin

    files = [paths.checkpoints(os.environ)]
    if asked.chosen.checkpoints is not None:
        files.append(asked.chosen.checkpoints / paths.CHECKPOINTS)
    waiting = erasures.missing(copy, [file.with_name(paths.ERASURES) for file in files])
    if waiting and upgrade.newest_applied(copy) != upgrade.NEWEST:
        upgrade.upgrade(copy)
    of = checkpoints.Of(asked.address.shown, origin(copy))
    if not of.origin:
        return 0
    end = checkpoint(copy)
    erasures.apply_again(copy, waiting, today(copy))
    for file in files:
        checkpoints.append(file, of, end, today(copy), restored=True)
    return len({one.party_id for one in waiting})
