"""What a clean slate covers, and what it does not: of the claim, of its interest, and of whoever stood surety."""

from dataclasses import replace
from datetime import date

import pytest

from casebook.domain.limitation.answer import Status
from casebook.domain.limitation.clock import limitation
from casebook.domain.limitation.clocks import Clock, ClockKey, ClockKind, Reaching, limitations
from casebook.domain.limitation.facts import Insolvency, LimitationFacts, Proof, SlateException
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


WITHDRAWN = replace(SLATE, clean_slate=False)
BANKRUPT = Insolvency("bankruptcy", SLATE.start, SLATE.until)


def of(due_on: date = DUE, ground: SlateException | None = None, kind: str = "contract") -> LimitationFacts:
    return LimitationFacts(kind, TODAY, {"due_on": due_on}, slate_exception=ground)


@pytest.mark.parametrize(
    ("claim", "happened", "covered", "told"),
    [
        # What was owed on the first day is unenforceable, filed or not (Fw 299 lid 1; 358 lid 1).
        (of(), SLATE, True, ("limitation.clean_slate", "Fw 358")),
        (of(SLATE.start), SLATE, True, ("limitation.clean_slate", "Fw 358")),
        (of(kind="periodic"), SLATE, True, ("limitation.clean_slate", "Fw 358")),
        # A debt of after that day is none of the scheme's: not of during it, and not of after it.
        (of(date(2024, 3, 16)), SLATE, False, ("limitation.clean_slate_cover", "Fw 299")),
        (of(date(2025, 9, 14)), SLATE, False, ("limitation.clean_slate_cover", "Fw 299")),
        (of(date(2025, 9, 15)), SLATE, False, None),
        # Fines, what is paid to a victim, and student debt survive it, whenever they were due.
        (of(ground=SlateException.FINE), SLATE, False, ("limitation.slate_exception", "Fw 358 lid 4")),
        (of(ground=SlateException.COMPENSATION), SLATE, False, ("limitation.slate_exception", "Fw 358 lid 4")),
        (of(ground=SlateException.STUDENT_DEBT), SLATE, False, ("limitation.slate_exception", "Fw 299a")),
        (of(SLATE.start, SlateException.FINE), SLATE, False, ("limitation.slate_exception", "Fw 358 lid 4")),
        # One that is not proven, that was withdrawn (Fw 358a), or that is still to come covers nothing yet.
        (of(), replace(SLATE, proof=Proof.ASSERTED), False, ("limitation.clean_slate_not_proven", "Fw 358")),
        (of(), replace(SLATE, proof=Proof.VOID), False, None),
        (of(), WITHDRAWN, False, None),
        (of(), replace(SLATE, until=date(2026, 11, 22)), False, None),
        (of(), replace(SLATE, until=None), False, None),
        # A bankruptcy of a natural person leaves his debts (Fw 195).
        (of(), BANKRUPT, False, None),
    ],
)
def test_which_claims_survive_a_clean_slate(
    claim: LimitationFacts,
    happened: Insolvency,
    covered: bool,
    told: tuple[str, str] | None,
    rules: LimitationRules,
) -> None:
    found = limitation(replace(claim, events=(happened,)), rules)
    assert (found.value.status is Status.UNENFORCEABLE) == covered
    said = {(one.code, one.source) for one in found.steps if "slate" in one.code}
    said |= {(one.code, one.source) for one in found.warnings if "slate" in one.code}
    # That there are exceptions is said of what is covered.
    exceptions = {("limitation.clean_slate_exceptions", "Fw 358 lid 4; Fw 299a; Fw 358a")} if covered else set()
    assert said == exceptions | ({told} if told else set())


def test_every_exception_is_in_the_table(rules: LimitationRules) -> None:
    assert rules.slate_exception.keys() == set(SlateException)


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
