"""What can be done with something that came in: by a key each, and by a menu that shows them all."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.queries.post_item import PostCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry
from casebook.ui.work import post_filing, post_letters, post_proposal, post_requests
from casebook.ui.work.post_case import item_of
from casebook.ui.work.post_lines import heading

Act = Callable[[Desk, PostCard], Awaitable[bool]]


class Offer(NamedTuple):
    """Something that may be done with an item: its key, here and in the menu, and what it is called there."""

    key: str
    code: str
    act: Act


# In the order of the menu. Upper case has legal effect, as everywhere; what only sorts the post has not.
WAITING = {
    "accept": Offer("+", "in_tray.accept", post_proposal.accept),
    "file": Offer("f", "in_tray.file", post_filing.file_elsewhere),
    "request": Offer("I", "in_tray.request", post_requests.request),
    "complaint": Offer("K", "in_tray.complaint", post_requests.complaint),
    "dispute": Offer("D", "in_tray.dispute", post_requests.dispute),
    "reply": Offer("A", "in_tray.reply", post_letters.reply),
    "returned": Offer("R", "in_tray.returned", post_letters.returned),
    "dead_address": Offer("E", "in_tray.dead_address", post_letters.dead_address),
    "not_ours": Offer("n", "in_tray.not_ours", post_filing.not_ours),
}
DECIDED = {"take_up": Offer("t", "in_tray.take_up", post_filing.take_up)}


def offers(card: PostCard) -> dict[str, Offer]:
    """Return what may be done with an item now."""
    if card.row.decision is not None:
        return DECIDED
    found = {name: offer for name, offer in WAITING.items() if name != "accept" or post_proposal.is_there(card)}
    if not card.candidates:
        found["file"] = found["file"]._replace(code="in_tray.file_first")
    return found


async def act_on(desk: Desk, item_id: int) -> str | None:
    """Ask what is done with an item, and do it; return what is said then, None where one turned back."""
    card = await item_of(desk, item_id)
    entries = [Entry(offer.act, offer.key, desk.say(offer.code)) for offer in offers(card).values()]
    title = heading(card.row, desk)
    act: Act | None = await desk.ask(Pick(desk, title, entries))
    return desk.say("in_tray.saved", heading=title) if act is not None and await act(desk, card) else None


async def act(desk: Desk, item_id: int, name: str) -> str | None:
    """Do one thing with an item; return what is said then, None where one turned back.

    Raises `Refused` where it was decided on meanwhile, as what is done does.
    """
    card = await item_of(desk, item_id)
    if card.row.decision is not None:
        raise Refused("post.decided", source=HOUSE_RULE, on=card.row.decided_on)
    if not await WAITING[name].act(desk, card):
        return None
    return desk.say("in_tray.saved", heading=heading(card.row, desk))
