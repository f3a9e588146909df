"""Letters leave together: printed as one file, taken to the post, mailed, or put in the folder for others."""

import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casebook import paths
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.ways import DispatchWay
from casebook.errors import InputError, Refused
from casebook.jobs.exports import copy_new
from casebook.store.actions.print_batches import BatchPosted, Tracking
from casebook.store.database import Database
from casebook.store.queries import outbox
from casebook.store.queries.outbox import BatchRow, DispatchRow, OutboxRow
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.errand import Came, Progress
from casebook.ui.prose import EMPTY, Line, Span, line
from casebook.ui.widgets.fields import DayField, Field, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.bank_form import Foreseeing
from casebook.ui.work.bulk import CountField
from casebook.ui.work.debtor_rows import key_at
from casebook.ui.work.letter_many import letter_line
from casebook.ui.work.went_anyway import WentAnyway

if TYPE_CHECKING:
    from casebook.jobs.outbox import HandedOver, Mailed, PrintedBatch
    from casebook.jobs.outbox.leaving import Told
    from casebook.settings import Settings
    from casebook.store.perform import Done

_ON_PAPER = frozenset({DispatchWay.ORDINARY, DispatchWay.REGISTERED})
_HANDED = frozenset({DispatchWay.HAND_OVER, DispatchWay.BAILIFF})
# For so many registered letters their numbers are typed; for more the list is filled in that goes with the batch.
_TYPED = 12


async def print_all(desk: Desk, letter_ids: Collection[int] | None) -> str | None:
    """Show what is released to go by post, print it as one file, and say where that is."""
    rows = await _waiting(desk, _ON_PAPER, letter_ids)
    if not await _sure(desk, "outbox.print", rows):
        return None
    ids = {row.letter_id for row in rows}

    def put(database: Database, _progress: Progress) -> "tuple[PrintedBatch, Path]":
        made = _print(database, desk, ids)
        return made, _written(made)

    def came(found: "tuple[PrintedBatch, Path]") -> Came:
        made, path = found
        said = desk.say("outbox.printed", count=made.letters, file=str(path))
        if made.enclosing:
            said = f"{said} {desk.say('enclosing.by_hand', count=made.enclosing)}"
        return Came(said, desk.say("outbox.refused", count=len(made.left_out)), _left(made.left_out, desk))

    desk.send_out(desk.say("outbox.printing", count=len(rows)), put, came)
    return None


async def posted(desk: Desk) -> str | None:
    """Ask which batch went to the post and when, with the numbers by which its registered letters are tracked."""
    batches = [one for one in await desk.read(outbox.batches) if one.posted_on is None]
    if not batches:
        raise Refused("outbox.no_batch", source=HOUSE_RULE)
    heading = desk.say("outbox.posted")
    batch: BatchRow | None = batches[0]
    if len(batches) > 1:
        entries = [Entry(one, key_at(at), _batch(one, desk)) for at, one in enumerate(batches)]
        batch = await desk.ask(Pick(desk, heading, entries))
    if batch is None:
        return None
    rows = await desk.read(outbox.of_batch, batch.batch_id)
    letters = {one.letter_id: one for one in await desk.read(outbox.of_ids, [row.letter_id for row in rows])}
    registered = [row for row in rows if row.way is DispatchWay.REGISTERED and not row.over]
    on = DayField(desk.say("outbox.posted_on"), desk, desk.day, past=True)
    numbers, stopped = _TrackingFields(desk, registered, letters), WentAnyway(desk)
    form = Form(
        desk,
        f"{heading} · {_batch(batch, desk)}",
        [on, *numbers.fields, stopped.because],
        lambda: BatchPosted(batch.batch_id, batch.version, on.value, numbers.value, stopped.said),
        about=[line(Span(desk.say("outbox.posted_what"), "quiet"), hang=2)],
        refused=stopped.refused,
    )
    done = await desk.ask(form)
    return None if done is None else desk.say("outbox.was_posted", count=batch.letters)


async def mail_all(desk: Desk, letter_ids: Collection[int] | None) -> str | None:
    """Show what is released to go by mail, send it, and say what became of it."""
    from casebook.jobs.outbox import Some, send_mails

    settings = _settings(desk)
    rows = await _waiting(desk, {DispatchWay.EMAIL}, letter_ids)
    if not await _sure(desk, "outbox.mail", rows):
        return None

    def send(database: Database, progress: Progress) -> "Mailed":
        some = Some({row.letter_id for row in rows}, progress)
        return send_mails(database, desk.session.actor, desk.day, settings, some)

    def came(found: "Mailed") -> Came:
        lines = list(_left(found.told, desk))
        if found.stopped is not None:
            code, parameters = found.stopped
            lines = [line(Span("✗ ", "urgent"), desk.say(code, **parameters), hang=2), EMPTY, *lines]
        counts = {"sent": found.sent, "waiting": found.waiting, "failed": found.failed, "in_doubt": found.in_doubt}
        return Came(desk.say("outbox.mailed", **counts), desk.say("outbox.mailed_heading"), lines)

    desk.send_out(desk.say("outbox.mailing"), send, came)
    return None


async def hand_all(desk: Desk) -> str | None:
    """Put what is released for the printer and the bailiff in their folder, and say where that is."""
    from casebook.jobs.outbox import hand_over

    settings = _settings(desk)
    rows = await _waiting(desk, _HANDED, None)
    if not await _sure(desk, "outbox.hand", rows):
        return None

    def put(database: Database, _progress: Progress) -> "HandedOver":
        return hand_over(database, desk.session.actor, desk.day, settings)

    def came(found: "HandedOver") -> Came:
        said = desk.say("outbox.handed", count=found.letters, folders=[str(one) for one in found.folders])
        return Came(said, desk.say("outbox.refused", count=len(found.left_out)), _left(found.left_out, desk))

    desk.send_out(desk.say("outbox.printing", count=len(rows)), put, came)
    return None


class _TrackingFields:
    """The numbers of registered letters: one to type for each, or the path of the list on which they were filled in."""

    def __init__(self, desk: Desk, rows: Sequence[DispatchRow], letters: dict[int, OutboxRow]) -> None:
        self._rows = rows
        self._each = [
            TextField(desk.say("outbox.tracking_of", name=letters[row.letter_id].addressee))
            for row in rows[: _TYPED if len(rows) <= _TYPED else 0]
        ]
        self._list = TextField(desk.say("outbox.tracking_list")) if len(rows) > _TYPED else None

    @property
    def fields(self) -> list[Field[Any]]:
        """The fields."""
        return [*self._each, *([self._list] if self._list is not None else [])]

    @property
    def value(self) -> tuple[Tracking, ...]:
        """The numbers that are known. Raises `InputError` for a list that cannot be read."""
        if self._list is not None:
            return self._listed(self._list.value)
        each = zip(self._rows, self._each, strict=True)
        return tuple(Tracking(row.dispatch_id, field.value) for row, field in each if field.value)

    def _listed(self, path: str) -> tuple[Tracking, ...]:
        from casebook.jobs.outbox import tracking_in

        if not path:
            return ()
        known = {row.dispatch_id for row in self._rows}
        found = tracking_in(Path(path).expanduser())
        strange = next((id_ for id_ in found if id_ not in known), None)
        if strange is not None:
            raise InputError("outbox.not_in_batch", place=path, dispatch=str(strange))
        return tuple(Tracking(*one) for one in found.items())


async def _waiting(desk: Desk, ways: Collection[DispatchWay], letter_ids: Collection[int] | None) -> list[OutboxRow]:
    """Return the letters that are released and wait to leave by some ways. Raises `Refused` where there are none."""
    found = await desk.read(outbox.to_go, ways, letter_ids)
    if not found:
        raise Refused("outbox.none_waits", source=HOUSE_RULE, ways=[f"way_{way}" for way in sorted(ways)])
    return list(await desk.read(outbox.of_ids, list(dict.fromkeys(one.letter_id for one in found))))


async def _sure(desk: Desk, code: str, rows: Sequence[OutboxRow]) -> bool:
    """Show which letters leave, and return whether they are to."""

    async def nothing(_: object) -> "Done":
        from casebook.store.perform import Done

        return Done(None, None, None)

    form = Foreseeing(
        desk,
        desk.say(code, count=len(rows)),
        [CountField(desk, len(rows), "outbox.other_count")],
        tuple,
        listed=[letter_line(row, desk) for row in rows],
        act=nothing,
    )
    return await desk.ask(form) is not None


def _settings(desk: Desk) -> "Settings":
    if desk.session.settings is None:
        raise Refused("outbox.no_settings", source=HOUSE_RULE)
    return desk.session.settings


def _print(database: Database, desk: Desk, letter_ids: Collection[int]) -> "PrintedBatch":
    from casebook.jobs.outbox import print_batch

    return print_batch(database, desk.session.actor, desk.day, letter_ids, desk.language)


def _written(made: "PrintedBatch") -> Path:
    """Write the file of a batch and its list to one's own folder, and return where the first is."""
    folder = paths.exports(os.environ)
    for one in (made.listed, made.pdf):
        name = Path(one.name)
        path = copy_new(folder, name.stem, name.suffix, one.content)
    return path


def _left(told: "Sequence[Told]", desk: Desk) -> list[Line]:
    return [line("· ", desk.say(one.code, **one.parameters), hang=2) for one in told]


def _batch(batch: BatchRow, desk: Desk) -> str:
    return desk.say("outbox.batch", number=str(batch.batch_id), on=batch.made_on, count=batch.letters)
