"""`casebook law`: what is in force on a day and from which source, what of it is uncertain, what must be checked."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, groupby
from typing import Any, cast

from casebook.cli.output import Column, json_text, paragraph, table, width
from casebook.domain.calendar import Term
from casebook.exchange.output import amount, percent
from casebook.law import wording
from casebook.law.book import LawFile, book
from casebook.law.checking import Due, Urgency, due_for_checking
from casebook.law.listing import Rule, rules_of
from casebook.law.schema import Part
from casebook.words import say

_NAME_WIDTH = 28
_COLUMNS = (Column(""), Column("", flexible=True))
_MARKS = {Urgency.MISSING: "!!", Urgency.SOON: "!", Urgency.OLD: "-"}


def run(on: date, as_json: bool, language: str) -> int:
    """Print the law as it stands `on` a day; returns the exit status 0, raises `LawError` where a table is wrong."""
    files, checking = book().files(), book().defaults.checking
    rules = {file: tuple(rules_of(file, on)) for file in files}
    due = due_for_checking(files, on, checking.applied(on).value)
    if as_json:
        print(json_text(_contract(on, rules, due, language)))
    else:
        print("\n".join(_lines(on, rules, due, language, width())))
    return 0


def _lines(
    on: date, rules: Mapping[LawFile, Sequence[Rule]], due: Sequence[Due], language: str, room: int
) -> Iterator[str]:
    yield say("law.heading", {"on": on}, language)
    yield from paragraph(say("law.summary", {"count": len(due)}, language), room)
    for file, entries in rules.items():
        parameters = {
            "title": wording.title(file.name, language),
            "file": f"{file.name}.toml",
            "checked": file.checked,
        }
        yield ""
        yield say("law.file_heading", parameters, language)
        in_force = [rule for rule in entries if rule.in_force]
        for group, members in groupby(in_force, key=lambda rule: rule.group):
            rows = [_row(rule, language) for rule in members]
            if not group:
                yield from table(_COLUMNS, rows, room)
                continue
            yield f"  {wording.group_name(file.name, group, language)}"
            yield from (f"  {line}" for line in table(_COLUMNS, rows, room - 2))
    yield from _uncertain(chain.from_iterable(rules.values()), language, room)
    yield from _to_check(due, language, room)


def _row(rule: Rule, language: str) -> tuple[str, str]:
    parameters = {"start": rule.entry.start, "confidence": wording.confidence(rule, language)}
    held = say("law.since", parameters, language)
    said = [wording.value(rule, language), f"{held} · {rule.entry.source}"]
    name = textwrap.wrap(wording.name(rule.file.name, rule.key, language), _NAME_WIDTH)
    return "\n".join(line.ljust(_NAME_WIDTH) for line in name), "\n".join(line for line in said if line)


def _uncertain(rules: Iterable[Rule], language: str, room: int) -> Iterator[str]:
    uncertain = [rule for rule in rules if rule.in_force and rule.uncertain]
    yield ""
    yield say("law.uncertain", {"count": len(uncertain)}, language)
    for rule in uncertain:
        title = wording.title(rule.file.name, language)
        name = wording.full_name(rule.file.name, rule.key, language)
        yield from paragraph(f"{title}, {name} ({wording.confidence(rule, language)})", room, "?")
        if rule.entry.note:
            yield from (f"  {line}" for line in paragraph(rule.entry.note[language], room - 2))


def _to_check(due: Sequence[Due], language: str, room: int) -> Iterator[str]:
    yield ""
    yield say("law.to_check", {"count": len(due)}, language)
    for item in due:
        yield from paragraph(wording.due(item, language), room, _MARKS[item.urgency])


def _contract(on: date, rules: Mapping[LawFile, Sequence[Rule]], due: Sequence[Due], language: str) -> dict[str, Any]:
    """Return the whole book for programs: every entry, also those that hold no longer or not yet."""
    return {
        "on": on.isoformat(),
        "files": [
            {
                "file": f"{file.name}.toml",
                "name": wording.title(file.name, language),
                "checked": file.checked.isoformat(),
                "entries": [_entry_contract(rule, language) for rule in entries],
            }
            for file, entries in rules.items()
        ],
        "due": [
            {
                "urgency": item.urgency,
                "code": item.code,
                "what": wording.due(item, language),
                "file": f"{item.file}.toml",
                "key": item.key,
            }
            for item in due
        ],
    }


def _entry_contract(rule: Rule, language: str) -> dict[str, Any]:
    return {
        "key": rule.key,
        "name": wording.full_name(rule.file.name, rule.key, language),
        "in_force": rule.in_force,
        "uncertain": rule.uncertain,
        "from": rule.entry.start.isoformat(),
        "value": {part.key: _plain(part) for part in rule.parts},
        "what": wording.value(rule, language),
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
