"""The keys: what they are called, which of them act on a case, and whether a person's own choice can be used."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode
from textual.keys import Keys, _normalize_key_list, format_key, key_to_character
from textual.screen import Screen

from casebook.errors import SettingsError
from casebook.store.models.people import Role
from casebook.ui.roles import may_use

_NAMES = frozenset(key.value for key in Keys)
# What these keys do is wanted in the middle of a text.
_WHERE_ONE_TYPES = ("dialog.", "form.", "pick.", "filter.")
# What a line needs to be typed in; what is typed with them would be lost.
_EDITING = frozenset(
    {"backspace", "delete", "left", "right", "home", "end", "ctrl+left", "ctrl+right", "ctrl+h", "ctrl+d", "ctrl+w"}
    | {"ctrl+u", "ctrl+k", "ctrl+a", "ctrl+e", "ctrl+x", "ctrl+v", "ctrl+f", "shift+left", "shift+right"}
)
# What the library calls otherwise, or by a sign that not every font has.
_ON_KEYBOARD = {
    "⏎": "Enter", "esc": "Esc", "tab": "Tab", "pgdn": "PgDn", "pgup": "PgUp", "home": "Home", "end": "End",
}  # fmt: skip
# Keys that a terminal tells as Enter, Tab and Escape.
_NEVER_TOLD = frozenset({"ctrl+m", "ctrl+i", "ctrl+left_square_bracket"})


class Key(NamedTuple):
    """A key of a screen: what it is rebound by, what is pressed, what it does in a code, and the action it runs."""

    id: str
    shown: str
    code: str
    action: str
    node: DOMNode


# What a key that was typed before a case was painted may still do: move, go elsewhere, look, and add to its story.
REACHES_UNSEEN = frozenset(
    {"case.explain", "case.payoff"}
    | {"move.down", "move.up", "move.page_down", "move.page_up", "move.begin", "move.end"}
    | {"case.previous_tab", "case.next_tab"}
    | {"case.contact", "case.note", "case.next", "case.snooze"}
    | {"list.filter", "list.layout", "cases.whose", "cases.whose_back", "queue.whose", "queue.whose_back"}
    | {"arrangements.plan_list", "arrangements.plan_list_back"}
    | {"bank.inbox_list", "bank.inbox_list_back"}
    | {"post.in_tray_list", "post.in_tray_list_back"}
    | {"outbox.outbox_list", "outbox.outbox_list_back"}
    | {"review.review_list", "review.review_list_back", "review.review_next_week", "review.review_previous_week"}
    | {"radar.list", "radar.list_back", "queue.small_claims", *(f"view.{digit}" for digit in range(1, 10))}
    | {"app.goto", "app.palette", "app.find", "app.help", "app.first_steps", "app.redraw", "app.quit"}
    | {"place.leave", "place.reload"}
)


def case_key(key: str, name: str) -> Binding:
    """Return the key of a piece of work on the case that is chosen."""
    return Binding(key, f"case('{name}')", f"key.{name}", id=f"case.{name}", priority=True)


def place_key(key: str, action: str, id_: str) -> Binding:
    """Return a key of a place; it is called by its id, without the dots, in the catalogues."""
    return Binding(key, action, f"key.{id_.rsplit('.', maxsplit=1)[-1]}", id=id_, priority=True)


def keys_of(screen: "Screen[Any]", roles: AbstractSet[Role]) -> list[Key]:
    """Return the keys that do something now for who has such roles, each action once, as the screen orders them."""
    found: dict[str, Key] = {}
    for key, active in screen.active_bindings.items():
        binding = active.binding
        if not binding.id or not active.enabled or not may_use(binding.id, roles, screen):
            continue
        known = found.get(binding.id)
        shown = format_key(key)
        found[binding.id] = Key(
            binding.id,
            f"{known.shown} {shown}" if known else shown,
            binding.description,
            binding.action,
            active.node,
        )
    return list(found.values())


def named(shown: str, say: Callable[..., str]) -> str:
    """Return keys as they are called in the person's language, and as they stand on a keyboard."""
    return " ".join(_called(one, say) for one in shown.split())


def _called(key: str, say: Callable[..., str]) -> str:
    if key == "space":
        return say("keys.space")
    is_function = key[:1] == "f" and key[1:].isdigit()
    return key.upper() if is_function else _ON_KEYBOARD.get(key, key)


def check(
    chosen: Mapping[str, str], scopes: Iterable[Sequence[type[DOMNode]]], letters: Mapping[str, str], file: str
) -> None:
    """Check the keys a person chose, by the id of what they do. A scope is what takes keys at the same time.

    `letters` are those of the go-to menu, by their ids. Raises `SettingsError` for an id that nothing has, for
    what is no key, and where one key would do two things; `file` is where the choice stands.
    """
    known = set(letters)
    for scope in scopes:
        taken: dict[str, str] = {}
        for binding in _bindings(scope):
            id_ = binding.id or binding.action
            known.add(id_)
            for key in _read(chosen, binding, file):
                _take(taken, key, id_, file)
    given: dict[str, str] = {}
    for id_, letter in letters.items():
        found = chosen.get(id_, letter).strip()
        if len(found) != 1 or not found.isprintable():
            raise SettingsError("settings.no_letter", file=file, action=id_, key=found)
        _take(given, found, id_, file)
    for id_ in chosen:
        if id_ not in known:
            raise SettingsError("settings.unknown_action", file=file, action=id_)


def _bindings(scope: Sequence[type[DOMNode]]) -> Iterator[Binding]:
    """Yield what goes before anything else that takes keys."""
    for node in scope:
        merged: BindingsMap = node._merge_bindings()
        for bindings in merged.key_to_bindings.values():
            yield from (binding for binding in bindings if binding.priority)


def _read(chosen: Mapping[str, str], binding: Binding, file: str) -> Iterator[str]:
    """Yield the keys of a binding as the terminal tells them."""
    if not binding.id or binding.id not in chosen:
        yield binding.key
        return
    for key in _normalize_key_list(chosen[binding.id]).split(","):
        character = key_to_character(key)
        if (character is None and key not in _NAMES) or key in _NEVER_TOLD:
            raise SettingsError("settings.no_key", file=file, action=binding.id, key=key)
        types = key in _EDITING or (character is not None and character.isprintable())
        if types and binding.id.startswith(_WHERE_ONE_TYPES):
            raise SettingsError("settings.key_types", file=file, action=binding.id, key=format_key(key))
        yield key


def _take(taken: dict[str, str], key: str, id_: str, file: str) -> None:
    other = taken.setdefault(key, id_)
    if other != id_:
        raise SettingsError("settings.key_twice", file=file, key=format_key(key), one=other, other=id_)
