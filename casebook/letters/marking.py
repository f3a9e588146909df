"""How values go into a letter: text from outside becomes data in Markdown, amounts and days as the reader has them."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from casebook import format as form
from casebook.domain.letters.extras import NamedAmount, StatedTerm
from casebook.text import clean
from casebook.words import say

_BLANKS = re.compile("[ \n]+")
_PARAGRAPHS = re.compile(r"\n\s*\n")
_MARKUP = re.compile(r"[\\`*_\[\]<>&#|~!{}]")
# What begins a list, an underlined heading or a place where it stands first on a line.
_FIRST = re.compile(r"[-+=:]|[0-9]*[.)]")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{8,30}")
_AND = {"nl": " en ", "en": " and "}


class Marked(str):
    """Text that is Markdown already."""

    __slots__ = ()


def on_a_line(value: str) -> str:
    """Return text from outside cleaned, on one line and in full; what keeps an amount together stays."""
    return _BLANKS.sub(" ", clean(value).strip())


def escaped(line: str) -> str:
    """Return a line in Markdown that reads as it stands, wherever on a line it is put."""
    first = _FIRST.match(line)
    at = first.end() - 1 if first else 0
    rest = _MARKUP.sub(_with_backslash, line[at:])
    return f"{line[:at]}\\{rest}" if first else rest


def in_body(value: object) -> str:
    """Return a value as the body has it. Raises `TypeError` for what no filter has made text."""
    return value if isinstance(value, Marked) else escaped(in_subject(value))


def in_subject(value: object) -> str:
    """Return a value as the subject has it, which is no Markdown. Raises `TypeError` for what is not text."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} needs a filter such as money or day")
    return on_a_line(value)


def paragraphs(value: str) -> Marked:
    """Return what a person wrote as paragraphs; a single line break in it stays one."""
    said = (filter(None, map(on_a_line, part.split("\n"))) for part in _PARAGRAPHS.split(clean(value).strip()))
    return Marked("\n\n".join("\\\n".join(map(escaped, part)) for part in said))


def filters(language: str) -> dict[str, Callable[..., object]]:
    """Return the filters a template may use, each by its name in the template."""
    said: Mapping[str, Callable[..., object]] = {
        "money": form.money,
        "day": form.long_day,
        "number": form.number,
        "word": _word,
        "list": _listed,
    }
    return {
        **{name: partial(_in, function, language) for name, function in said.items()},
        "paragraphs": paragraphs,
        "iban": _account,
        "total": _total,
        "first": _first,
        "last": _last,
        "length": len,
    }


def _with_backslash(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def _in(function: Callable[..., object], language: str, value: object) -> object:
    return function(value, language)


def _word(value: str, language: str) -> str:
    return say(f"word.{value}", {}, language)


def _account(value: str) -> str:
    """Return an account number as people read it; what is none stays as it is."""
    return form.iban(value) if _IBAN.fullmatch("".join(value.split())) else value


def _listed(values: Sequence[str], language: str) -> str:
    *before, last = map(on_a_line, values)
    return f"{', '.join(before)}{_AND[language]}{last}" if before else last


def _total(values: Sequence[NamedAmount] | Sequence[StatedTerm]) -> int:
    return sum(one.cents for one in values)


def _first(values: Sequence[object]) -> object:
    return values[0]


def _last(values: Sequence[object]) -> object:
    return values[-1]
