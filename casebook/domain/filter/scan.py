"""A filter as it is typed, taken apart: where each term stands, and where what it is made of."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from casebook.domain.filter.terms import Op

_FIELD = re.compile(r"([^\W\d_]+)(<=|>=|[:=<>])")
_BEGIN = re.compile(r"\S")
QUOTE = '"'


class Piece(NamedTuple):
    """A stretch of the text that is read as one value; `text` without its quotes."""

    text: str
    quoted: bool
    start: int
    end: int


class Token(NamedTuple):
    """A term as it stands in the text: `name` is empty for a word, which has one piece.

    `at` is where it begins behind the sign that negates it. A field has a piece for each alternative.
    """

    negated: bool
    name: str
    op: Op
    pieces: tuple[Piece, ...]
    at: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the terms of a text one by one, in order."""
    at = 0
    while found := _BEGIN.search(text, at):
        token = _token(text, found.start())
        yield token
        at = token.end


def _token(text: str, at: int) -> Token:
    negated = text[at] == "!"
    start = at + negated
    field = _FIELD.match(text, start)
    if field is None:
        piece = _quoted(text, start) or _bare(text, start)
        return Token(negated, "", Op.IS, (piece,), start, piece.end)
    pieces = []
    at = field.end()
    while True:
        piece = _quoted(text, at) or _bare(text, at, until=",")
        pieces.append(piece)
        if text[piece.end : piece.end + 1] != ",":
            break
        at = piece.end + 1
    # Whatever stands close behind a quote belongs to nothing: it is read as a term of its own.
    return Token(negated, field[1], Op.IS if field[2] == "=" else Op(field[2]), tuple(pieces), start, piece.end)


def _quoted(text: str, at: int) -> Piece | None:
    """Return what stands between quotes from a place on; a last one that is missing is not missed."""
    if text[at : at + 1] != QUOTE:
        return None
    end = text.find(QUOTE, at + 1)
    inner = text[at + 1 : len(text) if end < 0 else end]
    return Piece(inner, True, at, len(text) if end < 0 else end + 1)


def _bare(text: str, at: int, until: str = "") -> Piece:
    end = at
    while end < len(text) and not text[end].isspace() and text[end] not in until:
        end += 1
    return Piece(text[at:end], False, at, end)
