"""Letters on paper: printed together, and taken to the post together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from casebook.domain.documents import DocumentKind
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.ways import DispatchWay
from casebook.errors import Refused
from casebook.store.actions import given, went_out
from casebook.store.actions.dispatches import LEFT, left, released
from casebook.store.actions.documents import Kept
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.letters import gate
from casebook.store.letters.leaving import began, is_over
from casebook.store.models.letters import Dispatch, Letter, PrintBatch
from casebook.store.rows import many
from casebook.store.transaction import Transaction

_CASES_OF_DISPATCHES = """
    SELECT DISTINCT l.case_id FROM dispatch d JOIN letter l ON l.id = d.letter_id WHERE d.id IN ({marks})
"""
_CASES_OF_BATCH = "SELECT DISTINCT l.case_id FROM dispatch d JOIN letter l ON l.id = d.letter_id WHERE d.batch_id = ?"


@dataclass(frozen=True, slots=True)
class ToPrint:
    """A dispatch on paper, and the version that was seen.

    Its pages in the file of them all, the first of them counted from 0, where those are known; or the `file` that it
    leaves as by itself.
    """

    dispatch_id: int
    version: int
    first_page: int | None = None
    pages: int | None = None
    file: Kept | None = None


@dataclass(frozen=True, slots=True)
class PrintLetters:
    """Letters that are printed as one: the file of them all, and the list that goes with it."""

    dispatches: tuple[ToPrint, ...]
    file: Kept | None = None
    listed: Kept | None = None


@dataclass(frozen=True, slots=True)
class Tracking:
    """The number by which the carrier tracks a registered letter."""

    dispatch_id: int
    tracking: str


@dataclass(frozen=True, slots=True)
class BatchPosted:
    """The letters of a batch went to the post on a day.

    `because` says why they did, where the gate refuses one of them that was printed before it did.
    """

    batch_id: int
    version: int
    on_day: date
    tracking: tuple[Tracking, ...] = ()
    because: str = ""


class _OfCase(NamedTuple):
    case_id: int


def _cases_of_dispatches(database: Database, command: PrintLetters) -> Iterable[int]:
    ids = [one.dispatch_id for one in command.dispatches]
    return [one.case_id for one in many(database, _CASES_OF_DISPATCHES, _OfCase, ids)]


def _cases_of_batch(database: Database, command: BatchPosted) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASES_OF_BATCH, (command.batch_id,))]


@action("batch.print", cases=_cases_of_dispatches)
def print_letters(tx: Transaction, command: PrintLetters) -> int:
    """Record that letters were printed together and return the id of the batch.

    Refused as the gate refuses one of them, asked anew: nothing is printed then.
    """
    if not command.dispatches:
        raise Refused("letter.none", source=HOUSE_RULE)
    found = [tx.get(Dispatch, one.dispatch_id, one.version) for one in command.dispatches]
    for dispatch in found:
        if DispatchWay(dispatch.way) is DispatchWay.EMAIL:
            raise Refused("dispatch.not_paper", source=HOUSE_RULE)
        if is_over(dispatch) or began(dispatch):
            raise Refused("dispatch.over" if is_over(dispatch) else "dispatch.begun", source=HOUSE_RULE)
        released(tx, dispatch.letter_id)
    gate.refuse_any(tx, [(dispatch.letter_id, DispatchWay(dispatch.way)) for dispatch in found])
    document_id = went_out.printed(tx, command.file, DocumentKind.LETTER) if command.file else None
    batch_id = tx.add(
        PrintBatch,
        made_on=tx.day,
        letters=len(found),
        document_id=document_id,
        list_id=went_out.printed(tx, command.listed, DocumentKind.POSTING_LIST) if command.listed else None,
    )
    for dispatch, asked in zip(found, command.dispatches, strict=True):
        own = _own(tx, dispatch, asked)
        tx.change(
            dispatch,
            batch_id=batch_id,
            document_id=own or document_id,
            first_page=None if own else asked.first_page,
            pages=None if own else asked.pages,
        )
    return batch_id


@action("batch.posted", cases=_cases_of_batch, not_undoable=LEFT)
def posted(tx: Transaction, command: BatchPosted) -> None:
    """Record that the letters of a batch left, those that were taken out of it apart.

    Refused as the gate refuses one of them, asked anew, unless it is said why it left all the same.
    """
    batch = tx.get(PrintBatch, command.batch_id, command.version)
    if batch.posted_on is not None:
        raise Refused("batch.is_posted", source=HOUSE_RULE, on=batch.posted_on)
    given.past(tx, command.on_day)
    given.in_order(made_on=batch.made_on, posted_on=command.on_day)
    numbers = {one.dispatch_id: given.line(one.tracking) for one in command.tracking}
    within = tx.find(Dispatch.select().where(Dispatch.batch_id == batch.id).order_by(Dispatch.id))
    going = [dispatch for dispatch in within if not is_over(dispatch)]
    if not given.line(command.because):
        gate.refuse_printed(tx, [(dispatch.letter_id, DispatchWay(dispatch.way)) for dispatch in going])
    tx.change(batch, posted_on=command.on_day)
    for dispatch in going:
        letter = tx.get(Letter, dispatch.letter_id)
        left(tx, dispatch, letter, command.on_day, numbers.get(dispatch.id, ""))


def _own(tx: Transaction, dispatch: Dispatch, asked: ToPrint) -> int | None:
    """Keep what a letter leaves as by itself, where it does."""
    if asked.file is None:
        return None
    return went_out.keep(tx, dispatch, tx.get(Letter, dispatch.letter_id), asked.file, DocumentKind.LETTER)
