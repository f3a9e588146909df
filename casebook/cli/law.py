"""`casebook law`: what is in force on a day and from which source, what of it is uncertain, what must be checked."""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby
from typing import Any, cast

from casebook import format as form
from casebook.cli.output import Column, paragraph, table, width, write_json
from casebook.domain.calendar import Term
from casebook.domain.dated import Confidence, Entry
from casebook.exchange.output import amount, percent
from casebook.law.book import LawFile, book
from casebook.law.checking import Due, Urgency, due_for_checking
from casebook.law.schema import Part, Reading
from casebook.text import clean_line
from casebook.words import UnknownCode, say

_INDEX = re.compile(r"\[\d+\]")
_NAME_WIDTH = 28
_COLUMNS = (Column(""), Column("", flexible=True))
# Forms that need no label where an entry says nothing else.
_SPEAK_FOR_THEMSELVES = frozenset({"money", "percent", "term", "days", "word", "words", "text"})
# Which other tables an entry is judged by: for programs, and told by those tables.
_REFERENCES = frozenset({"procedure", "insolvency", "title"})
_MARKS = {Urgency.MISSING: "!!", Urgency.SOON: "!", Urgency.OLD: "-"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A dated entry of the book: where it stands, what it says part by part, and whether it holds on the day."""

    file: LawFile
    key: str
    entry: Entry[Any]
    parts: tuple[Part, ...]
    in_force: bool

    @property
    def group(self) -> str:
        """The key of the table in which the entries stand."""
        return self.key.rpartition(".")[0]

    @property
    def uncertain(self) -> bool:
        """Whether it is less than sure."""
        return self.entry.confidence is not Confidence.HIGH


def run(on: date, as_json: bool, language: str) -> int:
    """Print the law as it stands `on` a day; returns the exit status 0, raises `LawError` where a table is wrong."""
    files, checking = book().files(), book().defaults.checking
    rules = {file: [rule for reading in file.readings for rule in _rules(file, reading, on)] for file in files}
    due = due_for_checking(files, on, (checking.in_force(on) or checking.first).value)
    if as_json:
        write_json(_contract(on, rules, due, language))
    else:
        print("\n".join(_lines(on, rules, due, language, width())))
    return 0


def _rules(file: LawFile, reading: Reading, on: date) -> Iterator[Rule]:
    begun = [entry.start for entry, _ in reading.entries if entry.start <= on]
    for entry, parts in reading.entries:
        yield Rule(file, reading.key, entry, parts, bool(begun) and entry.start == begun[-1])


def _lines(
    on: date, rules: Mapping[LawFile, Sequence[Rule]], due: Sequence[Due], language: str, room: int
) -> Iterator[str]:
    yield say("law.heading", {"on": on}, language)
    yield from paragraph(say("law.summary", {"count": len(due)}, language), room)
    for file, entries in rules.items():
        title = say(f"law.file.{file.name}", {}, language)
        yield ""
        yield say("law.file_heading", {"title": title, "file": f"{file.name}.toml", "checked": file.checked}, language)
        in_force = [rule for rule in entries if rule.in_force]
        for group, members in groupby(in_force, key=lambda rule: rule.group):
            rows = [_row(rule, language) for rule in members]
            if not group:
                yield from table(_COLUMNS, rows, room)
                continue
            yield f"  {say(f'law.{file.name}.{group}', {}, language)}"
            yield from (f"  {line}" for line in table(_COLUMNS, rows, room - 2))
    yield from _uncertain(chain.from_iterable(rules.values()), language, room)
    yield from _to_check(due, language, room)


def _row(rule: Rule, language: str) -> tuple[str, str]:
    parameters = {
        "start": rule.entry.start,
        "confidence": say(f"law.confidence.{rule.entry.confidence}", {}, language),
    }
    held = say("law.since", parameters, language)
    said = [_value(rule, language), f"{held} · {rule.entry.source}"]
    name = [line.ljust(_NAME_WIDTH) for line in textwrap.wrap(_name(rule.file.name, rule.key, language), _NAME_WIDTH)]
    return "\n".join(name), "\n".join(line for line in said if line)


def _uncertain(rules: Iterable[Rule], language: str, room: int) -> Iterator[str]:
    uncertain = [rule for rule in rules if rule.in_force and rule.uncertain]
    yield ""
    yield say("law.uncertain", {"count": len(uncertain)}, language)
    for rule in uncertain:
        confidence = say(f"law.confidence.{rule.entry.confidence}", {}, language)
        title = say(f"law.file.{rule.file.name}", {}, language)
        name = _full_name(rule.file.name, rule.key, language)
        yield from paragraph(f"{title}, {name} ({confidence})", room, "?")
        if rule.entry.note:
            yield from (f"  {line}" for line in paragraph(rule.entry.note[language], room - 2))


def _to_check(due: Sequence[Due], language: str, room: int) -> Iterator[str]:
    yield ""
    yield say("law.to_check", {"count": len(due)}, language)
    for item in due:
        yield from paragraph(_due_said(item, language), room, _MARKS[item.urgency])


def _due_said(item: Due, language: str) -> str:
    title = say(f"law.file.{item.file}", {}, language)
    name = f"{title}, {_full_name(item.file, item.key, language)}" if item.key else title
    return say(item.code, {**item.parameters, "name": name, "file": f"{item.file}.toml"}, language)


def _full_name(file: str, key: str, language: str) -> str:
    """Name an entry together with the table it stands in, for use outside that table."""
    group = key.rpartition(".")[0]
    name = _name(file, key, language)
    return f"{say(f'law.{file}.{group}', {}, language)}: {name}" if group else name


def _name(file: str, key: str, language: str) -> str:
    return _first_said((f"law.{file}.{key}", f"word.{key.rpartition('.')[2]}"), language)


def _first_said(codes: Iterable[str], language: str) -> str:
    """Say the first of the codes that a catalogue has; raises `UnknownCode` where none has."""
    for code in codes:
        try:
            return say(code, {}, language)
        except UnknownCode:
            continue
    raise UnknownCode(", ".join(codes))


def _value(rule: Rule, language: str) -> str:
    """Say the parts of an entry, those of one inner table together."""
    parts = [part for part in rule.parts if part.key not in _REFERENCES]
    if len(parts) == 1 and parts[0].form in _SPEAK_FOR_THEMSELVES:
        return _said(parts[0], language)
    groups = groupby(parts, key=lambda part: part.key.rpartition(".")[0] or part.key)
    return "; ".join(" ".join(_labelled(part, language) for part in group) for _, group in groups)


def _labelled(part: Part, language: str) -> str:
    name = _INDEX.sub("", part.key)
    if part.form == "flag":
        return say(f"law.part.{name}.{'yes' if part.value else 'no'}", {}, language)
    count = len(part.value) if isinstance(part.value, tuple) else 1
    return f"{say(f'law.part.{name}', {'count': count}, language)} {_said(part, language)}"


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
            return ", ".join(_word(word, language) for word in value)
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


def _contract(on: date, rules: Mapping[LawFile, Sequence[Rule]], due: Sequence[Due], language: str) -> dict[str, Any]:
    """Return the whole book for programs: every entry, also those that hold no longer or not yet."""
    return {
        "on": on.isoformat(),
        "files": [
            {
                "file": f"{file.name}.toml",
                "name": say(f"law.file.{file.name}", {}, language),
                "checked": file.checked.isoformat(),
                "entries": [_entry_contract(rule, language) for rule in entries],
            }
            for file, entries in rules.items()
        ],
        "due": [
            {
                "urgency": item.urgency,
                "code": item.code,
                "what": _due_said(item, language),
                "file": f"{item.file}.toml",
                "key": item.key,
            }
            for item in due
        ],
    }


def _entry_contract(rule: Rule, language: str) -> dict[str, Any]:
    return {
        "key": rule.key,
        "name": _full_name(rule.file.name, rule.key, language),
        "in_force": rule.in_force,
        "uncertain": rule.uncertain,
        "from": rule.entry.start.isoformat(),
        "value": {part.key: _plain(part) for part in rule.parts},
        "what": _value(rule, language),
        "source": rule.entry.source,
        "confidence": rule.entry.confidence,
        "note": rule.entry.note.get(language),
    }


def _plain(part: Part) -> object:
    """Return a value as JSON has it: money and percentages as text, days in ISO form, terms as in the file."""
    value: Any = part.value
    match part.form:
        case "money":
            return amount(value)
        case "percent":
            return percent(value)
        case "day":
            return cast(date, value).isoformat()
        case "days":
            return [day.isoformat() for day in value]
        case "term":
            term = cast(Term, value)
            return f"{term.amount} {term.unit}"
        case _:
            return value
