"""`casebook export direct-debit`: a batch of collections as a file for the bank."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from casebook.words import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date

    from casebook.cli.office_arguments import Shared
    from casebook.cli.opening import Asked
    from casebook.store.database import Database
    from casebook.store.transaction import Actor

DIRECT_DEBIT = "direct-debit"
# As `casebook.exchange.direct_debit_file` has them, which need not be loaded to say so.
FORMS = ("pain.008.001.08", "pain.008.001.02")


def add(subjects: Any, parents: "Sequence[argparse.ArgumentParser]", shared: "Shared", language: str) -> None:
    """Add the command to a parser, with all its texts in `language`."""

    def said(code: str) -> str:
        return say(code, {}, language)

    about = said("cli.export.direct_debit")
    one = subjects.add_parser(
        DIRECT_DEBIT,
        help=about,
        description=said("cli.export.direct_debit.long"),
        parents=[*parents, shared.for_programs],
    )
    which = one.add_mutually_exclusive_group(required=True)
    which.add_argument("--creditor", metavar=said("cli.code"), help=said("cli.export.debit_creditor"))
    which.add_argument("--batch", metavar=said("cli.number"), help=said("cli.export.debit_batch"))
    one.add_argument("--until", type=shared.day, metavar=said("cli.date"), help=said("cli.export.debit_until"))
    one.add_argument("--out", required=True, metavar=said("cli.file"), help=said("cli.export.debit_out"))
    one.add_argument("--form", choices=FORMS, default=FORMS[0], help=said("cli.export.debit_form"))


def send(database: "Database", asked: "Asked", actor: "Actor", day: "date") -> int:
    """Write a batch to a file and say what was written, and what was left out; returns 0."""
    from casebook.cli.output import telling
    from casebook.jobs.direct_debit import Wanted, make

    options = asked.options
    wanted = Wanted(Path(options.out), options.creditor or "", options.until, options.batch or "", options.form)
    written = make(database, actor, day, wanted)
    batch = written.card.batch
    told = {"count": batch.collections, "cents": batch.cents, "message": batch.message, "file": options.out}
    with telling(asked) as tell:
        tell("debit.written", {**told, "until": written.card.send_by})
        if written.left_out:
            tell("debit.written_without", {"count": written.left_out})
    return 0
