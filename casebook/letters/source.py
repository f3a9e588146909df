"""A file of a template: what stands before its words, its subject and its body, each with its place."""

import os
import re
import stat
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from casebook.errors import InputError

_FENCE = "+++"
_SUBJECT = "# "
# Each ends at its own end: were it free to go on to the end of another, a line of thirty would be tried for ever.
_STATEMENT = r"(?:\{%(?:(?!%\})[^\n])*%\}|\{#(?:(?!#\})[^\n])*#\})"
# A line of statements alone, whose end is no line end of the letter.
_STATEMENTS_ALONE = re.compile(rf"^[ ]*({_STATEMENT}(?:[ ]*{_STATEMENT})*)[ ]*\n", re.MULTILINE)
_KEYS = ("pay", "needs", "sources", "checked")
# In bytes: no letter is as long, and a link may lead to what has no end.
_LONGEST = 2**18


class Front(NamedTuple):
    """What a template says of itself: the amounts of its payment block, the optional fields it cannot do without,
    the articles its words rest on, and the day somebody last compared them.
    """

    pay: tuple[str, ...]
    needs: tuple[str, ...]
    sources: tuple[str, ...]
    checked: date


class Source(NamedTuple):
    """A template as it was read. Every line of its body has the number it has in the file; `text` is all of it."""

    path: Path
    front: Front
    subject: str
    subject_line: int
    body: str
    text: str

    def place(self, line: int) -> str:
        """Return where a line of the file stands, as an error names it."""
        return f"{self.path}:{line}"


def _read_text(path: Path) -> str:
    """Return the text of a file. Raises `InputError` where it cannot be read, or is no plain file or too large."""
    try:
        # Opening a pipe would wait for somebody to write to it.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise InputError("letter.template_no_file", place=str(path))
            content = file.read(_LONGEST + 1)
        if len(content) > _LONGEST:
            raise InputError("letter.template_large", place=str(path), most=_LONGEST // 2**10)
        return content.decode().replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("letter.template_read", place=str(path), because=str(error)) from error


def read_source(path: Path) -> Source:
    """Return the template in a file. Raises `InputError` naming file, line and key."""
    text = _read_text(path)
    lines = text.split("\n")
    try:
        end = lines.index(_FENCE, 1) if lines[0] == _FENCE else 0
    except ValueError:
        end = 0
    if not end:
        raise InputError("letter.template_front", place=f"{path}:1")
    front = _front(path, "\n".join(lines[1:end]))
    at = end + 1
    if at >= len(lines) or not lines[at].startswith(_SUBJECT):
        raise InputError("letter.template_subject", place=f"{path}:{at + 1}")
    # The lines before the body stay, empty, so that every line keeps its number.
    body = "\n" * (at + 1) + "\n".join(lines[at + 1 :])
    return Source(path, front, lines[at].removeprefix(_SUBJECT).strip(), at + 1, _statements_apart(body), text)


def read_part(path: Path) -> str:
    """Return a part that templates share: paragraphs, set apart from what follows."""
    return _statements_apart(_read_text(path).rstrip("\n") + "\n\n")


def _statements_apart(text: str) -> str:
    """Return a text of a template in which a line of statements alone leaves nothing, every line on its number."""
    return _STATEMENTS_ALONE.sub(r"\1{#\n#}", text)


def _front(path: Path, text: str) -> Front:
    try:
        said = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # The reader gives up on values nested hundreds deep and on numbers of thousands of digits.
        raise InputError("letter.template_toml", place=str(path), because=str(error)) from error
    for key in said:
        if key not in _KEYS:
            raise InputError("letter.template_key", place=f"{path}:{_line_of(text, key)}", key=key, choices=_KEYS)
    if "checked" not in said:
        raise InputError("letter.template_checked", place=str(path))

    def value(key: str, right: Callable[[Any], bool], otherwise: Any) -> Any:
        if key in said and not right(said[key]):
            raise InputError("letter.template_value", place=f"{path}:{_line_of(text, key)}", key=key)
        return said.get(key, otherwise)

    names = {key: tuple(value(key, _are_texts, ())) for key in ("pay", "needs", "sources")}
    return Front(**names, checked=value("checked", _is_day, None))


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one for one in value)


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _line_of(text: str, key: str) -> int:
    lines: Mapping[str, int] = {line.split("=")[0].strip(): number for number, line in enumerate(text.split("\n"), 2)}
    return lines.get(key, 1)
