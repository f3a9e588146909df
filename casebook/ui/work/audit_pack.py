"""The pack for an auditor: of which period, drawn by which number and how large, written in the person's own folder."""

import os
from pathlib import Path
from typing import Any

from casebook import paths
from casebook.domain.closing import month_before, month_end, month_of
from casebook.domain.reading import ReadKind
from casebook.errors import InputError
from casebook.jobs.audit import Asked, sampled, write_new
from casebook.jobs.audit.packing import check
from casebook.store import sight
from casebook.store.perform import Done
from casebook.store.readings import Read
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.prose import line
from casebook.ui.widgets.fields import DayField, Field, TextField

_DIGITS, _SAMPLE = 9, "25"


async def pack(desk: Desk) -> None:
    """Ask of which period and by which number, write the pack, and say where it is."""
    sight.refuse_partial(desk.session.actor)
    last = month_before(month_of(desk.day))
    since = DayField(desk.say("closing.from_day"), desk, last, past=True)
    until = DayField(desk.say("closing.until_day"), desk, month_end(last), past=True)
    seed = TextField(desk.say("audit.seed"), required=True)
    size = TextField(desk.say("audit.sample"), _SAMPLE, required=True)

    def command() -> Asked:
        asked = Asked(since.value, until.value, _whole(seed), _whole(size), desk.day)
        if asked.until > desk.day:
            raise InputError("closing.day_ahead", on=asked.until)
        check(asked)
        return asked

    async def write(asked: Asked) -> Done:
        database, language = desk.session.database, desk.language
        path: Path = await desk.read(lambda _: write_new(database, asked, language, paths.exports(os.environ)))
        for case_id in await desk.read(sampled, asked):
            desk.saw(Read(ReadKind.EXPORT, case_id))
        return Done(None, None, path)

    fields: list[Field[Any]] = [since, until, seed, size]
    about = [line(desk.say("audit.about"))]
    done = await desk.ask(Form(desk, desk.say("audit.heading"), fields, command, about=about, act=write))
    if done is not None:
        desk.tell(desk.say("export.written", file=str(done.result)))


def _whole(field: TextField) -> int:
    text = field.value
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        raise InputError("audit.no_number", place=field.label, value=text)
    return int(text)
