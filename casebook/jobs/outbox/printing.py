"""Released letters on paper: one file for the printer and a list that goes with it, the registered ones at the end."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.facts import LetterText
from casebook.domain.letters.ways import DispatchWay
from casebook.errors import InputError, Refused, Stale
from casebook.jobs.outbox.leaving import Told, ready
from casebook.jobs.sheets import Column, Kind, Sheet, csv_text
from casebook.letters import typeset
from casebook.letters.joining import Pages
from casebook.store import documents
from casebook.store.actions.dispatches import PutBack
from casebook.store.actions.documents import Kept
from casebook.store.actions.print_batches import PrintLetters, ToPrint
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.queries import document_card, leaving, letter_card
from casebook.store.queries import documents as queries
from casebook.store.queries.documents import Enclosed
from casebook.store.queries.leaving import DispatchRow
from casebook.store.transaction import Actor
from casebook.words import say

R = TypeVar("R")
ON_PAPER = frozenset({DispatchWay.ORDINARY, DispatchWay.REGISTERED})
# Between what is read and what is recorded something may be paid: it is read anew.
_TRIES = 3
DISPATCH, TRACKING = "sending.column_dispatch", "sending.column_tracking"
_COLUMNS = (
    Column("number", "sending.column_number", Kind.NUMBER),
    Column("case", "sending.column_case"),
    Column("addressee", "sending.column_addressee"),
    Column("address", "sending.column_address"),
    Column("letter", "sending.column_letter", Kind.WORD),
    Column("way", "sending.column_way", Kind.WORD),
    Column("tracking", TRACKING),
    Column("enclosed", "sending.column_enclosed"),
    Column("dispatch", DISPATCH, Kind.NUMBER),
)


class File(NamedTuple):
    """A file that is kept as a document."""

    name: str
    media_type: str
    content: bytes


class PrintedBatch(NamedTuple):
    """What was printed together: one file and its list, kept as documents too, and what was left out and why.

    `registered` of the `letters`, the last ones of the file, go by registered post. With `enclosing` of them documents
    go along that are not in the file: the list says which, and a person adds them.
    """

    batch_id: int
    letters: int
    registered: int
    pdf: File
    listed: File
    left_out: tuple[Told, ...]
    enclosing: int


class Nothing(NamedTuple):
    """Nothing was left to be printed: what was left out, and why."""

    left_out: tuple[Told, ...]


class Wanted(NamedTuple):
    """What is printed together: by which ways, of which letters (all where None), and which of those.

    `apart`: each leaves as a file of its own.
    """

    ways: Collection[DispatchWay] = ON_PAPER
    letter_ids: Collection[int] | None = None
    only: Callable[[LetterText, DispatchWay], bool] = lambda _text, _way: True
    apart: bool = False


class Desk(NamedTuple):
    """Who prints, when, and in which language the list is."""

    database: Database
    actor: Actor
    day: date
    language: str


def print_batch(
    database: Database, actor: Actor, day: date, letter_ids: Collection[int] | None = None, language: str = "nl"
) -> PrintedBatch:
    """Print what is released to go by post, or some of it, and record that it was.

    What the gate stops is left out. Raises `Refused` where nothing is left, and then nothing was printed.
    """
    found = printed(Desk(database, actor, day, language), Wanted(letter_ids=letter_ids))
    if isinstance(found, PrintedBatch):
        return found
    if found.left_out:
        why = (found.left_out[0].code, found.left_out[0].parameters)
        raise Refused("sending.all_stopped", source=HOUSE_RULE, count=len(found.left_out), why=why)
    raise Refused("sending.none", source=HOUSE_RULE)


def printed(desk: Desk, wanted: Wanted) -> PrintedBatch | Nothing:
    """Print what is wanted and record that it was; what the gate stops is left out."""
    database = desk.database
    for tried in range(1, _TRIES + 1):
        found = ready(database, desk.day, wanted.ways, wanted.letter_ids)
        texts = letter_card.texts(database, [one.letter_id for one in found.dispatches])
        chosen = sorted(
            (one for one in found.dispatches if wanted.only(texts[one.letter_id], one.way)),
            key=lambda one: (one.way is DispatchWay.REGISTERED, one.letter_id),
        )
        if not chosen:
            return Nothing(found.stopped)
        along = queries.enclosed(database, [one.letter_id for one in chosen])
        pdf, listed, pages = _files(desk, chosen, texts, along)
        command = PrintLetters(
            tuple(
                ToPrint(one.dispatch_id, one.version, file=_kept(database, _own(one, texts)))
                if wanted.apart
                else ToPrint(one.dispatch_id, one.version, at.first, at.number)
                for one, at in zip(chosen, pages, strict=True)
            ),
            None if wanted.apart else _kept(database, pdf),
            _kept(database, listed),
        )
        try:
            batch_id = perform(database, desk.actor, desk.day, command).result
        except (Refused, Stale):
            if tried == _TRIES:
                raise
            continue
        registered = sum(one.way is DispatchWay.REGISTERED for one in chosen)
        return PrintedBatch(batch_id, len(chosen), registered, pdf, listed, found.stopped, len(along))
    raise AssertionError("the last try returns or raises")


def print_into(
    desk: Desk, put: Callable[[PrintedBatch], R], letter_ids: Collection[int] | None = None
) -> tuple[PrintedBatch, R]:
    """Print as `print_batch` does and put it somewhere; where that raises `InputError` the letters wait again."""
    made = print_batch(desk.database, desk.actor, desk.day, letter_ids, desk.language)
    try:
        return made, put(made)
    except InputError as error:
        came_nowhere(desk, made.batch_id, error)
        raise


def came_nowhere(desk: Desk, batch_id: int, error: InputError) -> None:
    """Let the letters of a batch wait again that could not be put anywhere."""
    because = say(error.code, error.parameters, desk.language)
    for one in leaving.of_batch(desk.database, batch_id):
        perform(desk.database, desk.actor, desk.day, PutBack(one.dispatch_id, one.version, because))


def printed_before(database: Database, batch_id: int) -> tuple[File, ...]:
    """Return the files of a batch as they were printed: its list, and its letters in one or each by itself.

    Raises `InputError` for a batch there is not, and where nothing of it is kept.
    """
    known = next((one for one in leaving.batches(database) if one.batch_id == batch_id), None)
    if known is None:
        raise InputError("sending.no_batch", place=str(batch_id))
    each = (one.document_id for one in leaving.of_batch(database, batch_id))
    ids = dict.fromkeys(id_ for id_ in (known.list_id, known.document_id, *each) if id_ is not None)
    found = tuple(file for id_ in ids if (file := _again(database, id_)))
    if not found:
        raise InputError("sending.no_document", place=str(batch_id))
    return found


def by_hand(database: Database, dispatch: DispatchRow) -> Kept:
    """Keep a letter as the file that somebody prints by himself, and return it; the same letter is the same file."""
    return _kept(database, _own(dispatch, letter_card.texts(database, [dispatch.letter_id])))


def letter_name(one: DispatchRow, text: LetterText) -> str:
    """Return how the file of one letter is called, without its ending."""
    return f"{text.facts.case_number}-{one.letter_id}"


def _own(one: DispatchRow, texts: dict[int, LetterText]) -> File:
    text = texts[one.letter_id]
    return File(f"{letter_name(one, text)}.pdf", "application/pdf", typeset.pdf([text]))


def _files(
    desk: Desk, chosen: Sequence[DispatchRow], texts: dict[int, LetterText], along: dict[int, tuple[Enclosed, ...]]
) -> tuple[File, File, tuple[Pages, ...]]:
    language = desk.language
    name = say("sending.batch_name", {"day": desk.day.isoformat()}, language)
    made = typeset.together([texts[one.letter_id] for one in chosen])
    rows = [_row(number, one, texts, along.get(one.letter_id, ())) for number, one in enumerate(chosen, 1)]
    listed = csv_text(Sheet(_COLUMNS, rows), language).encode("utf-8-sig")
    return File(f"{name}.pdf", "application/pdf", made.content), File(f"{name}.csv", "text/csv", listed), made.pages


def _row(number: int, one: DispatchRow, texts: dict[int, LetterText], along: Sequence[Enclosed]) -> tuple[object, ...]:
    facts = texts[one.letter_id].facts
    return (
        number,
        facts.case_number,
        facts.addressee.name,
        ", ".join(facts.addressee.lines),
        f"letter_kind_{facts.kind}",
        f"way_{one.way}",
        None,
        ", ".join(each.name for each in along),
        one.dispatch_id,
    )


def _again(database: Database, document_id: int) -> File | None:
    card = document_card.card(database, document_id)
    content = documents.content(database, card.sha256) if card else None
    return File(card.name, card.media_type, content) if card and content is not None else None


def _kept(database: Database, file: File) -> Kept:
    return Kept(file.name, file.media_type, documents.keep(database, file.content))
