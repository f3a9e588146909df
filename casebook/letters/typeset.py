"""Letters as a PDF: pages of A4 for a window envelope, tagged so that they can be read aloud (PDF/UA-1).

Typst makes the pages. It gets every text as data, uses the fonts it carries and nothing of the machine, and lets other
threads run meanwhile. The same letters give the same bytes.
"""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from casebook import format as form
from casebook.domain.letters.facts import LetterText
from casebook.letters.blocks import Block, Items, Paragraph, Place, Run, blocks
from casebook.letters.compiling import compiled_at, forgotten
from casebook.letters.frame import Frame, Labelled, Table, frame
from casebook.letters.joining import Pages, joined, pages_in
from casebook.letters.payment import bank_code, is_web_link, qr
from casebook.letters.printable import BREAK, MISSING, NARROW, UNFAMILIAR, WIDE, breakable, printed, shown
from casebook.text import without_controls
from casebook.words import say

_PAGE = Path(__file__).parent / "page.typ"
# So many letters are made in one run.
_AT_ONCE = 20
# How a greeting ends, and how many paragraphs stay with the names under it.
_GREETING_ENDS = ","
_SIGNED_WITH = 3


class Together(NamedTuple):
    """Letters as one PDF, and where each of them is in it."""

    content: bytes
    pages: tuple[Pages, ...]


def pdf(texts: Sequence[LetterText]) -> bytes:
    """Return the letters as one PDF, each on a page of its own and with its own numbers of pages.

    Up to twenty letters are tagged (PDF/UA-1); more make a file for the printer, which has the same pages without tags.
    A letter or sign that no font has is a replacement character: `not_printable` tells which.
    """
    if not texts:
        raise ValueError("a file of no letters")
    return _whole(_parts(texts))


def together(texts: Sequence[LetterText]) -> Together:
    """Return what `pdf` returns, and the pages of each letter."""
    if not texts:
        raise ValueError("a file of no letters")
    parts = _parts(texts)
    return Together(_whole(parts), tuple(pages_in(parts)))


def not_printable(text: LetterText) -> tuple[str, ...]:
    """Return the letters and signs of a letter that no font has, each once: they cannot be printed as they are."""
    said = json.dumps(frame(text), ensure_ascii=False) + text.body
    words = filter(UNFAMILIAR.search, map(without_controls, said.split()))
    lost = (one for word in words for one, kept in zip(word, printed(word), strict=True) if one != kept)
    return tuple(dict.fromkeys(lost))


def compiled(source: bytes, data: Mapping[str, Any], on: date) -> bytes:
    """Return pages as a tagged PDF, made on a day: `source` is of typst and reads its texts, as data, from `said`.

    Each text went through `breakable`. The same gives the same bytes.
    """
    from typst import TypstError

    said, made_at = json.dumps(data, ensure_ascii=False), datetime.combine(on, time(12), UTC)
    try:
        return compiled_at(source, said, made_at)
    except TypstError:
        # Two words that can be printed may not be so side by side, as with the points of Hebrew.
        return compiled_at(source, UNFAMILIAR.sub(MISSING, said), made_at)


def _typeset(texts: Sequence[LetterText]) -> bytes:
    first, letters = texts[0], [_letter(text) for text in texts]
    on = max(text.facts.on for text in texts)
    title = say("letter.several_title", {"count": len(texts)}, first.facts.language)
    data = {
        "title": title if len(texts) > 1 else letters[0]["subject"].replace(BREAK, ""),
        "author": shown(first.facts.sender.name),
        "day": (on.year, on.month, on.day),
        "letters": letters,
    }
    return compiled(_page(), data, on)


@cache
def _page() -> bytes:
    return _PAGE.read_bytes()


def _parts(texts: Sequence[LetterText]) -> list[bytes]:
    if len(texts) <= _AT_ONCE:
        return [_typeset(texts)]
    return [forgotten(_typeset(texts[at : at + _AT_ONCE])) for at in range(0, len(texts), _AT_ONCE)]


def _whole(parts: Sequence[bytes]) -> bytes:
    return parts[0] if len(parts) == 1 else joined(parts)


def _letter(text: LetterText) -> dict[str, Any]:
    """Return a letter as the page wants it."""
    around, facts = frame(text), text.facts
    parts = [_part(block, around, text) for block in blocks(text.body)]
    closing = _closing(parts)
    return {
        "language": facts.language,
        "sender": breakable(around.sender),
        "letterhead": _all(around.letterhead),
        "identity": _all(around.identity),
        "back": _all((around.sender, *around.letterhead)),
        "address": _all(around.address),
        "references": [_all(one) for one in around.references],
        "running": _all((around.sender, facts.case_number, form.long_day(facts.on, facts.language))),
        "subject": breakable(_subject(around.subject, facts.case_number), WIDE),
        "blocks": parts[:closing],
        "closing": _signed(parts[closing:]),
    }


def _subject(*said: str) -> str:
    """Return the first that shows anything: a letter that is read aloud begins with what it is about."""
    return next((one for one in said if any(sign.isprintable() and sign != " " for sign in one)), "-")


def _part(block: Block, around: Frame, text: LetterText) -> dict[str, Any]:
    match block:
        case Paragraph(runs):
            return {"kind": "paragraph", "runs": _runs(runs)}
        case Items(items, numbered):
            return {"kind": "enum" if numbered else "list", "items": [_runs(item) for item in items]}
        case Place.SPECIFICATION if around.specification and around.specification.rows:
            return {"kind": "specification", **_table(around.specification)}
        case Place.PAYMENT if around.payment:
            return {"kind": "payment", **_payment(around.payment, text)}
        case _:
            return {"kind": "nothing"}


def _runs(runs: Sequence[Run]) -> list[dict[str, Any]]:
    return [{"lines": _all(run.text.split("\n"), WIDE), "bold": run.bold} for run in runs]


def _table(table: Table) -> dict[str, Any]:
    return {
        "head": _all(table.head),
        "rows": [_all(row) for row in table.rows],
        "total": _all(table.total),
        "amounts_from": table.amounts_from,
    }


def _payment(rows: Sequence[Labelled], text: LetterText) -> dict[str, Any]:
    link = text.facts.pay_link
    link = link if is_web_link(link) else ""
    return {
        "rows": [
            {"label": breakable(label), "value": breakable(value), "link": link if link and value == link else None}
            for label, value in rows
        ],
        "codes": list(_codes(text, link)),
    }


def _codes(text: LetterText, link: str) -> Iterator[dict[str, str]]:
    facts = text.facts
    sender, language = facts.sender, facts.language
    transfer = bank_code(sender.name, sender.iban, sender.bic, text.asks, facts.reference)
    if transfer:
        what = {"amount": text.asks, "name": sender.name, "reference": facts.reference}
        yield _code(transfer, say("letter.bank_code", {}, language), say("letter.bank_code_alt", what, language))
    if link:
        what = {"link": link}
        yield _code(link, say("letter.link_code", {}, language), say("letter.link_code_alt", what, language))


def _code(content: str, caption: str, alt: str) -> dict[str, str]:
    picture = io.BytesIO()
    qr(content).save(picture, kind="svg", border=0)
    return {"svg": picture.getvalue().decode(), "caption": caption, "alt": shown(alt)}


def _closing(parts: Sequence[Mapping[str, Any]]) -> int:
    """Return from where a letter is kept together: its last words, with a paragraph before who signs them."""
    count = 0
    while count < _SIGNED_WITH and count < len(parts) and parts[-1 - count]["kind"] == "paragraph":
        count += 1
    return len(parts) - count


def _signed(parts: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the closing with room for a signature between the greeting and the names."""
    if len(parts) < 2 or not _ends_greeting(parts[-2]):
        return list(parts)
    return [*parts[:-1], {"kind": "signature"}, parts[-1]]


def _ends_greeting(part: Mapping[str, Any]) -> bool:
    return bool(part["runs"]) and part["runs"][-1]["lines"][-1].endswith(_GREETING_ENDS)


def _all(lines: Sequence[str], room: int = NARROW) -> list[str]:
    return [breakable(line, room) for line in lines]
