"""The keys a person chose are checked before the app starts, and do what they say when it runs."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

from casebook import ui
from casebook.errors import SettingsError
from casebook.ui.app import CasebookApp
from casebook.ui.chosen_keys import check_keys, screens
from casebook.ui.dialogs.dialog import Dialog
from casebook.ui.screens.list_place import ListPlace
from casebook.ui.screens.place import Place
from casebook.words import LANGUAGES, say
from tests.sample import Office
from tests.ui.screen import session

FILE = "/home/x/settings.toml"
# What has legal or money effect, and is begun with a capital: what its small letter would do is done by accident.
HARMFUL = {
    "case.arrangement",
    "case.dispute",
    "case.insolvency",
    "case.insure",
    "case.security",
    "case.court",
    "case.placement",
    "case.limitation",
    "case.vat",
    "case.money",
}
# Does nothing but tell how one quits.
NOT_CHOSEN = "how_to_quit"


def bindings(*nodes: type[DOMNode]) -> Iterator[Binding]:
    """The bindings of classes that go before anything else that takes keys."""
    for node in nodes:
        for some in node._merge_bindings().key_to_bindings.values():
            yield from (one for one in some if one.priority and one.action != NOT_CHOSEN)


def all_of(base: type[DOMNode]) -> list[type[DOMNode]]:
    """All classes there are of a kind, wherever they stand, in the same order whichever module was read first."""
    for module in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        import_module(module.name)
    found, waiting = [], [base]
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting += node.__subclasses__()
    ours = [node for node in found if node.__module__.startswith("casebook.")]
    return sorted(ours, key=lambda node: (node.__module__, node.__qualname__))


def test_every_place_is_walked() -> None:
    leaves = {place for place in all_of(Place) if not place.__subclasses__()}
    assert leaves == set(screens())


@pytest.mark.parametrize("screen", [CasebookApp, *all_of(Place), *all_of(Dialog)], ids=lambda one: one.__name__)
def test_every_key_is_called_something_and_can_be_another(screen: type[DOMNode]) -> None:
    for binding in bindings(screen):
        assert binding.id, f"{binding.key} of {screen.__name__} has no id"
        for language in LANGUAGES:
            assert say(binding.description, {}, language)
        check_keys({binding.id: "f12"}, FILE)


@pytest.mark.parametrize("dialog", all_of(Dialog), ids=lambda one: one.__name__)
def test_two_keys_of_a_dialog_cannot_be_the_same(dialog: type[DOMNode]) -> None:
    keys = {binding.id or "": binding.key for binding in bindings(dialog)}
    for (one, _), (other, key) in pairwise(keys.items()):
        with pytest.raises(SettingsError):
            check_keys({one: key, other: key}, FILE)


@pytest.mark.parametrize("place", screens(), ids=lambda one: one.__name__)
def test_every_place_says_what_it_is_for_and_which_keys_it_has(place: type[Place]) -> None:
    ids = {binding.id for binding in bindings(CasebookApp, place)}
    assert set(place.HINTS) <= ids
    assert "app.help" in place.HINTS
    for language in LANGUAGES:
        assert say(f"help.{place.NAME.removeprefix('place.')}", {}, language)
        assert all(say(f"hint.{id_.split('.')[-1]}", {}, language) for id_ in place.HINTS)


@pytest.mark.parametrize("place", screens(), ids=lambda one: one.__name__)
def test_no_letter_stands_for_something_harmless_and_for_something_harmful(place: type[DOMNode]) -> None:
    by_key = {binding.key: binding.id for binding in bindings(CasebookApp, place)}
    harmful = {key for key, id_ in by_key.items() if id_ in HARMFUL}
    assert harmful or not issubclass(place, ListPlace)
    for key in harmful:
        assert key.isupper()
        assert key.lower() not in by_key, f"{key.lower()} is {by_key.get(key.lower())}, {key} is {by_key[key]}"


def test_the_keys_as_they_come_clash_nowhere() -> None:
    check_keys({}, FILE)


@pytest.mark.parametrize(
    "chosen",
    [
        {"case.contact": "K", "case.life": "c"},
        {"case.contact": "n", "case.note": "c"},
        {"goto.cases": "z"},
        {"move.down": "J,ctrl+n"},
        {"case.explain": "?", "app.help": "="},
        {"form.save": "ctrl+t"},
    ],
)
def test_keys_may_be_changed_and_exchanged(chosen: dict[str, str]) -> None:
    check_keys(chosen, FILE)


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        ({"case.contact": "K"}, "settings.key_twice"),
        ({"case.contact": "g"}, "settings.key_twice"),
        ({"case.contact": "ctrl+c"}, "settings.key_twice"),
        ({"case.contact": "="}, "settings.key_twice"),
        ({"goto.cases": "v"}, "settings.key_twice"),
        ({"goto.cases": "vv"}, "settings.no_letter"),
        ({"case.contakt": "K"}, "settings.unknown_action"),
        ({"goto.nowhere": "x"}, "settings.unknown_action"),
        ({"case.contact": "kk"}, "settings.no_key"),
        ({"case.contact": "K,"}, "settings.no_key"),
        ({"form.save": "x"}, "settings.key_types"),
        ({"dialog.back": "space"}, "settings.key_types"),
        ({"form.save": "backspace"}, "settings.key_types"),
        ({"form.next": "ctrl+k"}, "settings.key_types"),
        ({"pick.choose": "delete"}, "settings.key_types"),
        ({"filter.keep": "left"}, "settings.key_types"),
        ({"form.save": "ctrl+m"}, "settings.no_key"),
        ({"case.contact": "ctrl+i"}, "settings.no_key"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_by_file_and_key(chosen: dict[str, str], code: str) -> None:
    with pytest.raises(SettingsError) as refused:
        check_keys(chosen, FILE)
    assert refused.value.code == code
    for language in LANGUAGES:
        sentence = say(code, refused.value.parameters, language)
        assert FILE in sentence
        assert next(iter(chosen)) in sentence or code == "settings.key_twice"


async def test_a_key_that_was_exchanged_does_what_the_other_did(office: Office) -> None:
    async with session(*office, language="en", keymap={"case.contact": "n", "case.note": "c"}) as screen:
        await screen.press("n")
        assert screen.shows("Contact ·")
        await screen.press("escape", "c")
        assert screen.shows("Note ·")
