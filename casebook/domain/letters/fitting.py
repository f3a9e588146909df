"""Which letters fit how a case stands, with why: what needs work first, then the next step of asking for money."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.parameters import Parameters
from casebook.domain.security.facts import SecurityKind
from casebook.domain.security.letters import LETTERS

_K = LetterKind
_INTERRUPT = ("limitation", "interest", "interest_edge", "relied_on", "unproven", "unproven_open", "insolvency_window")
_INSURER = ("report", "report_passed", "hand_over", "hand_over_passed")
# What is said to need work, and the letters that do it.
_BY_SIGNAL: Mapping[str, tuple[LetterKind, ...]] = {
    **{f"signal.{name}": (_K.INTERRUPTION,) for name in _INTERRUPT},
    "signal.limitation_proof": (_K.BAILIFF_INSTRUCTION,),
    "signal.limitation_proof_late": (_K.BAILIFF_INSTRUCTION,),
    "signal.letter_returned": (_K.ADDRESS_ENQUIRY,),
    "signal.no_address": (_K.ADDRESS_ENQUIRY, _K.BAILIFF_INSTRUCTION),
    "signal.plan_draft": (_K.PLAN_PROPOSAL,),
    "signal.plan_evidence": (_K.EVIDENCE_REQUEST,),
    "signal.plan_document": (_K.PLAN_CONFIRMATION,),
    "signal.plan_behind": (_K.PLAN_NOTICE, _K.TERM_REMINDER),
    "signal.plan_break": (_K.PLAN_ENDED,),
    "signal.plan_thank": (_K.THANK_YOU, _K.DISCHARGE),
    "signal.plan_tell_sales": (_K.ACCOUNT_MANAGER_NOTE,),
    "signal.finance_due": (_K.EVIDENCE_REQUEST,),
    "signal.finance_insufficient": (_K.EVIDENCE_REQUEST,),
    "signal.debit_mandate": (_K.DEBIT_MANDATE,),
    "signal.debit_collect": (_K.PRE_NOTIFICATION,),
    "signal.find_heirs": (_K.NOTARY,),
    "signal.estate_open": (_K.HEIRS,),
    "signal.heirs_liable": (_K.HEIRS,),
    "signal.dispute_settle": (_K.DISPUTE_ANSWER,),
    **{f"signal.insurance_{name}": (_K.INSURER_NOTICE,) for name in _INSURER},
}
_COMPLAINT = "complaint"
# In order: each is sent once the one before it did not help. Only a consumer gets the third.
_LADDER = (_K.REMINDER, _K.NOTICE_OF_DEFAULT, _K.FOURTEEN_DAY, _K.DEMAND, _K.HANDING_OVER)
# While these go on nobody is pressed to pay.
_NOT_PRESSED = frozenset({"insolvency", "counselling", "estate", "agency", "court", "arrangement"})


class Situation(NamedTuple):
    """How a case stands, as far as letters go by it.

    `signals` say what needs work; `tracks` what goes on; `sent` the kinds that left with the last day, `prepared` those
    that wait in the house; `liable` by what relation others can be asked, also where the debtor cannot.
    `owes`: he can be.
    `in_default` is None where that is not known.
    """

    signals: Sequence[tuple[str, Parameters]] = ()
    tracks: Collection[str] = ()
    sent: Mapping[LetterKind, date] = {}
    prepared: Collection[LetterKind] = ()
    liable: Collection[str] = ()
    owes: bool = False
    consumer: bool = False
    in_default: bool | None = None
    not_reached_on: date | None = None


# What is asked in a proceeding that is not answered by a plain letter.
_ANSWERS: Mapping[str, LetterKind] = {
    "request_of_proposal": _K.PROPOSAL_VOTE,
    "request_of_reconsideration": _K.PROPOSAL_VOTE,
    "request_of_claw_back": _K.CLAW_BACK_ANSWER,
}


class Fit(NamedTuple):
    """A kind that fits, and the sentence that says why."""

    kind: LetterKind
    code: str
    parameters: Parameters


def fitting(of: Situation) -> tuple[Fit, ...]:
    """Return the kinds that fit, each once, what needs work first."""
    found: dict[LetterKind, Fit] = {}
    for fit in (*_work(of), *_going_on(of), *_next_step(of), *_beside(of)):
        if fit.kind not in of.prepared:
            found.setdefault(fit.kind, fit)
    return tuple(found.values())


def _work(of: Situation) -> Iterator[Fit]:
    for code, parameters in of.signals:
        for kind in _by_signal(code, parameters):
            yield Fit(kind, code, parameters)


def _by_signal(code: str, parameters: Parameters) -> tuple[LetterKind, ...]:
    complains = parameters.get("kind") == _COMPLAINT
    match code:
        case "signal.request_acknowledge" if complains:
            return (_K.COMPLAINT_RECEIVED,)
        case "signal.request_answer":
            return (_K.COMPLAINT_DECIDED if complains else _K.DATA_REQUEST_ANSWER,)
        case "signal.security_invoke" | "signal.security_expiring":
            return LETTERS[SecurityKind(str(parameters["kind"]).removeprefix("security_kind_"))]
        case "signal.trustee_request":
            return (_ANSWERS.get(str(parameters["kind"]), _K.TRUSTEE_ANSWER),)
        case "signal.service_tell":
            return (LetterKind(str(parameters["letter"]).removeprefix("letter_kind_")),)
        case _:
            return _BY_SIGNAL.get(code, ())


def _going_on(of: Situation) -> Iterator[Fit]:
    if "insolvency" in of.tracks:
        for kind in (_K.CLAIM_FILING, _K.VAT_STATEMENT):
            yield Fit(kind, "letter_fit.insolvency", {})
    if "agency" in of.tracks:
        yield Fit(_K.RECALL, "letter_fit.agency", {})
    if "estate" in of.tracks:
        yield Fit(_K.HEIRS, "letter_fit.estate", {})


def _next_step(of: Situation) -> Iterator[Fit]:
    """Yield what is asked next of one who owes, where he may be pressed to pay."""
    if not of.owes or _NOT_PRESSED & set(of.tracks):
        return
    if of.not_reached_on is not None:
        yield Fit(_K.NOT_REACHED, "letter_fit.not_reached", {"on": of.not_reached_on})
    steps = [kind for kind in _LADDER if _is_step(kind, of)]
    reached = max((at for at, kind in enumerate(steps) if kind in of.sent), default=-1)
    if reached + 1 < len(steps):
        kind = steps[reached + 1]
        if reached < 0:
            yield Fit(kind, "letter_fit.first", {})
        else:
            before = steps[reached]
            yield Fit(kind, "letter_fit.after", {"letter": f"letter_kind_{before}", "on": of.sent[before]})


def _is_step(kind: LetterKind, of: Situation) -> bool:
    if kind is _K.NOTICE_OF_DEFAULT:
        return of.in_default is False
    return kind is not _K.FOURTEEN_DAY or (of.consumer and of.in_default is not False)


def _beside(of: Situation) -> Iterator[Fit]:
    if "guarantor" in of.liable:
        yield Fit(_K.GUARANTOR_DEMAND, "letter_fit.guarantor", {})
    if set(of.liable) - {"guarantor", "heir"}:
        yield Fit(_K.CO_DEBTOR_DEMAND, "letter_fit.co_debtor", {})
