"""Taking back what one did last, and doing it again, each said in words."""

from casebook.store.actions.undo import RedoStep, UndoStep
from casebook.store.queries import steps
from casebook.store.queries.steps import Step
from casebook.ui.desk import Desk


async def undo(desk: Desk) -> str | None:
    """Take back the last step, and return what is said of it; None where there is none."""
    person = desk.session.actor.person
    step = None if person is None else await desk.read(steps.to_undo, person)
    if step is None:
        desk.tell(desk.say("undo.nothing"), trouble=True)
        return None
    await desk.act(UndoStep(step.step))
    return _told("undo.done", step, desk)


async def redo(desk: Desk) -> str | None:
    """Do again what was taken back last, and return what is said of it; None where there is nothing."""
    person = desk.session.actor.person
    step = None if person is None else await desk.read(steps.to_redo, person)
    if step is None:
        desk.tell(desk.say("undo.nothing_to_redo"), trouble=True)
        return None
    await desk.act(RedoStep(step.step))
    return _told("undo.done_again", step, desk)


def _told(code: str, step: Step, desk: Desk) -> str:
    """Return what was taken back or done again: of one case with its number, of many with how many there are."""
    first = step.first
    what = (first.code, dict(first.parameters))
    if step.lines > 1:
        return desk.say(f"{code}_many", count=step.lines, what=what)
    if first.case_number:
        return desk.say(f"{code}_case", number=first.case_number, what=what)
    return desk.say(code, what=what)
