"""The documents of a case as a list: read, copied, described, added, and all of them as one dossier."""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one

from casebook import paths
from casebook.domain.documents import Direction
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.reading import ReadKind
from casebook.errors import Refused
from casebook.jobs.exports import copy_new
from casebook.jobs.originals import address, original
from casebook.letters import plain
from casebook.store.queries import documents as queries
from casebook.store.queries import letter_card
from casebook.store.queries.case import CaseCard
from casebook.store.queries.documents import DocumentRow
from casebook.store.queries.whole import Whole
from casebook.store.readings import Read
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import day, day_width
from casebook.ui.desk import Desk
from casebook.ui.dialogs.dialog import Dialog
from casebook.ui.dialogs.key_hints import key_hints
from casebook.ui.dialogs.reader import Reader
from casebook.ui.keys import place_key
from casebook.ui.prose import line
from casebook.ui.widgets.bars import KeyLine
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.windowed_list import Shape, WindowedList
from casebook.ui.work.document_fields import kind_word, proves_word
from casebook.ui.work.document_text import ending, show
from casebook.ui.work.documents import add, describe

_SIGNS = {Direction.INCOMING: "←", Direction.OUTGOING: "→", Direction.OWN: "·"}
_WIDTH, _LONGEST_NAME = 84, 200


async def documents(desk: Desk, card: CaseCard) -> bool:
    """Show the documents of a case, and do what is chosen with them; returns whether anything was changed."""
    done, at = False, 0
    while True:
        page = DocumentList(desk, card, await desk.read(queries.of_case, card.case_id), at)
        await desk.ask(page)
        row, at = page.list.chosen, page.at
        match page.then:
            case "add":
                done = await add(desk, card) is not None or done
            case "dossier":
                await _dossier(desk, card)
            case "read" if row is not None:
                await _read(desk, row)
            case "describe" if row is not None:
                done = await describe(desk, row) or done
            case "write" if row is not None:
                await _write(desk, row)
            case _:
                return done


class DocumentList(Dialog[None]):
    """The documents of a case; `then` says what was chosen to do, with the one the cursor is on."""

    HINTS: ClassVar = (
        "documents.read", "documents.describe", "documents.add", "document.write", "documents.dossier",
        "documents.link", "dialog.back",
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("j,down", "move(1)", "move.down"),
        place_key("k,up", "move(-1)", "move.up"),
        place_key("pagedown,space", "turn(1)", "move.page_down"),
        place_key("pageup", "turn(-1)", "move.page_up"),
        place_key("home", "begin", "move.begin"),
        place_key("G,end", "end", "move.end"),
        place_key("enter,o", "then('read')", "documents.read"),
        place_key("e", "then('describe')", "documents.describe"),
        place_key("a", "then('add')", "documents.add"),
        place_key("w", "then('write')", "document.write"),
        place_key("D", "then('dossier')", "documents.dossier"),
        place_key("y", "link", "documents.link"),
        place_key("q", "back", "reader.close"),
    ]

    key_line = query_one(KeyLine)

    def __init__(self, desk: Desk, card: CaseCard, rows: Sequence[DocumentRow], at: int) -> None:
        heading = desk.say("documents.of_case", number=card.number, name=card.name, count=len(rows))
        super().__init__(desk, heading)
        self._places = {_id(row): place for place, row in enumerate(rows)}
        self._rows, self._at = rows, at
        self.list: WindowedList[DocumentRow] = WindowedList(desk, shape(desk))
        self.then = ""

    @property
    def at(self) -> int:
        """Which row the cursor is on."""
        return 0 if self.list.chosen is None else self._places[_id(self.list.chosen)]

    def body(self) -> ComposeResult:
        """Lay out the list."""
        yield self.list

    async def on_mount(self) -> None:
        """Show the list, and name the keys."""
        near = self._rows[self._at] if self._at < len(self._rows) else None
        await self.list.show(lambda _: Whole(lambda _: self._rows, lambda row: (self._places[_id(row)],)), near)
        self.key_line.left = tuple(key_hints(self, self.desk, self.HINTS))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what needs a document where there is none."""
        needs = action == "link" or (action == "then" and parameters[0] in ("read", "describe", "write"))
        return bool(self._rows) or not needs

    async def action_move(self, by: int) -> None:
        """Move by lines."""
        await self.list.move(by)

    async def action_turn(self, pages: int) -> None:
        """Move by pages."""
        await self.list.turn(pages)

    async def action_begin(self) -> None:
        """Go to the first."""
        await self.list.to_begin()

    async def action_end(self) -> None:
        """Go to the last."""
        await self.list.to_end()

    def action_then(self, what: str) -> None:
        """Close, and let what is chosen be done."""
        self.then = what
        self.answer(None)

    def action_link(self) -> None:
        """Copy where the original can be seen, where the settings say so, else the digest it is known by."""
        row, settings = self.list.chosen, self.desk.session.settings
        if row is None:
            return
        link = address(settings.document_link, row) if settings is not None else ""
        self.app.copy_to_clipboard(link or row.sha256)
        code = "documents.link_copied" if link else "documents.digest_copied"
        self.desk.tell(self.desk.say(code, link=link or row.sha256))


def shape(desk: Desk) -> Shape[DocumentRow]:
    """Return the columns of documents."""
    return Shape(
        (
            Column("", 1, lambda row: "" if row.direction is None else _SIGNS[row.direction]),
            Column("documents.day", day_width(desk), lambda row: day(row.on_day, desk)),
            Column("documents.kind", 14, lambda row: "" if row.kind is None else kind_word(row.kind, desk), share=1),
            Column("documents.called", 18, lambda row: called(row, desk), share=3),
            Column("documents.proves", 14, lambda row: proven(row, desk), share=2),
            Column("documents.who", 14, lambda row: clean_line(row.who), share=1, spare=1),
            Column("documents.came_by", 10, lambda row: desk.say(f"word.came_by_{row.came_by}"), spare=2),
        ),
        _id,
        "documents.none",
    )


def called(row: DocumentRow, desk: Desk) -> str:
    """Return what a document is called: a letter of ours by what it is."""
    if row.letter_kind is None:
        return clean_line(row.name, _LONGEST_NAME)
    way = f" · {desk.say(f'word.way_{row.way}')}" if row.way is not None else ""
    return desk.say(f"word.letter_kind_{row.letter_kind}") + way


def proven(row: DocumentRow, desk: Desk) -> str:
    """Return what a document may prove, in words."""
    return ", ".join(proves_word(one, desk) for one in row.proves)


def _id(row: DocumentRow) -> tuple[int, int]:
    return row.document_id, row.letter_id or 0


async def _read(desk: Desk, row: DocumentRow) -> None:
    """Show a document as text; of what left together with letters to others only the letter."""
    if row.shared and row.letter_id is not None:
        text = (await desk.read(letter_card.texts, [row.letter_id]))[row.letter_id]
        lines = [line(one) for one in plain.lines(text, _WIDTH)]
        await desk.ask(Reader(desk, called(row, desk), lines))
        return
    settings = desk.session.settings
    await show(desk, row.document_id, "" if settings is None else address(settings.document_link, row))


async def _write(desk: Desk, row: DocumentRow) -> None:
    """Copy a document, as it is kept, to a new file in the person's own folder."""
    found = await desk.read(original, row)
    if found is None:
        raise Refused("document_text.gone", source=HOUSE_RULE)
    desk.saw(Read(ReadKind.DOCUMENT, record_id=row.document_id))
    path = await asyncio.to_thread(_copied, row, found.content)
    desk.tell(desk.say("export.written", file=str(path)))


async def _dossier(desk: Desk, card: CaseCard) -> None:
    """Write the case as one file to the person's own folder."""
    from casebook.jobs.dossier import write_new

    folder = paths.exports(os.environ)
    steps = desk.write(write_new, card.case_id, desk.day, desk.language, folder)
    path = await desk.meanwhile(desk.say("documents.writing_dossier"), steps)
    desk.saw(Read(ReadKind.EXPORT, card.case_id))
    desk.tell(desk.say("export.written", file=str(path)))


def _copied(row: DocumentRow, content: bytes) -> Path:
    name = Path(row.name)
    if row.shared:
        return copy_new(paths.exports(os.environ), f"{name.stem}-{row.letter_id}", ".pdf", content)
    return copy_new(paths.exports(os.environ), name.stem, ending(name), content)
