"""Pages of a dossier: headings, lines and tables, as HTML that shows every text as it is and fetches nothing."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, NamedTuple

from casebook import format as form
from casebook.jobs.sheets import Column, Kind, Sheet
from casebook.text import clean
from casebook.words import say

_STYLE = (
    "body{font:15px/1.45 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#111;"
    "background:#fff}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}table{border-collapse:collapse;"
    "width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .6rem;border-bottom:1px solid #ccc;"
    "overflow-wrap:anywhere}td.right,th.right{text-align:right;white-space:nowrap}p{white-space:pre-wrap}"
    "code{font-size:.75rem}"
)
_RIGHT = frozenset({Kind.MONEY, Kind.NUMBER})


class Link(NamedTuple):
    """A cell that leads to another file of the dossier."""

    file: str
    text: str


class Code(NamedTuple):
    """A cell that is compared letter by letter, such as a digest."""

    text: str


class Part(NamedTuple):
    """A part of a page: a heading, some lines under it, and a table."""

    heading: str
    lines: Sequence[str] = ()
    sheet: Sheet | None = None


class Page(NamedTuple):
    """A page by the name of its file, with its title and what is in it; without parts there is nothing to say."""

    file: str
    title: str
    parts: Sequence[Part]


def html(page: Page, language: str) -> str:
    """Return a page as HTML."""
    return "".join(_html(page, language))


def _html(page: Page, language: str) -> Iterator[str]:
    yield f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{_text(page.title)}</title>'
    yield f"<style>{_STYLE}</style></head>\n<body><h1>{_text(page.title)}</h1>\n"
    for part in page.parts:
        if part.heading:
            yield f"<h2>{_text(part.heading)}</h2>\n"
        for line in part.lines:
            yield f"<p>{_text(line)}</p>\n"
        if part.sheet is not None and part.sheet.rows:
            yield from _table(part.sheet, language)
    if not page.parts:
        yield f"<p>{_text(say('dossier.nothing', {}, language))}</p>\n"
    yield "</body></html>\n"


def _table(sheet: Sheet, language: str) -> Iterator[str]:
    yield "<table><thead><tr>"
    for column in sheet.columns:
        yield f"<th{_class(column)}>{_text(say(column.title, {}, language))}</th>"
    yield "</tr></thead><tbody>\n"
    for row in sheet.rows:
        yield "<tr>"
        for column, value in zip(sheet.columns, row, strict=True):
            yield f"<td{_class(column)}>{_cell(column, value, language)}</td>"
        yield "</tr>\n"
    yield "</tbody></table>\n"


def _class(column: Column) -> str:
    return ' class="right"' if column.kind in _RIGHT else ""


def _cell(column: Column, value: Any, language: str) -> str:
    match value:
        case None:
            return ""
        case Link(file, text):
            return f'<a href="{escape(file)}">{_text(text)}</a>'
        case Code(text):
            return f"<code>{_text(text)}</code>"
    match column.kind:
        case Kind.MONEY:
            return _text(form.amount(value, language))
        case Kind.DAY:
            return _text(form.day(value, language))
        case Kind.WORD:
            return _text(say(f"word.{value}", {}, language))
        case _:
            return _text(str(value))


def _text(text: str) -> str:
    return escape(clean(text))
