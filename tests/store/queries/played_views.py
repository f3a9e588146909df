"""A view in the story in which every command is given."""

from dataclasses import replace
from typing import TYPE_CHECKING

from casebook.store.actions.views import ChangeView, Layout, RemoveView, SaveView

if TYPE_CHECKING:
    from tests.store.queries.played import Play


def views(play: "Play") -> None:
    """Save a view, give it another name, and remove it."""
    layout = Layout("Grote dossiers", "cases", 4, "open>5000")
    view = play(SaveView(layout))
    play(ChangeView(view, 1, replace(layout, name="Grote posten")))
    play(RemoveView(view, 2))
