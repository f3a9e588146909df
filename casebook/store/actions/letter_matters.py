"""What a letter is about beside claims: whether that lets it leave, and what follows there once it left.

It is asked when a letter is prepared, released and about to leave; what follows never fails, since the letter is gone.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.kept import facts_of
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.security.letters import KINDS as SECURITY_KINDS
from casebook.errors import Refused
from casebook.store.actions import (
    arrangement_letters,
    debit_letters,
    default_letters,
    filing_letters,
    insolvency_request_letters,
    insurance_letters,
    placement_letters,
    security_letters,
    set_off_letters,
)
from casebook.store.actions.arrangement_letters import Matter
from casebook.store.letters.leaving import dispatches
from casebook.store.models.cases import Channel
from casebook.store.models.letters import Dispatch, Letter
from casebook.store.transaction import Transaction

_K = LetterKind


class _Of(NamedTuple):
    """What refuses the letters of a kind, and what follows from one that left."""

    refuse: Callable[[Transaction, Matter], None]
    sent: Callable[[Transaction, Matter], None] | None = None


# Said once of an arrangement as it stands.
_ONCE = frozenset(
    {
        _K.PLAN_PROPOSAL,
        _K.REMISSION_OFFER,
        _K.PLAN_CONFIRMATION,
        _K.PLAN_NOTICE,
        _K.PLAN_ENDED,
        _K.THANK_YOU,
        _K.DISCHARGE,
    }
)
_OF: Mapping[LetterKind, _Of] = {
    _K.PLAN_PROPOSAL: _Of(arrangement_letters.refuse_offer, arrangement_letters.offered),
    _K.PLAN_CONFIRMATION: _Of(arrangement_letters.refuse_confirmation),
    _K.PLAN_NOTICE: _Of(arrangement_letters.refuse_notice, arrangement_letters.noticed),
    _K.PLAN_ENDED: _Of(arrangement_letters.refuse_ended_letter),
    _K.THANK_YOU: _Of(arrangement_letters.refuse_thanks, arrangement_letters.thanked),
    _K.DISCHARGE: _Of(arrangement_letters.refuse_discharge, arrangement_letters.discharged),
    _K.PRE_NOTIFICATION: _Of(debit_letters.refuse, debit_letters.told),
    _K.SET_OFF: _Of(set_off_letters.refuse, set_off_letters.declared),
    _K.NOTICE_OF_DEFAULT: _Of(default_letters.refuse, default_letters.noticed),
    **dict.fromkeys(
        (_K.TRUSTEE_ANSWER, _K.PROPOSAL_VOTE, _K.CLAW_BACK_ANSWER),
        _Of(insolvency_request_letters.refuse, insolvency_request_letters.sent),
    ),
    _K.CLAIM_FILING: _Of(filing_letters.refuse, filing_letters.filed),
    **dict.fromkeys(SECURITY_KINDS, _Of(security_letters.refuse, security_letters.sent)),
    _K.INSURER_NOTICE: _Of(insurance_letters.refuse, insurance_letters.sent),
    **dict.fromkeys(
        (_K.AGENCY_TRANSFER, _K.RECALL, _K.BAILIFF_INSTRUCTION, _K.AGENCY_MESSAGE),
        _Of(placement_letters.refuse, placement_letters.sent),
    ),
}
# Those of which a record may say something.
KINDS = (*_OF, _K.REMISSION_OFFER)
_OF_OFFER = _Of(arrangement_letters.refuse_offer, arrangement_letters.offered)


def refuse(tx: Transaction, letter: Letter, on_day: date, *, decides: bool = False, asks: bool = False) -> None:
    """Refuse a letter that says what is not so, or no more, of the record that it is about.

    `decides`: it is released; `asks`: nothing may be written. Raises `Refused`.
    """
    found = _of(letter)
    if found is not None:
        found.refuse(tx, Matter(letter, facts_of(letter.facts), on_day, decides=decides, asks=asks))


def refuse_again(tx: Transaction, kind: LetterKind, origin: str | None, origin_id: int | None) -> None:
    """Refuse to prepare what is said once of a record while the same waits to leave: it would be said twice."""
    if kind not in _ONCE or origin is None:
        return
    own = (Letter.kind == kind) & (Letter.origin == origin) & (Letter.origin_id == origin_id)
    for letter in tx.find(Letter.select().where(own, Letter.withdrawn_on.is_null())):
        if all(one.sent_on is None and one.failed_on is None for one in dispatches(tx, letter.id)):
            raise Refused(
                "letter.prepared_already", source=HOUSE_RULE, letter=f"letter_kind_{kind}", on=letter.prepared_on
            )


def sent(tx: Transaction, dispatch: Dispatch, letter: Letter, on_day: date) -> None:
    """Let what follows from a letter follow, now that it left by one of its ways."""
    found = _of(letter)
    if found is not None and found.sent is not None:
        channel = Channel.MAIL if DispatchWay(dispatch.way) is DispatchWay.EMAIL else Channel.LETTER
        found.sent(tx, Matter(letter, facts_of(letter.facts), on_day, channel))


def not_arrived(tx: Transaction, letter: Letter) -> None:
    """Take back what followed from a letter of which nothing reached anybody."""
    if LetterKind(letter.kind) is _K.PLAN_NOTICE:
        arrangement_letters.not_noticed(tx, letter)
    if LetterKind(letter.kind) is _K.NOTICE_OF_DEFAULT:
        default_letters.not_noticed(tx, letter)
    insolvency_request_letters.not_arrived(tx, letter)
    security_letters.not_arrived(tx, letter)
    insurance_letters.not_arrived(tx, letter)
    placement_letters.not_arrived(tx, letter)


def _of(letter: Letter) -> _Of | None:
    kind = LetterKind(letter.kind)
    if kind is _K.REMISSION_OFFER and letter.origin == arrangement_letters.ORIGIN:
        # One that is made of itself offers nothing that is drafted here.
        return _OF_OFFER
    return _OF.get(kind)
