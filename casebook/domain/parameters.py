"""What goes with a code: named values that can be stored as text and come back as they were."""

import json
from collections.abc import Mapping
from datetime import date

Value = str | int | date | None
Parameters = Mapping[str, Value]

# No value is an object of JSON, so a day can be one without being taken for a text.
_DAY = "$day"


def encode(parameters: Parameters) -> str:
    """Return the parameters as JSON in its one canonical form: sorted names, no spaces, a day as `{"$day":"…"}`.

    Raises `TypeError` for a value of another type.
    """
    return _CANONICAL.encode(parameters)


def decode(text: str) -> dict[str, Value]:
    """Return the parameters that `encode` wrote."""
    return {name: _value(value) for name, value in json.loads(text).items()}


def _object(value: object) -> dict[str, str]:
    # A moment is a day to isinstance, and would lose its time.
    if type(value) is not date:
        raise TypeError(f"{value!r} is neither text, whole number, day nor None")
    return {_DAY: value.isoformat()}


def _value(value: str | int | dict[str, str] | None) -> Value:
    return date.fromisoformat(value[_DAY]) if isinstance(value, dict) else value


# Made once: to make one takes longer than to write with it.
_CANONICAL = json.JSONEncoder(default=_object, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
