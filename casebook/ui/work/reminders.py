"""The reminder cycles of a case: started, the next step taken or skipped, restarted after a pause, and stopped."""

from collections.abc import Callable, Iterator
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.reminders.cycle import CycleName, CycleStep
from casebook.errors import Refused
from casebook.store.actions.reminders import RestartReminders, SkipStep, StartReminders, StopReminders
from casebook.store.queries import reminders
from casebook.store.queries.case import CaseCard
from casebook.store.queries.reminders import CycleCard
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.fields import TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.reminder_letter import write_step

_WANTS_RESTART = "reminders.wants_restart"
_KEYS = {CycleName.CONSUMER: "c", CycleName.BUSINESS: "b"}


async def cycle(desk: Desk, card: CaseCard) -> bool:
    """Ask what is done about the reminder cycles of a case, and do it."""
    heading = f"{desk.say('reminders.heading')} · {card.number} {clean_line(card.name)}"
    running = await desk.read(reminders.of_case, card.case_id, desk.day)
    others = await desk.read(reminders.proposed, card.case_id)
    if len(running) == 1 and not others:
        return await _go_on(desk, card, running[0], heading)
    if not running and not others:
        raise Refused("reminders.nothing_open", source=HOUSE_RULE)
    entries: list[Entry[CycleCard | CycleName]] = [
        Entry(one, _KEYS[one.cycle], f"{desk.say(f'word.cycle_{one.cycle}')} · {next_said(one, desk)}")
        for one in running
    ]
    entries += [Entry(name, _KEYS[name], desk.say("reminders.start", cycle=f"cycle_{name}")) for name in others]
    chosen = await desk.ask(Pick(desk, heading, entries))
    if chosen is None:
        return False
    if isinstance(chosen, CycleCard):
        return await _go_on(desk, card, chosen, heading)
    await desk.act(StartReminders(card.case_id, chosen))
    return True


async def take_step(desk: Desk, card: CaseCard) -> bool:
    """Take the step of a cycle of the case that is due: see its letter and prepare it, or call.

    Raises `Refused` where no step is due.
    """
    running = await desk.read(reminders.of_case, card.case_id, desk.day)
    due = [(one, step) for one in running if (step := one.due(desk.day)) is not None and not step.chooses_route]
    if not due:
        if running:
            last = running[0].next.steps[-1]
            raise Refused(last.code, source=last.source, **last.parameters)
        raise Refused("proposals.none", source=HOUSE_RULE, number=card.number)
    heading = f"{desk.say('reminders.heading')} · {card.number} {clean_line(card.name)}"
    entries = [
        Entry(one, _KEYS[one.cycle], f"{desk.say(f'word.cycle_{one.cycle}')} · {next_said(one, desk)}")
        for one, _ in due
    ]
    chosen = due[0][0] if len(due) == 1 else await desk.ask(Pick(desk, heading, entries))
    if chosen is None:
        return False
    if _step(chosen).letter is not None:
        return await write_step(desk, card, chosen)
    return await _call(desk, card)


def next_said(running: CycleCard, desk: Desk) -> str:
    """Say which step comes next and when, or why none does."""
    last = running.next.steps[-1]
    return desk.say(last.code, **last.parameters)


async def _go_on(desk: Desk, card: CaseCard, running: CycleCard, heading: str) -> bool:
    menu = Pick[Any](desk, heading, list(_entries(desk, running)), about=next_said(running, desk))
    match await desk.ask(menu):
        case None:
            return False
        case "letter":
            return await write_step(desk, card, running)
        case "call":
            return await _call(desk, card)
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


def _entries(desk: Desk, running: CycleCard) -> Iterator[Entry[Any]]:
    found, due = running.next.value, running.due(desk.day)
    if due is not None and due.call:
        yield Entry("call", "c", desk.say("reminders.call"))
    if due is not None and due.letter is not None:
        yield Entry("letter", "l", desk.say("reminders.letter", letter=f"letter_kind_{due.letter}"))
    if found is not None and not found.step.chooses_route:
        yield Entry("skip", "s", desk.say("reminders.skip"))
    if running.next.steps[-1].code == _WANTS_RESTART:
        yield Entry("restart", "r", desk.say("reminders.restart"))
    yield Entry("stop", "x", desk.say("reminders.stop"))


async def _call(desk: Desk, card: CaseCard) -> bool:
    from casebook.ui.work.contact import contact

    return await contact(desk, card)


async def _because(desk: Desk, heading: str, command: Callable[[str], object]) -> bool:
    reason = TextField(desk.say("reminders.reason"), required=True)
    return await desk.ask(Form(desk, heading, [reason], lambda: command(reason.value))) is not None


def _step(running: CycleCard) -> CycleStep:
    assert running.next.value is not None, "only a step that comes next is asked for"
    return running.next.value.step
