"""Lines for the books to a file: the batch is committed first, so that a crash loses no line and sends none twice.

A file that was not written, or was lost, is written again from its batch.
"""

import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import NamedTuple

from casebook.domain.journal import JournalRow
from casebook.errors import InputError
from casebook.exchange import journal_file
from casebook.exchange.journal_profile import JournalProfile
from casebook.jobs.new_files import Part, beside
from casebook.store.actions.journal import MakeJournalBatch
from casebook.store.database import Database
from casebook.store.perform import perform, rehearse
from casebook.store.queries import journal, reconciliation
from casebook.store.queries.journal import Batch
from casebook.store.transaction import Actor

_FORMS: Mapping[str, Callable[[list[JournalRow], JournalProfile], bytes]] = {
    ".csv": journal_file.csv_bytes,
    ".xlsx": journal_file.xlsx_bytes,
}
_MOST_BATCHES = 10**9


class Wanted(NamedTuple):
    """The entity by its code, the file and how it is written; and either all lines until a day, or an earlier batch."""

    code: str
    path: Path
    profile: JournalProfile
    until: date
    number: int | None = None


def send(database: Database, actor: Actor, day: date, wanted: Wanted) -> Batch:
    """Make a batch of all that is still to go, or take an earlier one, write it to a new file and return it.

    Raises `Refused` where nothing is to go, `InputError` for an entity or batch there is not, and for a file that is
    there already or cannot be written; where the batch was made by then, it names the number to write it again by.
    """
    creditor_id = reconciliation.entity(database, wanted.code)
    form = _FORMS.get(wanted.path.suffix.lower())
    if form is None:
        raise InputError("journal.suffix", file=str(wanted.path), suffixes=tuple(_FORMS))
    if os.path.lexists(wanted.path):
        raise InputError("journal.exists", file=str(wanted.path))
    if wanted.number is not None and not _is_batch(database, creditor_id, wanted.number):
        raise InputError("journal.no_batch", code=wanted.code, number=str(wanted.number))
    with ExitStack() as stack:
        try:
            # Where nothing can be written nothing is sent either.
            part = stack.enter_context(beside(wanted.path))
        except OSError as error:
            raise InputError("journal.no_folder", file=str(wanted.path), reason=error.strerror or "") from None
        batch = _batch(database, actor, day, creditor_id, wanted)
        _write(part, form(journal.lines(database, batch.batch_id), wanted.profile), batch)
    return batch


class Foreseen(NamedTuple):
    """What a batch would hold, not yet made; `opens`: it would be the first, with all that was so far."""

    batch: Batch
    opens: bool


def foresee(database: Database, actor: Actor, day: date, wanted: Wanted) -> Foreseen:
    """Return what a batch would hold, and make none. Raises `Refused` where nothing is to go."""
    creditor_id = reconciliation.entity(database, wanted.code)
    command = MakeJournalBatch(creditor_id, wanted.until)
    batch = rehearse(database, actor, day, command, lambda within, done: journal.with_id(within, done.result))
    return Foreseen(batch, journal.last(database, creditor_id) is None)


def _is_batch(database: Database, creditor_id: int, number: int) -> bool:
    # No database takes a number of any length.
    return 0 < number < _MOST_BATCHES and journal.batch(database, creditor_id, number) is not None


def _batch(database: Database, actor: Actor, day: date, creditor_id: int, wanted: Wanted) -> Batch:
    if wanted.number is not None:
        found = journal.batch(database, creditor_id, wanted.number)
        assert found is not None, "it was there, and batches stay"
        return found
    made = perform(database, actor, day, MakeJournalBatch(creditor_id, wanted.until))
    return journal.with_id(database, made.result)


def _write(part: Part, content: bytes, batch: Batch) -> None:
    try:
        part.file.write(content)
        part.put()
    except OSError as error:
        raise InputError(
            "journal.not_written",
            file=str(part.place),
            reason=error.strerror or "",
            code=batch.code,
            number=str(batch.number),
        ) from None
