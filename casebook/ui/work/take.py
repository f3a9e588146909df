"""Taking the next case from the queue of the team."""

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions.owners import TakeNext
from casebook.store.queries import case
from casebook.store.queries.case import CaseCard
from casebook.ui.desk import Desk


async def take_next(desk: Desk) -> CaseCard:
    """Take the next case and return it. Raises `Refused` where there is none."""
    done = await desk.act(TakeNext())
    card = await desk.read(case.card, done.result)
    if card is None:
        raise Refused("case.gone", source=HOUSE_RULE)
    return card
