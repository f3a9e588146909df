"""JSON from outside, read without guessing: limits of size and depth, no field twice, no numbers that are none."""

import json
from typing import NoReturn

from casebook.errors import InputError

LARGEST_BYTES = 8 * 1024 * 1024


def parse(content: bytes) -> object:
    """Return the value of a JSON text in UTF-8 (a byte order mark is allowed).

    Raises `InputError` naming the line and what was expected: for input that is empty, too large, not UTF-8, not
    complete JSON, nested too deeply, with a field twice in one object, or with NaN or Infinity.
    """
    if len(content) > LARGEST_BYTES:
        raise InputError("input.too_large", megabytes=LARGEST_BYTES // 1024**2)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("input.not_utf8", byte=error.start + 1) from None
    if not text.strip():
        raise InputError("input.empty")
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise InputError("input.not_json", line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise InputError("input.too_deep") from None
    except ValueError:
        # The reader refuses whole numbers of thousands of digits.
        raise InputError("input.number_too_long") from None


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise InputError("input.field_twice", name=name)
        found[name] = value
    return found


def _no_number(name: str) -> NoReturn:
    raise InputError("input.no_number", name=name)
