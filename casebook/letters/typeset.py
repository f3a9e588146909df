"""Letters as a PDF: pages of A4 for a window envelope, tagged so that they can be read aloud (PDF/UA-1).

Typst makes the pages. It gets every text as data, uses the fonts it carries and nothing of the machine, and lets other
threads run meanwhile. The same letters give the same bytes.
"""

import io
import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import cache, lru_cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from casebook import format as form
from casebook.domain.letters.facts import LetterText
from casebook.letters.blocks import Block, Items, Paragraph, Place, Run, blocks
from casebook.letters.frame import Frame, Labelled, Table, frame
from casebook.letters.payment import bank_code, is_web_link, qr
from casebook.text import without_controls
from casebook.words import say

if TYPE_CHECKING:
    from typst import Fonts

_PAGE = Path(__file__).parent / "page.typ"
# Typst keeps what it works out until so many runs have not used it.
_AT_ONCE = 20
_KEPT_FOR = 10
# What the fonts have for certain: Latin, Greek and Cyrillic letters, and common signs.
_UNFAMILIAR = re.compile(
    "[^ -~\xa0-\xac\xae-\u017f\u0218-\u021b\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f"
    "\u1e9e\u200b\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2116\u2122]"
)
# What stands where a letter or sign cannot be printed.
_MISSING = "\N{REPLACEMENT CHARACTER}"
# Where a word that is too long for its place may be broken: first behind these signs, else anywhere.
_PIECE = re.compile(r"[^@/?&=._-]*[@/?&=._-]*")
_BREAK = "\N{ZERO WIDTH SPACE}"
# A letter or sign with the accents and joiners that follow it.
_SIGN = re.compile(r".[^!-~\w]*|.", re.DOTALL)
_WORD = re.compile(r"\S+")
# How many letters and signs have room in a column and on a line.
_NARROW, _WIDE = 24, 60
_LONG = {size: re.compile(rf"[^\s{_BREAK}]{{{size + 1},}}") for size in (_NARROW, _WIDE)}
# How a greeting ends, and how many paragraphs stay with the names under it.
_GREETING_ENDS = ","
_SIGNED_WITH = 3
_PROBE = b'#set document(title: "-")\n#set text(font: "Libertinus Serif")\n#sys.inputs.said *#sys.inputs.said*'
_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)
# The library that joins files works for one thread at a time.
_JOINING = threading.Lock()
_MOMENT = re.compile(rb"/CreationDate\(D:\d{14}[^)]{0,8}\)")
_NUMBER = re.compile(rb"/ID\[<[0-9A-F]{32}><[0-9A-F]{32}>\]")


class Pages(NamedTuple):
    """Where a letter is in a file of several: its first page, counted from 0, and how many it has (`number`)."""

    first: int
    number: int


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
    return Together(_whole(parts), tuple(_pages(parts)))


def pages_of(content: bytes, pages: Pages) -> bytes:
    """Return some pages of a file that was made here as a file of their own; the same gives the same bytes."""
    import pypdfium2  # type: ignore[import-untyped]  # it has no types

    with _JOINING:
        whole, part = pypdfium2.PdfDocument(content), pypdfium2.PdfDocument.new()
        part.import_pages(whole, list(range(pages.first, pages.first + pages.number)))
        written = _written(part)
        whole.close()
    return written


def not_printable(text: LetterText) -> tuple[str, ...]:
    """Return the letters and signs of a letter that no font has, each once: they cannot be printed as they are."""
    said = json.dumps(frame(text), ensure_ascii=False) + text.body
    words = filter(_UNFAMILIAR.search, map(without_controls, said.split()))
    lost = (one for word in words for one, kept in zip(word, _printed(word), strict=True) if one != kept)
    return tuple(dict.fromkeys(lost))


def compiled(source: bytes, data: Mapping[str, Any], on: date) -> bytes:
    """Return pages as a tagged PDF, made on a day: `source` is of typst and reads its texts, as data, from `said`.

    Each text went through `breakable`. The same gives the same bytes.
    """
    from typst import TypstError

    said, made_at = json.dumps(data, ensure_ascii=False), datetime.combine(on, time(12), UTC)
    try:
        return _compiled(source, said, made_at)
    except TypstError:
        # Two words that can be printed may not be so side by side, as with the points of Hebrew.
        return _compiled(source, _UNFAMILIAR.sub(_MISSING, said), made_at)


def _typeset(texts: Sequence[LetterText]) -> bytes:
    first, letters = texts[0], [_letter(text) for text in texts]
    on = max(text.facts.on for text in texts)
    title = say("letter.several_title", {"count": len(texts)}, first.facts.language)
    data = {
        "title": title if len(texts) > 1 else letters[0]["subject"].replace(_BREAK, ""),
        "author": _shown(first.facts.sender.name),
        "day": (on.year, on.month, on.day),
        "letters": letters,
    }
    return compiled(_page(), data, on)


def _forgotten(file: bytes) -> bytes:
    """Return a file after runs of nothing, which give back the memory that it took to make."""
    for _ in range(_KEPT_FOR):
        _compiled(_PROBE, "", _ANY_DAY)
    return file


def _compiled(source: bytes, said: str, made_at: datetime) -> bytes:
    from typst import Compiler

    # One of its own for each run: two threads cannot share one.
    compiler = Compiler(root=_PAGE.parent, font_paths=_fonts(), ignore_system_fonts=True)
    made = compiler.compile(source, format="pdf", sys_inputs={"said": said}, pdf_standards="ua-1", timestamp=made_at)
    assert isinstance(made, bytes)
    return made


@cache
def _page() -> bytes:
    return _PAGE.read_bytes()


@cache
def _fonts() -> "Fonts":
    from typst import Fonts

    return Fonts(include_system_fonts=False)


def _parts(texts: Sequence[LetterText]) -> list[bytes]:
    if len(texts) <= _AT_ONCE:
        return [_typeset(texts)]
    return [_forgotten(_typeset(texts[at : at + _AT_ONCE])) for at in range(0, len(texts), _AT_ONCE)]


def _whole(parts: Sequence[bytes]) -> bytes:
    return parts[0] if len(parts) == 1 else _joined(parts)


def _joined(files: Sequence[bytes]) -> bytes:
    import pypdfium2

    with _JOINING:
        whole = pypdfium2.PdfDocument.new()
        for file in files:
            part = pypdfium2.PdfDocument(file)
            whole.import_pages(part)
            part.close()
        return _written(whole)


def _written(document: Any) -> bytes:
    """Return a file and close it. The library writes the moment in it and a number by chance: it gets no moment, and
    the number of what is in it.
    """
    written = io.BytesIO()
    document.save(written)
    document.close()
    content = _MOMENT.sub(lambda found: b" " * len(found[0]), written.getvalue(), count=1)
    at = _NUMBER.search(content, content.rfind(b"trailer"))
    if at is None:
        return content
    before, after = content[: at.start()], content[at.end() :]
    number = sha256(before + after).hexdigest()[:32].upper().encode()
    return b"%b/ID[<%b><%b>]%b" % (before, number, number, after)


def _pages(parts: Sequence[bytes]) -> Iterator[Pages]:
    """Yield where each letter is: the only heading of each is that on its first page."""
    import pypdfium2

    before = 0
    for content in parts:
        with _JOINING:
            part = pypdfium2.PdfDocument(content)
            begins = [one.get_dest().get_index() for one in part.get_toc()]
            count = len(part)
            part.close()
        for first, end in pairwise((*begins, count)):
            yield Pages(before + first, end - first)
        before += count


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
        "subject": breakable(_subject(around.subject, facts.case_number), _WIDE),
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
    return [{"lines": _all(run.text.split("\n"), _WIDE), "bold": run.bold} for run in runs]


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
    return {"svg": picture.getvalue().decode(), "caption": caption, "alt": _shown(alt)}


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


def _all(lines: Sequence[str], room: int = _NARROW) -> list[str]:
    return [breakable(line, room) for line in lines]


def breakable(line: str, room: int = _NARROW) -> str:
    """Return a line as it is printed, words for which there is no room (in letters) with places to break them."""

    def broken(found: re.Match[str]) -> str:
        pieces = filter(None, _PIECE.findall(found[0]))
        return _BREAK.join(piece if len(piece) <= _NARROW else _BREAK.join(_SIGN.findall(piece)) for piece in pieces)

    return _LONG[room].sub(broken, _shown(line))


def _shown(line: str) -> str:
    """Return a line without what cannot be printed; as many letters and signs."""
    line = without_controls(line)
    return _WORD.sub(lambda found: _printed(found[0]), line) if _UNFAMILIAR.search(line) else line


@lru_cache(maxsize=4096)
def _printed(word: str) -> str:
    """Return a word with what no font has replaced."""
    if not _UNFAMILIAR.search(word) or _has_font(word):
        return word
    kept = _UNFAMILIAR.sub(lambda found: found[0] if _has_font(found[0]) else _MISSING, word)
    # What the fonts have may fail in the place where it stands.
    return kept if _has_font(kept) else _UNFAMILIAR.sub(_MISSING, word)


@lru_cache(maxsize=4096)
def _has_font(word: str) -> bool:
    """Tell whether the fonts have all of a word: PDF/UA asks for it, and typst makes no file otherwise."""
    from typst import TypstError

    try:
        _compiled(_PROBE, word, _ANY_DAY)
    except TypstError:
        return False
    return True
