"""Erasing the data of a debtor whose term of keeping is over: marked by one, erased by another."""

import os
from datetime import date

from casebook import paths
from casebook.domain.retention import Level, Standing
from casebook.jobs import erasures
from casebook.store.actions.erasures import ErasePerson, MarkErasure, WithdrawErasure
from casebook.store.database import Database
from casebook.store.models.trust import ErasureGround
from casebook.store.queries import erasing
from casebook.store.queries.care import RequestRow
from casebook.store.retention import TermOver, standing_of
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import line
from casebook.ui.widgets.fields import TextField
from casebook.ui.widgets.menu import Entry


async def see_to(desk: Desk, row: TermOver) -> bool:
    """Ask what becomes of the data of a debtor, and do it; tell whether anything was done."""
    entries = [Entry("mark", "m", desk.say("kept.mark"))]
    if row.mark is not None:
        entries = [Entry("withdraw", "t", desk.say("kept.withdraw")), Entry("erase", "w", desk.say("kept.erase"))]
    heading = desk.say("kept.heading", name=clean_line(row.name), on=row.since_on)
    match await desk.ask(Pick(desk, heading, entries)):
        case "mark":
            return await mark(desk, row.party_id, row.name, ErasureGround.TERM)
        case "withdraw" if row.mark is not None:
            return await _withdraw(desk, row.mark, row.name)
        case "erase" if row.mark is not None:
            return await erase(desk, row.mark, row.name)
        case _:
            return False


async def of_request(desk: Desk, row: RequestRow) -> bool:
    """Show what may be erased as the answer to a request and what may not, with the article; and do what is chosen."""
    found = await desk.read(_standing, row, desk.day)
    waiting = await desk.read(erasing.of_request, row.request_id)
    entries = [Entry("", "q", desk.say("people.back"))]
    if waiting is not None:
        entries += [Entry("withdraw", "t", desk.say("kept.withdraw")), Entry("erase", "w", desk.say("kept.erase"))]
    elif found.level is not Level.NOTHING:
        entries.append(Entry("mark", "m", desk.say("kept.mark")))
    why = [desk.say("retention.ground", reason=(one.code, one.parameters), source=one.source) for one in found.why]
    about = "\n".join([desk.say("retention.of", name=row.party, level=found.level), *why])
    match await desk.ask(
        Pick(desk, desk.say("kept.request_heading", name=clean_line(row.party)), entries, about=about)
    ):
        case "mark":
            return await mark(desk, row.party_id, row.party, ErasureGround.REQUEST, row.request_id)
        case "withdraw" if waiting is not None:
            return await _withdraw(desk, waiting.id, row.party)
        case "erase" if waiting is not None:
            return await erase(desk, waiting.id, row.party)
        case _:
            return False


def _standing(database: Database, row: RequestRow, day: date) -> Standing:
    return standing_of(database, row.party_id, day, answers=row.request_id)


async def mark(desk: Desk, party_id: int, name: str, ground: ErasureGround, request_id: int | None = None) -> bool:
    """Ask why, and mark a party to be erased."""
    reason = TextField(desk.say("kept.reason"), required=True)
    form = Form(
        desk,
        desk.say("kept.mark_heading", name=clean_line(name)),
        [reason],
        lambda: MarkErasure(party_id, ground, reason.value, request_id),
        about=[line(desk.say("kept.what_goes"))],
    )
    return await desk.ask(form) is not None


async def _withdraw(desk: Desk, mark_id: int, name: str) -> bool:
    version = await desk.read(erasing.version, mark_id)
    reason = TextField(desk.say("kept.reason"), required=True)
    heading = desk.say("kept.withdraw_heading", name=clean_line(name))
    form = Form(desk, heading, [reason], lambda: WithdrawErasure(mark_id, version, reason.value))
    return await desk.ask(form) is not None


async def erase(desk: Desk, mark_id: int, name: str) -> bool:
    """Ask once more, and erase what was marked; it is noted outside the database too. Enter alone does nothing."""
    version = await desk.read(erasing.version, mark_id)
    # What was typed ahead was not meant for this.
    desk.gate.forget()
    entries = [Entry(False, "q", desk.say("people.back")), Entry(True, "j", desk.say("kept.sure"))]
    heading = desk.say("kept.erase_heading", name=clean_line(name))
    if not await desk.ask(Pick(desk, heading, entries, about=desk.say("kept.what_goes"))):
        return False
    done = await desk.act(ErasePerson(mark_id, version))
    settings = desk.session.settings
    folder = settings.checkpoints if settings is not None else None
    file = paths.checkpoints(os.environ) if folder is None else folder / paths.CHECKPOINTS
    await desk.write(erasures.note, file.with_name(paths.ERASURES))
    desk.tell(desk.say("kept.done", count=done.result))
    return True
