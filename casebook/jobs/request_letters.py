"""The letters that answer what was asked of us in a proceeding, with what is known of each."""

from collections.abc import Mapping
from datetime import date

from casebook.domain.insolvency.requests import OFFERS, RequestKind
from casebook.domain.letters.extras import EXTRAS, Value
from casebook.domain.letters.kinds import LetterKind
from casebook.errors import Refused
from casebook.jobs.balance_answer import BalanceAnswer, balance_answer
from casebook.jobs.drafting import HOUSE, Settings, Wanted
from casebook.store.database import Database
from casebook.store.queries import insolvency_requests
from casebook.store.queries.insolvency_requests import RequestRow
from casebook.words import say

ORIGIN = "insolvency_request"
_K = LetterKind
KINDS = frozenset({_K.TRUSTEE_ANSWER, _K.PROPOSAL_VOTE, _K.CLAW_BACK_ANSWER})
_LANGUAGE = "SELECT COALESCE(language, 'nl') FROM party WHERE id = ?"


def kind_of(kind: RequestKind) -> LetterKind:
    """Return the kind of letter that answers a request."""
    if kind in OFFERS:
        return _K.PROPOSAL_VOTE
    return _K.CLAW_BACK_ANSWER if kind is RequestKind.CLAW_BACK else _K.TRUSTEE_ANSWER


def which(database: Database, case_id: int, kind: LetterKind) -> RequestRow | None:
    """Return the request of a case that a letter of a kind answers, the first to be answered; None without one."""
    found = insolvency_requests.of_case(database, case_id)
    return next((one for one in found if one.course.is_open and kind_of(one.kind) is kind), None)


def said(database: Database, row: RequestRow, day: date) -> Mapping[str, Value]:
    """Return what the letter says that answers a request, as far as that is known; the balance from the ledger."""
    language: str = database.value(_LANGUAGE, (row.party_id,))
    values: dict[str, Value] = {"their_reference": row.reference}
    if row.kind is RequestKind.BALANCE and row.as_of is not None:
        values |= {"balance_on": row.as_of, "text": say("request_letter.balance", {"on": row.as_of}, language)}
        found = balance(database, row, day)
        if found is not None:
            values["costs_why"] = costs_why(found, language)
    if row.kind in OFFERS:
        # Why we take it is our own matter; why we do not is what they ask.
        values |= {"in_favour": bool(row.in_favour), "text": "" if row.in_favour else row.decided_because}
    if row.kind is RequestKind.CLAW_BACK:
        values["text"] = row.review
    return values


def balance(database: Database, row: RequestRow, day: date) -> BalanceAnswer | None:
    """Return the balance that a request asks, None where it asks none, or nothing was open."""
    if row.as_of is None:
        return None
    try:
        return balance_answer(database, day, row.case_id, row.party_id, row.as_of)
    except Refused:
        return None


def costs_why(found: BalanceAnswer, language: str) -> str:
    """Return why a balance has no collection costs, empty where it has, or where nothing speaks against them."""
    if found.unmet is None or found.costs:
        return ""
    told = {"cents": found.costs, "on": found.on, **found.unmet.parameters}
    over = found.unmet.code.startswith("costs.letter_term_over")
    presumed = over and told.get("presumed_on") is not None
    code = "presumed" if presumed else "received" if over and told.get("last_day") is not None else "unmet"
    return say(f"request_letter.costs_{code}", told, language)


def wanted(database: Database, row: RequestRow, day: date, settings: Settings = HOUSE) -> Wanted:
    """Return what the letter is wanted about that answers a request."""
    kind = kind_of(row.kind)
    known = {name: one for name, one in said(database, row, day).items() if name in EXTRAS[kind] and one}
    return Wanted(to=row.party_id, extras=known, origin=ORIGIN, origin_id=row.id, settings=settings)
