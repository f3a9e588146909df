"""For which case something that came in is: one that was found for it, or one that is looked for by what is quoted."""

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.queries import case, post_item
from casebook.store.queries.case import CaseCard
from casebook.store.queries.post_item import PostCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.find import find_case
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.post_lines import case_told

_ANOTHER = 0


async def item_of(desk: Desk, item_id: int) -> PostCard:
    """Return an item as it is now. Raises `Refused` where it is gone."""
    card = await desk.read(post_item.item, item_id)
    if card is None:
        raise Refused("in_tray.gone", source=HOUSE_RULE)
    return card


async def ask_case(desk: Desk, card: PostCard, heading: str) -> int | None:
    """Ask for a case: those an item may be for in front; return its id, None where one turned back."""
    entries = [Entry(one.case_id, "", case_told(one, desk)) for one in card.candidates]
    if entries:
        entries.append(Entry(_ANOTHER, "", desk.say("bank_form.another_case")))
        chosen = await desk.ask(Pick(desk, heading, entries, search=True))
        if chosen != _ANOTHER:
            return chosen
    return await find_case(desk, heading)


async def ask_card(desk: Desk, card: PostCard, heading: str) -> CaseCard | None:
    """Ask for a case and return it, None where one turned back."""
    case_id = await ask_case(desk, card, heading)
    return None if case_id is None else await desk.read(case.card, case_id)
