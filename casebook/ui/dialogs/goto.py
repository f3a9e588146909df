"""Going to another place: a small menu that also shows the letters."""

from typing import TYPE_CHECKING

from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry

if TYPE_CHECKING:
    from casebook.ui.app import CasebookApp

PLACES = {
    "today": "v",
    "cases": "c",
    "radar": "j",
    "arrangements": "a",
    "disputes": "d",
    "insolvencies": "i",
    "requests": "r",
    "agencies": "x",
    "bank": "p",
    "differences": "n",
    "outbox": "o",
    "in_tray": "m",
    "team": "t",
    "review": "e",
    "figures": "f",
    "closing": "s",
    "vat": "b",
    "log": "l",
}


def keys(keymap: dict[str, str]) -> dict[str, str]:
    """Return the letter of each place; `goto.today` and its like rebind them."""
    return {place: keymap.get(f"goto.{place}", letter) for place, letter in PLACES.items()}


async def goto(app: "CasebookApp", desk: Desk) -> None:
    """Ask where to go, and go there."""
    letters = keys(app.keymap)
    entries = [Entry(place, letter, desk.say(f"place.{place}")) for place, letter in letters.items()]
    place = await desk.ask(Pick(desk, desk.say("goto.heading"), entries))
    if place is not None:
        await app.to_place(place)
