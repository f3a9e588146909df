"""The keys of a dialog as its last line names them."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from textual.screen import Screen

from casebook.ui.desk import Desk
from casebook.ui.keys import keys_of, named
from casebook.ui.prose import Span

_AS_ANYWHERE: Mapping[str, str] = MappingProxyType({})


def key_hints(
    screen: Screen[None], desk: Desk, ids: Sequence[str], called: Mapping[str, str] = _AS_ANYWHERE
) -> Iterator[Span]:
    """Yield each key that can be pressed now, and in a word what it does: what it is `called` here, if otherwise."""
    shown = {key.id: key.shown.split()[0] for key in keys_of(screen, desk.session.actor.roles)}
    for id_ in ids:
        if id_ in shown:
            yield Span(f" {named(shown[id_], desk.say)} ", "strong")
            yield Span(desk.say(f"hint.{called.get(id_, id_.rpartition('.')[2])}") + " ", "quiet")
