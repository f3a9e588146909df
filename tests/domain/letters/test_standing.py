"""How a letter stands: by its days, its dispatches and the gate."""

from datetime import date
from typing import Any

import pytest

from casebook.domain.calendar import Holidays, Term
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.proof import Doubt, ReturnedAs
from casebook.domain.letters.standing import DispatchFacts, LetterDays, LetterState, ProofRules, standing
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.limitation.grade import Grade
from casebook.domain.limitation.proof_days import WritRules

S, W = LetterState, DispatchWay
FRIDAY, MONDAY, SENT = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)
NO_HOLIDAYS = Holidays({}, frozenset())
RULES = ProofRules(WritRules(writ=5, proof=3), Term(14, "days"), NO_HOLIDAYS)


def letter(*dispatches: DispatchFacts, kind: LetterKind = LetterKind.INTERRUPTION, **more: Any) -> LetterDays:
    days: dict[str, Any] = {
        "needed_by": date(2026, 12, 20),
        "released_on": FRIDAY,
        "withdrawn_on": None,
        "corrected": False,
        "verified": False,
    }
    return LetterDays(kind, FRIDAY, dispatches=dispatches, **(days | more))


def sent(way: DispatchWay = W.REGISTERED, **more: Any) -> DispatchFacts:
    return DispatchFacts(way, began=True, sent_on=SENT, **more)


@pytest.mark.parametrize(
    ("given", "state", "due_on", "grade"),
    [
        (letter(DispatchFacts(W.ORDINARY), released_on=None), S.PREPARED, MONDAY, None),
        (letter(DispatchFacts(W.ORDINARY), released_on=None, stops=("stop.x",)), S.REFUSED, MONDAY, None),
        (letter(DispatchFacts(W.ORDINARY), released_on=None, stops=()), S.READY, MONDAY, None),
        # What is of use for one day more is due by then.
        (letter(DispatchFacts(W.ORDINARY), released_on=None, needed_by=FRIDAY), S.PREPARED, FRIDAY, None),
        (letter(DispatchFacts(W.ORDINARY)), S.RELEASED, MONDAY, None),
        (letter(DispatchFacts(W.ORDINARY), sent()), S.RELEASED, MONDAY, None),
        (letter(DispatchFacts(W.ORDINARY, failed_on=SENT)), S.RELEASED, MONDAY, None),
        (letter(DispatchFacts(W.EMAIL, began=True), sent()), S.SENDING, MONDAY, None),
        (letter(DispatchFacts(W.EMAIL, began=True, doubt=Doubt.OPEN), sent()), S.IN_DOUBT, MONDAY, None),
        # Its proof is in while a writ can still be served, or at the end where that is past.
        (letter(sent()), S.SENT, date(2026, 12, 8), None),
        (letter(sent(), needed_by=date(2026, 11, 30)), S.SENT, date(2026, 11, 30), None),
        (letter(sent(), needed_by=date(2026, 12, 4)), S.SENT, date(2026, 11, 27), None),
        (letter(sent(), needed_by=None), S.SENT, date(2026, 12, 8), None),
        # Of ordinary post none will come, and of other letters none is needed.
        (letter(sent(W.ORDINARY)), S.SENT, None, Grade.WEAK),
        (letter(sent(), kind=LetterKind.REMINDER), S.SENT, None, None),
        (letter(sent(returned_as=ReturnedAs.UNCOLLECTED)), S.SENT, None, Grade.WEAK),
        (letter(sent(returned_as=ReturnedAs.REFUSED)), S.SENT, None, Grade.WEAK),
        (letter(sent(returned_as=ReturnedAs.MOVED)), S.RETURNED_UNDELIVERABLE, SENT, None),
        (letter(sent(returned_as=ReturnedAs.MOVED), sent(W.EMAIL)), S.SENT, date(2026, 12, 8), None),
        (letter(sent(W.EMAIL, returned_as=ReturnedAs.BOUNCED)), S.RETURNED_UNDELIVERABLE, SENT, None),
        (letter(sent(), sent(W.EMAIL, grade=Grade.STRONG)), S.PROVEN, None, Grade.STRONG),
        (letter(sent(W.EMAIL, grade=Grade.MEDIUM)), S.PROVEN, None, Grade.MEDIUM),
        # Threefold to a verified address is of medium strength, which a lead has yet to confirm.
        (letter(sent(), sent(W.ORDINARY), sent(W.EMAIL), verified=True), S.SENT, date(2026, 12, 8), Grade.MEDIUM),
        (letter(sent(), corrected=True), S.CORRECTED, None, None),
        (letter(DispatchFacts(W.ORDINARY), withdrawn_on=SENT), S.WITHDRAWN, None, None),
    ],
)
def test_a_letter_stands(given: LetterDays, state: LetterState, due_on: date | None, grade: Grade | None) -> None:
    assert standing(given, RULES) == (state, due_on, grade)
