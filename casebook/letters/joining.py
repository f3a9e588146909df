"""PDF files of several letters: joined, and taken apart by letter; the same gives the same bytes."""

import io
import re
import threading
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import pairwise
from typing import Any, NamedTuple

# The library that joins files works for one thread at a time.
_JOINING = threading.Lock()
_MOMENT = re.compile(rb"/CreationDate\(D:\d{14}[^)]{0,8}\)")
_NUMBER = re.compile(rb"/ID\[<[0-9A-F]{32}><[0-9A-F]{32}>\]")


class Pages(NamedTuple):
    """Where a letter is in a file of several: its first page, counted from 0, and how many it has (`number`)."""

    first: int
    number: int


def pages_of(content: bytes, pages: Pages) -> bytes:
    """Return some pages of a file that was made here as a file of their own; the same gives the same bytes."""
    import pypdfium2  # type: ignore[import-untyped]  # it has no types

    with _JOINING:
        whole, part = pypdfium2.PdfDocument(content), pypdfium2.PdfDocument.new()
        part.import_pages(whole, list(range(pages.first, pages.first + pages.number)))
        written = _written(part)
        whole.close()
    return written


def joined(files: Sequence[bytes]) -> bytes:
    """Return files as one."""
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


def pages_in(parts: Sequence[bytes]) -> Iterator[Pages]:
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
