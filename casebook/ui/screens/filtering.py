"""Typing what a list is narrowed by: the list follows each letter, and Esc gives back what was shown before."""

from typing import TYPE_CHECKING, Any

from casebook.ui.dialogs.filter_line import FilterLine, trouble_said

if TYPE_CHECKING:
    from casebook.ui.screens.list_place import ListPlace


async def narrow(place: "ListPlace[Any]") -> None:
    """Ask what the list is narrowed by, and keep that or what was shown before."""
    desk, before, row = place.desk, place.now, place.list.chosen
    names = await place.offered()

    def look(text: str) -> None:
        if text != place.now.filter:
            place.look(text)

    line = FilterLine(desk, before.filter, place.list, narrow=look, check=place.troubles, names=names)
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
        for trouble in place.troubles(typed)[:1]:
            desk.tell(trouble_said(trouble, desk), trouble=True)
    place.tell()
