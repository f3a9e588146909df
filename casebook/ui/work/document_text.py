"""The documents of a case to read here, as text; w copies one as it is to the person's own folder."""

import asyncio
import os
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType
from textual.getters import query_one

from casebook import paths
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.jobs.exports import copy_new
from casebook.store import documents as contents
from casebook.store.queries import choices, post
from casebook.store.queries.case import CaseCard
from casebook.store.queries.post import DocumentCard
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.dialogs.reader import Reader
from casebook.ui.keys import keys_of, place_key
from casebook.ui.prose import EMPTY, Line, Span, line
from casebook.ui.widgets.bars import KeyLine
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.post_lines import text_lines

_LONGEST_NAME, _LONGEST_ENDING = 200, 6


async def documents(desk: Desk, card: CaseCard) -> bool:
    """Ask which document of a case is read, and show it; nothing is changed by that."""
    found = await desk.read(choices.documents, card.case_id)
    if not found:
        raise Refused("document_text.none", source=HOUSE_RULE, number=card.number)
    entries = [Entry(one.document_id, "", clean_line(one.name, _LONGEST_NAME)) for one in found]
    heading = desk.say("document_text.which", number=card.number, name=card.name)
    chosen = await desk.ask(Pick(desk, heading, entries, search=True))
    if chosen is not None:
        await show(desk, chosen)
    return False


async def show(desk: Desk, document_id: int) -> None:
    """Show a document as text, which is read from it now where it was not yet. Raises `Refused` where it is gone."""
    from casebook.jobs.post import read_document

    await desk.write(read_document, document_id)
    card = await desk.read(post.document, document_id)
    if card is None:
        raise Refused("document_text.gone", source=HOUSE_RULE)
    await desk.ask(DocumentPage(desk, card))


class DocumentPage(Reader):
    """A document as text; w copies it to a file."""

    HINTS: ClassVar = ("document.write", "reader.copy", "dialog.back")
    BINDINGS: ClassVar[list[BindingType]] = [place_key("w", "write", "document.write")]

    key_line = query_one(KeyLine)

    def __init__(self, desk: Desk, card: DocumentCard) -> None:
        super().__init__(desk, clean_line(card.name, _LONGEST_NAME), _lines(card, desk))
        self._card = card

    def on_mount(self) -> None:
        """Name the keys."""
        shown = {key.id: key.shown.split()[0] for key in keys_of(self)}
        self.key_line.left = tuple(
            span
            for id_ in self.HINTS
            if id_ in shown
            for span in (
                Span(f" {shown[id_]} ", "strong"),
                Span(self.desk.say(f"hint.{id_.rsplit('.', maxsplit=1)[-1]}") + " ", "quiet"),
            )
        )

    def action_write(self) -> None:
        """Copy the document, as it came, to a new file in the person's own folder."""
        self.desk.flow(self._write())

    async def _write(self) -> None:
        content = await self.desk.read(contents.content, self._card.sha256)
        if content is None:
            raise Refused("document_text.gone", source=HOUSE_RULE)
        path = await asyncio.to_thread(_copied, self._card.name, content)
        self.desk.tell(self.desk.say("export.written", file=str(path)))


def _lines(card: DocumentCard, desk: Desk) -> list[Line]:
    size = desk.say("document_text.about", kind=card.media_type, size=max(1, card.size // 1024))
    return [line(Span(size, "quiet")), EMPTY, *text_lines(card.pages, desk)]


def _copied(name: str, content: bytes) -> Path:
    """Write a document to one's own folder; its name came from outside, and so did its ending."""
    path = Path(name)
    ending = path.suffix if path.suffix[1:].isascii() and path.suffix[1:].isalnum() else ""
    return copy_new(paths.exports(os.environ), path.stem, ending[:_LONGEST_ENDING], content)
