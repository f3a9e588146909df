"""The law in force as a page: what is due for checking first, then each table with its entries and their sources."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from rich.cells import cell_len

from casebook.law import wording
from casebook.law.book import Book, LawFile
from casebook.law.checking import Due, Urgency, due_for_checking
from casebook.law.listing import Rule, rules_of
from casebook.ui.prose import EMPTY, Line, Span, head, labelled, line
from casebook.words import say

_NAME = 34
_SIGNS = {Urgency.MISSING: "!!", Urgency.SOON: "!", Urgency.OLD: "-"}
_STYLES = {Urgency.MISSING: "urgent", Urgency.SOON: "due", Urgency.OLD: ""}
# Before an entry that is less than sure.
_UNSURE = "? "


def due_of(book: Book, on: date) -> Sequence[Due]:
    """Return what of the law is due for checking."""
    return due_for_checking(book.files(), on, book.defaults.checking.applied(on).value)


def law_lines(book: Book, on: date, language: str) -> list[Line]:
    """Return the page of the law as it stands on a day."""
    return [*_due(due_of(book, on), language), *(one for file in book.files() for one in _file(file, on, language))]


def _due(due: Sequence[Due], language: str) -> Iterator[Line]:
    yield head(say("law.to_check", {"count": len(due)}, language))
    for item in due:
        sign = f"  {_SIGNS[item.urgency]} ".ljust(5)
        yield line(Span(sign + wording.due(item, language), _STYLES[item.urgency]), hang=5)


def _file(file: LawFile, on: date, language: str) -> Iterator[Line]:
    title = {"title": wording.title(file.name, language), "file": f"{file.name}.toml", "checked": file.checked}
    yield EMPTY
    yield head(say("law.file_heading", title, language))
    rules = (rule for rule in rules_of(file, on) if rule.in_force)
    for group, members in groupby(rules, key=lambda rule: rule.group):
        if group:
            yield line(Span(f"  {wording.group_name(file.name, group, language)}", "strong"), hang=2)
        for rule in members:
            yield from _rule(rule, language)


def _rule(rule: Rule, language: str) -> Iterator[Line]:
    """Yield the lines of an entry: what it says, since when and from which source, and what is to be known about it."""
    sign = _UNSURE if rule.uncertain else "  "
    name = f"  {sign}{wording.name(rule.file.name, rule.key, language)}"
    value = Span(wording.value(rule, language), "due" if rule.uncertain else "")
    if cell_len(name) < _NAME:
        yield labelled(name, value, _NAME)
    else:
        yield line(Span(name, "quiet"))
        yield line(" " * _NAME, value, hang=_NAME)
    held = {"start": rule.entry.start, "confidence": wording.confidence(rule, language)}
    yield _below(f"{say('law.since', held, language)} · {rule.entry.source}")
    if rule.entry.note:
        yield _below(rule.entry.note[language])


def _below(text: str) -> Line:
    return line(Span(" " * _NAME + text, "quiet"), hang=_NAME)
