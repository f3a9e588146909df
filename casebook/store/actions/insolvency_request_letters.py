"""A letter that answers what was asked in a proceeding: whether it may leave, and that it answered once it left."""

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.proof import NOT_ARRIVED
from casebook.errors import Refused
from casebook.store.actions.arrangement_letters import Matter
from casebook.store.actions.insolvency_answers import answered, refuse_unready, unanswered
from casebook.store.actions.insolvency_requests import waiting
from casebook.store.letters.leaving import dispatches
from casebook.store.models.insolvency import InsolvencyRequest
from casebook.store.models.letters import Letter
from casebook.store.transaction import Transaction

ORIGIN = "insolvency_request"


def refuse(tx: Transaction, matter: Matter) -> None:
    """Refuse what may not be answered yet, or was answered already, and a vote that was not decided."""
    letter = matter.letter
    if letter.origin != ORIGIN or letter.origin_id is None:
        return
    request = tx.get(InsolvencyRequest, letter.origin_id)
    if request.letter_id == letter.id:
        return
    waiting(tx, request.id)
    if letter.addressee_id != request.party_id:
        raise Refused("insolvency_request.other_addressee", source=HOUSE_RULE)
    refuse_unready(tx, request)
    votes = LetterKind(letter.kind) is LetterKind.PROPOSAL_VOTE
    if votes and bool(matter.facts.extras.get("in_favour")) != bool(request.in_favour):
        raise Refused("insolvency_request.other_vote", source=HOUSE_RULE, on=request.decided_on)


def sent(tx: Transaction, matter: Matter) -> None:
    """Record that a request was answered by a letter that left."""
    letter = matter.letter
    if letter.origin != ORIGIN or letter.origin_id is None:
        return
    request = tx.get(InsolvencyRequest, letter.origin_id)
    if request.answered_on is None and request.withdrawn_on is None:
        answered(tx, request, max(matter.on_day, request.received_on), letter_id=letter.id)


def not_arrived(tx: Transaction, letter: Letter) -> None:
    """Let a request wait again whose answer reached nobody by any of its ways."""
    if letter.origin != ORIGIN or letter.origin_id is None:
        return
    request = tx.get(InsolvencyRequest, letter.origin_id)
    arrives = any(one.sent_on is not None and one.returned_as not in NOT_ARRIVED for one in dispatches(tx, letter.id))
    if request.letter_id == letter.id and not arrives:
        unanswered(tx, request, letter.subject)
