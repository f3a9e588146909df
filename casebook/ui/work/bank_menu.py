"""What can be done with an entry of the bank beside accepting what is proposed: a menu of what applies to it."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.queries import bank_entry
from casebook.store.queries.bank_entry import EntryCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry
from casebook.ui.work import bank_agency, bank_assign, bank_other, bank_specification
from casebook.ui.work.bank_lines import heading

Act = Callable[[], Awaitable[bool]]
All = Callable[[], Awaitable[str | None]]


class _Offer(NamedTuple):
    key: str
    code: str
    act: Act
    applies: bool = True


async def act_on(desk: Desk, entry_id: int | None, all_ready: All | None = None) -> str | None:
    """Ask what is done with an entry, and do it; return what is said then, None where one turned back.

    `all_ready` accepts all entries that are ready, where the menu offers that. Raises `Refused` where nothing can be
    done with the entry.
    """
    card = None if entry_id is None else await desk.read(bank_entry.entry, entry_id)
    offers = [] if card is None else [offer for offer in _acts(desk, card) if offer.applies]
    entries: list[Entry[Act | All]] = [Entry(offer.act, offer.key, desk.say(offer.code)) for offer in offers]
    if all_ready is not None:
        entries.append(Entry(all_ready, "+", desk.say("bank_menu.all_ready")))
    if not entries:
        raise Refused("bank_entry.nothing_to_do", source=HOUSE_RULE)
    title = desk.say("bank_menu.heading") if card is None else heading(card, desk)
    act = await desk.ask(Pick(desk, title, entries))
    done = False if act is None else await act()
    if isinstance(done, str) or not done:
        return done or None
    return desk.say("bank_entry.saved", heading=title)


def _acts(desk: Desk, card: EntryCard) -> list[_Offer]:
    """Return every act with the key that stands before it, and whether it applies now."""
    came, went = card.rest > 0, card.rest < 0
    standing = [use for use in card.uses if use.undone_on is None]
    # What a payment did not need may go on, also where nothing else is left.
    may_go_on = came or went or card.free > 0
    return [
        _Offer("a", "bank_menu.assign", lambda: bank_assign.assign(desk, card), came),
        _Offer("c", "bank_menu.confirm", lambda: bank_other.confirm(desk, card), came),
        _Offer("m", "bank_menu.remittance", lambda: bank_agency.remittance(desk, card), came),
        _Offer("s", "bank_menu.specification", lambda: bank_specification.specification(desk, card), came),
        _Offer("b", "bank_menu.return", lambda: bank_other.take_back(desk, card), went),
        _Offer("r", "bank_menu.refund", lambda: bank_other.refund(desk, card), may_go_on),
        _Offer("e", "bank_menu.estate", lambda: bank_other.hand_to_estate(desk, card), may_go_on),
        _Offer("n", "bank_menu.not_ours", lambda: bank_other.dismiss(desk, card), came or went),
        _Offer("u", "bank_menu.undo", lambda: bank_other.undo(desk, card), bool(standing)),
    ]
