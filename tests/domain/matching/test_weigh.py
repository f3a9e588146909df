"""How sure a match is: what points to a case, what speaks against it, and what is never ready."""

from datetime import date
from typing import Any

import pytest

from casebook.domain.matching.candidate import Candidate, Method, Proposed
from casebook.domain.matching.facts import BookedBefore, Claimed, Expected, Hit, KnownCase, Received
from casebook.domain.matching.names import likeness
from casebook.domain.matching.returns import Debit, FoundBy, Paid
from casebook.domain.matching.returns import candidates as returns
from casebook.domain.matching.subset import exact
from casebook.domain.matching.weigh import candidates
from casebook.domain.money import Cents
from casebook.law.book import book

DAY = date(2026, 11, 20)
RULES = book().defaults.matching.applied(DAY).value
NAMES = ("Bakkerij De Molen B.V.",)
ONE = KnownCase(
    1, "2026-0001", 10, NAMES, (Claimed(100, "7001", 5, Cents(124_000)), Claimed(101, "7002", 5, Cents(500)))
)
OTHER = KnownCase(2, "2026-0002", 20, ("J. Pietersen",), (Claimed(200, "8001", 5, Cents(124_000)),))
INVOICE = Hit(1, Method.INVOICE_NUMBER, RULES.number, "bank.why_invoice", {"number": "7001"}, claim_id=100)
NAMED = Hit(1, Method.NAME, RULES.name, "bank.why_name", {"name": "x", "known": "y"})
ACCOUNT = Hit(1, Method.KNOWN_ACCOUNT, RULES.own_account, "bank.why_own_account", {"iban": "NL"}, payer_id=10)
SUM = Hit(2, Method.EXACT_SUM, RULES.amount_alone, "bank.why_all_open", {"amount": 1})


def weighed(*hits: Hit, cents: int = 124_000, name: str = "", **changed: Any) -> tuple[Candidate, ...]:
    known = {1: ONE._replace(**changed), 2: OTHER}
    return candidates(Received(1, 5, Cents(cents), DAY, name), hits, known, RULES)


def codes(candidate: Candidate) -> set[str]:
    return {why.code for why in candidate.why}


def test_an_invoice_with_its_amount_is_ready_and_designates_it() -> None:
    (found,) = weighed(INVOICE)
    assert (found.ready, found.claim_ids, found.cents, found.method) == (True, (100,), 124_000, Method.INVOICE_NUMBER)
    assert found.why[0].code == "bank.why_invoice"


def test_two_signs_together_are_surer_than_each() -> None:
    alone = [weighed(hit)[0].confidence for hit in (INVOICE, ACCOUNT)]
    assert weighed(INVOICE, ACCOUNT)[0].confidence > max(alone)


@pytest.mark.parametrize("hits", [(NAMED,), (SUM,), (NAMED, SUM._replace(case_id=1))])
def test_a_name_and_an_amount_are_never_ready(hits: tuple[Hit, ...]) -> None:
    assert not any(found.ready for found in weighed(*hits, name=NAMES[0]))


def test_a_part_says_what_of_and_more_is_never_ready() -> None:
    (part,) = weighed(INVOICE, cents=4_000)
    assert "bank.why_part" in codes(part)
    (more,) = weighed(INVOICE, ACCOUNT, cents=200_000)
    assert (more.ready, "bank.why_more" in codes(more)) == (False, True)


def test_two_debtors_that_fit_alike_leave_it_to_a_person() -> None:
    other = INVOICE._replace(case_id=2, claim_id=200)
    found = weighed(INVOICE, other)
    assert [one.ready for one in found] == [False, False]
    assert all({"bank.why_ambiguous", "bank.why_disagrees"} <= codes(one) for one in found)
    assert found[0].confidence < weighed(INVOICE)[0].confidence


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"insolvent_since": DAY}, "bank.why_insolvent"),
        ({"estate": True}, "bank.why_estate"),
        ({"claims": (ONE.claims[0]._replace(safe_until=date(2026, 1, 1)),)}, "bank.why_lapsed"),
        ({"claims": (ONE.claims[0]._replace(in_euro=False),)}, "bank.why_currency"),
        ({"claims": (ONE.claims[0]._replace(creditor_id=6),)}, "bank.why_other_entity"),
    ],
)
def test_what_a_person_has_to_look_at_is_never_ready(changed: dict[str, Any], code: str) -> None:
    (found,) = weighed(INVOICE, ACCOUNT, **changed)
    assert (found.ready, code in codes(found)) == (False, True)


def test_money_that_comes_back_is_no_payment() -> None:
    known = {1: ONE}
    received = Received(1, 5, Cents(124_000), DAY, "", came_back=True)
    (found,) = candidates(received, [INVOICE, ACCOUNT], known, RULES)
    assert (found.ready, "bank.why_came_back" in codes(found)) == (False, True)


def test_a_receipt_is_never_ready_where_the_ledger_books_a_part_of_what_it_would_pay() -> None:
    claims = (ONE.claims[0], ONE.claims[1]._replace(creditor_id=6))
    ledger = frozenset([6])
    (both,) = weighed(ACCOUNT, cents=124_500, claims=claims, by_ledger=ledger)
    assert (both.proposed, both.ready, "bank.why_ledger_too" in codes(both)) == (Proposed.BOOK, False, True)
    (ours,) = weighed(INVOICE, ACCOUNT, claims=claims, by_ledger=ledger)
    assert (ours.proposed, ours.ready) == (Proposed.BOOK, True)
    two = (INVOICE, INVOICE._replace(claim_id=101), ACCOUNT)
    (named,) = weighed(*two, cents=124_500, claims=claims, by_ledger=ledger)
    assert (named.proposed, named.ready) == (Proposed.AWAIT_LEDGER, False)


def test_an_insolvency_that_began_later_changes_nothing() -> None:
    assert weighed(INVOICE, insolvent_since=date(2026, 11, 21))[0].ready


def test_what_was_booked_before_is_confirmed_and_what_the_ledger_books_waits() -> None:
    before = BookedBefore(7, date(2026, 11, 18), Cents(124_000), (100,))
    (found,) = weighed(INVOICE, booked=(before,), claims=(ONE.claims[0]._replace(open=Cents(0)),))
    assert (found.proposed, found.payment_id, found.ready) == (Proposed.CONFIRM, 7, True)
    (late,) = weighed(INVOICE, booked=(before._replace(on_day=date(2026, 11, 14)),))
    assert late.proposed is Proposed.BOOK
    (waits,) = weighed(INVOICE, by_ledger=frozenset([5]))
    assert (waits.proposed, waits.ready) == (Proposed.AWAIT_LEDGER, False)


def test_a_term_designates_what_its_arrangement_covers() -> None:
    (found,) = weighed(ACCOUNT, cents=25_000, expected=(Expected(2, DAY, Cents(25_000), (101, 100)),))
    assert (found.claim_ids, found.ready, "bank.why_term" in codes(found)) == ((101, 100), True, True)


def test_open_claims_that_add_up_are_found_where_only_one_set_does() -> None:
    open_ = {1: Cents(100), 2: Cents(250), 3: Cents(400), 4: Cents(650)}
    assert exact(Cents(250), open_) == (2,)
    assert exact(Cents(1400), open_) == (1, 2, 3, 4)
    assert exact(Cents(350), open_) == (1, 2)
    assert exact(Cents(351), open_) is None
    # 100 with 650, and 100 with 250 and 400.
    assert exact(Cents(750), open_) is None
    assert exact(Cents(5), {1: Cents(5), 2: Cents(5)}) is None
    # 100 with 400, and 250 with itself: what is paid already, or too much, is no part of it.
    assert exact(Cents(500), {**open_, 5: Cents(0), 6: Cents(-150)}) == (1, 3)
    assert exact(Cents(350), {1: Cents(100), 2: Cents(250), 3: Cents(0)}) == (1, 2)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Bakkerij De Molen B.V.", "BAKKERIJ DE MOLEN BV", True),
        ("Hr J Pietersen", "J. Pietersen", True),
        ("Pietersen J. en/of A. Smit", "J. Pietersen", True),
        ("Jansen", "Janssen", True),
        ("J. Pietersen", "K. Bakker", False),
        ("Van Dam Bouw", "Van Dam Beheer", False),
    ],
)
def test_names_are_alike_however_they_are_written(one: str, other: str, alike: bool) -> None:
    assert (likeness(one, other) >= RULES.name_likeness) == alike


def test_a_debit_takes_back_what_the_bank_says_and_only_then_at_once() -> None:
    debit = Debit(Cents(-500), DAY, "MS03", is_reversal=False)
    first = Paid(1, 1, date(2026, 10, 1), frozenset([FoundBy.END_TO_END]))
    second = Paid(2, 1, date(2026, 11, 1), frozenset([FoundBy.ACCOUNT]))
    found = returns(debit, [second, first], RULES)
    assert [(one.payment_id, one.proposed) for one in found] == [(1, Proposed.RETURN), (2, Proposed.RETURN)]
    assert returns(debit, [first], RULES)[0].ready
    assert not returns(debit._replace(return_code=None), [first], RULES)[0].ready
    alike = returns(debit, [second, second._replace(payment_id=3, on_day=date(2026, 11, 3))], RULES)
    assert [(one.payment_id, one.ready) for one in alike] == [(3, False), (2, False)]
    assert returns(debit, [first._replace(on_day=date(2026, 12, 1))], RULES) == ()
    assert returns(debit, [first._replace(on_day=DAY)], RULES)[0].ready
    taken_back = debit._replace(return_code=None, is_reversal=True)
    assert returns(taken_back, [first], RULES)[0].ready
