"""The keys a person chose are checked before the app starts, and do what they say when it runs."""

import pytest

from casebook.errors import SettingsError
from casebook.ui.app import check_keys
from casebook.words import LANGUAGES, say
from tests.ui.conftest import Office
from tests.ui.screen import session

FILE = "/home/x/settings.toml"


def test_the_keys_as_they_come_clash_nowhere() -> None:
    check_keys({}, FILE)


@pytest.mark.parametrize(
    "chosen",
    [
        {"case.contact": "K", "case.life": "C"},
        {"case.contact": "n", "case.note": "c"},
        {"goto.cases": "d"},
        {"move.down": "J,ctrl+n"},
        {"case.explain": "?", "app.help": "="},
        {"form.save": "ctrl+k"},
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
