"""Which dispatches of a letter wait, are leaving, or have left."""

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.models.letters import Dispatch
from casebook.store.transaction import Transaction


def dispatches(tx: Transaction, letter_id: int) -> list[Dispatch]:
    """Return the dispatches of a letter, in the order in which they were meant."""
    return tx.find(Dispatch.select().where(Dispatch.letter_id == letter_id).order_by(Dispatch.id))


def began(dispatch: Dispatch) -> bool:
    """Tell whether a dispatch was printed, or its sending began."""
    return dispatch.sending_at is not None or dispatch.batch_id is not None


def is_over(dispatch: Dispatch) -> bool:
    """Tell whether a dispatch left, or failed."""
    return dispatch.sent_on is not None or dispatch.failed_on is not None


def waiting(tx: Transaction, letter_id: int) -> list[Dispatch]:
    """Return the dispatches of a letter that are still to leave."""
    return [one for one in dispatches(tx, letter_id) if not is_over(one) and not began(one)]


def leaving(tx: Transaction, letter_id: int) -> list[Dispatch]:
    """Return the dispatches of a letter that are printed, being sent, or in doubt."""
    return [one for one in dispatches(tx, letter_id) if not is_over(one) and began(one)]


def has_begun(tx: Transaction, letter_id: int) -> bool:
    """Tell whether a letter left by one of its ways, or is leaving."""
    return any(one.sent_on is not None or (began(one) and not is_over(one)) for one in dispatches(tx, letter_id))


def refuse_left(tx: Transaction, letter_id: int) -> None:
    """Refuse what can be done only with a letter that is still in the house."""
    if leaving(tx, letter_id):
        raise Refused("letter.leaving", source=HOUSE_RULE)
    if any(one.sent_on is not None for one in dispatches(tx, letter_id)):
        raise Refused("letter.left", source=HOUSE_RULE)
