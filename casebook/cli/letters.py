"""`casebook letters`: what is released leaves by mail, on paper or by a folder; what there is, and how it stands."""

import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casebook.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from casebook.cli.office_arguments import Shared
    from casebook.cli.opening import Asked
    from casebook.cli.output import Told
    from casebook.errors import InputError
    from casebook.jobs.outbox import PrintedBatch
    from casebook.jobs.outbox import Told as LeftOut
    from casebook.store.database import Database
    from casebook.store.transaction import Actor

SEND, PRINT, POSTED, HAND_OVER, LIST = "send", "print", "posted", "hand-over", "list"
# As `casebook.store.queries.outbox.Listed` has them, which need not be loaded to say so.
WHICH = ("open", "to_release", "released", "leaving", "proof", "all")
_WINDOW = 500
_PDF = "application/pdf"


def add(commands: Any, shared: "Shared", language: str) -> None:
    """Add the command to a parser, with all its texts in `language`."""

    def said(code: str) -> str:
        return say(code, {}, language)

    parents = [shared.everywhere, shared.here]
    letters = commands.add_parser(
        "letters", help=said("cli.letters"), description=said("cli.letters.long"), parents=parents
    )
    subjects = letters.add_subparsers(dest="subject", metavar=said("cli.subject"), required=True)

    def subject(name: str, about: str, more: str, *also: Any) -> Any:
        return subjects.add_parser(name, help=about, description=more, parents=[*parents, *also])

    subject(SEND, said("cli.letters.send"), said("cli.letters.send.long"), shared.for_programs)
    printing = subject(PRINT, said("cli.letters.print"), said("cli.letters.print.long"), shared.for_programs)
    printing.add_argument("out", metavar=said("cli.file"), help=said("cli.letters.out"))
    printing.add_argument("--batch", type=int, metavar=said("cli.number"), help=said("cli.letters.again"))
    taken = subject(POSTED, said("cli.letters.posted"), said("cli.letters.posted.long"), shared.for_programs)
    taken.add_argument("batch", type=int, metavar=said("cli.number"), help=said("cli.letters.batch"))
    taken.add_argument("--on", type=shared.day, metavar=said("cli.date"), help=said("cli.letters.on"))
    taken.add_argument("--because", default="", metavar=said("cli.text"), help=said("cli.letters.because"))
    taken.add_argument("--list", dest="listed", metavar=said("cli.file"), help=said("cli.letters.listed"))
    subject(HAND_OVER, said("cli.letters.hand_over"), said("cli.letters.hand_over.long"), shared.for_programs)
    listing = subject(LIST, said("cli.letters.list"), said("cli.letters.list.long"), shared.for_programs)
    listing.add_argument("--which", choices=WHICH, default=WHICH[0], help=said("cli.letters.which"))


def run(asked: "Asked") -> int:
    """Do what was asked for; returns the exit status 0, raises `CasebookError`."""
    from casebook.cli.opening import login, opened
    from casebook.store.people import actor_for, today

    with opened(asked.address) as database:
        day = today(database)
        actor = actor_for(database, login(), day)
        match asked.options.subject:
            case "send":
                _send(database, actor, day, asked)
            case "print":
                _print(database, actor, day, asked)
            case "posted":
                _posted(database, actor, day, asked)
            case "hand-over":
                _hand_over(database, actor, day, asked)
            case _:
                _list(database, asked)
    return 0


def _send(database: "Database", actor: "Actor", day: "date", asked: "Asked") -> None:
    from casebook.cli.opening import Progress
    from casebook.cli.output import json_text, telling
    from casebook.jobs.outbox import Some, send_mails

    language, progress = asked.language, Progress()

    def tell(done: int, of: int) -> None:
        progress(say("sending.progress", {"done": done, "of": of}, language))

    try:
        found = send_mails(database, actor, day, asked.chosen, Some(progress=tell))
    finally:
        progress.done()
    if asked.options.json:
        numbers = {"sent": found.sent, "waiting": found.waiting, "failed": found.failed, "in_doubt": found.in_doubt}
        print(json_text(numbers | {"not_sent": [_told(one, language) for one in found.told]}))
        return
    with telling(asked) as say_of:
        say_of("sending.sent", {"count": found.sent})
        if found.in_doubt:
            say_of("sending.in_doubt", {"count": found.in_doubt})
        _tell_why(database, found.told, say_of)


def _print(database: "Database", actor: "Actor", day: "date", asked: "Asked") -> None:
    from casebook.cli.output import telling
    from casebook.errors import InputError
    from casebook.jobs.new_files import beside
    from casebook.jobs.outbox.printing import Desk, print_into

    language, out = asked.language, Path(asked.options.out)
    with_list = out.with_suffix(".csv")
    if out.suffix.lower() != ".pdf":
        raise InputError("sending.no_pdf", place=str(out))
    if asked.options.batch is not None:
        _print_again(database, asked, out)
        return
    try:
        # What cannot be written is known before anything is printed.
        with beside(out) as pdf, beside(with_list) as listed:

            def put(made: "PrintedBatch") -> None:
                try:
                    # Where only one of them can be written it is not the letters.
                    listed.file.write(made.listed.content)
                    pdf.file.write(made.pdf.content)
                    listed.put()
                    pdf.put()
                except OSError as error:
                    raise _not_put(out, error) from None

            made, _ = print_into(Desk(database, actor, day, language), put)
    except OSError as error:
        raise _not_put(out, error) from None
    told = {"batch": str(made.batch_id), "file": str(out), "listed": str(with_list)}
    with telling(asked) as tell:
        tell("sending.printed", {"count": made.letters, "registered": made.registered, **told})
        if made.enclosing:
            tell("enclosing.by_hand", {"count": made.enclosing})
        _tell_why(database, made.left_out, tell)


def _print_again(database: "Database", asked: "Asked", out: Path) -> None:
    """Save a batch as it was printed: its list, and its letters in one file or each in its own."""
    from casebook.cli.output import telling
    from casebook.jobs.new_files import beside
    from casebook.jobs.outbox import printed_before

    batch_id = asked.options.batch
    found = printed_before(database, batch_id)
    letters = [one for one in found if one.media_type == _PDF]
    one_each = [out.with_name(f"{out.stem}-{at}{out.suffix}") for at in range(1, len(letters) + 1)]
    places = iter([out] if len(letters) == 1 else one_each)
    try:
        with ExitStack() as stack:
            parts = [
                stack.enter_context(beside(next(places) if one.media_type == _PDF else out.with_suffix(".csv")))
                for one in found
            ]
            for part, one in zip(parts, found, strict=True):
                part.file.write(one.content)
            for part in parts:
                part.put()
    except OSError as error:
        raise _not_put(out, error) from None
    with telling(asked) as tell:
        for part in parts:
            tell("sending.saved_again", {"batch": str(batch_id), "file": str(part.place)})


def _not_put(out: Path, error: OSError) -> "InputError":
    from casebook.errors import InputError

    if isinstance(error, FileExistsError):
        return InputError("sending.is_there", place=os.fsdecode(error.filename))
    return InputError("sending.not_saved", place=str(out), reason=error.strerror or "")


def _posted(database: "Database", actor: "Actor", day: "date", asked: "Asked") -> None:
    from casebook.cli.output import telling
    from casebook.jobs.outbox import Posted, posted, tracking_in

    options = asked.options
    tracking = tracking_in(Path(options.listed)) if options.listed else {}
    count = posted(database, actor, day, Posted(options.batch, options.on or day, tracking, options.because))
    with telling(asked) as tell:
        tell("sending.posted", {"count": count, "on": options.on or day})


def _hand_over(database: "Database", actor: "Actor", day: "date", asked: "Asked") -> None:
    from casebook.cli.output import telling
    from casebook.jobs.outbox import hand_over

    found = hand_over(database, actor, day, asked.chosen)
    with telling(asked) as tell:
        if found.letters or not found.earlier:
            tell("sending.handed_over", {"count": found.letters})
        if found.earlier:
            tell("sending.handed_earlier", {"count": found.earlier})
        for place in found.folders:
            tell("sending.folder", {"place": str(place)}, "  ")
        for batch in found.unsure:
            tell("sending.unsure", {"batch": str(batch)})
        _tell_why(database, found.left_out, tell)


def _list(database: "Database", asked: "Asked") -> None:
    from casebook.cli.output import Column, json_text, table, width
    from casebook.store.queries import outbox

    language, listing = asked.language, outbox.outbox(database, outbox.Listed(asked.options.which))
    page = listing.after(database, None, _WINDOW)
    rows = list(page.rows)
    while page.after:
        page = listing.after(database, listing.key(rows[-1]), _WINDOW)
        rows += page.rows
    if asked.options.json:
        print(json_text([_row_for_programs(row) for row in rows]))
        return
    heads = ("case", "letter", "addressee", "state", "way")
    columns = [Column(say(f"sending.column_{head}", {}, language), flexible=head == "addressee") for head in heads]
    lines = [
        (
            row.number,
            say(f"word.letter_kind_{row.kind}", {}, language),
            row.addressee,
            say(f"word.letter_{row.state}", {}, language),
            ", ".join(say(f"word.way_{way}", {}, language) for way in row.ways),
        )
        for row in rows
    ]
    print("\n".join(table(columns, lines, width())) if rows else say("sending.no_letters", {}, language))


def _row_for_programs(row: Any) -> dict[str, Any]:
    return {
        "letter": row.letter_id,
        "case": row.number,
        "kind": row.kind,
        "addressee": row.addressee,
        "state": row.state,
        "ways": list(row.ways),
        "prepared_on": row.prepared_on.isoformat(),
        "sent_on": row.sent_on.isoformat() if row.sent_on else None,
    }


def _tell_why(database: "Database", left: "Sequence[LeftOut]", tell: "Told") -> None:
    """Say of each letter that did not leave why, by the number of its case."""
    from casebook.store.queries import outbox

    numbers = {row.letter_id: row.number for row in outbox.of_ids(database, [one.letter_id for one in left])}
    for one in left:
        number = numbers[one.letter_id]
        tell(one.code, one.parameters, f"  {number}  ", letter=one.letter_id, case=number)


def _told(one: "LeftOut", language: str) -> "dict[str, Any]":
    return {"letter": one.letter_id, "code": one.code, "what": say(one.code, one.parameters, language)}
