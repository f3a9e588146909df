"""The text of a PDF, page by page."""

from collections.abc import Iterator

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # has no types
from pypdfium2.raw import FPDF_ERR_PASSWORD  # type: ignore[import-untyped]  # has no types

from casebook.domain.post.unread import Unread
from casebook.exchange.post.kinds import PDF
from casebook.exchange.post.shapes import MOST_PAGES, Budget, Found


def read(content: bytes, budget: Budget) -> Found:
    """Return the text of a PDF: what a scan shows is no text."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == FPDF_ERR_PASSWORD
        return Found(PDF, unread=Unread.LOCKED if locked else Unread.BROKEN)
    try:
        count = len(document)
        pages = tuple(_pages(document, min(count, MOST_PAGES), budget))
    finally:
        document.close()
    if not any(page.strip() for page in pages):
        return Found(PDF, unread=Unread.NO_TEXT if pages else Unread.BROKEN)
    cut = budget.cut or len(pages) < count
    return Found(PDF, pages, Unread.PART if cut else None)


def _pages(document: pdfium.PdfDocument, count: int, budget: Budget) -> Iterator[str]:
    for number in range(count):
        if budget.cut:
            return
        try:
            page = document[number]
            text_page = page.get_textpage()
            whole = text_page.count_chars() <= budget.left
            # One more than there is room for shows that there is more.
            text = text_page.get_text_bounded() if whole else text_page.get_text_range(0, budget.left + 1)
        except pdfium.PdfiumError:
            text = ""
        yield budget.take(text)
