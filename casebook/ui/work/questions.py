"""Asking in a piece of work that may be repeated: what was answered last is given again, or stands in the form."""

from typing import TypeVar

from casebook.store.perform import Done
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick

V = TypeVar("V")


async def pick(desk: Desk, menu: Pick[V]) -> V | None:
    """Return what is chosen, None where one turned back; where work is repeated, what was chosen then."""
    chosen: V | None = desk.repeat.given()
    if chosen is None:
        chosen = await desk.ask(menu)
    if chosen is not None:
        desk.repeat.keep(chosen)
    return chosen


async def fill(desk: Desk, form: Form) -> Done | None:
    """Return what was done, None where one turned back; where work is repeated, the form holds what was typed then."""
    form.begin_with(desk.repeat.given() or (), saved=True)
    done = await desk.ask(form)
    if done is not None:
        desk.repeat.keep(form.raws)
    return done
