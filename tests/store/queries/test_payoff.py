"""What a debtor pays on a day to be done."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook.domain.capacity import Capacity
from casebook.domain.component import Component
from casebook.domain.default import Agreed
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.money import Cents
from casebook.domain.signals.clock_state import ClockState
from casebook.store.actions.claims import AddClaim
from casebook.store.actions.ledger import ChargeCosts
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.actions.payments import RecordPayment, ReversePayment
from casebook.store.actions.receipts import Receipt
from casebook.store.database import Database
from casebook.store.models.claims import RateKind
from casebook.store.models.limitation import Grade
from casebook.store.queries.payoff import Payoff, payoff
from casebook.store.transaction import Actor
from casebook.store.verify import invariants
from tests.store.actions.desk import DUE, FACTS, TODAY, Desk, undone
from tests.store.queries.recorded import asked

CONSUMER = {"capacity": Capacity.CONSUMER, "agreed": Agreed.CONDITIONS, "kind": "consumer_sale"}


def claim(desk: Desk, cents: int, due_on: date, **facts: Any) -> int:
    return desk.claim(f"F-{cents}", cents, invoice_on=due_on, due_on=due_on, **facts)


def asked_on(desk: Desk, day: date = TODAY) -> Payoff:
    found = payoff(desk.database, desk.case, day)
    assert found is not None
    return found


def pay(desk: Desk, cents: int, day: date = TODAY, *, accrue: bool = True, designation: tuple[int, ...] = ()) -> int:
    receipt = Receipt(day, Cents(cents), designation=designation, another=True)
    unallocated: int = desk.act(RecordPayment(desk.case, receipt, accrue=accrue)).unallocated
    return unallocated


def test_four_invoices_of_a_consumer_on_the_day_the_counsellor_asks(desk: Desk) -> None:
    """T1: 1,134.20 and 12.25 of interest on 16-11-2026."""
    for cents, month in ((61280, 7), (24000, 8), (18640, 9), (9500, 10)):
        claim(desk, cents, date(2026, month, 15), **CONSUMER)
    found = asked_on(desk, date(2026, 11, 16))
    assert found.reference == "2026-0001"
    assert [line.interest_due for line in found.lines] == [826, 242, 125, 32]
    assert (found.open.principal, found.open.costs, found.interest_due) == (113420, 0, 1225)
    # 6.72, 2.63, 2.04 and 1.04 cents a day.
    assert (found.total, found.per_day, found.after_contra) == (114645, 7 + 3 + 2 + 1, 114645)
    assert pay(desk, 114645, date(2026, 11, 16)) == 0
    paid = asked_on(desk, date(2026, 11, 16))
    assert (paid.total, paid.per_day, paid.lines) == (0, 0, ())


def test_of_the_baker_each_claim_has_its_own_interest(desk: Desk) -> None:
    """T17: a consumer without an agreed term is not in default; flour bears commercial interest, his home does not."""
    due_on = date(2026, 10, 1)
    claim(desk, 10000, due_on, **{**CONSUMER, "agreed": Agreed.INVOICE})
    claim(desk, 93845, due_on, rate_kind=RateKind.COMMERCIAL)
    claim(desk, 28000, due_on, **{**CONSUMER, "kind": "consumer_energy", "agreed": Agreed.CONTRACT})
    found = asked_on(desk)
    # 51 days at 10.40 with that of payment, 50 days at 4.
    assert [line.interest_due for line in found.lines] == [0, 1364, 153]
    assert [line.interest.reason and line.interest.reason.code for line in found.lines] == [
        "default.no_fatal_term",
        None,
        None,
    ]
    assert (found.total, found.per_day) == (10000 + 93845 + 28000 + 1364 + 153, 27 + 3)


def test_costs_stand_by_component_and_money_that_waits_stands_apart(desk: Desk) -> None:
    one = claim(desk, 10000, DUE)
    desk.act(ChargeCosts(one, Component.COLLECTION_COSTS, Cents(4000), DUE, "WIK"))
    desk.act(ChargeCosts(one, Component.COURT_COSTS, Cents(1500), DUE, "griffie"))
    # From before there was anything to pay.
    waiting = desk.pay(500, DUE - timedelta(days=90), payer_name="Van Dam")
    desk.act(ReversePayment(desk.pay(700, DUE - timedelta(days=90)).payment_id, "vergissing"))
    found = asked_on(desk)
    assert (found.open.collection_costs, found.open.court_costs, found.open.costs) == (4000, 1500, 5500)
    assert [(item.payment_id, item.name, item.cents) for item in found.contra] == [(waiting.payment_id, "Van Dam", 500)]
    assert (found.total, found.contra_total, found.after_contra) == (15555, 500, 15055)


def test_what_has_possibly_lapsed_stands_apart_and_is_not_asked(desk: Desk) -> None:
    lapsed = claim(desk, 50000, date(2024, 6, 30), **CONSUMER)
    alive = claim(desk, 10000, DUE)
    found = asked_on(desk)
    assert [line.claim_id for line in found.lines] == [alive]
    assert [(line.claim_id, line.state, line.total) for line in found.lapsed] == [
        (lapsed, ClockState.POSSIBLY_LAPSED, 50000)
    ]
    assert (found.total, sum(one.open.total for one in found.lapsed), found.lapsed_interest) == (10055, 50000, 0)
    assert pay(desk, found.total) == 0
    assert [line.claim_id for line in asked_on(desk).lapsed] == [lapsed]


def test_a_claim_that_is_only_unproven_is_asked_and_paid_because_it_is_designated(desk: Desk) -> None:
    one = claim(desk, 50000, date(2021, 6, 30))
    received = date(2024, 2, 1)
    demand = EventFacts("demand", received, (Reached(desk.debtor),), received_on=received)
    desk.act(RecordEvent(desk.case, demand, Grade.WEAK))
    found = asked_on(desk)
    assert [(line.state, line.claim_id) for line in found.lines] == [(ClockState.UNPROVEN, one)]
    assert found.designation == (one,)
    assert pay(desk, found.total, designation=found.designation) == 0
    assert asked_on(desk).total == 0


def test_lapsed_interest_stands_apart_and_stays_there_when_the_rest_is_paid(desk: Desk) -> None:
    one = claim(desk, 100000, date(2016, 12, 31))
    received = date(2021, 12, 1)
    demand = EventFacts("demand", received, (Reached(desk.debtor, one, ClockKind.PRINCIPAL),), received_on=received)
    desk.act(RecordEvent(desk.case, demand, Grade.STRONG))
    found = asked_on(desk)
    assert found.lapsed_interest > 0
    assert found.total == 100000 + found.interest_due
    assert pay(desk, found.total) == 0
    paid = asked_on(desk)
    assert (paid.total, paid.per_day, paid.lapsed_interest) == (0, 0, found.lapsed_interest)
    assert asked_on(desk, date(2028, 1, 1)).total == 0


def test_an_amount_in_another_currency_is_shown_and_not_added(desk: Desk) -> None:
    desk.act(AddClaim(desk.case, desk.creditor, Cents(100000), FACTS, currency="USD"))
    (line,) = asked_on(desk).lines
    assert (line.currency, line.foreign_cents, line.total) == ("USD", 100000, 0)


def test_there_is_nothing_to_pay_in_no_case(database: Database) -> None:
    assert payoff(database, 17, TODAY) is None


def test_many_claims_take_no_more_questions_than_one(desk: Desk) -> None:
    claim(desk, 10000, DUE)
    few = len(asked(desk.database, lambda: payoff(desk.database, desk.case, TODAY)))
    for cents in range(10001, 10021):
        claim(desk, cents, DUE)
    assert len(asked(desk.database, lambda: payoff(desk.database, desk.case, TODAY))) == few


CLAIMS = st.lists(
    st.fixed_dictionaries(
        {
            "cents": st.integers(1, 500_000),
            "due_on": st.dates(date(2023, 1, 1), date(2026, 12, 31)),
            "rate_kind": st.sampled_from([RateKind.STATUTORY, RateKind.COMMERCIAL]),
            "agreed": st.sampled_from([Agreed.CONTRACT, Agreed.CONTRACT, Agreed.NONE, None]),
        }
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda facts: facts["cents"],
)
PAYMENTS = st.lists(
    st.tuples(st.integers(1, 300_000), st.dates(date(2023, 6, 1), TODAY), st.booleans()), max_size=4
).map(lambda some: sorted(some, key=lambda one: one[1]))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=CLAIMS, payments=PAYMENTS)
def test_who_pays_it_with_interest_owes_nothing_that_day(
    database: Database, actor: Actor, facts: list[Mapping[str, Any]], payments: list[tuple[int, date, bool]]
) -> None:
    with undone(database):
        desk = Desk(database, actor)
        for one in facts:
            claim(desk, **one)
        for cents, day, accrue in payments:
            pay(desk, cents, day, accrue=accrue)
        before = asked_on(desk)
        waiting = before.contra_total
        if before.total:
            assert pay(desk, before.total) == 0
        after = asked_on(desk)
        assert (after.total, after.per_day, after.contra_total) == (0, 0, waiting)
        assert list(invariants.check(database)) == []
