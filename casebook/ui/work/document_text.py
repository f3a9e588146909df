"""A document to read here, as text; w copies one as it is to the person's own folder."""

import asyncio
import os
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType
from textual.getters import query_one

from casebook import paths
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.reading import ReadKind
from casebook.errors import Refused
from casebook.jobs.exports import copy_new
from casebook.store import documents as contents
from casebook.store.queries import document_card
from casebook.store.queries.document_card import DocumentCard
from casebook.store.readings import Read
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.key_hints import key_hints
from casebook.ui.dialogs.text_reader import TextReader
from casebook.ui.keys import place_key
from casebook.ui.prose import EMPTY, Line, Span, line
from casebook.ui.widgets.bars import KeyLine
from casebook.ui.work.post_lines import text_lines

_LONGEST_NAME, _LONGEST_ENDING = 200, 6


async def show(desk: Desk, document_id: int, link: str = "") -> None:
    """Show a document as text, which is read from it now where it was not yet. Raises `Refused` where it is gone.

    `link` is where the original can be seen.
    """
    card = await desk.read(document_card.card, document_id)
    if card is None:
        raise Refused("document_text.gone", source=HOUSE_RULE)
    desk.saw(Read(ReadKind.DOCUMENT, record_id=document_id))
    await desk.ask(DocumentPage(desk, card, link))


class DocumentPage(TextReader):
    """A document as text; w copies it to a file. What was not read yet is read while one may turn back."""

    HINTS: ClassVar = ("document.write", "reader.search_text", "reader.copy", "dialog.back")
    BINDINGS: ClassVar[list[BindingType]] = [place_key("w", "write", "document.write")]

    key_line = query_one(KeyLine)

    def __init__(self, desk: Desk, card: DocumentCard, link: str = "") -> None:
        lines = _lines(card, link, desk) if card.pages else [line(Span(desk.say("document_text.reading"), "quiet"))]
        super().__init__(desk, clean_line(card.name, _LONGEST_NAME), lines)
        self._card, self._link = card, link

    def on_mount(self) -> None:
        """Name the keys, and begin to read what was not read yet."""
        if not self._card.pages:
            self.run_worker(self._read(), group="document")
        self.key_line.left = tuple(key_hints(self, self.desk, self.HINTS))

    async def _read(self) -> None:
        """Read what is in it, and show it; whoever turns back meanwhile gives it up."""
        from casebook.jobs.document_reading import DocumentReading, keep

        content = await self.desk.read(contents.content, self._card.sha256)
        if content is None:
            self.page.show([line(Span(self.desk.say("document_text.gone"), "urgent"))])
            return
        reading = DocumentReading()
        try:
            found = await asyncio.to_thread(reading.read, self._card, content)
        except asyncio.CancelledError:
            reading.give_up()
            raise
        await self.desk.write(keep, found)
        card = await self.desk.read(document_card.card, self._card.document_id)
        if card is not None:
            self._card = card
            self.page.show(_lines(card, self._link, self.desk))

    def action_write(self) -> None:
        """Copy the document, as it came, to a new file in the person's own folder."""
        self.desk.flow(self._write())

    async def _write(self) -> None:
        content = await self.desk.read(contents.content, self._card.sha256)
        if content is None:
            raise Refused("document_text.gone", source=HOUSE_RULE)
        path = await asyncio.to_thread(_copied, self._card.name, content)
        self.desk.tell(self.desk.say("export.written", file=str(path)))


def ending(name: Path) -> str:
    """Return the ending of a name that came from outside, nothing where it is an odd one."""
    found = name.suffix if name.suffix[1:].isascii() and name.suffix[1:].isalnum() else ""
    return found[:_LONGEST_ENDING]


def _lines(card: DocumentCard, link: str, desk: Desk) -> list[Line]:
    size = desk.say("document_text.about", kind=card.media_type, size=max(1, card.size // 1024))
    seen = [line(Span(link, "quiet"), hang=2)] if link else []
    return [line(Span(size, "quiet")), *seen, EMPTY, *text_lines(card.pages, desk)]


def _copied(name: str, content: bytes) -> Path:
    """Write a document to one's own folder; its name came from outside, and so did its ending."""
    path = Path(name)
    return copy_new(paths.exports(os.environ), path.stem, ending(path), content)
