"""A batch of direct debits to a file for the bank; a file that was lost is written again from its batch."""

import os
from datetime import date
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from casebook.errors import InputError
from casebook.exchange import direct_debit_file
from casebook.exchange.direct_debit_file import FORMS
from casebook.jobs.exports import check_room
from casebook.jobs.new_files import beside
from casebook.store.actions.debit_batches import ClearBatch, MakeBatch
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.queries import direct_debit
from casebook.store.queries.direct_debit import BatchCard
from casebook.store.transaction import Actor

# Accounts of debtors are nobody else's to read.
_FOLDER = 0o700


class Wanted(NamedTuple):
    """The entity by its code with the last day of the terms, or the batch by the name the bank knows it by."""

    path: Path
    code: str = ""
    until: date | None = None
    message: str = ""
    form: str = FORMS[0]


class Written(NamedTuple):
    """The batch that was written, and how many collections were left out because they may not go any more."""

    card: BatchCard
    left_out: int


def make(database: Database, actor: Actor, day: date, wanted: Wanted) -> Written:
    """Make a batch of what may be collected, or take an earlier one, and write it to a new file.

    Raises `Refused` where nothing may be collected, `InputError` for an entity or batch there is not, and for a file
    that is there already or cannot be written; the batch then stands, and can be written again by its name.
    """
    if os.path.lexists(wanted.path):
        raise InputError("debit.file_exists", file=str(wanted.path))
    if wanted.message:
        batch_id = direct_debit.batch_named(database, wanted.message)
    else:
        creditor_id = direct_debit.creditor_of(database, wanted.code)
        batch_id = perform(database, actor, day, MakeBatch(creditor_id, wanted.until or day)).result.batch_id
    return write(database, actor, day, batch_id, wanted)


def write(database: Database, actor: Actor, day: date, batch_id: int, wanted: Wanted) -> Written:
    """Write a batch to a new file. What may not go any more is left out of one that was not sent before."""
    left_out = 0
    card = _card(database, batch_id, day)
    if card.batch.withdrawn_on is not None:
        raise InputError("debit.file_withdrawn", message=card.batch.message)
    if card.stopped:
        left_out = perform(database, actor, day, ClearBatch(batch_id, card.batch.version)).result
        card = _card(database, batch_id, day)
    content = direct_debit.content(database, batch_id)
    if not content.lines:
        raise InputError("debit.file_empty", message=content.message)
    if direct_debit_file.needs_bic(wanted.form) and not content.bic:
        raise InputError("debit.needs_bic", form=wanted.form)
    _write(wanted.path, direct_debit_file.pain(content, wanted.form), content.message)
    return Written(card, left_out)


def write_in(database: Database, actor: Actor, day: date, batch_id: int, folder: Path) -> tuple[Path, Written]:
    """Write a batch to a new file in a folder, by its name, and return where; a number follows where it is taken."""
    check_room(folder)
    try:
        folder.mkdir(mode=_FOLDER, parents=True, exist_ok=True)
    except OSError as error:
        raise InputError("export.not_written", folder=str(folder), reason=error.strerror or "") from None
    stem = _card(database, batch_id, day).batch.message
    names = chain([f"{stem}.xml"], (f"{stem}-{number}.xml" for number in count(2)))
    path = next(folder / name for name in names if not (folder / name).exists())
    return path, write(database, actor, day, batch_id, Wanted(path))


def _card(database: Database, batch_id: int, day: date) -> BatchCard:
    found = direct_debit.batch(database, batch_id, day)
    assert found is not None, "it was there, and batches stay"
    return found


def _write(path: Path, content: bytes, message: str) -> None:
    """Write a file that was not there, whole or not at all."""
    try:
        with beside(path) as part:
            part.file.write(content)
            part.put()
    except FileExistsError:
        raise InputError("debit.file_exists", file=str(path)) from None
    except OSError as error:
        raise InputError("debit.not_written", file=str(path), reason=error.strerror or "", message=message) from None
