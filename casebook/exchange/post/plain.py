"""Plain text and HTML as text, whatever encoding they are said to have."""

import codecs

from lxml import etree

from casebook.domain.post.unread import Unread
from casebook.exchange.post.kinds import HTML, TEXT
from casebook.exchange.post.shapes import MOST_CHARACTERS, Budget, Found

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UNSEEN = frozenset(["script", "style", "head", "title", "template", "noscript", "object", "svg", "math"])
_BLOCKS = frozenset([
    "address", "article", "blockquote", "body", "br", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "tr", "ul",
])  # fmt: skip
# Longer lines of white than these say nothing.
_MOST_EMPTY = 2


def read(content: bytes, budget: Budget) -> Found:
    """Return a text, its pages parted by form feeds."""
    return _found(TEXT, decoded(content), budget)


def read_html(content: bytes, budget: Budget) -> Found:
    """Return what a page of HTML shows."""
    return _found(HTML, of_html(decoded(content)), budget)


def decoded(content: bytes, charset: str | None = None) -> str:
    """Return bytes as text: by the mark they begin with, as they are said to be, as UTF-8, or as Windows wrote it."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    for tried in (charset or "utf-8", "utf-8"):
        try:
            return content.decode(tried)
        except (LookupError, ValueError):
            continue
    return content.decode("cp1252", "replace")


def of_html(text: str) -> str:
    """Return what a page of HTML shows, line by line; nothing is fetched, and nothing of it is run."""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, recover=True)
    parser.feed(text.replace("\0", ""))
    try:
        return _lines(parser.close())
    except etree.XMLSyntaxError:
        # There is no element in it.
        return ""


def _found(media_type: str, text: str, budget: Budget) -> Found:
    pages = tuple(budget.take(page) for page in text.split("\f"))
    if not any(page.strip() for page in pages):
        return Found(media_type, unread=Unread.NO_TEXT)
    return Found(media_type, pages, Unread.PART if budget.cut else None)


def _lines(root: etree._Element) -> str:
    pieces: list[str] = []
    room, unseen = MOST_CHARACTERS, 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            unseen += tag in _UNSEEN
            told = element.text
        else:
            unseen -= tag in _UNSEEN
            told = element.tail
        if tag in _BLOCKS and (event == "start" or tag != "br"):
            pieces.append("\n")
        elif tag in ("td", "th") and event == "end":
            pieces.append("  ")
        if told and not unseen:
            pieces.append(" ".join(told.split()) if told.strip() else " ")
            # Words stay apart where white space parted them.
            if told[-1].isspace():
                pieces.append(" ")
            room -= len(pieces[-1])
        if room <= 0:
            break
    return without_empty_lines("".join(pieces))


def without_empty_lines(text: str) -> str:
    """Return a text with no white space around its lines, and no more than one empty line between two."""
    kept: list[str] = []
    empty = _MOST_EMPTY
    for line in text.split("\n"):
        stripped = line.rstrip()
        empty = 0 if stripped.strip() else empty + 1
        if empty < _MOST_EMPTY:
            kept.append(stripped.strip() if not stripped.strip() else stripped)
    return "\n".join(kept).strip("\n")
