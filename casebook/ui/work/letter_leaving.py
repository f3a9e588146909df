"""Letters leave together: printed as one file, taken to the post, mailed, or put in the folder for others."""

import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casebook import paths
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.ways import DispatchWay
from casebook.errors import InputError, Refused
from casebook.jobs import left_behind, own_folder
from casebook.jobs.exports import copy_new
from casebook.store.actions.print_batches import BatchPosted, Tracking
from casebook.store.database import Database
from casebook.store.queries import leaving, outbox
from casebook.store.queries.leaving import BatchRow, DispatchRow
from casebook.store.queries.outbox import OutboxRow
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

ON_PAPER = frozenset({DispatchWay.ORDINARY, DispatchWay.REGISTERED})
_HANDED = frozenset({DispatchWay.HAND_OVER, DispatchWay.BAILIFF})
# For so many registered letters their numbers are typed; for more the list is filled in that goes with the batch.
_TYPED = 12
# So many letters without a number are named.
_NAMED = 3


async def print_all(desk: Desk, letter_ids: Collection[int] | None) -> str | None:
    """Show what is released to go by post, print it as one file, and say where that is."""
    rows = await _waiting(desk, ON_PAPER, letter_ids)
    if not await _sure(desk, "outbox.print", rows):
        return None
    ids = {row.letter_id for row in rows}

    def put(database: Database, _progress: Progress) -> "tuple[PrintedBatch, Path]":
        return print_now(database, desk, ids)

    desk.errand.send_out(desk.say("outbox.printing", count=len(rows)), put, lambda found: printed_came(*found, desk))
    return None


def print_now(database: Database, desk: Desk, letter_ids: Collection[int]) -> "tuple[PrintedBatch, Path]":
    """Print letters as one file, and return what was printed and where that is. Only within an errand."""
    from casebook.jobs.outbox.printing import Desk as Printer
    from casebook.jobs.outbox.printing import print_into

    return print_into(Printer(database, desk.session.actor, desk.day, desk.language), _written, letter_ids)


def printed_came(made: "PrintedBatch", path: Path, desk: Desk) -> Came:
    """Return what is told of letters that were printed."""
    said = desk.say("outbox.printed", count=made.letters, file=str(path))
    if made.enclosing:
        said = f"{said} {desk.say('enclosing.by_hand', count=made.enclosing)}"
    return Came(said, desk.say("outbox.refused", count=len(made.left_out)), _left(made.left_out, desk))


async def posted(desk: Desk, batch_ids: Collection[int] | None = None) -> str | None:
    """Ask which batch went to the post and when, with the numbers by which its registered letters are tracked.

    It is one of some, or of all that were printed.
    """
    heading = desk.say("outbox.posted")
    batch = await _which(desk, heading, batch_ids)
    if batch is None:
        return None
    rows = await desk.read(leaving.of_batch, batch.batch_id)
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
        act=numbers.act,
    )
    done = await desk.ask(form)
    return None if done is None else desk.say("outbox.was_posted", count=batch.letters)


async def saved_again(desk: Desk) -> str | None:
    """Ask which batch that is not at the post yet, save it as it was printed, and say where that is."""
    from casebook.jobs.outbox import printed_before

    batch = await _which(desk, desk.say("outbox.save_again"))
    if batch is None:
        return None
    number = batch.batch_id

    def save(database: Database) -> Path:
        folder = paths.exports(os.environ)
        for one in printed_before(database, number):
            name = Path(one.name)
            path = copy_new(folder, name.stem, name.suffix, one.content)
        return path

    return desk.say("outbox.saved_again", file=str(await desk.read(save)))


async def mail_all(desk: Desk, letter_ids: Collection[int] | None) -> str | None:
    """Show what is released to go by mail, send it, and say what became of it."""
    from casebook.jobs.outbox.mailing import mail_of

    settings = _settings(desk)
    if not await desk.read(leaving.to_go, {DispatchWay.EMAIL}, letter_ids):
        doubted = await desk.write(left_behind.mark, desk.session.actor, desk.day)
        if doubted:
            return desk.say("sending.in_doubt", count=doubted)
    rows = await _waiting(desk, {DispatchWay.EMAIL}, letter_ids)
    mail_of(settings)
    if not await _sure(desk, "outbox.mail", rows):
        return None

    ids = {row.letter_id for row in rows}

    def send(database: Database, progress: Progress) -> "Mailed":
        return mail_now(database, desk, settings, ids, progress)

    desk.errand.send_out(desk.say("outbox.mailing"), send, lambda found: mailed_came(found, desk))
    return None


def mail_now(
    database: Database, desk: Desk, settings: "Settings", letter_ids: Collection[int], progress: Progress
) -> "Mailed":
    """Send letters by mail. Only within an errand."""
    from casebook.jobs.outbox import Some, send_mails

    return send_mails(database, desk.session.actor, desk.day, settings, Some(letter_ids, progress))


def mailed_came(found: "Mailed", desk: Desk) -> Came:
    """Return what is told of letters that were mailed."""
    lines = list(_left(found.told, desk))
    if found.stopped is not None:
        code, parameters = found.stopped
        lines = [line(Span("✗ ", "urgent"), desk.say(code, **parameters), hang=2), EMPTY, *lines]
    counts = {"sent": found.sent, "waiting": found.waiting, "failed": found.failed, "in_doubt": found.in_doubt}
    return Came(desk.say("outbox.mailed", **counts), desk.say("outbox.mailed_heading"), lines)


async def hand_all(desk: Desk) -> str | None:
    """Put what is released for the printer and the bailiff in their folder, and say where that is."""
    from casebook.jobs.outbox import hand_over
    from casebook.jobs.outbox.handing_over import folder_of

    settings = _settings(desk)
    # What an earlier run left in the middle is looked after, also where nothing waits.
    rows = await (
        desk.read(_that_wait, _HANDED, None) if await desk.read(_left_behind) else _waiting(desk, _HANDED, None)
    )
    folder_of(settings)
    if rows and not await _sure(desk, "outbox.hand", rows):
        return None

    def put(database: Database, _progress: Progress) -> "HandedOver":
        return hand_over(database, desk.session.actor, desk.day, settings)

    def came(found: "HandedOver") -> Came:
        said = desk.say("sending.handed_over", count=found.letters)
        if found.folders:
            said = desk.say("outbox.handed", count=found.letters, folders=[str(one) for one in found.folders])
        if found.earlier:
            earlier = desk.say("sending.handed_earlier", count=found.earlier)
            said = f"{said} · {earlier}" if found.folders else earlier
        unsure = [
            line(Span("✗ ", "urgent"), desk.say("sending.unsure", batch=str(one)), hang=2) for one in found.unsure
        ]
        heading = desk.say("outbox.refused", count=len(found.left_out)) if found.left_out else desk.say("place.outbox")
        return Came(said, heading, [*unsure, *_left(found.left_out, desk)], trouble=bool(unsure))

    desk.errand.send_out(desk.say("outbox.printing", count=len(rows)), put, came)
    return None


class _TrackingFields:
    """The numbers of registered letters: one to type for each, or the path of the list on which they were filled in."""

    def __init__(self, desk: Desk, rows: Sequence[DispatchRow], letters: dict[int, OutboxRow]) -> None:
        self._desk = desk
        self._rows = rows
        self._names = {row.dispatch_id: letters[row.letter_id].addressee for row in rows}
        self._told: list[int] = []
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

    async def act(self, command: BatchPosted) -> "Done":
        """Record that the batch went; where letters have no number that is asked once more.

        Raises `Refused` then: without its number nobody can look up whether a letter arrived.
        """
        known = {one.dispatch_id for one in command.tracking}
        without = [row.dispatch_id for row in self._rows if row.dispatch_id not in known]
        if without and without != self._told:
            self._told = without
            # Whoever typed Enter twice at once has not seen it.
            self._desk.gate.forget()
            names = [self._names[id_] for id_ in without[:_NAMED]]
            code = "outbox.no_tracking" if len(without) <= _NAMED else "outbox.no_tracking_more"
            raise Refused(code, source=HOUSE_RULE, count=len(without), names=names)
        return await self._desk.act(command)

    def _listed(self, path: str) -> tuple[Tracking, ...]:
        from casebook.jobs.outbox import tracking_in

        if not path:
            return ()
        known = {row.dispatch_id for row in self._rows}
        found = tracking_in(own_folder.typed(paths.own_folder(os.environ), path))
        strange = next((id_ for id_ in found if id_ not in known), None)
        if strange is not None:
            raise InputError("outbox.not_in_batch", place=path, dispatch=str(strange))
        return tuple(Tracking(*one) for one in found.items())


async def _waiting(desk: Desk, ways: Collection[DispatchWay], letter_ids: Collection[int] | None) -> list[OutboxRow]:
    """Return the letters that are released and wait to leave by some ways. Raises `Refused` where there are none."""
    found = await desk.read(_that_wait, ways, letter_ids)
    if not found:
        raise Refused("outbox.none_waits", source=HOUSE_RULE, ways=[f"way_{way}" for way in sorted(ways)])
    return found


def _that_wait(
    database: Database, ways: Collection[DispatchWay], letter_ids: Collection[int] | None
) -> list[OutboxRow]:
    found = leaving.to_go(database, ways, letter_ids)
    return list(outbox.of_ids(database, list(dict.fromkeys(one.letter_id for one in found))))


def _left_behind(database: Database) -> bool:
    """Tell whether a batch was to be put in the folder, and nobody recorded that it left."""
    within = (leaving.of_batch(database, one.batch_id) for one in leaving.batches(database) if one.posted_on is None)
    return any(rows and all(row.way in _HANDED for row in rows) for rows in within)


async def _which(desk: Desk, heading: str, batch_ids: Collection[int] | None = None) -> BatchRow | None:
    """Return a batch that is not at the post yet, of some or of all; asks for it where there are several.

    Raises `Refused` where there is none.
    """
    batches = [
        one
        for one in await desk.read(leaving.batches)
        if one.posted_on is None and (batch_ids is None or one.batch_id in batch_ids)
    ]
    if not batches:
        raise Refused("outbox.no_batch", source=HOUSE_RULE)
    if len(batches) == 1:
        return batches[0]
    entries = [Entry(one, key_at(at), _batch(one, desk)) for at, one in enumerate(batches)]
    return await desk.ask(Pick(desk, heading, entries))


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
