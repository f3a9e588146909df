"""A code and parameters become a sentence in the reader's language.

Every text a user reads stands in the catalogues (`locale/<language>/*.po`) under a code such as
`limitation.interrupted`; domain functions return codes, and this module says them. Fields of a sentence name
their form: `{amount:money}`, `{on:day}`, `{rate:percent}`, `{count:number}`, `{term:term}`, `{file:path}` for a
path in full, `{choices:list}` for texts one after the other, `{kind:word}` for a value that is itself a code
(`word.contract`), `{names:words}` for several of those, `{note:note}` for a text that the law book has in each
language, and `{reason:said}` for another sentence, given as its code and parameters. Text from outside is cleaned and
never read as a template.
"""

import string
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from casebook import format as form
from casebook.catalogue import Catalogue
from casebook.text import clean_line

LANGUAGES = ("nl", "en")
DOMAIN = "casebook"
CATALOGUES = Path(__file__).parent / "locale"
_LONGEST_PATH = 4096


class UnknownCode(LookupError):
    """A code stands in no catalogue: a fault of ours, never shown as if it were a sentence."""


def say(code: str, parameters: Mapping[str, object], language: str) -> str:
    """Return the sentence for `code` in `language` (`nl` or `en`), its fields filled from `parameters`.

    A parameter `count` chooses singular or plural where the catalogue has both. Raises `UnknownCode`.
    """
    count = parameters.get("count")
    template = _template(code, count if isinstance(count, int) else None, language)
    return _Sentence(language).vformat(template, (), parameters)


def country(code: str, language: str) -> str:
    """Return the name of a country by its two letters (ISO 3166-1), these where no country has them."""
    try:
        return say(f"word.country_{code.lower()}", {}, language)
    except UnknownCode:
        return code


@cache
def _catalogue(language: str) -> Catalogue:
    return Catalogue(CATALOGUES / language / "LC_MESSAGES" / f"{DOMAIN}.mo")


@lru_cache(maxsize=4096)
def _template(code: str, count: int | None, language: str) -> str:
    template = _catalogue(language).find(code, count)
    if template is None:
        raise UnknownCode(f"{code} is not in the {language} catalogue")
    return template


def _term(value: Any, language: str) -> str:
    """Say a length of time that has an `amount` and a `unit` (years, months, weeks, days)."""
    return say(f"term.{value.unit}", {"count": value.amount}, language)


_FORMS: dict[str, Callable[[Any, str], str]] = {
    "money": form.money,
    "percent": form.percent,
    "day": form.day,
    "number": form.number,
    "term": _term,
    "word": lambda value, language: say(f"word.{value}", {}, language),
    "list": lambda values, _: ", ".join(map(clean_line, values)),
    "words": lambda values, language: ", ".join(say(f"word.{value}", {}, language) for value in values),
    "note": lambda value, language: value[language],
    "said": lambda value, language: say(value[0], value[1], language),
    "path": lambda value, _language: clean_line(value, _LONGEST_PATH),
}


class _Sentence(string.Formatter):
    def __init__(self, language: str) -> None:
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec:
            return _FORMS[format_spec](value, self._language)
        if not isinstance(value, str):
            raise TypeError(f"{value!r} needs a form such as money or day")
        return clean_line(value)
