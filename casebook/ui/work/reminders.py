"""The reminder cycle of a case: started, its next step taken or skipped, restarted after a pause, and stopped."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from casebook.domain.calendar import add
from casebook.domain.reminders.cycle import CycleName, CycleStep
from casebook.jobs.letters import Settings, Wanted, composed
from casebook.store.actions.letters import Draft
from casebook.store.actions.reminders import DoStep, RestartReminders, SkipStep, StartReminders, StopReminders
from casebook.store.database import Database
from casebook.store.queries import reminders
from casebook.store.queries.case import CaseCard
from casebook.store.queries.reminders import CycleCard
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import line
from casebook.ui.widgets.fields import TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.letter_settings import letter_settings

_WANTS_RESTART = "reminders.wants_restart"


async def cycle(desk: Desk, card: CaseCard) -> bool:
    """Ask what is done about the reminder cycle of a case, and do it."""
    heading = f"{desk.say('reminders.heading')} · {card.number} {clean_line(card.name)}"
    running = await desk.read(reminders.of_case, card.case_id, desk.day)
    if running is None:
        return await _start(desk, card, heading)
    menu = Pick[Any](desk, heading, list(_entries(desk, running)), about=next_said(running, desk))
    match await desk.ask(menu):
        case None:
            return False
        case "letter":
            return await _write(desk, card, running)
        case "call":
            return await _call(desk, card, running)
        case "skip":
            step = _step(running)
            return await _because(
                desk,
                f"{heading} · {desk.say('reminders.skip')}",
                lambda reason: SkipStep(running.run_id, running.version, step.name, reason),
            )
        case "restart":
            return await _because(
                desk,
                f"{heading} · {desk.say('reminders.restart')}",
                lambda reason: RestartReminders(running.run_id, running.version, reason),
            )
        case _:
            return await _because(
                desk,
                f"{heading} · {desk.say('reminders.stop')}",
                lambda reason: StopReminders(running.run_id, running.version, reason),
            )


def next_said(running: CycleCard, desk: Desk) -> str:
    """Say which step comes next and when, or why none does."""
    last = running.next.steps[-1]
    return desk.say(last.code, **last.parameters)


def points(step: CycleStep, desk: Desk) -> str:
    """Return what is talked about in a call that is a step."""
    again = step.name != "first_contact"
    return desk.say("reminders.points_again" if again else "reminders.points_first")


async def _start(desk: Desk, card: CaseCard, heading: str) -> bool:
    proposed = await desk.read(reminders.proposed, card.case_id)
    names = [proposed, *(name for name in CycleName if name is not proposed)]
    keys = {CycleName.CONSUMER: "c", CycleName.BUSINESS: "b"}
    entries = [Entry(name, keys[name], desk.say("reminders.start", cycle=f"cycle_{name}")) for name in names]
    name = await desk.ask(Pick(desk, heading, entries))
    if name is None:
        return False
    await desk.act(StartReminders(card.case_id, name))
    return True


def _entries(desk: Desk, running: CycleCard) -> Iterator[Entry[Any]]:
    found = running.next.value
    if found is not None and found.due_on <= desk.day and not found.wants_default:
        if found.step.call:
            yield Entry("call", "c", desk.say("reminders.call"))
        if found.step.letter is not None:
            yield Entry("letter", "l", desk.say("reminders.letter", letter=f"letter_kind_{found.step.letter}"))
    if found is not None and not found.step.chooses_route:
        yield Entry("skip", "s", desk.say("reminders.skip"))
    if running.next.steps[-1].code == _WANTS_RESTART:
        yield Entry("restart", "r", desk.say("reminders.restart"))
    yield Entry("stop", "x", desk.say("reminders.stop"))


async def _write(desk: Desk, card: CaseCard, running: CycleCard) -> bool:
    step = _step(running)
    reading = desk.read(_drafts, desk.day, card.case_id, running, letter_settings(desk))
    drafts = await desk.meanwhile(desk.say("letter_page.composing"), reading)
    await desk.act(DoStep(card.case_id, running.run_id, running.version, step.name, drafts))
    return True


async def _call(desk: Desk, card: CaseCard, running: CycleCard) -> bool:
    """Show the points to talk about, record the contact, and take the step by it."""
    from casebook.ui.work.contact import contact

    step = _step(running)
    heading = f"{desk.say('reminders.call')} · {card.number} {clean_line(card.name)}"
    await desk.ask(Reader(desk, heading, [line(points(step, desk))]))
    before = await desk.read(reminders.last_contact, card.case_id)
    if not await contact(desk, card):
        return False
    added = await desk.read(reminders.last_contact, card.case_id)
    if added is not None and added != before:
        await desk.act(DoStep(card.case_id, running.run_id, running.version, step.name, (), added))
    return True


async def _because(desk: Desk, heading: str, command: Callable[[str], object]) -> bool:
    reason = TextField(desk.say("reminders.reason"), required=True)
    return await desk.ask(Form(desk, heading, [reason], lambda: command(reason.value))) is not None


def _drafts(database: Database, day: date, case_id: int, running: CycleCard, settings: Settings) -> tuple[Draft, ...]:
    step = _step(running)
    assert step.letter is not None, "only a step by letter is written"
    last_day = None if step.gives is None else add(day, step.gives)
    return composed(
        database, day, case_id, step.letter, Wanted(running.claim_ids, last_day=last_day, settings=settings)
    )


def _step(running: CycleCard) -> CycleStep:
    assert running.next.value is not None, "only a step that comes next is asked for"
    return running.next.value.step
