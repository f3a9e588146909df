"""Interest that has run on a claim, from what is stored of it."""

from datetime import date
from typing import Any

import pytest

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.interest import InterestFacts, InterestKind, interest
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.money import Cents
from casebook.store.actions.claims import AddClaim, FreezeInterest, WithdrawClaim
from casebook.store.actions.ledger import CreditClaim
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.receipts import Receipt
from casebook.store.case_accounts import accounts
from casebook.store.claim_interest import ClaimInterest
from casebook.store.models.claims import RateKind
from casebook.store.models.limitation import Grade
from tests.store.actions.desk import FACTS, TODAY, Desk

HALF_YEAR = date(2026, 6, 30)
SEPTEMBER = date(2026, 9, 1)


def claim(desk: Desk, cents: int = 100000, due_on: date = HALF_YEAR, **facts: Any) -> int:
    return desk.claim(f"F-{due_on}", cents, invoice_on=due_on, due_on=due_on, **facts)


def run(desk: Desk, claim_id: int, day: date = TODAY) -> ClaimInterest:
    found = accounts(desk.database, desk.case, day)
    assert found is not None
    return found.interest[claim_id]


def charged(desk: Desk, claim_id: int) -> list[int]:
    query = "SELECT cents FROM ledger_entry WHERE claim_id = ? AND component = 'interest' AND kind = 'charge'"
    return [cents for (cents,) in desk.database.fetch(f"{query} ORDER BY id", (claim_id,))]


def test_statutory_interest_runs_from_default_to_the_day_before_payment(desk: Desk) -> None:
    # 143 days at 4 percent over 1,000.00.
    found = run(desk, claim(desk))
    assert (found.run_up, found.per_day, found.lapsed, found.reason) == (1567, 11, 0, None)
    assert found.finding is not None
    assert [(row.start, row.until, row.days) for row in found.finding.value.rows] == [(date(2026, 7, 1), TODAY, 143)]


def test_of_commercial_interest_the_day_of_payment_counts(desk: Desk) -> None:
    # 144 days at 10.40 percent.
    assert run(desk, claim(desk, rate_kind=RateKind.COMMERCIAL)).run_up == 4103


def test_agreed_interest_has_its_own_rate(desk: Desk) -> None:
    # 143 days at 12 percent.
    assert run(desk, claim(desk, rate_kind=RateKind.CONTRACTUAL, rate="12")).run_up == 4701


def test_from_the_day_of_a_payment_less_of_the_principal_bears_interest(desk: Desk) -> None:
    one = claim(desk)
    desk.pay(40000, SEPTEMBER)
    # 62 days over 1,000.00, then 81 over 600.00.
    found = run(desk, one)
    assert (found.run_up, found.per_day) == (679 + 533, 7)
    desk.act(CreditClaim(one, Cents(60000), date(2026, 10, 1), "creditnota"))
    # Now 30 days over 600.00.
    assert (run(desk, one).run_up, run(desk, one).per_day) == (679 + 197, 0)


def test_what_is_booked_is_not_counted_twice_and_what_is_paid_counts(desk: Desk) -> None:
    one = claim(desk)
    desk.act(RecordPayment(desk.case, Receipt(SEPTEMBER, Cents(40000)), accrue=True))
    assert charged(desk, one) == [679]
    assert (desk.balance(one).interest, desk.balance(one).principal) == (0, 60679)
    # 81 days over 606.79.
    assert run(desk, one).run_up == 539
    assert run(desk, one, SEPTEMBER).run_up == 0


def test_interest_stands_still_from_the_day_it_was_frozen(desk: Desk) -> None:
    one = claim(desk)
    desk.act(FreezeInterest(one, desk.version("claim", one), SEPTEMBER, "regeling"))
    found = run(desk, one)
    assert (found.run_up, found.per_day, found.reason and found.reason.code) == (679, 0, "claim_interest.frozen")
    before = run(desk, one, date(2026, 8, 31))
    assert (before.run_up, before.per_day, before.reason) == (668, 11, None)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"capacity": Capacity.CONSUMER, "agreed": Agreed.INVOICE}, "default.no_fatal_term"),
        ({"agreed": Agreed.NONE}, "default.receipt_missing"),
        ({"capacity": None}, "claim_interest.default_unknown"),
        ({"agreed": None}, "claim_interest.default_unknown"),
        ({"law": "DE"}, "claim_interest.other_law"),
        ({"capacity": Capacity.CONSUMER, "rate_kind": RateKind.COMMERCIAL}, "claim_interest.consumer"),
        ({"due_on": date(2026, 12, 1)}, "claim_interest.not_in_default"),
        ({"due_on": date(2001, 1, 1), "rate_kind": RateKind.COMMERCIAL}, "interest.before_first"),
    ],
)
def test_it_abstains_with_the_reason(desk: Desk, facts: dict[str, Any], code: str) -> None:
    found = run(desk, claim(desk, **facts))
    assert (found.run_up, found.per_day, found.finding) == (0, 0, None)
    assert found.reason is not None
    assert (found.reason.code, bool(found.reason.source)) == (code, True)


def test_it_abstains_in_another_currency_and_on_a_claim_that_ended(desk: Desk) -> None:
    foreign = desk.act(AddClaim(desk.case, desk.creditor, Cents(100000), FACTS, currency="USD"))
    ended = claim(desk)
    desk.act(WithdrawClaim(ended, desk.version("claim", ended), "niet van ons"))
    for one, code in ((foreign, "claim_interest.other_currency"), (ended, "claim_interest.ended")):
        found = run(desk, one)
        assert (found.run_up, found.reason and found.reason.code) == (0, code)


def test_interest_from_before_the_edge_has_possibly_lapsed_and_is_never_booked(desk: Desk) -> None:
    due_on, edge = date(2016, 12, 31), date(2021, 11, 21)
    one = claim(desk, due_on=due_on)
    received = date(2021, 12, 1)
    demand = EventFacts("demand", received, (Reached(desk.debtor, one, ClockKind.PRINCIPAL),), received_on=received)
    desk.act(RecordEvent(desk.case, demand, Grade.STRONG))
    facts = InterestFacts(InterestKind.STATUTORY, Cents(100000), date(2017, 1, 1), TODAY)
    rules = desk.database.law.interest
    in_all = interest(facts, rules).value.interest
    before = interest(InterestFacts(facts.kind, facts.principal, facts.start, edge), rules).value.interest
    found = run(desk, one)
    assert (found.lapsed, found.lapsed_before, found.run_up) == (before, edge, in_all - before)
    desk.act(RecordPayment(desk.case, Receipt(TODAY, Cents(1)), accrue=True))
    assert charged(desk, one) == [in_all - before]
    again = run(desk, one)
    assert (again.lapsed, again.run_up, again.lapsed_booked) == (before, 0, 0)
    # Unpaid for five years more, the booked interest lapses too, but for the cent that was paid.
    later = accounts(desk.database, desk.case, date(2031, 11, 22))
    assert later is not None
    assert later.interest[one].lapsed_booked > 0


def test_where_the_claim_has_lapsed_so_has_its_interest(desk: Desk) -> None:
    one = claim(desk, due_on=date(2024, 6, 30), kind="consumer_sale", capacity=Capacity.CONSUMER)
    found = run(desk, one)
    assert (found.run_up, found.lapsed_before) == (0, None)
    assert found.finding is not None
    assert found.lapsed == found.finding.value.interest > 0


def test_interest_booked_above_what_had_run_is_told(desk: Desk) -> None:
    one = claim(desk)
    desk.act(RecordPayment(desk.case, Receipt(TODAY, Cents(1)), accrue=True))
    desk.pay(100000, date(2026, 7, 11))
    # Ten days instead of 143.
    found = run(desk, one)
    assert (found.run_up, found.overbooked) == (0, 1567 - 110)
