"""The kinds of letters and what each is for: the gate goes by it."""

from enum import StrEnum


class LetterKind(StrEnum):
    """What a letter is; its template has the same name."""

    REMINDER = "reminder"
    COURTESY = "courtesy"
    UPDATED_STATEMENT = "updated_statement"
    NOT_REACHED = "not_reached"
    PHONE_CONFIRMATION = "phone_confirmation"
    NOTICE_OF_DEFAULT = "notice_of_default"
    FOURTEEN_DAY = "fourteen_day"
    DEMAND = "demand"
    HANDING_OVER = "handing_over"
    INTERRUPTION = "interruption"
    PLAN_PROPOSAL = "plan_proposal"
    PLAN_CONFIRMATION = "plan_confirmation"
    PLAN_REFUSED = "plan_refused"
    TERM_REMINDER = "term_reminder"
    PLAN_NOTICE = "plan_notice"
    PLAN_ENDED = "plan_ended"
    REMISSION_OFFER = "remission_offer"
    DISCHARGE = "discharge"
    EVIDENCE_REQUEST = "evidence_request"
    GUARANTOR_NOTICE = "guarantor_notice"
    GUARANTOR_DEMAND = "guarantor_demand"
    CO_DEBTOR_DEMAND = "co_debtor_demand"
    SET_OFF = "set_off"
    SUSPENSION_ANNOUNCED = "suspension_announced"
    SUSPENSION_IN_EFFECT = "suspension_in_effect"
    SUSPENSION_LIFTED = "suspension_lifted"
    RETENTION_OF_TITLE = "retention_of_title"
    RECLAMATION = "reclamation"
    PLEDGE_NOTICE = "pledge_notice"
    PLEDGE_DISCLOSURE = "pledge_disclosure"
    MORTGAGE_NOTICE = "mortgage_notice"
    BANK_GUARANTEE_CALL = "bank_guarantee_call"
    DEPOSIT_NOTICE = "deposit_notice"
    INSURER_NOTICE = "insurer_notice"
    STOCK_TAKING = "stock_taking"
    DISSOLUTION = "dissolution"
    CLAIM_FILING = "claim_filing"
    VAT_STATEMENT = "vat_statement"
    TRUSTEE_ANSWER = "trustee_answer"
    PROPOSAL_VOTE = "proposal_vote"
    CLAW_BACK_ANSWER = "claw_back_answer"
    HEIRS = "heirs"
    NOTARY = "notary"
    DEBIT_MANDATE = "debit_mandate"
    PRE_NOTIFICATION = "pre_notification"
    AGENCY_TRANSFER = "agency_transfer"
    RECALL = "recall"
    BAILIFF_INSTRUCTION = "bailiff_instruction"
    AGENCY_MESSAGE = "agency_message"
    ASSIGNMENT_NOTICE = "assignment_notice"
    DISPUTE_ANSWER = "dispute_answer"
    COMPLAINT_RECEIVED = "complaint_received"
    COMPLAINT_DECIDED = "complaint_decided"
    DATA_REQUEST_ANSWER = "data_request_answer"
    BALANCE_CONFIRMATION = "balance_confirmation"
    ADDRESS_ENQUIRY = "address_enquiry"
    CORRECTIVE = "corrective"
    THANK_YOU = "thank_you"
    ACCOUNT_MANAGER_NOTE = "account_manager_note"


class Tone(StrEnum):
    """How a letter speaks; what it says in law is the same."""

    FRIENDLY = "friendly"
    NEUTRAL = "neutral"
    FIRM = "firm"


_K = LetterKind
# Only these may release themselves, where the settings of the house say so.
FRIENDLY = frozenset({_K.COURTESY, _K.REMINDER, _K.TERM_REMINDER})
# They ask one who owes to pay.
ASKS = frozenset(
    {
        _K.REMINDER,
        _K.COURTESY,
        _K.UPDATED_STATEMENT,
        _K.NOT_REACHED,
        _K.NOTICE_OF_DEFAULT,
        _K.FOURTEEN_DAY,
        _K.DEMAND,
        _K.HANDING_OVER,
        _K.TERM_REMINDER,
        _K.PLAN_NOTICE,
        _K.PLAN_ENDED,
        _K.GUARANTOR_DEMAND,
        _K.CO_DEBTOR_DEMAND,
        _K.SUSPENSION_ANNOUNCED,
        _K.PRE_NOTIFICATION,
    }
)
# They announce what happens to who does not pay.
THREATENS = frozenset(
    {
        _K.NOTICE_OF_DEFAULT,
        _K.FOURTEEN_DAY,
        _K.DEMAND,
        _K.HANDING_OVER,
        _K.PLAN_NOTICE,
        _K.PLAN_ENDED,
        _K.GUARANTOR_DEMAND,
        _K.CO_DEBTOR_DEMAND,
        _K.SUSPENSION_ANNOUNCED,
        _K.DISSOLUTION,
    }
)
# They keep a right, and go by their own rules: the gate may never cost a claim.
KEEPS_A_RIGHT = frozenset({_K.INTERRUPTION})
# They are written demands: what they ask for is interrupted by them too, though they reserve nothing (BW 3:317 lid 1).
WRITTEN_DEMANDS = frozenset(
    {_K.NOTICE_OF_DEFAULT, _K.FOURTEEN_DAY, _K.DEMAND, _K.GUARANTOR_DEMAND, _K.CO_DEBTOR_DEMAND}
)
# They go to somebody who does not owe.
TO_OTHERS = frozenset(
    {
        _K.CLAIM_FILING,
        _K.VAT_STATEMENT,
        _K.TRUSTEE_ANSWER,
        _K.STOCK_TAKING,
        _K.RECLAMATION,
        _K.RETENTION_OF_TITLE,
        _K.PLEDGE_DISCLOSURE,
        _K.BANK_GUARANTEE_CALL,
        _K.INSURER_NOTICE,
        _K.PROPOSAL_VOTE,
        _K.CLAW_BACK_ANSWER,
        _K.NOTARY,
        _K.AGENCY_TRANSFER,
        _K.RECALL,
        _K.BAILIFF_INSTRUCTION,
        _K.AGENCY_MESSAGE,
        _K.ADDRESS_ENQUIRY,
        _K.ACCOUNT_MANAGER_NOTE,
    }
)
# They suspend a service: what has to come before that is asked of them.
SUSPENDS = frozenset({_K.SUSPENSION_ANNOUNCED, _K.SUSPENSION_IN_EFFECT})
