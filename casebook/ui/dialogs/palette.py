"""The palette: every action and place by name in both languages; and the keys of the place one is in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from casebook.store.models.people import Role
from casebook.ui.desk import Desk
from casebook.ui.dialogs.dialog import Dialog
from casebook.ui.dialogs.goto import PLACES
from casebook.ui.dialogs.pick import Pick
from casebook.ui.keys import Key, keys_of, named
from casebook.ui.widgets.menu import Entry
from casebook.words import LANGUAGES, say

if TYPE_CHECKING:
    from casebook.ui.app import CasebookApp


Chosen = Key | str


class Palette(Pick[Chosen | None]):
    """The palette, or the keys of a place: neither opens on top of another, however often its key is pressed."""


async def palette(app: "CasebookApp", desk: Desk) -> None:
    """Ask for an action or a place, and run it or go there."""
    if isinstance(app.screen, Palette):
        return
    found = _keys(app, desk)
    asked = app.current_mode if isinstance(app.screen, Dialog) else None
    # Where something is asked one cannot leave it for the place it is asked in.
    for place in (one for one in PLACES if one != asked):
        found.append(Entry(place, "", desk.say(f"place.{place}"), _in_all(f"place.{place}")))
    found.sort(key=lambda entry: entry.text.casefold())
    await _run(app, await desk.ask(Palette(desk, desk.say("palette.heading"), found, search=True)))


async def keys_of_place(app: "CasebookApp", desk: Desk) -> None:
    """Show the keys of the place, and run the one that is chosen."""
    if isinstance(app.screen, Palette):
        return
    name = getattr(app.screen, "NAME", None)
    about = desk.say(f"help.{name.removeprefix('place.')}") if name else ""
    if Role.HANDLER not in desk.session.actor.roles:
        about = f"{about} {desk.say('help.not_handler')}"
    hinted = [id_ for id_ in getattr(app.screen, "hinted", ()) if id_ != "app.help"]
    keys = sorted(_keys(app, desk), key=lambda entry: _rank(entry.value, hinted))
    await _run(app, await desk.ask(Palette(desk, desk.say("help.heading"), keys, search=True, about=about)))


def _keys(app: "CasebookApp", desk: Desk) -> list[Entry[Chosen | None]]:
    screen = app.screen
    called = {id_: f"key.{name}" for id_, name in getattr(screen, "CALLED", {}).items()}
    found = ((key, called.get(key.id, key.code)) for key in keys_of(screen, desk.session.actor.roles))
    return [Entry(key, named(key.shown, desk.say), desk.say(code), _in_all(code)) for key, code in found]


def _rank(key: Chosen | None, hinted: Sequence[str]) -> tuple[int, int]:
    """Return where a key stands: those the place itself names, in its order, then what is done to a case; how one moves
    and looks last.
    """
    if not isinstance(key, Key):
        return 2, 0
    if key.id in hinted:
        return 0, hinted.index(key.id)
    return {"case": 1, "move": 3, "view": 3}.get(key.id.split(".")[0], 2), 0


def _in_all(code: str) -> str:
    """Return what a code says in every language: who reads Dutch may know the English word."""
    return " ".join(say(code, {}, language) for language in LANGUAGES)


async def _run(app: "CasebookApp", chosen: Chosen | None) -> None:
    if isinstance(chosen, str):
        await app.to_place(chosen)
    elif chosen is not None:
        await app.run_action(chosen.action, chosen.node)
