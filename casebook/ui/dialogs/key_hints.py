"""The keys of a dialog as its last line names them."""

from collections.abc import Iterator, Sequence

from textual.screen import Screen

from casebook.ui.desk import Desk
from casebook.ui.keys import keys_of
from casebook.ui.prose import Span


def key_hints(screen: Screen[None], desk: Desk, ids: Sequence[str]) -> Iterator[Span]:
    """Yield each key that can be pressed now, and in a word what it does."""
    shown = {key.id: key.shown.split()[0] for key in keys_of(screen)}
    for id_ in ids:
        if id_ in shown:
            yield Span(f" {shown[id_]} ", "strong")
            yield Span(desk.say(f"hint.{id_.rsplit('.', maxsplit=1)[-1]}") + " ", "quiet")
