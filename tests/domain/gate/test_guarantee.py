"""Before a guarantor is asked to pay, what is weak in his guarantee is said; it stops nothing."""

import pytest

from casebook.domain.gate import Severity, check
from casebook.domain.guarantee import GuaranteePoint
from casebook.domain.letters.kinds import LetterKind
from tests.domain.gate.world import CLAIM, DEBTOR, RULES, claim, facts, outgoing, stated

WEAK = GuaranteePoint("guarantee.no_maximum", "BW 7:858 lid 1")


@pytest.mark.parametrize("kind", [LetterKind.GUARANTOR_DEMAND, LetterKind.GUARANTOR_NOTICE, LetterKind.DEMAND])
def test_a_weak_guarantee_is_told_once_and_only_where_payment_is_asked_of_the_guarantor(kind: LetterKind) -> None:
    known = facts(claim(guarantee=(WEAK,)))
    several = {CLAIM: known.claims[CLAIM], CLAIM + 1: known.claims[CLAIM]}
    asked = outgoing(kind, stated(), stated(claim_id=CLAIM + 1), party_id=DEBTOR)
    found = [one for one in check(asked, facts(claims=several), RULES) if one.rule == WEAK.code]
    told = [(one.source, one.severity) for one in found]
    assert told == ([(WEAK.source, Severity.WARNS)] if kind is LetterKind.GUARANTOR_DEMAND else [])
