"""Filing something that came in: to the case proposed or another one, put aside as not ours, or taken up again."""

from collections.abc import Callable
from dataclasses import replace

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions.documents import UNSAID
from casebook.store.actions.post import FilePost, PostNotOurs, UndoPost
from casebook.store.queries import documents
from casebook.store.queries.post import PostCard
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.fields import TextField
from casebook.ui.work.document_fields import DescriptionFields, known_of
from casebook.ui.work.post_case import ask_card
from casebook.ui.work.post_lines import case_told, titled, told


async def accept(desk: Desk, card: PostCard) -> bool:
    """Ask to file an item with the case that is proposed. Raises `Refused` where none is."""
    if not card.candidates:
        raise Refused("in_tray.none_proposed", source=HOUSE_RULE)
    first = card.candidates[0]
    return await _file(desk, card, first.case_id, line(Span("+ " + case_told(first, desk), "strong"), hang=2))


async def file_elsewhere(desk: Desk, card: PostCard) -> bool:
    """Ask for which case an item is, and file it there."""
    to = await ask_card(desk, card, desk.say("in_tray.which_case"))
    if to is None:
        return False
    where = line(Span(f"→ {to.number} {clean_line(to.name)}", "strong"), hang=2)
    return await _file(desk, card, to.case_id, where)


async def not_ours(desk: Desk, card: PostCard) -> bool:
    """Ask why an item is not for us, and put it aside."""
    return await _because(
        desk, card, "in_tray.not_ours", lambda reason: PostNotOurs(card.row.item_id, card.row.version, reason)
    )


async def take_up(desk: Desk, card: PostCard) -> bool:
    """Ask why what was decided on an item was wrong, and let it wait again."""
    return await _because(
        desk, card, "in_tray.take_up", lambda reason: UndoPost(card.row.item_id, card.row.version, reason)
    )


async def _file(desk: Desk, card: PostCard, case_id: int, where: Line) -> bool:
    row = card.row
    known = await desk.read(documents.one, row.document_id)
    about = UNSAID if known is None else known_of(known)
    fields = DescriptionFields(desk, row.name, replace(about, on_day=about.on_day or row.received_on))

    def command() -> FilePost:
        return FilePost(row.item_id, row.version, case_id, "" if fields.name == row.name else fields.name, fields.about)

    heading = desk.say("in_tray.file_heading")
    dialog = Form(desk, heading, fields.all, command, about=[*told(card, desk), where], changed=fields.follow)
    return await desk.ask(dialog) is not None


async def _because(desk: Desk, card: PostCard, code: str, made: Callable[[str], object]) -> bool:
    reason = TextField(desk.say("money.reason"), required=True)
    dialog = Form(desk, titled(code, desk), [reason], lambda: made(reason.value), about=told(card, desk))
    return await desk.ask(dialog) is not None
