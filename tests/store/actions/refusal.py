"""A refusal: by the code that is expected, and with a sentence in both languages that its parameters fill."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from casebook import words
from casebook.errors import Refused


def refused(code: str, act: Callable[[Any], object], command: object) -> Mapping[str, object]:
    """Expect that a command is refused and return the parameters of the sentence."""
    with pytest.raises(Refused) as caught:
        act(command)
    assert caught.value.code == code
    for language in words.LANGUAGES:
        assert words.say(code, caught.value.parameters, language)
    return caught.value.parameters
