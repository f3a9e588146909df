"""Typing what a list is narrowed by: the list follows each letter, and Esc gives back what was shown before."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from casebook.domain.filter.parse import parse
from casebook.domain.filter.terms import Trouble
from casebook.store.queries.vocabulary import vocabulary
from casebook.ui.dialogs.filter_line import FilterLine

if TYPE_CHECKING:
    from casebook.ui.screens.list_place import ListPlace


async def narrow(place: "ListPlace[Any]") -> None:
    """Ask what the list is narrowed by, and keep that or what was shown before."""
    desk, before, row = place.desk, place.now, place.list.chosen
    holidays = desk.session.database.law.holidays
    names = await desk.read(vocabulary)

    def look(text: str) -> None:
        if text != place.now.filter:
            place.look(text)

    def troubles(text: str) -> Sequence[Trouble]:
        return parse(text, desk.day, holidays).troubles

    line = FilterLine(desk, before.filter, place.list, narrow=look, check=troubles, names=names)
    place.line = line
    place.tell()
    typed = await desk.ask(line)
    place.line = None
    if typed is None:
        place.narrowed.stop()
        await place.change(before, row)
    else:
        look(typed)
        await place.narrowed.wait()
        for trouble in troubles(typed)[:1]:
            desk.tell(desk.say(trouble.code, **trouble.parameters), trouble=True)
    place.tell()
