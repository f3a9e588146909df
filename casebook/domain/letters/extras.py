"""What a letter of a kind needs beyond what every letter knows: asked, or taken from the record it is about."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.money import Cents


class ExtraKind(StrEnum):
    """What an extra field holds."""

    LINE = "line"
    TEXT = "text"
    MONEY = "money"
    DAY = "day"
    NUMBER = "number"
    YES = "yes"
    WORD = "word"
    LINES = "lines"
    AMOUNTS = "amounts"
    TERMS = "terms"


class NamedAmount(NamedTuple):
    """An amount and what it is of."""

    name: str
    cents: Cents


class StatedTerm(NamedTuple):
    """A term of an arrangement as a letter names it."""

    number: int
    due_on: date
    cents: Cents


class Extra(NamedTuple):
    """A field; one that is not needed is None, empty or 0 where it is not given."""

    kind: ExtraKind
    needed: bool = True


_E = ExtraKind
_PLAN: Mapping[str, Extra] = {
    "terms": Extra(_E.TERMS),
    "rhythm": Extra(_E.WORD),
    "plan_total": Extra(_E.MONEY),
    "plan_interest": Extra(_E.WORD),
    "costs_included": Extra(_E.YES, needed=False),
    "remitted": Extra(_E.MONEY, needed=False),
    "by_direct_debit": Extra(_E.YES, needed=False),
}
# `at_most` is what he is asked at most; `maximum` is what a guarantor agreed to, `paid` what he paid of it; `beside`:
# interest and costs come on top.
_MAIN: Mapping[str, Extra] = {
    "main_debtor": Extra(_E.LINE),
    "at_most": Extra(_E.MONEY, needed=False),
    "maximum": Extra(_E.MONEY, needed=False),
    "paid": Extra(_E.MONEY, needed=False),
    "beside": Extra(_E.YES, needed=False),
}
# `insolvent`: whoever owes it first is, or was, in an insolvency, which does not release who is liable beside him.
_DEMANDED: Mapping[str, Extra] = {**_MAIN, "insolvent": Extra(_E.YES, needed=False)}
# `sector` is one of those with rules of their own (law/nl/suspension.toml); `municipality_on`: it was told then.
_SUSPENSION: Mapping[str, Extra] = {
    "service": Extra(_E.LINE),
    "takes_effect_on": Extra(_E.DAY),
    "sector": Extra(_E.WORD, needed=False),
    "municipality_on": Extra(_E.DAY, needed=False),
}
_ANSWER: Mapping[str, Extra] = {"text": Extra(_E.TEXT), "their_reference": Extra(_E.LINE, needed=False)}
_REQUEST: Mapping[str, Extra] = {"received_on": Extra(_E.DAY)}
_ESTATE: Mapping[str, Extra] = {"died_on": Extra(_E.DAY)}
_INSOLVENCY: Mapping[str, Extra] = {
    "insolvency_number": Extra(_E.LINE, needed=False),
    "opened_on": Extra(_E.DAY),
}
# On what the right was given, and when.
_GIVEN: Mapping[str, Extra] = {"collateral": Extra(_E.TEXT), "created_on": Extra(_E.DAY, needed=False)}
# `term_until` is the last day of the term that a trustee set.
_EXECUTED: Mapping[str, Extra] = {**_GIVEN, "term_until": Extra(_E.DAY, needed=False)}

# What is not named here needs nothing more.
EXTRAS: Mapping[LetterKind, Mapping[str, Extra]] = {
    LetterKind.UPDATED_STATEMENT: {"voluntary": Extra(_E.YES, needed=False)},
    LetterKind.NOT_REACHED: {"attempts": Extra(_E.NUMBER, needed=False)},
    LetterKind.PHONE_CONFIRMATION: {"contact_on": Extra(_E.DAY), "text": Extra(_E.TEXT)},
    LetterKind.FOURTEEN_DAY: {"costs_after": Extra(_E.MONEY), "vat_in_costs": Extra(_E.MONEY, needed=False)},
    LetterKind.HANDING_OVER: {"to_whom": Extra(_E.LINE, needed=False)},
    LetterKind.PLAN_PROPOSAL: {**_PLAN, "offer_until": Extra(_E.DAY)},
    LetterKind.PLAN_CONFIRMATION: {**_PLAN, "agreed_on": Extra(_E.DAY)},
    LetterKind.PLAN_REFUSED: {"text": Extra(_E.TEXT)},
    LetterKind.TERM_REMINDER: {"terms": Extra(_E.TERMS)},
    LetterKind.PLAN_NOTICE: {
        "behind": Extra(_E.MONEY),
        "late_terms": Extra(_E.TERMS),
        "remitted": Extra(_E.MONEY, needed=False),
    },
    LetterKind.PLAN_ENDED: {
        "ended_on": Extra(_E.DAY),
        "behind": Extra(_E.MONEY),
        "interest_again": Extra(_E.YES, needed=False),
        "remitted": Extra(_E.MONEY, needed=False),
    },
    LetterKind.REMISSION_OFFER: {
        "to_pay": Extra(_E.MONEY),
        "remitted": Extra(_E.MONEY),
        "offer_until": Extra(_E.DAY),
        "reserved": Extra(_E.LINES, needed=False),
    },
    LetterKind.DISCHARGE: {
        "remitted": Extra(_E.MONEY, needed=False),
        "others_remain": Extra(_E.YES, needed=False),
    },
    LetterKind.EVIDENCE_REQUEST: {"wanted": Extra(_E.LINES)},
    LetterKind.GUARANTOR_NOTICE: _MAIN,
    # On `told_on` the guarantor heard that the main debtor was put in default.
    LetterKind.GUARANTOR_DEMAND: {**_DEMANDED, "told_on": Extra(_E.DAY, needed=False)},
    # As a relation of liability: joint, part, spouse, partner or heir.
    LetterKind.CO_DEBTOR_DEMAND: {**_DEMANDED, "relation": Extra(_E.WORD, needed=False)},
    LetterKind.SET_OFF: {
        "ours": Extra(_E.AMOUNTS),
        "set_off": Extra(_E.MONEY),
        # What of it goes to each claim, what then is left to pay of them, and what we still owe.
        "shares": Extra(_E.AMOUNTS, needed=False),
        "left": Extra(_E.MONEY),
        "we_owe": Extra(_E.MONEY, needed=False),
        # Why, where the law leaves a doubt; for the books, it is not said.
        "reason": Extra(_E.LINE, needed=False),
    },
    LetterKind.SUSPENSION_ANNOUNCED: {**_SUSPENSION, "help": Extra(_E.LINES, needed=False)},
    LetterKind.SUSPENSION_IN_EFFECT: {**_SUSPENSION, "lifted_when": Extra(_E.LINE, needed=False)},
    LetterKind.SUSPENSION_LIFTED: {"service": Extra(_E.LINE), "lifted_on": Extra(_E.DAY)},
    LetterKind.RETENTION_OF_TITLE: {"goods": Extra(_E.TEXT), "clause": Extra(_E.LINE, needed=False)},
    LetterKind.RECLAMATION: {"goods": Extra(_E.TEXT)},
    LetterKind.PLEDGE_NOTICE: _EXECUTED,
    LetterKind.PLEDGE_DISCLOSURE: _GIVEN,
    LetterKind.MORTGAGE_NOTICE: _EXECUTED,
    # `statement` is what the guarantee wants to be said, in its own words; `guaranteed` what is left of it.
    LetterKind.BANK_GUARANTEE_CALL: {
        "guarantee": Extra(_E.LINE),
        "called": Extra(_E.MONEY),
        "guaranteed": Extra(_E.MONEY, needed=False),
        "expires_on": Extra(_E.DAY),
        "statement": Extra(_E.TEXT),
        "enclosed": Extra(_E.LINES, needed=False),
    },
    # `kept` is what of the deposit of `held` is set off.
    LetterKind.DEPOSIT_NOTICE: {"deposit": Extra(_E.LINE), "held": Extra(_E.MONEY), "kept": Extra(_E.MONEY)},
    # `insurance_step` is what is asked of the insurer: to note what is overdue, or to take it over.
    LetterKind.INSURER_NOTICE: {
        "policy": Extra(_E.LINE),
        "insurance_step": Extra(_E.WORD),
        "insured_limit": Extra(_E.MONEY, needed=False),
        "opened_on": Extra(_E.DAY, needed=False),
        "insolvency_number": Extra(_E.LINE, needed=False),
        "text": Extra(_E.TEXT, needed=False),
    },
    LetterKind.STOCK_TAKING: {"goods": Extra(_E.TEXT, needed=False)},
    LetterKind.DISSOLUTION: {
        "contract": Extra(_E.LINE),
        "text": Extra(_E.TEXT, needed=False),
        "whole": Extra(_E.YES, needed=False),
    },
    LetterKind.CLAIM_FILING: {
        **_INSOLVENCY,
        "rank": Extra(_E.WORD),
        "securities": Extra(_E.TEXT, needed=False),
        "stock_taking": Extra(_E.YES, needed=False),
    },
    LetterKind.VAT_STATEMENT: _INSOLVENCY,
    # `balance_on`: it states what was open then; `costs_why` is why there are no collection costs in that.
    LetterKind.TRUSTEE_ANSWER: {
        **_ANSWER,
        "balance_on": Extra(_E.DAY, needed=False),
        "costs_why": Extra(_E.TEXT, needed=False),
    },
    LetterKind.PROPOSAL_VOTE: {**_ANSWER, "text": Extra(_E.TEXT, needed=False), "in_favour": Extra(_E.YES)},
    LetterKind.CLAW_BACK_ANSWER: {**_ANSWER, "accepted": Extra(_E.YES, needed=False)},
    LetterKind.HEIRS: _ESTATE,
    LetterKind.NOTARY: _ESTATE,
    LetterKind.DEBIT_MANDATE: {"mandate_reference": Extra(_E.LINE), "creditor_identifier": Extra(_E.LINE)},
    LetterKind.PRE_NOTIFICATION: {
        "terms": Extra(_E.TERMS),
        "mandate_reference": Extra(_E.LINE),
        "creditor_identifier": Extra(_E.LINE),
    },
    LetterKind.AGENCY_TRANSFER: {
        "text": Extra(_E.TEXT, needed=False),
        "known_address": Extra(_E.LINES, needed=False),
    },
    LetterKind.RECALL: {"their_reference": Extra(_E.LINE, needed=False), "text": Extra(_E.TEXT)},
    LetterKind.BAILIFF_INSTRUCTION: {
        "task": Extra(_E.TEXT),
        "before": Extra(_E.DAY, needed=False),
        "known_address": Extra(_E.LINES, needed=False),
        "interruption": Extra(_E.YES, needed=False),
    },
    # `overdue_since`: an update was due then. `received`: what was paid to us directly, and when.
    LetterKind.AGENCY_MESSAGE: {
        "their_reference": Extra(_E.LINE, needed=False),
        "overdue_since": Extra(_E.DAY, needed=False),
        "reported_on": Extra(_E.DAY, needed=False),
        "received": Extra(_E.MONEY, needed=False),
        "received_on": Extra(_E.DAY, needed=False),
        "text": Extra(_E.TEXT, needed=False),
    },
    LetterKind.ASSIGNMENT_NOTICE: {
        "assignee": Extra(_E.LINE),
        "assigned_on": Extra(_E.DAY),
        "assignee_address": Extra(_E.LINES, needed=False),
        "assignee_iban": Extra(_E.LINE, needed=False),
    },
    LetterKind.DISPUTE_ANSWER: {
        "decision": Extra(_E.WORD),
        "credited": Extra(_E.MONEY, needed=False),
        "text": Extra(_E.TEXT),
    },
    LetterKind.COMPLAINT_RECEIVED: {**_REQUEST, "decided_before": Extra(_E.DAY)},
    LetterKind.COMPLAINT_DECIDED: {**_REQUEST, "text": Extra(_E.TEXT)},
    LetterKind.DATA_REQUEST_ANSWER: {
        **_REQUEST,
        "text": Extra(_E.TEXT),
        "access": Extra(_E.YES, needed=False),
    },
    LetterKind.BALANCE_CONFIRMATION: {"as_of": Extra(_E.DAY)},
    LetterKind.ADDRESS_ENQUIRY: {"known_address": Extra(_E.LINES, needed=False)},
    # What was wrong, and what holds now. `not_meant`: the first was for another, so that nothing more is said of it.
    LetterKind.CORRECTIVE: {
        "was_wrong": Extra(_E.TEXT, needed=False),
        "holds_now": Extra(_E.TEXT, needed=False),
        "corrected_on": Extra(_E.DAY),
        "corrected_kind": Extra(_E.WORD, needed=False),
        "corrected_reference": Extra(_E.LINE, needed=False),
        "not_meant": Extra(_E.YES, needed=False),
    },
    LetterKind.ACCOUNT_MANAGER_NOTE: {"text": Extra(_E.TEXT)},
}

Value = str | int | bool | date | tuple[str, ...] | tuple[NamedAmount, ...] | tuple[StatedTerm, ...] | None
