"""Filing something that came in: to the case proposed or another one, put aside as not ours, or taken up again."""

from collections.abc import Callable

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions.post import FilePost, PostNotOurs, UndoPost
from casebook.store.queries.post import PostCard
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.fields import TextField
from casebook.ui.work.post_case import ask_card, item_of
from casebook.ui.work.post_lines import case_told, heading, titled, told


async def accept(desk: Desk, item_id: int) -> str | None:
    """Ask to file an item with the case that is proposed; return what is said then, None where one turned back.

    Raises `Refused` where no case is proposed, or it was decided on.
    """
    card = await item_of(desk, item_id)
    if card.row.decision is not None:
        raise Refused("post.decided", source=HOUSE_RULE, on=card.row.decided_on)
    if not card.candidates:
        raise Refused("in_tray.none_proposed", source=HOUSE_RULE)
    first = card.candidates[0]
    if not await _file(desk, card, first.case_id, line(Span("+ " + case_told(first, desk), "strong"), hang=2)):
        return None
    return desk.say("in_tray.saved", heading=heading(card.row, desk))


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
    name = TextField(desk.say("in_tray.name"), clean_line(card.row.name, 200))
    row = card.row

    def command() -> FilePost:
        return FilePost(row.item_id, row.version, case_id, "" if name.value == row.name else name.value)

    dialog = Form(desk, desk.say("in_tray.file_heading"), [name], command, about=[*told(card, desk), where])
    return await desk.ask(dialog) is not None


async def _because(desk: Desk, card: PostCard, code: str, made: Callable[[str], object]) -> bool:
    reason = TextField(desk.say("money.reason"), required=True)
    dialog = Form(desk, titled(code, desk), [reason], lambda: made(reason.value), about=told(card, desk))
    return await desk.ask(dialog) is not None
