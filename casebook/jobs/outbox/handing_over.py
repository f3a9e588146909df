"""Released letters for the printer and the bailiff, put in the folder from which they fetch them."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from casebook.channels import hand_over as channel
from casebook.domain.letters.facts import LetterText
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.ways import DispatchWay
from casebook.errors import InputError, Refused, SettingsError, Stale
from casebook.jobs.outbox.leaving import Told
from casebook.jobs.outbox.posting import Posted, posted
from casebook.jobs.outbox.printing import Desk, File, PrintedBatch, Wanted, came_nowhere, printed
from casebook.settings import Settings
from casebook.store import documents as contents
from casebook.store.database import Database
from casebook.store.queries import document_card, leaving, outbox
from casebook.store.queries.documents import enclosed
from casebook.store.transaction import Actor
from casebook.text import clean_line
from casebook.words import say

_WAYS = frozenset({DispatchWay.HAND_OVER, DispatchWay.BAILIFF})
_NOT_IN_NAME = re.compile(r"[^\w. -]", re.ASCII)
# Of a name that is longer the end stays, which says what it is.
_LONGEST_NAME, _END = 120, 10


class HandedOver(NamedTuple):
    """The folders that were put there, with how many letters, and what was left out and why.

    `unsure` are batches that an earlier run recorded and may have put there, since fetched: a person finds out.
    `earlier` counts the letters that an earlier run put there and did not come to record: that was done now.
    """

    folders: tuple[Path, ...]
    letters: int
    left_out: tuple[Told, ...]
    unsure: tuple[int, ...]
    earlier: int = 0


def hand_over(database: Database, actor: Actor, day: date, settings: Settings) -> HandedOver:
    """Put what is released for the printer and for the bailiff in the folder, each as one, and record that it left.

    What goes along with a letter is put beside it. Raises `SettingsError` where there is no folder, `InputError` where
    it cannot be written to: the letters wait again then.
    """
    folder = folder_of(settings)
    desk = Desk(database, actor, day, settings.language)
    earlier, unsure = _left_behind(desk, folder)
    batches: list[PrintedBatch] = []
    left_out: list[Told] = []
    places: list[Path] = []
    for for_bailiff in (False, True):
        only = _for_bailiff if for_bailiff else _for_printer
        found = printed(desk, Wanted(_WAYS, only=only, apart=for_bailiff))
        left_out += [one for one in found.left_out if one not in left_out]
        if isinstance(found, PrintedBatch):
            places.append(_put(desk, folder, found, apart=for_bailiff))
            batches.append(found)
    return HandedOver(tuple(places), sum(one.letters for one in batches), tuple(left_out), unsure, earlier)


def folder_of(settings: Settings) -> Path:
    """Return the folder for the printer and the bailiff. Raises `SettingsError` where there is none."""
    folder = settings.letters.handover
    if folder is None:
        raise SettingsError("sending.no_handover", file=str(settings.file))
    return folder


def _for_bailiff(text: LetterText, way: DispatchWay) -> bool:
    return way is DispatchWay.BAILIFF or text.facts.kind is LetterKind.BAILIFF_INSTRUCTION


def _for_printer(text: LetterText, way: DispatchWay) -> bool:
    return not _for_bailiff(text, way)


def _name(batch_id: int) -> str:
    return f"batch-{batch_id}"


def _put(desk: Desk, folder: Path, batch: PrintedBatch, *, apart: bool) -> Path:
    """Put a batch in the folder; where that fails what is in it waits again."""
    try:
        files = [*_letters(desk, batch, apart=apart), *_along(desk, batch)]
        place = channel.put(folder, _name(batch.batch_id), files)
    except InputError as error:
        came_nowhere(desk, batch.batch_id, error)
        raise
    _record(desk, batch.batch_id)
    return place


def _record(desk: Desk, batch_id: int) -> None:
    """Record that a batch left, unless another run that found it there was first.

    What lies in the folder may have been fetched: it left, whatever the gate came to say of it since it was printed.
    """
    because = say("sending.put_in_folder", {}, desk.language)
    try:
        posted(desk.database, desk.actor, desk.day, Posted(batch_id, desk.day, because=because))
    except (Refused, Stale):
        if not any(one.batch_id == batch_id and one.posted_on for one in leaving.batches(desk.database)):
            raise


def _left_behind(desk: Desk, folder: Path) -> tuple[int, tuple[int, ...]]:
    """Record what an earlier run put there and did not come to record.

    Returns how many letters that were, and the batches of which nobody can tell.
    """
    recorded, unsure = 0, list[int]()
    for one in leaving.batches(desk.database):
        within = leaving.of_batch(desk.database, one.batch_id)
        if one.posted_on is not None or not within or any(each.way not in _WAYS for each in within):
            continue
        if channel.is_there(folder, _name(one.batch_id)):
            _record(desk, one.batch_id)
            recorded += one.letters
        else:
            unsure.append(one.batch_id)
    return recorded, tuple(unsure)


def _letters(desk: Desk, batch: PrintedBatch, *, apart: bool) -> Iterator[channel.File]:
    """Yield the list of a batch and its letters, as one file or each as the file that was kept of it."""
    yield _file(batch.listed)
    if not apart:
        yield _file(batch.pdf)
        return
    for one in leaving.of_batch(desk.database, batch.batch_id):
        card = document_card.card(desk.database, one.document_id) if one.document_id is not None else None
        yield _kept(desk, "" if card is None else card.name, "" if card is None else card.sha256)


def _along(desk: Desk, batch: PrintedBatch) -> Iterator[channel.File]:
    """Yield what goes along with the letters of a batch, each called after its letter."""
    ids = [one.letter_id for one in leaving.of_batch(desk.database, batch.batch_id)]
    numbers = {one.letter_id: one.number for one in outbox.of_ids(desk.database, ids)}
    for letter_id, found in enclosed(desk.database, ids).items():
        for at, one in enumerate(found, 1):
            yield _kept(desk, f"{numbers[letter_id]}-{letter_id}-{at}-{one.name}", one.sha256)


def _kept(desk: Desk, name: str, digest: str) -> channel.File:
    content = contents.content(desk.database, digest)
    if content is None:
        raise InputError("sending.no_document", place=name)
    return channel.File(_safe(name), content)


def _file(file: File) -> channel.File:
    return channel.File(_safe(file.name), file.content)


def _safe(name: str) -> str:
    plain = _NOT_IN_NAME.sub("-", clean_line(name, len(name))).lstrip(".")
    return plain if len(plain) <= _LONGEST_NAME else plain[: _LONGEST_NAME - _END] + plain[-_END:]
