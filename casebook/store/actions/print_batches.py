"""Letters on paper: printed together, and taken to the post together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.ways import DispatchWay
from casebook.errors import Refused
from casebook.store import documents
from casebook.store.actions import given
from casebook.store.actions.dispatches import LEFT, left, released
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.letters import gate
from casebook.store.letters.leaving import began, is_over
from casebook.store.models.claims import Document
from casebook.store.models.letters import Dispatch, Letter, PrintBatch
from casebook.store.rows import many
from casebook.store.transaction import Transaction

_CASES_OF_DISPATCHES = """
    SELECT DISTINCT l.case_id FROM dispatch d JOIN letter l ON l.id = d.letter_id WHERE d.id IN ({marks})
"""
_CASES_OF_BATCH = "SELECT DISTINCT l.case_id FROM dispatch d JOIN letter l ON l.id = d.letter_id WHERE d.batch_id = ?"


@dataclass(frozen=True, slots=True)
class ToPrint:
    """A dispatch on paper, and the version that was seen."""

    dispatch_id: int
    version: int


@dataclass(frozen=True, slots=True)
class Printed:
    """A file by name, whose bytes are kept under a digest already."""

    name: str
    media_type: str
    sha256: str


@dataclass(frozen=True, slots=True)
class PrintLetters:
    """Letters that are printed as one: the file of them all, and the list that goes with it."""

    dispatches: tuple[ToPrint, ...]
    file: Printed | None = None
    listed: Printed | None = None


@dataclass(frozen=True, slots=True)
class Tracking:
    """The number by which the carrier tracks a registered letter."""

    dispatch_id: int
    tracking: str


@dataclass(frozen=True, slots=True)
class BatchPosted:
    """The letters of a batch went to the post on a day."""

    batch_id: int
    version: int
    on_day: date
    tracking: tuple[Tracking, ...] = ()


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
    batch_id = tx.add(
        PrintBatch,
        made_on=tx.day,
        letters=len(found),
        document_id=_document(tx, command.file),
        list_id=_document(tx, command.listed),
    )
    for dispatch in found:
        tx.change(dispatch, batch_id=batch_id)
    return batch_id


@action("batch.posted", cases=_cases_of_batch, not_undoable=LEFT)
def posted(tx: Transaction, command: BatchPosted) -> None:
    """Record that the letters of a batch left, those that were taken out of it apart."""
    batch = tx.get(PrintBatch, command.batch_id, command.version)
    if batch.posted_on is not None:
        raise Refused("batch.is_posted", source=HOUSE_RULE, on=batch.posted_on)
    given.past(tx, command.on_day)
    given.in_order(made_on=batch.made_on, posted_on=command.on_day)
    numbers = {one.dispatch_id: given.line(one.tracking) for one in command.tracking}
    tx.change(batch, posted_on=command.on_day)
    for dispatch in tx.find(Dispatch.select().where(Dispatch.batch_id == batch.id).order_by(Dispatch.id)):
        if not is_over(dispatch):
            letter = tx.get(Letter, dispatch.letter_id)
            left(tx, dispatch, letter, command.on_day, numbers.get(dispatch.id, ""))


def _document(tx: Transaction, file: Printed | None) -> int | None:
    if file is None:
        return None
    name, size = given.line(file.name), documents.size(tx.database, file.sha256)
    if size is None:
        raise Refused("document.no_content", source=HOUSE_RULE, name=name)
    return tx.add(Document, name=name, media_type=given.line(file.media_type), sha256=file.sha256, size=size)
