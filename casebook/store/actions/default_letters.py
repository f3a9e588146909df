"""A notice of default that left: the claims it is about have their term by it, from the day it is presumed received."""

from collections.abc import Iterator

from casebook.domain.delivery import presumed_delivery
from casebook.store.actions.arrangement_letters import Matter
from casebook.store.models.claims import Claim
from casebook.store.models.letters import Letter, LetterClaim
from casebook.store.transaction import Transaction


def refuse(_tx: Transaction, _matter: Matter) -> None:
    """Refuse nothing: what a notice needs the gate asks."""


def noticed(tx: Transaction, matter: Matter) -> None:
    """Record on each claim when the notice is presumed received and the last day it gives (BW 6:82 lid 1).

    A notice that is known already stays. One that leaves no term after its receipt does nothing.
    """
    received_on = presumed_delivery(matter.on_day, tx.law.delivery, tx.law.holidays).value.careful
    last_day = matter.letter.last_day
    if last_day is None or received_on is None or last_day <= received_on:
        return
    for claim in _claims(tx, matter.letter):
        if claim.notice_last_day is None:
            tx.change(claim, notice_received_on=received_on, notice_last_day=last_day)


def not_noticed(tx: Transaction, letter: Letter) -> None:
    """Take back the notice on each claim that has it by a letter that reached nobody."""
    for claim in _claims(tx, letter):
        if claim.notice_last_day == letter.last_day:
            tx.change(claim, notice_received_on=None, notice_last_day=None)


def _claims(tx: Transaction, letter: Letter) -> Iterator[Claim]:
    about = LetterClaim.select().where(LetterClaim.letter_id == letter.id).order_by(LetterClaim.id)
    for one in tx.find(about):
        yield tx.get(Claim, one.claim_id)
