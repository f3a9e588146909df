"""Whatever is recorded, allocated, reversed and corrected: allocations add up, and balances are those of the rules."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook.domain.component import Component
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store import balances
from casebook.store.actions.ledger import ChargeCosts, CorrectEntry, CreditClaim, ReverseEntry
from casebook.store.actions.payments import AllocateRest, CorrectPayment, RecordPayment, ReversePayment
from casebook.store.actions.receipts import ChosenLine, Receipt
from casebook.store.database import Database
from casebook.store.transaction import Actor
from tests.store.actions.desk import DUE, INVOICED, TODAY, Desk, undone

CLAIMS = 3
DAYS = st.dates(INVOICED - timedelta(days=5), TODAY)
CENTS = st.integers(1, 15000).map(Cents)
CLAIM = st.integers(0, CLAIMS - 1)
SOME_CLAIMS = st.lists(CLAIM, max_size=CLAIMS, unique=True).map(tuple)
NTH = st.integers(0, 11)
RECEIPTS = st.builds(Receipt, DAYS, CENTS, designation=SOME_CLAIMS, another=st.just(True))
CHOSEN = st.builds(
    lambda receipt, claim, component, cents: (receipt, (claim, component, cents)),
    RECEIPTS,
    CLAIM,
    st.sampled_from([Component.PRINCIPAL, Component.COURT_COSTS]),
    st.integers(1, 3000).map(Cents),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("record"), RECEIPTS),
        st.tuples(st.just("accrue"), RECEIPTS),
        st.tuples(st.just("choose"), CHOSEN),
        st.tuples(st.just("allocate"), NTH, SOME_CLAIMS),
        st.tuples(st.just("reverse"), NTH, st.none() | DAYS),
        st.tuples(st.just("correct"), NTH, RECEIPTS),
        st.tuples(st.just("charge"), CLAIM, CENTS, DAYS),
        st.tuples(st.just("credit"), CLAIM, CENTS, DAYS),
        st.tuples(st.just("reverse entry"), NTH),
        st.tuples(st.just("correct entry"), NTH, CENTS, DAYS),
    ),
    min_size=4,
    max_size=12,
)


def command(step: tuple[Any, ...], desk: Desk, claims: list[int], payments: list[int], entries: list[int]) -> object:
    """Return the command that a step stands for; the nth payment or entry is counted round those there are."""
    match step:
        case ("record", Receipt() as receipt):
            return RecordPayment(desk.case, meant(receipt, claims))
        case ("accrue", Receipt() as receipt):
            return RecordPayment(desk.case, meant(receipt, claims), accrue=True)
        case ("choose", (Receipt() as receipt, (claim, component, cents))):
            line = ChosenLine(claims[claim], component, cents)
            return RecordPayment(desk.case, replace(receipt, designation=(), lines=(line,), reason="x"))
        case ("charge", claim, cents, day):
            return ChargeCosts(claims[claim], Component.COURT_COSTS, cents, day, "x")
        case ("credit", claim, cents, day):
            return CreditClaim(claims[claim], cents, day, "x")
        case ("allocate", nth, some):
            return AllocateRest(payments[nth % len(payments)], tuple(claims[index] for index in some), "x")
        case ("reverse", nth, day):
            return ReversePayment(payments[nth % len(payments)], "x", day)
        case ("correct", nth, receipt):
            return CorrectPayment(payments[nth % len(payments)], meant(receipt, claims), "x", accrue=nth % 2 == 1)
        case ("reverse entry", nth):
            return ReverseEntry(entries[nth % len(entries)], "x")
        case ("correct entry", nth, cents, day):
            return CorrectEntry(entries[nth % len(entries)], cents, day, "x")
    raise ValueError(step)


def meant(receipt: Receipt, claims: list[int]) -> Receipt:
    return replace(receipt, designation=tuple(claims[index] for index in receipt.designation))


def check(desk: Desk, claims: list[int], days: list[date]) -> None:
    apart = desk.database.fetch(
        "SELECT p.id FROM payment p"
        " WHERE p.cents <> (SELECT coalesce(sum(cents), 0) FROM allocation WHERE payment_id = p.id)"
    )
    assert apart == []
    mismatched = desk.database.fetch(
        "SELECT a.id FROM allocation a JOIN ledger_entry l ON l.id = a.entry_id"
        " WHERE l.cents <> -a.cents OR l.payment_id <> a.payment_id"
    )
    assert mismatched == []
    for day in days:
        found = balances.open_balances(desk.database, claims, day)
        assert found == {claim: desk.balance(claim, day) for claim in claims}
    for claim in claims:
        in_the_end = balances.in_all(desk.database, claim)
        assert min(in_the_end) >= 0


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_money_adds_up(database: Database, actor: Actor, steps: list[tuple[Any, ...]]) -> None:
    with undone(database):
        desk = Desk(database, actor)
        claims = [desk.claim(str(n), 10000, due_on=DUE + timedelta(days=n)) for n in range(CLAIMS)]
        payments = [desk.pay(500, INVOICED - timedelta(days=1)).payment_id]
        entries = [desk.act(ChargeCosts(claims[0], Component.COURT_COSTS, Cents(4000), DUE, "x"))]
        for step in steps:
            asked = command(step, desk, claims, payments, entries)
            with suppress(Refused), database.peewee.atomic():
                result = desk.act(asked)
                if isinstance(asked, RecordPayment | CorrectPayment):
                    payments.append(result.payment_id)
                elif isinstance(asked, ChargeCosts | CreditClaim | CorrectEntry):
                    entries.append(result)
            check(desk, claims, [INVOICED, DUE, TODAY - timedelta(days=20), TODAY])
