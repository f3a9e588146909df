"""Every command can be stored and comes back as it was."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook import words
from casebook.store import actions, commands, tables
from casebook.store.actions.people import AddPerson
from casebook.store.models import every
from casebook.store.models.cases import NextKind
from casebook.store.models.people import Role


def test_every_module_of_actions_is_imported() -> None:
    folder = Path(actions.__file__).parent
    registering = {path.stem for path in folder.glob("*.py") if "@action(" in path.read_text("utf-8")}
    assert registering == set(actions.__all__)


@pytest.mark.parametrize("name", commands.names())
def test_a_command_comes_back_from_json_as_it_was(name: str) -> None:
    found = commands.action_named(name)
    assert found is not None

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.from_type(found.shape))
    def comes_back(command: Any) -> None:
        assert commands.decode(name, json.loads(json.dumps(commands.encode(command)))) == command

    comes_back()


def test_half_a_character_is_kept_as_a_question_mark() -> None:
    assert commands.encode(AddPerson("z", "caf\udce9 Zoë"))["name"] == "caf? Zoë"


def test_what_is_no_command_has_no_action() -> None:
    assert commands.action_named("import.receivables") is None


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_row_and_a_role_have_a_name(language: str) -> None:
    for word in [*(tables.of(model).word for model in every.FACTS), *Role]:
        assert words.say(f"word.{word}", {}, language)


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_what_can_be_done_next_has_a_name(language: str) -> None:
    for kind in NextKind:
        assert words.say(f"word.{kind}", {}, language)
