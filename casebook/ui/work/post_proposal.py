"""Accepting what something that came in is proposed as: filed, about a letter of ours, or what somebody asks in it."""

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.proof import NOT_THERE
from casebook.errors import Refused
from casebook.store.models.post import PostDecision
from casebook.store.queries.post_item import PostCard
from casebook.ui.desk import Desk
from casebook.ui.work import post_filing, post_letters, post_requests

_ASKED = {
    PostDecision.COMPLAINT: post_requests.complaint,
    PostDecision.DISPUTE: post_requests.dispute,
    PostDecision.REQUEST: post_requests.request,
}


def is_there(card: PostCard) -> bool:
    """Tell whether something is proposed for an item that waits."""
    return card.row.decision is None and bool(card.candidates or (card.proposal and card.proposal.letters))


async def accept(desk: Desk, card: PostCard) -> bool:
    """Ask to do with an item what is proposed. Raises `Refused` where nothing is."""
    if not is_there(card):
        raise Refused("in_tray.none_proposed", source=HOUSE_RULE)
    match card.proposal:
        case None:
            return await post_filing.accept(desk, card)
        case proposal if proposal.asked is not None:
            return await post_requests.asked_of_us(desk, card, proposal.asked)
        case proposal if proposal.decision is PostDecision.REPLY:
            return await post_letters.reply(desk, card)
        case proposal if proposal.decision in _ASKED:
            return await _ASKED[proposal.decision](desk, card)
        case proposal if proposal.letters:
            return await post_letters.returned(desk, card)
        case proposal if proposal.returned_as in NOT_THERE:
            return await post_letters.dead_address(desk, card, card.candidates[0].case_id)
        case _:
            return await post_filing.accept(desk, card)
