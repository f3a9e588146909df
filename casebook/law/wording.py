"""The law book in words: the names of its files and entries, what they say, and what of it is due for checking."""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from casebook import format as form
from casebook.law.checking import Due
from casebook.law.listing import Rule
from casebook.law.schema import Part
from casebook.text import clean_line
from casebook.words import UnknownCode, say

_INDEX = re.compile(r"\[\d+\]")
# Forms that need no label where an entry says nothing else.
_SPEAK_FOR_THEMSELVES = frozenset({"money", "percent", "term", "days", "word", "words", "text"})
# Which other tables an entry is judged by: for programs, and told by those tables.
_REFERENCES = frozenset({"procedure", "insolvency", "title"})


def title(file: str, language: str) -> str:
    """Name a file by its subject."""
    return say(f"law.file.{file}", {}, language)


def group_name(file: str, group: str, language: str) -> str:
    """Name a table that holds several entries."""
    return say(f"law.{file}.{group}", {}, language)


def name(file: str, key: str, language: str) -> str:
    """Name an entry among those of its table."""
    return _first_said((f"law.{file}.{key}", f"word.{key.rpartition('.')[2]}"), language)


def full_name(file: str, key: str, language: str) -> str:
    """Name an entry together with the table it stands in, for use outside that table."""
    group = key.rpartition(".")[0]
    own = name(file, key, language)
    return f"{group_name(file, group, language)}: {own}" if group else own


def confidence(rule: Rule, language: str) -> str:
    """Say how sure an entry is."""
    return say(f"law.confidence.{rule.entry.confidence}", {}, language)


def due(item: Due, language: str) -> str:
    """Say what is due for checking."""
    subject = title(item.file, language)
    said = f"{subject}, {full_name(item.file, item.key, language)}" if item.key else subject
    return say(item.code, {**item.parameters, "name": said, "file": f"{item.file}.toml"}, language)


def value(rule: Rule, language: str) -> str:
    """Say what an entry says part by part, the parts of one inner table together."""
    parts = [part for part in rule.parts if part.key not in _REFERENCES]
    if len(parts) == 1 and parts[0].form in _SPEAK_FOR_THEMSELVES:
        return _said(parts[0], language)
    groups = groupby(parts, key=lambda part: part.key.rpartition(".")[0] or part.key)
    return "; ".join(" ".join(_labelled(part, language) for part in group) for _, group in groups)


def _labelled(part: Part, language: str) -> str:
    label = f"law.part.{_INDEX.sub('', part.key)}"
    if part.form == "flag":
        return say(f"{label}.{'yes' if part.value else 'no'}", {}, language)
    count = len(part.value) if isinstance(part.value, tuple) else 1
    return f"{say(label, {'count': count}, language)} {_said(part, language)}"


def _said(part: Part, language: str) -> str:
    """Say a value by the form in which it was read."""
    value: Any = part.value
    match part.form:
        case "money":
            return form.money(value, language)
        case "percent":
            return form.percent(value, language)
        case "day":
            return form.day(value, language)
        case "days":
            return ", ".join(form.day(day, language) for day in value) or say("law.none", {}, language)
        case "number":
            return str(value)
        case "working_days":
            return say("law.working_days", {"count": value}, language)
        case "term":
            return say("law.term", {"term": value}, language)
        case "words":
            return ", ".join(_word_or_text(word, language) for word in value)
        case "word":
            return _word(value, language)
        case _:
            return _word_or_text(value, language)


def _word(value: str, language: str) -> str:
    return _first_said((f"law.word.{value}", f"word.{value}"), language)


def _word_or_text(value: str, language: str) -> str:
    """Say a text by its word if there is one; an article stands as it is."""
    try:
        return _word(value, language)
    except UnknownCode:
        return clean_line(value)


def _first_said(codes: Iterable[str], language: str) -> str:
    """Say the first of the codes that a catalogue has; raises `UnknownCode` where none has."""
    for code in codes:
        try:
            return say(code, {}, language)
        except UnknownCode:
            continue
    raise UnknownCode(", ".join(codes))
