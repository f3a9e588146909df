"""Choosing one of what is kept of a party, or to add to it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry

R = TypeVar("R")
_KEYS = "123456789"
_NEW = "n"


class Another(NamedTuple):
    """None of those there are: one is added."""


async def pick_row(
    desk: Desk, heading: str, rows: Sequence[R], told: Callable[[R], str], new: str
) -> R | Another | None:
    """Ask for one of the rows or for another one, which is what is asked where there are none."""
    if not rows:
        return Another()
    entries: list[Entry[R | Another]] = [Entry(row, key_at(at), told(row)) for at, row in enumerate(rows)]
    entries.append(Entry(Another(), _NEW, new))
    return await desk.ask(Pick(desk, heading, entries))


def key_at(at: int) -> str:
    """Return the key before the row at a place, empty where there are no digits left."""
    return _KEYS[at] if at < len(_KEYS) else ""
