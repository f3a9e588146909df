"""What a clean slate covers, and what it does not: of the claim, of its interest, and of whoever stood surety."""

from dataclasses import replace
from datetime import date

import pytest

from casebook.domain.limitation.answer import Status
from casebook.domain.limitation.clock import limitation
from casebook.domain.limitation.clocks import Clock, ClockKey, ClockKind, Reaching, limitations
from casebook.domain.limitation.facts import Insolvency, LimitationFacts, SlateException
from casebook.domain.limitation.rules import LimitationRules

DUE, TODAY = date(2023, 7, 1), date(2026, 11, 21)
SLATE = Insolvency("wsnp", date(2024, 3, 15), date(2025, 9, 14), clean_slate=True)
FACTS = LimitationFacts("contract", TODAY, {"due_on": DUE})
KEY = ClockKey("1", ClockKind.PRINCIPAL, "debtor")


@pytest.mark.parametrize(
    ("ground", "source"),
    [
        (SlateException.FINE, "Fw 358 lid 4"),
        (SlateException.COMPENSATION, "Fw 358 lid 4"),
        (SlateException.STUDENT_DEBT, "Fw 299a"),
    ],
)
def test_what_is_excepted_stays_enforceable(ground: SlateException, source: str, rules: LimitationRules) -> None:
    covered = limitation(replace(FACTS, events=(SLATE,)), rules)
    assert covered.value.status is Status.UNENFORCEABLE
    found = limitation(replace(FACTS, events=(SLATE,), slate_exception=ground), rules)
    assert (found.value.status, found.value.ends.safe_until) == (Status.RUNNING, date(2028, 7, 1))
    assert (found.steps[-1].code, found.steps[-1].source) == ("limitation.slate_exception", source)
    # What is less than sure says so.
    uncertain = [one.source for one in found.warnings if one.code == "limitation.note"]
    assert uncertain == ([source] if ground is SlateException.STUDENT_DEBT else [])


def test_an_exception_without_a_clean_slate_changes_nothing(rules: LimitationRules) -> None:
    plain = limitation(FACTS, rules)
    excepted = limitation(replace(FACTS, slate_exception=SlateException.FINE), rules)
    assert (excepted.value, excepted.steps) == (plain.value, plain.steps)


def test_a_guarantor_and_a_co_debtor_have_clocks_of_their_own(rules: LimitationRules) -> None:
    """Fw 160; 300; 358: the clean slate of the main debtor releases nobody beside him."""
    guarantee = LimitationFacts("guarantee", TODAY, {"due_on": DUE})
    clocks = {
        KEY: Clock(FACTS),
        KEY._replace(kind=ClockKind.INTEREST): Clock(
            LimitationFacts("running_interest", TODAY, {"from": date(2023, 7, 2)}), main=KEY
        ),
        KEY._replace(debtor="guarantor"): Clock(guarantee, main=KEY),
        KEY._replace(debtor="partner"): Clock(FACTS),
    }
    found = limitations(clocks, [Reaching(SLATE, frozenset(["debtor"]))], rules)
    assert {(key.debtor, key.kind): one.value.status for key, one in found.items()} == {
        ("debtor", ClockKind.PRINCIPAL): Status.UNENFORCEABLE,
        ("debtor", ClockKind.INTEREST): Status.UNENFORCEABLE,
        ("guarantor", ClockKind.PRINCIPAL): Status.RUNNING,
        ("partner", ClockKind.PRINCIPAL): Status.RUNNING,
    }
    warned = found[KEY._replace(debtor="guarantor")].warnings
    assert [one.source for one in warned if one.code == "limitation.main_unenforceable"] == ["Fw 300"]
