"""Released letters for the printer and the bailiff, put in the folder from which they fetch them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from casebook.channels import hand_over as channel
from casebook.domain.letters.facts import LetterText
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.ways import DispatchWay
from casebook.errors import InputError, Refused, SettingsError, Stale
from casebook.jobs.outbox.leaving import Told
from casebook.jobs.outbox.posting import Posted, posted
from casebook.jobs.outbox.printing import Desk, File, PrintedBatch, Wanted, printed
from casebook.letters import typeset
from casebook.settings import Settings
from casebook.store import documents as contents
from casebook.store.actions.dispatches import PutBack
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.queries import outbox, post
from casebook.store.transaction import Actor
from casebook.text import clean_line
from casebook.words import say

_WAYS = frozenset({DispatchWay.HAND_OVER, DispatchWay.BAILIFF})
_NONE: Mapping[int, Sequence[int]] = MappingProxyType({})
_NOT_IN_NAME = re.compile(r"[^\w. -]")


class HandedOver(NamedTuple):
    """The folders that were put there, with how many letters, and what was left out and why.

    `unsure` are batches that an earlier run recorded and may have put there, since fetched: a person finds out.
    """

    folders: tuple[Path, ...]
    letters: int
    left_out: tuple[Told, ...]
    unsure: tuple[int, ...]


def hand_over(
    database: Database,
    actor: Actor,
    day: date,
    settings: Settings,
    documents: Mapping[int, Sequence[int]] = _NONE,
) -> HandedOver:
    """Put what is released for the printer and for the bailiff in the folder, each as one, and record that it left.

    `documents` are those that go along with a letter to the bailiff, by their ids. Raises `SettingsError` where there
    is no folder, `InputError` where it cannot be written to: the letters wait again then.
    """
    folder = settings.letters.handover
    if folder is None:
        raise SettingsError("sending.no_handover", file=str(settings.file))
    desk = Desk(database, actor, day, settings.language)
    along = {letter_id: [_read(database, one) for one in ids] for letter_id, ids in documents.items()}
    unsure = tuple(_left_behind(desk, folder))
    batches: list[PrintedBatch] = []
    left_out: list[Told] = []
    places: list[Path] = []
    for for_bailiff in (False, True):
        found = printed(desk, Wanted(_WAYS, only=_for_bailiff if for_bailiff else _for_printer))
        left_out += [one for one in found.left_out if one not in left_out]
        if isinstance(found, PrintedBatch):
            files = _for_each(desk, found, along) if for_bailiff else [_file(found.pdf), _file(found.listed)]
            places.append(_put(desk, folder, found, files))
            batches.append(found)
    return HandedOver(tuple(places), sum(one.letters for one in batches), tuple(left_out), unsure)


def _for_bailiff(text: LetterText, way: DispatchWay) -> bool:
    return way is DispatchWay.BAILIFF or text.facts.kind is LetterKind.BAILIFF_INSTRUCTION


def _for_printer(text: LetterText, way: DispatchWay) -> bool:
    return not _for_bailiff(text, way)


def _name(batch_id: int) -> str:
    return f"batch-{batch_id}"


def _put(desk: Desk, folder: Path, batch: PrintedBatch, files: Sequence[channel.File]) -> Path:
    """Put a batch in the folder; where that fails what is in it waits again."""
    try:
        place = channel.put(folder, _name(batch.batch_id), files)
    except InputError as error:
        because = say(error.code, error.parameters, desk.language)
        for one in outbox.of_batch(desk.database, batch.batch_id):
            perform(desk.database, desk.actor, desk.day, PutBack(one.dispatch_id, one.version, because))
        raise
    _record(desk, batch.batch_id)
    return place


def _record(desk: Desk, batch_id: int) -> None:
    """Record that a batch left, unless another run that found it there was first."""
    try:
        posted(desk.database, desk.actor, desk.day, Posted(batch_id, desk.day))
    except (Refused, Stale):
        if not any(one.batch_id == batch_id and one.posted_on for one in outbox.batches(desk.database)):
            raise


def _left_behind(desk: Desk, folder: Path) -> Iterator[int]:
    """Record what an earlier run put there and did not come to record; yield what nobody can tell of."""
    for one in outbox.batches(desk.database):
        within = outbox.of_batch(desk.database, one.batch_id)
        if one.posted_on is not None or not within or any(each.way not in _WAYS for each in within):
            continue
        if channel.is_there(folder, _name(one.batch_id)):
            _record(desk, one.batch_id)
        else:
            yield one.batch_id


def _for_each(desk: Desk, batch: PrintedBatch, along: Mapping[int, Sequence[channel.File]]) -> list[channel.File]:
    """Return each letter as a file of its own, and what goes along with it."""
    ids = [one.letter_id for one in outbox.of_batch(desk.database, batch.batch_id)]
    files = [_file(batch.listed)]
    for letter_id, text in outbox.texts(desk.database, ids).items():
        stem = f"{text.facts.case_number}-{letter_id}"
        files.append(channel.File(f"{_safe(stem)}.pdf", typeset.pdf([text])))
        for number, one in enumerate(along.get(letter_id, ()), 1):
            files.append(channel.File(_safe(f"{stem}-{number}-{one.name}"), one.content))
    return files


def _read(database: Database, document_id: int) -> channel.File:
    known = post.document(database, document_id)
    content = contents.content(database, known.sha256) if known else None
    if known is None or content is None:
        raise InputError("sending.no_document", place=str(document_id))
    return channel.File(known.name, content)


def _file(file: File) -> channel.File:
    return channel.File(_safe(file.name), file.content)


def _safe(name: str) -> str:
    return _NOT_IN_NAME.sub("-", clean_line(name, 120)).lstrip(".")
