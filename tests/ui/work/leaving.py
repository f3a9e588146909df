"""The last letter of a case that was prepared: to somebody who lives somewhere, released, and brought to the post."""

from casebook.store.actions.addresses import AddAddress
from casebook.store.actions.dispatches import SentDispatch
from casebook.store.actions.letters import ReleaseLetter
from casebook.store.models.parties import AddressStatus
from casebook.store.queries import letter_card
from casebook.store.queries.letter_card import LetterCard
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.outgoing import HERE


def lives(desk: Desk) -> None:
    """Let the debtor live somewhere."""
    desk.act(AddAddress(desk.debtor, HERE, AddressStatus.VERIFIED, "BRP", TODAY))


def last(desk: Desk) -> LetterCard:
    """Return the last letter of the case."""
    number = desk.database.value("SELECT max(id) FROM letter WHERE case_id = ?", (desk.case,))
    found = letter_card.letter(desk.database, number, TODAY)
    assert found is not None
    return found


def leave(desk: Desk, *, release: bool = True) -> None:
    """Release the last letter, unless it was, and post it."""
    if release:
        desk.act(ReleaseLetter(last(desk).row.letter_id, last(desk).row.version))
    for one in last(desk).dispatches:
        desk.act(SentDispatch(one.dispatch_id, one.version, TODAY))
