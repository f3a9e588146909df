"""What can be done with something that came in: a menu of what applies to it."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from casebook.store.queries.post import PostCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry
from casebook.ui.work import post_filing, post_letters, post_requests
from casebook.ui.work.post_case import item_of
from casebook.ui.work.post_lines import heading

Act = Callable[[Desk, PostCard], Awaitable[bool]]


class Offer(NamedTuple):
    """Something that may be done with an item: the key before it, and what it is called."""

    key: str
    code: str
    act: Act


WAITING = (
    Offer("f", "in_tray.file", post_filing.file_elsewhere),
    Offer("v", "in_tray.request", post_requests.request),
    Offer("k", "in_tray.complaint", post_requests.complaint),
    Offer("D", "in_tray.dispute", post_requests.dispute),
    Offer("b", "in_tray.reply", post_letters.reply),
    Offer("r", "in_tray.returned", post_letters.returned),
    Offer("a", "in_tray.dead_address", post_letters.dead_address),
    Offer("n", "in_tray.not_ours", post_filing.not_ours),
)
DECIDED = (Offer("t", "in_tray.take_up", post_filing.take_up),)


def offers(card: PostCard) -> tuple[Offer, ...]:
    """Return what may be done with an item now."""
    return WAITING if card.row.decision is None else DECIDED


async def act_on(desk: Desk, item_id: int) -> str | None:
    """Ask what is done with an item, and do it; return what is said then, None where one turned back."""
    card = await item_of(desk, item_id)
    entries = [Entry(offer.act, offer.key, desk.say(offer.code)) for offer in offers(card)]
    title = heading(card.row, desk)
    act: Act | None = await desk.ask(Pick(desk, title, entries))
    return desk.say("in_tray.saved", heading=title) if act is not None and await act(desk, card) else None
