"""What is open on many claims at once."""

from datetime import timedelta

from casebook.domain.component import Balance, Component
from casebook.domain.money import Cents
from casebook.store import balances
from casebook.store.actions.ledger import ChargeCosts
from casebook.store.actions.payments import ReversePayment
from tests.store.actions.desk import DUE, INVOICED, TODAY, Desk


def test_a_balance_is_the_sum_of_the_entries_up_to_the_day(desk: Desk) -> None:
    claim, other = desk.claim("1", 10000), desk.claim("2", 500, invoice_on=DUE)
    desk.act(ChargeCosts(claim, Component.COURT_COSTS, Cents(300), TODAY, "griffierecht"))
    open_balances = balances.open_balances
    before = INVOICED - timedelta(days=1)
    assert open_balances(desk.database, [claim, other], before) == {claim: Balance(), other: Balance()}
    assert open_balances(desk.database, [claim, other], INVOICED) == {claim: Balance(Cents(10000)), other: Balance()}
    assert open_balances(desk.database, [claim], TODAY) == {claim: Balance(Cents(10000), court_costs=Cents(300))}
    assert open_balances(desk.database, [], TODAY) == {}


def test_what_a_payment_can_still_pay_leaves_out_what_was_paid_later(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    later = desk.pay(7000)
    assert balances.payable(desk.database, [claim], DUE)[claim].total == 3000
    assert balances.payable(desk.database, [claim], INVOICED - timedelta(days=1))[claim].total == 0
    desk.act(ReversePayment(later.payment_id, "vergissing"))
    assert balances.payable(desk.database, [claim], DUE)[claim].total == 10000


def test_more_claims_than_one_query_takes(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    ids = list(range(1, 1300))
    found = balances.open_balances(desk.database, ids, TODAY)
    assert list(found) == ids
    assert sum(balance.total for balance in found.values()) == found[claim].total == 10000
    assert balances.written_off(desk.database, ids) == dict.fromkeys(ids, 0)


def test_what_a_later_payment_paid_is_not_paid_again_because_more_was_charged_after_it(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    costs = [
        desk.act(ChargeCosts(claim, Component.COURT_COSTS, Cents(300), day, "griffierecht"))
        for day in (DUE, DUE + timedelta(days=9))
    ]
    desk.pay(300, DUE + timedelta(days=6), designation=(claim,))
    assert len(costs) == 2
    payable = balances.payable(desk.database, [claim], DUE + timedelta(days=3))[claim]
    assert payable == Balance(Cents(10000))
    assert balances.payable(desk.database, [claim], TODAY)[claim].court_costs == 300
