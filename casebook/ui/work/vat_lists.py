"""The returns of VAT: locked with what is in them, marked as declared, unlocked, and written with their evidence."""

import asyncio
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from casebook import format as form
from casebook import paths
from casebook.domain.reading import ReadKind
from casebook.domain.vat.periods import Filing
from casebook.jobs.exports import copy_new
from casebook.jobs.vat.pack import FORMATS, stem, written
from casebook.store.actions.vat_lists import DeclareVatList, LockVatList, UnlockVatList
from casebook.store.queries import vat
from casebook.store.queries.vat import ListRow, ReturnRow, ReturnSheet
from casebook.store.readings import Read
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import EMPTY, Line, Span, head, line
from casebook.ui.widgets.fields import DayField, Field, TextField
from casebook.ui.widgets.menu import Entry

# So many lines are named before a list is locked.
_NAMED = 12


async def of_return(desk: Desk, row: ReturnRow) -> bool:
    """Ask what is done with a return, and do it."""
    found = await _sheet(desk, row)
    standing = _standing(found)
    entries: list[Entry[str]] = []
    if row.number and row.from_on <= desk.day:
        entries.append(Entry("lock", "a", desk.say("vat.lock_supplement" if standing else "vat.lock_list")))
    if any(one.declared_on is None for one in standing):
        entries += [Entry("declare", "d", desk.say("vat.declare")), Entry("unlock", "h", desk.say("vat.unlock"))]
    entries += [Entry("lists", "g", desk.say("vat.see_lists")), Entry("pack", "v", desk.say("vat.write_pack"))]
    match await desk.ask(Pick(desk, _heading(desk, "vat.heading", row), entries)):
        case "lock":
            return await lock(desk, row)
        case "declare":
            return await declare(desk, row)
        case "unlock":
            return await unlock(desk, row)
        case "pack":
            return await pack(desk, row)
        case "lists":
            await desk.ask(Reader(desk, _heading(desk, "vat.heading", row), list(_lists(found, desk))))
    return False


async def following(desk: Desk, row: ReturnRow) -> bool:
    """Do what comes next with a return: lock what is on no list, or mark what is locked as declared."""
    if row.number and row.from_on <= desk.day:
        return await lock(desk, row)
    if row.undeclared:
        return await declare(desk, row)
    code = "vat.not_begun_yet" if row.from_on > desk.day else "vat.all_done"
    desk.tell(desk.say(code, until=row.until_on), trouble=True)
    return False


async def lock(desk: Desk, row: ReturnRow) -> bool:
    """Show what is to go into a return, and lock it or ask for approval."""
    found = await _sheet(desk, row)
    command = LockVatList(row.filer, row.until_on, row.number, row.open_cents)
    code = "vat.supplement_heading" if _standing(found) else "vat.lock_heading"
    fields: list[Field[Any]] = []
    dialog = Form(desk, _heading(desk, code, row), fields, lambda: command, about=list(_to_lock(found, desk)))
    return await desk.ask(dialog) is not None


async def declare(desk: Desk, row: ReturnRow) -> bool:
    """Ask on which day a list was put in the return, and as what, and mark it so."""
    one = await _which(desk, row)
    if one is None:
        return False
    on = DayField(desk.say("vat.declared_on"), desk, desk.day, past=True)
    reference = TextField(desk.say("vat.declared_as"))
    fields: list[Field[Any]] = [on, reference]
    dialog = Form(
        desk,
        _heading(desk, "vat.declare_heading", row),
        fields,
        lambda: DeclareVatList(one.list_id, one.version, on.value, reference.value),
        about=[line(desk.say("vat.declare_about", count=one.lines, cents=one.cents))],
    )
    return await desk.ask(dialog) is not None


async def unlock(desk: Desk, row: ReturnRow) -> bool:
    """Ask why a list is to stand no more, and unlock it."""
    one = await _which(desk, row)
    if one is None:
        return False
    reason = TextField(desk.say("money.reason"), required=True)
    fields: list[Field[Any]] = [reason]
    dialog = Form(
        desk,
        _heading(desk, "vat.unlock_heading", row),
        fields,
        lambda: UnlockVatList(one.list_id, one.version, reason.value),
        about=[line(desk.say("vat.unlock_about", count=one.lines, cents=one.cents))],
    )
    return await desk.ask(dialog) is not None


async def pack(desk: Desk, row: ReturnRow) -> bool:
    """Write the evidence behind a return to a file in the person's own folder; nothing changes by it."""
    entries = [Entry(suffix, key, suffix.upper()) for key, suffix in zip("cxpj", FORMATS, strict=True)]
    suffix = await desk.ask(Pick(desk, desk.say("closing.ask_format"), entries))
    if suffix is None:
        return False
    found = await _sheet(desk, row)
    content = await desk.read(lambda database: written(database, found, suffix, desk.language, desk.day))
    folder, name = paths.exports(os.environ), stem(row, desk.language)
    path: Path = await asyncio.to_thread(partial(copy_new, folder, name, f".{suffix}", content))
    for case_id in sorted({one.case_id for one in found.lines}):
        desk.saw(Read(ReadKind.EXPORT, case_id))
    desk.tell(desk.say("export.written", file=str(path)))
    return False


async def _sheet(desk: Desk, row: ReturnRow) -> ReturnSheet:
    found = await desk.read(vat.sheet, row.filer, row.until_on, desk.day)
    return found or ReturnSheet(row, (), ())


async def _which(desk: Desk, row: ReturnRow) -> ListRow | None:
    """Ask which list that nobody marked as declared; where there is one, that is the one."""
    some = [one for one in _standing(await _sheet(desk, row)) if one.declared_on is None]
    if len(some) <= 1:
        return some[0] if some else None
    entries = [Entry(one, "", desk.say("vat.list_named", on=one.locked_on, cents=one.cents)) for one in some]
    return await desk.ask(Pick(desk, _heading(desk, "vat.heading", row), entries))


def _standing(found: ReturnSheet) -> list[ListRow]:
    return [one for one in found.lists if one.withdrawn_on is None]


def _to_lock(found: ReturnSheet, desk: Desk) -> Iterator[Line]:
    row, say = found.row, desk.say
    yield line(Span(say("vat.will_lock", count=row.number, cents=row.open_cents), "strong"), hang=2)
    told = say("vat.will_lock_apart", refund=row.open_refund, correction=row.open_correction)
    yield line(told, hang=2)
    if row.filing is Filing.RUNNING:
        yield line(Span("! " + say("vat.still_runs", until=row.until_on), "due"), hang=2)
    if row.filing in (Filing.LATE, Filing.OVER):
        code = "vat.is_late" if row.filing is Filing.LATE else "vat.is_over"
        yield line(Span("! " + say(code, by=row.file_until, until=row.ask_until), "urgent"), hang=2)
    yield EMPTY
    some = [one for one in found.lines if one.list_id is None]
    for one in some[:_NAMED]:
        amount = form.amount(one.cents, desk.language).rjust(13)
        yield line(f"{amount}  ", f"{clean_line(one.number)} · {clean_line(one.debtor)} · {one.percent} %", hang=15)
    if len(some) > _NAMED:
        yield line(Span(say("vat.and_more", count=len(some) - _NAMED), "quiet"))


def _lists(found: ReturnSheet, desk: Desk) -> Iterator[Line]:
    if not found.lists:
        yield line(desk.say("vat.no_list"))
    for one in found.lists:
        yield head(desk.say("vat.list_named", on=one.locked_on, cents=one.cents))
        yield line(desk.say("vat.list_by", name=clean_line(one.locked_by), count=one.lines), hang=2)
        if one.declared_on is not None:
            told = desk.say("vat.list_declared", name=clean_line(one.declared_by), on=one.declared_on)
            yield line("✓ " + told, f" · {clean_line(one.declared_as)}" if one.declared_as else "", hang=2)
        if one.withdrawn_on is not None:
            told = desk.say("vat.list_withdrawn", on=one.withdrawn_on)
            yield line(Span(f"! {told} · {clean_line(one.withdrawn_because)}", "due"), hang=2)
        yield EMPTY


def _heading(desk: Desk, code: str, row: ReturnRow) -> str:
    return desk.say(code, filer=clean_line(row.filer), until=row.until_on)
