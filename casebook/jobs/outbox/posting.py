"""A batch goes to the post, with the numbers by which the carrier tracks its registered letters."""

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from casebook.errors import InputError
from casebook.jobs.outbox.printing import DISPATCH, TRACKING
from casebook.store.actions.print_batches import BatchPosted, Tracking
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.queries import leaving
from casebook.store.transaction import Actor
from casebook.text import clean_line
from casebook.words import LANGUAGES, say

_NO_NUMBERS: Mapping[int, str] = MappingProxyType({})
_LARGEST = 8 * 2**20
# No dispatch has a longer number.
_LONGEST_NUMBER = 18


class Posted(NamedTuple):
    """A batch that went to the post on a day, with tracking numbers by dispatch; `because` as the command has it."""

    batch_id: int
    on_day: date
    tracking: Mapping[int, str] = _NO_NUMBERS
    because: str = ""


def posted(database: Database, actor: Actor, day: date, batch: Posted) -> int:
    """Record that a batch went to the post and return how many letters were in it.

    Raises `InputError` for a batch there is not, and for the number of a letter that is not in it.
    """
    known = next((one for one in leaving.batches(database) if one.batch_id == batch.batch_id), None)
    if known is None:
        raise InputError("sending.no_batch", place=str(batch.batch_id))
    within = {one.dispatch_id for one in leaving.of_batch(database, batch.batch_id)}
    for dispatch_id in batch.tracking:
        if dispatch_id not in within:
            raise InputError("sending.not_in_batch", place=str(dispatch_id), batch=str(batch.batch_id))
    numbers = tuple(Tracking(*one) for one in batch.tracking.items())
    perform(database, actor, day, BatchPosted(batch.batch_id, known.version, batch.on_day, numbers, batch.because))
    return len(within)


def tracking_in(path: Path) -> dict[int, str]:
    """Return the tracking numbers that were filled in on the list of a batch, by dispatch.

    Raises `InputError` for a file that cannot be read, or that is no such list.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST).decode("utf-8-sig")
        head = content.partition("\n")[0]
        rows = list(csv.DictReader(content.splitlines(), delimiter=";" if ";" in head else ","))
    except OSError as error:
        raise InputError("sending.list_unreadable", place=str(path), reason=error.strerror or "") from None
    except (UnicodeDecodeError, csv.Error):
        raise InputError("sending.no_list", place=str(path)) from None
    for language in LANGUAGES:
        dispatch, tracking = say(DISPATCH, {}, language), say(TRACKING, {}, language)
        if {dispatch, tracking} <= set(rows[0] if rows else ()):
            return dict(_numbers(path, rows, dispatch, tracking))
    raise InputError("sending.no_list", place=str(path))


def _numbers(path: Path, rows: list[dict[str, str]], dispatch: str, tracking: str) -> list[tuple[int, str]]:
    found = []
    for line, row in enumerate(rows, 2):
        number = clean_line((row[tracking] or "").lstrip("'"))
        named = row[dispatch] or ""
        if not number:
            continue
        if not (named.isascii() and named.isdigit() and len(named) <= _LONGEST_NUMBER):
            raise InputError("sending.list_line", place=str(path), line=line)
        found.append((int(named), number))
    return found
