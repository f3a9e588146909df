"""A notice of default that left: the claims it is about have their term by it, from the day it is presumed received."""

from collections.abc import Iterator

from casebook.domain.delivery import presumed_delivery
from casebook.domain.letters.proof import NOT_ARRIVED
from casebook.store.actions.arrangement_letters import Matter
from casebook.store.letters.leaving import dispatches
from casebook.store.letters.together import bundle, is_needed
from casebook.store.models.cases import Case
from casebook.store.models.claims import Claim
from casebook.store.models.letters import Letter, LetterClaim
from casebook.store.transaction import Transaction


def refuse(_tx: Transaction, _matter: Matter) -> None:
    """Refuse nothing: what a notice needs the gate asks."""


def noticed(tx: Transaction, matter: Matter) -> None:
    """Record on each claim when the notice is presumed received and the last day it gives (BW 6:82 lid 1).

    A notice that is known already stays. One that leaves no term after its receipt does nothing, nor does one to
    somebody who is liable beside the debtor: the default of the claim is his.
    """
    received_on = presumed_delivery(matter.on_day, tx.law.delivery, tx.law.holidays).value.careful
    last_day = matter.letter.last_day
    if last_day is None or received_on is None or last_day <= received_on or not _to_debtor(tx, matter.letter):
        return
    for claim in _claims(tx, matter.letter):
        if claim.notice_last_day is None:
            tx.change(claim, notice_received_on=received_on, notice_last_day=last_day)


def not_noticed(tx: Transaction, letter: Letter) -> None:
    """Take back the notice on each claim that has it by a letter of which nothing reached anybody."""
    if not _to_debtor(tx, letter) or _arrives(tx, letter):
        return
    if not is_needed(tx.law, letter.role, letter.prepared_on) and any(_arrives(tx, one) for one in bundle(tx, letter)):
        # Only a copy of it came back.
        return
    for claim in _claims(tx, letter):
        if claim.notice_last_day == letter.last_day:
            tx.change(claim, notice_received_on=None, notice_last_day=None)


def _to_debtor(tx: Transaction, letter: Letter) -> bool:
    debtor_id: int = tx.get(Case, letter.case_id).debtor_id
    return letter.party_id == debtor_id


def _arrives(tx: Transaction, letter: Letter) -> bool:
    """Tell whether a letter left by a way in which it did not come back as not having reached him."""
    return any(one.sent_on is not None and one.returned_as not in NOT_ARRIVED for one in dispatches(tx, letter.id))


def _claims(tx: Transaction, letter: Letter) -> Iterator[Claim]:
    about = LetterClaim.select().where(LetterClaim.letter_id == letter.id).order_by(LetterClaim.id)
    for one in tx.find(about):
        yield tx.get(Claim, one.claim_id)
