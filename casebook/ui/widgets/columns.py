"""The columns of a list: what each shows, and which of them fit the width there is."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from rich.cells import cell_len, set_cell_size

from casebook.text import clean_line

R = TypeVar("R")

_GAP = 2
_LONGEST = 400
# The beginning of a number at the end of what is left of a text, with its sign and what stands before an amount; the
# year after the name of a month is taken for no other.
_BEGUN = re.compile(r"(?<!\S)(?<!\d [A-Z][a-z]{2} )[-+\u2212]?(?:€[\s\xa0])?[-+\u2212]?[\d.,]*\d[\d.,]*$")
_NUMBER, _DECIMALS = re.compile(r"[-+\u2212]?(?:€[\s\xa0])?[-+\u2212\d.,]*"), re.compile(r"[.,]\d\d$")


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column: the text of its head, its width in cells, and what it says of a row.

    With `share` it is at least `width` wide and takes that part of the room left over. `spare`: where there is no room
    for all, columns go, the highest first; 0 stays. `style` names how a row's cell looks: `urgent`, `due` or `quiet`.
    One that is `extra` is shown only where somebody chose it. With `tail` a text that is too long loses its beginning:
    what tells a number of a claim from the next is its end.
    """

    head: str
    width: int
    cell: Callable[[R], str]
    right: bool = False
    share: int = 0
    spare: int = 0
    style: Callable[[R], str] | None = None
    extra: bool = False
    tail: bool = False

    @property
    def id(self) -> str:
        """What it is called in a view; empty for signs, which every list begins with."""
        return self.head.rpartition(".")[2]


class Placed(NamedTuple, Generic[R]):
    """A column that fits, and how wide it is."""

    column: Column[R]
    width: int


def arranged(columns: Sequence[Column[R]], ids: Sequence[str]) -> list[Column[R]]:
    """Return the columns that were chosen, in that order, behind those that have no name; without a choice the usual.

    A choice of which nothing is there any more is none.
    """
    signs = [column for column in columns if not column.id]
    by_id = {column.id: column for column in columns if column.id}
    chosen = [by_id[id_] for id_ in ids if id_ in by_id]
    return [*signs, *(chosen or [column for column in by_id.values() if not column.extra])]


def fitted(columns: Sequence[Column[R]], room: int) -> list[Placed[R]]:
    """Return the columns that fit so many cells, and their widths."""
    kept = list(columns)
    while _needed(kept) > room and any(column.spare for column in kept):
        kept.remove(max(kept, key=lambda column: column.spare))
    over = room - _needed(kept)
    shares = sum(column.share for column in kept)
    placed: list[Placed[R]] = []
    for column in kept:
        extra = over * column.share // shares if over > 0 and column.share else 0
        over, shares = over - extra, shares - column.share
        placed.append(Placed(column, column.width + extra))
    return placed


def _needed(columns: Sequence[Column[R]]) -> int:
    return sum(column.width for column in columns) + _GAP * (len(columns) - 1)


def cell(text: str, width: int, *, right: bool = False, tail: bool = False) -> str:
    """Return text from outside in exactly so many cells; control codes and line breaks are taken out."""
    # Most cells are plain: there is nothing to take out of them.
    is_plain = text.isascii() and text.isprintable()
    line = text if is_plain else clean_line(text, _LONGEST)
    return cut(_tail(line, width) if tail else line, width, right=right)


def cut(text: str, width: int, *, right: bool = False) -> str:
    """Return a text in exactly so many cells, with a sign where it was longer; no number is made another by that."""
    length = len(text) if text.isascii() else cell_len(text)
    if length > width:
        text = _whole_numbers(text, set_cell_size(text, width - 1)) + "…" if width > 0 else ""
        length = cell_len(text)
    return " " * (width - length) + text if right else text + " " * (width - length)


def _tail(text: str, width: int) -> str:
    """Return the end of a text in at most so many cells, with a sign where it was longer."""
    if cell_len(text) <= width or not width:
        return text
    left = text
    while cell_len(left) > width - 1:
        left = left[1:]
    return "…" + left


def _whole_numbers(text: str, left: str) -> str:
    """Return what is left of a text, without a number at its end that would be read as another: cents may be lost."""
    goes_on = text.startswith(left) and text[len(left) :][:1] in tuple("0123456789.,")
    begun = _BEGUN.search(left) if goes_on else None
    if begun is None:
        return left
    number = _NUMBER.match(text, begun.start())
    whole = _DECIMALS.sub("", number.group()) if number else ""
    return left if len(begun.group()) > len(whole) else left[: begun.start()]


def gap() -> str:
    """Return what stands between two columns."""
    return " " * _GAP
