"""The body of a letter as blocks: what a page and a terminal both show. Read from a small part of Markdown."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


class Run(NamedTuple):
    """Text in one weight. A newline in it is a forced line break; it is data, never markup."""

    text: str
    bold: bool = False


class Paragraph(NamedTuple):
    """Text that is filled to the width of the page."""

    runs: tuple[Run, ...]


class Items(NamedTuple):
    """A list, each item of which is one paragraph."""

    items: tuple[tuple[Run, ...], ...]
    numbered: bool


class Place(StrEnum):
    """Where what is no prose stands in the body: a line of its own in the template."""

    SPECIFICATION = "::specification"
    PAYMENT = "::payment"


Block = Paragraph | Items | Place
_PLACES = frozenset(Place)


def blocks(body: str) -> tuple[Block, ...]:
    """Return what `body` says, in order. What is not a paragraph, a list or bold is text as it stands."""
    return tuple(_blocks(_markdown().parse(body)))


@cache
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("zero").enable(["list", "emphasis", "escape", "newline"])


def _blocks(tokens: "Sequence[Token]") -> Iterator[Block]:
    # A list in an item adds its items to those of the outermost list, so that no text is lost.
    depth, numbered = 0, False
    items: list[tuple[Run, ...]] = []
    for token in tokens:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            depth += 1
            numbered = numbered if depth > 1 else token.type == "ordered_list_open"
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            depth -= 1
            if not depth:
                yield Items(tuple(items), numbered)
                items = []
        elif token.type != "inline":
            continue
        elif depth:
            items.append(_runs(token.children or ()))
        elif token.content in _PLACES:
            yield Place(token.content)
        else:
            yield Paragraph(_runs(token.children or ()))


def _runs(tokens: "Sequence[Token]") -> tuple[Run, ...]:
    runs: list[Run] = []
    bold = False
    for token in tokens:
        if token.type in {"strong_open", "strong_close"}:
            bold = token.type == "strong_open"
            continue
        said = {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)
        if not said:
            continue
        if runs and runs[-1].bold == bold:
            runs[-1] = Run(runs[-1].text + said, bold)
        else:
            runs.append(Run(said, bold))
    return tuple(runs)
