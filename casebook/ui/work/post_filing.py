"""Filing something that came in: to the case proposed or another one, put aside as not ours, or taken up again."""

from collections.abc import Callable
from dataclasses import replace

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insolvency.numbers import named_in
from casebook.domain.post.matter import PostMatter
from casebook.errors import Refused, Stale
from casebook.store.actions.documents import UNSAID
from casebook.store.actions.post import FilePost, PostNotOurs, UndoPost
from casebook.store.perform import Done
from casebook.store.queries import case, documents
from casebook.store.queries.case import CaseCard
from casebook.store.queries.post_item import PostCard
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.fields import TextField
from casebook.ui.work import insolvency
from casebook.ui.work.document_fields import DescriptionFields, known_of
from casebook.ui.work.insolvency_form import Told
from casebook.ui.work.post_case import ask_card, item_of
from casebook.ui.work.post_lines import case_told, titled, told
from casebook.ui.work.post_next import PostNext, proposed
from casebook.ui.work.seen import Seen


async def accept(desk: Desk, card: PostCard) -> bool:
    """Ask to file an item with the case that is proposed. Raises `Refused` where none is."""
    if not card.candidates:
        raise Refused("in_tray.none_proposed", source=HOUSE_RULE)
    first = card.candidates[0]
    of = await desk.read(case.card, first.case_id)
    if of is None:
        raise Refused("case.gone", source=HOUSE_RULE)
    return await _file(desk, card, of, line(Span("+ " + case_told(first, desk), "strong"), hang=2))


async def file_elsewhere(desk: Desk, card: PostCard) -> bool:
    """Ask for which case an item is, and file it there."""
    to = await ask_card(desk, card, desk.say("in_tray.which_case"))
    if to is None:
        return False
    where = line(Span(f"→ {to.number} {clean_line(to.name)}", "strong"), hang=2)
    return await _file(desk, card, to, where)


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


async def _file(desk: Desk, card: PostCard, of: CaseCard, where: Line) -> bool:
    row = card.row
    known = await desk.read(documents.one, row.document_id)
    about = UNSAID if known is None else known_of(known)
    fields = DescriptionFields(desk, row.name, replace(about, on_day=about.on_day or row.received_on))
    seen = Seen(desk, of)
    then = PostNext(desk, seen, await proposed(desk, card, of, about.kind))

    def command() -> FilePost:
        name = "" if fields.name == row.name else fields.name
        return FilePost(row.item_id, row.version, of.case_id, name, fields.about, then.next)

    async def act(command: object) -> Done:
        try:
            return await desk.act(command)
        except Stale as stale:
            # Of two records that were seen the form cannot tell whose version is old; what follows reads both anew.
            raise Stale(stale.code, changed={}, row=None, **dict(stale.parameters)) from None

    async def renew() -> str:
        nonlocal row
        row = (await item_of(desk, row.item_id)).row
        if row.decision is not None:
            return desk.told(Refused("post.decided", source=HOUSE_RULE, on=row.decided_on))
        return await seen.renew()

    heading = desk.say("in_tray.file_heading")
    every = [*then.fields, *fields.all]
    lines = [*told(card, desk), where]
    dialog = Form(desk, heading, every, command, about=lines, changed=fields.follow, renew=renew, act=act)
    if await desk.ask(dialog) is None:
        return False
    await _go_on(desk, card, of)
    return True


async def _go_on(desk: Desk, card: PostCard, of: CaseCard) -> None:
    """Go on with the proceeding that an item tells of: it lies with the case now, whatever becomes of the rest."""
    named = card.proposal.named if card.proposal is not None else None
    if named is not None and named.matter is PostMatter.INSOLVENCY:
        pages = [*card.pages, *(page for part in card.parts for page in part.pages)]
        text = "\n".join((card.row.subject, *(page.text for page in pages)))
        await insolvency.told(desk, of, Told(card.row.received_on, named_in(text)))


async def _because(desk: Desk, card: PostCard, code: str, made: Callable[[str], object]) -> bool:
    reason = TextField(desk.say("money.reason"), required=True)
    dialog = Form(desk, titled(code, desk), [reason], lambda: made(reason.value), about=told(card, desk))
    return await desk.ask(dialog) is not None
