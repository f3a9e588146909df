"""What letters are for: the kinds as a person looks for them."""

from collections.abc import Mapping
from enum import StrEnum

from casebook.domain.letters.kinds import LetterKind

_K = LetterKind


class Purpose(StrEnum):
    """What a person wants with a letter."""

    REMIND = "remind"
    DEMAND = "demand"
    KEEP = "keep"
    ARRANGE = "arrange"
    OTHERS_LIABLE = "others_liable"
    SETTLE = "settle"
    SUPPLY = "supply"
    SECURE = "secure"
    INSOLVENCY = "insolvency"
    ESTATE = "estate"
    ANSWER = "answer"
    HAND_ON = "hand_on"
    ENQUIRE = "enquire"


KINDS: Mapping[Purpose, tuple[LetterKind, ...]] = {
    Purpose.REMIND: (
        _K.COURTESY,
        _K.REMINDER,
        _K.UPDATED_STATEMENT,
        _K.NOT_REACHED,
        _K.PHONE_CONFIRMATION,
        _K.BALANCE_CONFIRMATION,
    ),
    Purpose.DEMAND: (_K.NOTICE_OF_DEFAULT, _K.FOURTEEN_DAY, _K.DEMAND, _K.HANDING_OVER),
    Purpose.KEEP: (_K.INTERRUPTION,),
    Purpose.ARRANGE: (
        _K.PLAN_PROPOSAL,
        _K.PLAN_CONFIRMATION,
        _K.PLAN_REFUSED,
        _K.TERM_REMINDER,
        _K.PLAN_NOTICE,
        _K.PLAN_ENDED,
        _K.EVIDENCE_REQUEST,
        _K.DEBIT_MANDATE,
        _K.PRE_NOTIFICATION,
    ),
    Purpose.OTHERS_LIABLE: (_K.GUARANTOR_NOTICE, _K.GUARANTOR_DEMAND, _K.CO_DEBTOR_DEMAND),
    Purpose.SETTLE: (_K.REMISSION_OFFER, _K.DISCHARGE, _K.SET_OFF, _K.THANK_YOU),
    Purpose.SUPPLY: (
        _K.SUSPENSION_ANNOUNCED,
        _K.SUSPENSION_IN_EFFECT,
        _K.SUSPENSION_LIFTED,
        _K.DISSOLUTION,
    ),
    Purpose.SECURE: (
        _K.RETENTION_OF_TITLE,
        _K.RECLAMATION,
        _K.PLEDGE_NOTICE,
        _K.PLEDGE_DISCLOSURE,
        _K.MORTGAGE_NOTICE,
        _K.BANK_GUARANTEE_CALL,
        _K.DEPOSIT_NOTICE,
        _K.INSURER_NOTICE,
    ),
    Purpose.INSOLVENCY: (
        _K.CLAIM_FILING,
        _K.VAT_STATEMENT,
        _K.STOCK_TAKING,
        _K.TRUSTEE_ANSWER,
        _K.PROPOSAL_VOTE,
        _K.CLAW_BACK_ANSWER,
    ),
    Purpose.ESTATE: (_K.HEIRS, _K.NOTARY),
    Purpose.ANSWER: (_K.DISPUTE_ANSWER, _K.COMPLAINT_RECEIVED, _K.COMPLAINT_DECIDED, _K.DATA_REQUEST_ANSWER),
    Purpose.HAND_ON: (_K.AGENCY_TRANSFER, _K.RECALL, _K.BAILIFF_INSTRUCTION, _K.AGENCY_MESSAGE, _K.ASSIGNMENT_NOTICE),
    Purpose.ENQUIRE: (_K.ADDRESS_ENQUIRY, _K.ACCOUNT_MANAGER_NOTE, _K.CORRECTIVE),
}
