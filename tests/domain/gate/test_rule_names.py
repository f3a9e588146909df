"""Each rule of the gate has a short name, by which the log tells which one a person let a letter pass."""

import pytest

from casebook.words import LANGUAGES, say
from tests.test_words import NL

RULES = sorted(code for code in NL if code.startswith("stop."))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_rule_has_a_name(language: str) -> None:
    assert len(RULES) > 50
    names = [say(f"word.{rule.replace('.', '_')}", {}, language) for rule in RULES]
    assert all(names)
