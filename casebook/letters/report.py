"""Reports of the house as a PDF: pages of lines, tables and bars, tagged so that they can be read aloud (PDF/UA-1).

Bars are drawn as such, not as a picture of the screen. The same report gives the same bytes.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from casebook.letters.printable import breakable
from casebook.letters.typeset import compiled

_PAGE = Path(__file__).parent / "report_page.typ"
# In letters: a word on a line of text, and in a cell.
_LINE, _CELL = 60, 24
# A column of nothing longer is as wide as what stands in it; the others share what is left by their longest cell, of
# which no more than so many letters count.
_SHORT, _MOST = 14, 36
_THOUSAND = 1000


class Heading(NamedTuple):
    """What a part of a page is about."""

    text: str


class Paragraph(NamedTuple):
    """A paragraph; `quiet` in small letters."""

    text: str
    quiet: bool = False


class Table(NamedTuple):
    """A table whose texts share the room that its numbers leave; from column `right_from` on it is set to the right.

    `total` is the last row, empty for none.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    total: Sequence[str] = ()
    right_from: int = 1


class Bar(NamedTuple):
    """A bar: what it is of, how long it is against the others, which is none below 0, and how that is said."""

    label: str
    length: int
    said: str


class Bars(NamedTuple):
    """Bars under each other, the longest as wide as there is room."""

    bars: Sequence[Bar]


Part = Heading | Paragraph | Table | Bars


class Page(NamedTuple):
    """What begins on a page of its own: a title and what stands under it."""

    title: str
    parts: Sequence[Part]


class Report(NamedTuple):
    """A report: its title and who made it, as a reader of files shows them, its day, and the words at its foot."""

    title: str
    author: str
    language: str
    day: date
    foot: str
    pages: Sequence[Page]


def pdf(report: Report) -> bytes:
    """Return a report as a PDF. Any text may stand in it; what no font has is a replacement character."""
    data = {
        "title": _said(report.title, _LINE) or "-",
        "author": _said(report.author, _LINE),
        "language": report.language,
        "day": (report.day.year, report.day.month, report.day.day),
        "foot": _said(report.foot, _LINE),
        "pages": [
            {"title": _said(page.title, _LINE) or "-", "parts": [_part(part) for part in page.parts]}
            for page in report.pages
        ],
    }
    return compiled(_page(), data, report.day)


@cache
def _page() -> bytes:
    return _PAGE.read_bytes()


def _part(part: Part) -> dict[str, Any]:
    match part:
        case Heading(text):
            return {"kind": "heading", "text": _said(text, _LINE) or "-"}
        case Paragraph(text, quiet):
            return {"kind": "small" if quiet else "line", "text": _said(text, _LINE)}
        case Table(head, rows, total, right_from):
            cells = [[_said(cell, _CELL) for cell in row] for row in (head, *rows)]
            return {
                "kind": "table",
                "head": cells[0],
                "rows": cells[1:],
                "total": [_said(cell, _CELL) for cell in total],
                "right_from": right_from,
                "widths": _widths((head, *rows, total), right_from),
            }
        case Bars(bars):
            longest = max((bar.length for bar in bars), default=0)
            return {"kind": "bars", "bars": [_bar(bar, longest) for bar in bars]}


def _widths(rows: Sequence[Sequence[str]], right_from: int) -> list[int]:
    """Return the share of each column in what is left, 0 for one as wide as what stands in it: never the first."""
    longest = [max((len(row[at]) for row in rows if row), default=0) for at in range(len(rows[0]))]
    return [
        min(most, _MOST) or 1 if at == 0 or (at < right_from and most > _SHORT) else 0
        for at, most in enumerate(longest)
    ]


def _bar(bar: Bar, longest: int) -> dict[str, Any]:
    parts = max(0, bar.length) * _THOUSAND // longest if longest > 0 else 0
    # Whatever is more than nothing shows a little.
    return {
        "label": _said(bar.label, _CELL),
        "parts": max(parts, 1 if bar.length > 0 else 0),
        "said": _said(bar.said, _CELL),
    }


def _said(text: str, room: int) -> str:
    return breakable(" ".join(text.split()), room)
