"""Whether what we owe may be set off, from which day, and what a person has to answer for (BW 6:127-6:137, Fw 53)."""

from datetime import date
from typing import Any

import pytest

from casebook.domain.finding import Caution, Step
from casebook.domain.money import Cents
from casebook.domain.set_off import Insolvent, SetOffAnswer, SetOffFacts, Verdict, set_off
from casebook.law.book import book
from casebook.words import LANGUAGES, say

TODAY = date(2026, 11, 21)
ITEM, CLAIM, DUE = date(2026, 9, 1), date(2026, 8, 1), date(2026, 8, 31)


def answered(**facts: Any) -> SetOffAnswer:
    known: dict[str, Any] = {
        "declared_on": TODAY,
        "same_creditor": True,
        "same_debtor": True,
        "item_on": ITEM,
        "item_contested": False,
        "currency": "EUR",
        "claim_on": CLAIM,
        "due_on": DUE,
    }
    found = set_off(SetOffFacts(**known | facts), book().set_off)
    parts: list[Step[Verdict] | Caution] = [*found.steps, *found.warnings]
    for part in parts:
        assert part.source
        for language in LANGUAGES:
            assert say(part.code, part.parameters, language)
    if found.value.why is not None:
        assert found.value.why in found.steps
    return found.value


@pytest.mark.parametrize(
    ("facts", "since"),
    [
        ({}, ITEM),
        ({"item_on": date(2026, 7, 1)}, date(2026, 9, 1)),
        ({"due_on": None}, ITEM),
        ({"due_on": None, "claim_on": date(2026, 10, 1)}, date(2026, 10, 1)),
        ({"interest_paid_on": date(2026, 10, 5)}, date(2026, 10, 5)),
        ({"interest_paid_on": date(2026, 8, 20)}, ITEM),
        ({"declared_on": date(2026, 10, 1), "interest_paid_on": date(2026, 10, 20)}, date(2026, 10, 1)),
    ],
)
def test_it_works_back_to_when_it_became_possible(facts: dict[str, Any], since: date) -> None:
    assert answered(**facts) == SetOffAnswer(Verdict.POSSIBLE, since, None)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"same_debtor": False}, "set_off.other_debtor"),
        ({"same_creditor": False}, "set_off.other_creditor"),
        ({"currency": "USD"}, "set_off.other_currency"),
        ({"item_contested": True}, "set_off.item_contested"),
        ({"item_on": date(2026, 12, 1)}, "set_off.item_ahead"),
        ({"ended": True}, "set_off.ended"),
        ({"due_on": None, "claim_on": None}, "set_off.due_unknown"),
        ({"due_on": TODAY}, "set_off.not_due"),
        ({"same_creditor": False, "ended": True}, "set_off.other_creditor"),
    ],
)
def test_what_is_in_its_way_is_named_first(facts: dict[str, Any], code: str) -> None:
    answer = answered(**facts)
    assert (answer.verdict, answer.effective_on) == (Verdict.IMPOSSIBLE, None)
    assert answer.why is not None
    assert answer.why.code == code


def test_on_the_day_after_the_last_day_of_payment_it_can_be_declared() -> None:
    assert answered(declared_on=date(2026, 9, 1)).effective_on == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("lapsed", "verdict"),
    [
        (date(2026, 9, 2), Verdict.POSSIBLE),
        (ITEM, Verdict.WITH_REASON),
        (date.min, Verdict.WITH_REASON),
    ],
)
def test_a_claim_that_lapsed_can_be_set_off_where_that_was_possible_before(lapsed: date, verdict: Verdict) -> None:
    """Invariant 13 (BW 6:131)."""
    assert answered(lapsed_on=lapsed).verdict is verdict


@pytest.mark.parametrize(
    ("regime", "since", "facts", "code"),
    [
        ("bankruptcy", date(2026, 10, 1), {}, "set_off.insolvent"),
        ("bankruptcy", date(2026, 10, 1), {"due_on": date(2027, 1, 1)}, "set_off.insolvent"),
        ("bankruptcy", date(2026, 8, 15), {}, "set_off.insolvent_after"),
        ("bankruptcy", ITEM, {}, "set_off.insolvent_after"),
        ("bankruptcy", date(2026, 10, 1), {"claim_on": date(2026, 10, 1)}, "set_off.insolvent_after"),
        ("wsnp", date(2026, 10, 1), {}, "set_off.insolvent"),
        ("suspension_of_payments", date(2026, 10, 1), {}, "set_off.insolvent"),
        ("whoa", date(2026, 10, 1), {}, "set_off.regime_unknown"),
    ],
)
def test_in_insolvency_it_takes_a_person(regime: str, since: date, facts: dict[str, Any], code: str) -> None:
    if regime == "whoa":
        found = set_off(
            SetOffFacts(TODAY, True, True, ITEM, False, "EUR", CLAIM, DUE, insolvent=Insolvent(regime, since)),
            book().set_off,
        ).value
    else:
        found = answered(insolvent=Insolvent(regime, since), **facts)
    assert found.verdict is Verdict.WITH_REASON
    assert found.why is not None
    assert found.why.code == code


def test_what_is_contested_or_taken_over_is_a_caution_only() -> None:
    facts = SetOffFacts(TODAY, True, True, ITEM, False, "EUR", CLAIM, DUE, contested=Cents(500), respite=True)
    found = set_off(facts, book().set_off)
    codes = [caution.code for caution in found.warnings]
    assert codes == ["set_off.contested", "set_off.respite", "set_off.objections", "set_off.unread"]
    assert found.value.verdict is Verdict.POSSIBLE


def test_articles_that_nobody_read_are_named_and_no_others() -> None:
    facts = SetOffFacts(TODAY, True, True, ITEM, False, "EUR", CLAIM, DUE, lapsed_on=TODAY)
    (unread,) = (c for c in set_off(facts, book().set_off).warnings if c.code == "set_off.unread")
    assert "BW 6:127 lid 2" in unread.parameters["articles"]
    assert "BW 6:131 lid 1" not in unread.parameters["articles"]
