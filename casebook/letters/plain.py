"""A whole letter as lines of text: for the terminal, and for the text of a mail."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from casebook.domain.letters.facts import LetterText
from casebook.letters.blocks import Block, Items, Paragraph, Place, Run, blocks
from casebook.letters.frame import Frame, Labelled, Table, frame

_GAP = "  "
_NARROWEST = 20


def lines(text: LetterText, width: int) -> list[str]:
    """Return the letter with letterhead, address, references, table and payment block, filled to `width` characters."""
    return [*head_lines(text, width), "", *body_lines(text, width)]


def head_lines(text: LetterText, width: int) -> list[str]:
    """Return what stands above the subject: letterhead, address and references."""
    return _apart(_head(frame(text), max(width, _NARROWEST)))


def body_lines(text: LetterText, width: int) -> list[str]:
    """Return the letter from its subject on."""
    return _apart(_body(frame(text), blocks(text.body), max(width, _NARROWEST)))


def prose(body: str) -> str:
    """Return what the paragraphs of a body say, with an empty line between them; its tables stay out."""
    said = (block.runs for block in blocks(body) if isinstance(block, Paragraph))
    return "\n\n".join("".join(run.text for run in runs) for runs in said)


def _apart(parts: Iterable[list[str]]) -> list[str]:
    said: list[str] = []
    for part in parts:
        if part:
            said += [*part, ""]
    return said[:-1]


def _head(around: Frame, width: int) -> Iterator[list[str]]:
    """Yield what stands apart from what is next to it."""
    yield [line for one in (around.sender, *around.letterhead, *around.identity) for line in _filled(one, width)]
    yield [line for one in around.address for line in _filled(one, width)]
    yield _labelled(around.references, width)


def _body(around: Frame, body: Sequence[Block], width: int) -> Iterator[list[str]]:
    yield _filled(around.subject, width)
    for block in body:
        match block:
            case Paragraph(runs):
                yield _said(runs, width)
            case Items(items, numbered):
                yield [line for number, item in enumerate(items, 1) for line in _item(item, number, numbered, width)]
            case Place.SPECIFICATION:
                yield _table(around.specification, width) if around.specification else []
            case Place.PAYMENT:
                yield _labelled(around.payment, width)


def _said(runs: Sequence[Run], width: int) -> list[str]:
    said = "".join(run.text for run in runs)
    return [line for part in said.split("\n") for line in _filled(part, width)]


def _item(runs: Sequence[Run], number: int, numbered: bool, width: int) -> list[str]:
    mark = f"{number}. " if numbered else "- "
    first, *rest = _said(runs, width - len(mark)) or [""]
    return [f"{mark}{first}", *(f"{' ' * len(mark)}{line}" for line in rest)]


def _filled(text: str, width: int) -> list[str]:
    # What keeps an amount together is no blank to break at.
    return textwrap.wrap(text, width, break_on_hyphens=False) or [""]


def _labelled(values: Sequence[Labelled], width: int) -> list[str]:
    if not values:
        return []
    room = max(len(one.label) for one in values) + len(_GAP)
    said = []
    for label, value in values:
        # A link is copied whole, so it stands on a line of its own that nothing breaks.
        wrapped = _filled(value, width - room) if " " in value else [value]
        said += [f"{label:<{room}}{wrapped[0]}", *(f"{' ' * room}{line}" for line in wrapped[1:])]
    return said


def _table(table: Table, width: int) -> list[str]:
    rows = [table.head, *table.rows, table.total]
    widths = [max(len(row[at]) for row in rows) for at in range(len(table.head))]
    if sum(widths) + len(_GAP) * (len(widths) - 1) > width:
        return _one_under_the_other(table, width)
    said = [_row(row, widths, table.amounts_from) for row in rows]
    rule = "-" * len(said[0])
    return [said[0], rule, *said[1:-1], rule, said[-1]]


def _row(row: Sequence[str], widths: Sequence[int], amounts_from: int) -> str:
    cells = [
        f"{cell:>{width}}" if at >= amounts_from else f"{cell:<{width}}"
        for at, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return _GAP.join(cells)


def _one_under_the_other(table: Table, width: int) -> list[str]:
    said: list[str] = []
    for row in (*table.rows, table.total):
        said += ["", *_labelled([Labelled(*one) for one in zip(table.head, row, strict=True) if one[1]], width)]
    return said[1:]
