"""Work that is begun from a place: on the case that is chosen, on those that are marked, or on one's last step."""

from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING

from casebook.errors import CasebookError
from casebook.ui import work

if TYPE_CHECKING:
    from casebook.ui.desk import Desk
    from casebook.ui.screens.place import Place


async def on_chosen(place: "Place", name: str) -> None:
    """Do a piece of work, or the last one once more, on the case that is chosen or on those that are marked."""
    desk, marked, chosen = place.desk, place.marked_cases(), place.case_id
    meant = _meant(place, name)
    if marked and meant in work.OF_MANY:
        await _done(place, meant, _on_marked(place, meant, marked), again=name == work.REPEAT)
    elif chosen is None:
        desk.tell(desk.say("case.none_chosen"), trouble=True)
    elif marked and meant and meant not in work.READING:
        desk.tell(desk.say("list.one_at_a_time", count=len(marked)), trouble=True)
    else:
        await on_case(place, name, chosen)


async def on_case(place: "Place", name: str, case_id: int) -> None:
    """Do a piece of work, or the last one once more, on a case."""
    if meant := _meant(place, name):
        await _done(place, meant, _on_case(place, meant, case_id), again=name == work.REPEAT)
    else:
        place.desk.tell(place.desk.say("repeat.nothing"), trouble=True)


async def undo(place: "Place") -> None:
    """Take back what one did last, and show what came of it."""
    from casebook.ui.work.undo import undo

    await _done(place, "", undo(place.desk))


async def redo(place: "Place") -> None:
    """Do again what one took back last, and show what came of it."""
    from casebook.ui.work.undo import redo

    await _done(place, "", redo(place.desk))


async def own(place: "Place", steps: Awaitable[str | None]) -> None:
    """Do work that only this place has: `steps` return what is said when it is done, None where nothing was."""
    await _done(place, "", steps)


async def take_next(place: "Place") -> None:
    """Take the next case from the queue of the team, and go to it. Raises `Refused` where there is none."""
    from casebook.ui.work.take import take_next

    card = await take_next(place.desk)
    await place.shown(place.go_to(card.case_id))
    place.desk.tell(place.desk.say("take.taken", number=card.number, name=card.name))


def _meant(place: "Place", name: str) -> str:
    """Return which work a key stands for: to repeat is to do what was done last, nothing where nothing was."""
    return place.desk.repeat.name if name == work.REPEAT else name


async def _on_case(place: "Place", name: str, case_id: int) -> str | None:
    from casebook.store.queries import case

    desk = place.desk
    card = await desk.read(case.card, case_id)
    if card is None or not await work.named(name)(desk, card):
        return None
    # The cursor may be on the next case when it is read.
    return saved(desk, card.number, card.name)


def saved(desk: "Desk", number: str, name: str) -> str:
    """Return what is said of work on a case that is done: that it was saved, unless it was only asked for."""
    return desk.instead or desk.say("work.saved", number=number, name=name)


async def _on_marked(place: "Place", name: str, marked: Sequence[int]) -> str | None:
    from casebook.ui.work.bulk import on_marked

    done = await on_marked(place.desk, name, marked, place.marked_gone)
    if done is None:
        return None
    place.keep_marks(done.left)
    return done.said


async def _done(place: "Place", name: str, steps: Awaitable[str | None], *, again: bool = False) -> None:
    """Do work that returns what is said when it is done, None where nothing was; it can be repeated by its name.

    What it changes is shown when it is done: the list would follow the case, and not show the next one.
    """
    desk, said = place.desk, None
    place.begin_work()
    desk.repeat.begin(again=again)
    desk.instead = ""
    try:
        said = await steps
    except CasebookError as error:
        desk.forget_ahead(error)
        desk.tell(desk.told(error), trouble=True)
    finally:
        place.working = False
        if said is None:
            place.leave_work()
    if said is not None:
        if name in work.REPEATED:
            desk.repeat.end(name)
        place.finish_below()
        # With it the list has a line less: it is painted once.
        desk.tell(said)
        await place.end_work()
    elif place.outdated:
        place.outdated = False
        await place.shown(place.load())
