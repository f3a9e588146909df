"""What we owe is set off from the day on which that became possible, never twice, and taken back by reversal."""

from datetime import date
from typing import Any

import pytest

from casebook.domain.component import Balance, Component
from casebook.domain.money import Cents
from casebook.store import contra
from casebook.store.actions.claims import WithdrawClaim
from casebook.store.actions.contra_items import AddContraItem, ChangeContraItem, PayOutContraItem, WithdrawContraItem
from casebook.store.actions.ledger import CreditClaim, ReverseEntry
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.actions.parties import AddCreditor, CreditorFacts
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.receipts import Receipt
from casebook.store.actions.set_offs import SetOffBooked, SetOffClaim, SetOffShare, TakeBackSetOff
from casebook.store.actions.undo import RedoStep, UndoStep
from casebook.store.models.books import ContraKind
from casebook.store.models.cases import Channel
from casebook.store.perform import perform
from casebook.store.queries import bookings
from casebook.store.queries.payoff import payoff
from casebook.store.verify import invariants
from tests.store.actions.desk import DUE, TODAY, Desk, at_once
from tests.store.actions.refusal import refused

SEPTEMBER, HALF_YEAR = date(2026, 9, 1), date(2026, 6, 30)


def item(desk: Desk, cents: int, on_day: date = SEPTEMBER, **facts: Any) -> int:
    kind = ContraKind.CREDIT_NOTE
    made: int = desk.act(AddContraItem(desk.creditor, desk.debtor, kind, "CN-7", Cents(cents), on_day, **facts))
    return made


def declare(desk: Desk, item_id: int, *shares: tuple[int, int], reason: str = "") -> tuple[SetOffBooked, ...]:
    booked: tuple[SetOffBooked, ...] = desk.act(declaration(desk, item_id, *shares, reason=reason))
    return booked


def declaration(desk: Desk, item_id: int, *shares: tuple[int, int], reason: str = "") -> SetOffClaim:
    parts = tuple(SetOffShare(claim, Cents(cents)) for claim, cents in shares)
    return SetOffClaim(desk.case, item_id, parts, TODAY, Channel.LETTER, reason)


def left(desk: Desk, item_id: int) -> int:
    return contra.items(desk.database, [item_id])[item_id].left


def total(desk: Desk) -> int:
    found = payoff(desk.database, desk.case, TODAY)
    assert found is not None
    return found.total


def sound(desk: Desk) -> bool:
    assert list(invariants.check(desk.database)) == []
    return True


def test_a_set_off_works_from_the_day_on_which_both_could_be_settled(desk: Desk) -> None:
    claim, owed = desk.claim("1", 100000), item(desk, 40000)
    (booked,) = declare(desk, owed, (claim, 30000))
    assert booked.effective_on == date(2026, 10, 2)
    assert desk.balance(claim, DUE).principal == 100000
    assert desk.balance(claim, date(2026, 10, 2)).principal == 70000 + desk.balance(claim, TODAY).interest
    assert (left(desk, owed), sound(desk)) == (10000, True)


def test_an_item_of_later_works_from_its_own_day(desk: Desk) -> None:
    claim, owed = desk.claim("1", 100000), item(desk, 40000, date(2026, 11, 10))
    (booked,) = declare(desk, owed, (claim, 1000))
    assert booked.effective_on == date(2026, 11, 10)


def test_costs_go_first_then_interest_up_to_that_day_then_principal(desk: Desk) -> None:
    claim = desk.claim("1", 100000, invoice_on=HALF_YEAR, due_on=HALF_YEAR)
    owed = item(desk, 40000)
    declare(desk, owed, (claim, 40000))
    paid = Desk.balance(desk, claim, SEPTEMBER)
    entries = desk.database.fetch("SELECT component, cents FROM ledger_entry WHERE set_off_id IS NOT NULL ORDER BY id")
    interest = next(-cents for component, cents in entries if component == Component.INTEREST)
    assert [component for component, _ in entries] == [Component.INTEREST, Component.PRINCIPAL]
    assert interest > 0
    assert paid == Balance(principal=Cents(60000 + interest))


def test_interest_since_then_is_not_owed(desk: Desk) -> None:
    claim = desk.claim("1", 100000, invoice_on=HALF_YEAR, due_on=HALF_YEAR)
    owed = item(desk, 200000)
    found = payoff(desk.database, desk.case, SEPTEMBER)
    assert found is not None
    before = total(desk)
    assert found.total < before
    declare(desk, owed, (claim, found.total))
    assert (total(desk), desk.total(claim), left(desk, owed)) == (0, 0, 200000 - found.total)


def test_interest_that_was_paid_bounds_how_far_it_works_back(desk: Desk) -> None:
    claim = desk.claim("1", 100000, invoice_on=HALF_YEAR, due_on=HALF_YEAR)
    paid_on = date(2026, 10, 20)
    desk.act(RecordPayment(desk.case, Receipt(paid_on, Cents(10000)), accrue=True))
    (booked,) = declare(desk, item(desk, 40000), (claim, 5000))
    assert booked.effective_on == paid_on
    assert all(line.interest.overbooked == 0 for line in lines(desk))


def lines(desk: Desk) -> Any:
    found = payoff(desk.database, desk.case, TODAY)
    assert found is not None
    return found.lines


def test_no_more_than_is_left_of_the_item_nor_than_is_open(desk: Desk) -> None:
    claim, owed = desk.claim("1", 10000), item(desk, 40000)
    assert refused("set_off.too_much", desk.act, declaration(desk, owed, (claim, 40001)))["most"] == 40000
    assert refused("set_off.more_than_open", desk.act, declaration(desk, owed, (claim, 40000)))["most"] >= 10000  # type: ignore[operator]  # cents
    declare(desk, owed, (claim, 4000))
    declare(desk, owed, (claim, 4000))
    assert left(desk, owed) == 32000


def test_what_was_paid_since_is_not_set_off_again(desk: Desk) -> None:
    claim, owed = desk.claim("1", 10000), item(desk, 40000)
    desk.pay(9000)
    refused("set_off.more_than_open", desk.act, declaration(desk, owed, (claim, 1500)))
    declare(desk, owed, (claim, 1000))
    assert desk.balance(claim).principal >= 0


@pytest.mark.parametrize("what", ["creditor", "debtor", "contested", "not_due", "ended"])
def test_what_the_law_does_not_allow_is_refused(desk: Desk, what: str) -> None:
    claim = desk.claim("1", 10000, due_on=date(2026, 12, 1) if what == "not_due" else DUE)
    kind, contested = ContraKind.DEPOSIT, what == "contested"
    creditor = desk.act(AddCreditor(desk.party("Zij"), CreditorFacts("ZIJ"))) if what == "creditor" else desk.creditor
    party = desk.party("Ander") if what == "debtor" else desk.debtor
    owed = desk.act(AddContraItem(creditor, party, kind, "7", Cents(5000), SEPTEMBER, contested=contested))
    if what == "ended":
        desk.act(WithdrawClaim(claim, desk.version("claim", claim), "dubbel"))
    why = refused("set_off.impossible", desk.act, declaration(desk, owed, (claim, 100)))["why"]
    expected = {
        "creditor": "set_off.other_creditor",
        "debtor": "set_off.other_debtor",
        "contested": "set_off.item_contested",
        "not_due": "set_off.not_due",
        "ended": "set_off.ended",
    }
    assert why[0] == expected[what]  # type: ignore[index]  # a code with parameters


def test_in_insolvency_a_person_says_why_and_it_need_not_be_due(desk: Desk) -> None:
    claim, owed = desk.claim("1", 10000, due_on=date(2026, 12, 1)), item(desk, 5000)
    bankrupt = EventFacts("insolvency", date(2026, 11, 1), (Reached(desk.debtor),), regime="bankruptcy")
    desk.act(RecordEvent(desk.case, bankrupt))
    refused("set_off.needs_reason", desk.act, declaration(desk, owed, (claim, 5000)))
    declare(desk, owed, (claim, 5000), reason="beide van voor het faillissement")
    assert (desk.total(claim), sound(desk)) == (5000, True)


def test_the_debtor_acknowledges_nothing_by_it(desk: Desk) -> None:
    claim, owed = desk.claim("1", 10000), item(desk, 5000)
    declare(desk, owed, (claim, 5000))
    assert desk.database.value("SELECT count(*) FROM limitation_event") == 0
    desk.pay(100)
    assert desk.database.value("SELECT count(*) FROM limitation_event") == 1


def test_it_is_taken_back_by_reversal_as_if_it_never_was(desk: Desk) -> None:
    claim = desk.claim("1", 100000, invoice_on=HALF_YEAR, due_on=HALF_YEAR)
    owed, before = item(desk, 40000), total(desk)
    (booked,) = declare(desk, owed, (claim, 40000))
    desk.act(TakeBackSetOff(booked.set_off_id, 1, "verkeerde debiteur"))
    assert (total(desk), left(desk, owed), desk.total(claim), sound(desk)) == (before, 40000, 100000, True)
    refused("set_off.taken_back", desk.act, TakeBackSetOff(booked.set_off_id, 2, "nogmaals"))


def test_its_entries_are_not_corrected_one_by_one_and_take_no_mandate(desk: Desk) -> None:
    claim, owed = desk.claim("1", 2000000), item(desk, 1900000)
    declare(desk, owed, (claim, 1900000))
    entry = desk.database.value("SELECT max(id) FROM ledger_entry WHERE set_off_id IS NOT NULL")
    refused("entry.of_set_off", desk.act, ReverseEntry(entry, "nee"))
    assert all(one.kind == "charge" for one in bookings.bookings(desk.database, desk.case))
    desk.as_handler(CreditClaim(claim, Cents(100), TODAY, "klein"))


def test_what_was_declared_is_not_undone_but_taken_back(desk: Desk) -> None:
    claim, owed = desk.claim("1", 100000, invoice_on=HALF_YEAR, due_on=HALF_YEAR), item(desk, 40000)
    before = total(desk)
    step = perform(desk.database, desk.actor, TODAY, declaration(desk, owed, (claim, 40000))).step
    after = total(desk)
    refused("set_off.sent_stays", desk.act, UndoStep(step or 0))
    (set_off,) = (id_ for (id_,) in desk.database.fetch("SELECT id FROM set_off"))
    back = perform(desk.database, desk.actor, TODAY, TakeBackSetOff(set_off, 1, "toch niet")).step
    assert (total(desk), left(desk, owed)) == (before, 40000)
    undone = perform(desk.database, desk.actor, TODAY, UndoStep(back or 0)).step
    assert (total(desk), left(desk, owed), sound(desk)) == (after, 0, True)
    desk.act(RedoStep(back or 0))
    assert (total(desk), left(desk, owed), sound(desk), undone is not None) == (before, 40000, True, True)


def test_two_at_once_set_off_no_more_than_there_is(desk: Desk) -> None:
    one, other, owed = desk.claim("1", 10000), desk.claim("2", 10000), item(desk, 6000)
    acts = [declaration(desk, owed, (claim, 4000)) for claim in (one, other)]
    assert at_once(desk, acts) == ["done", "set_off.too_much"]


def test_an_item_in_use_is_neither_withdrawn_nor_made_less(desk: Desk) -> None:
    claim, owed = desk.claim("1", 10000), item(desk, 6000)
    declare(desk, owed, (claim, 4000))
    refused("contra_item.set_off", desk.act, WithdrawContraItem(owed, 1, "fout"))
    facts = ContraKind.CREDIT_NOTE, "CN-7"
    refused("contra_item.set_off", desk.act, ChangeContraItem(owed, 1, *facts, Cents(3999), SEPTEMBER))
    desk.act(ChangeContraItem(owed, 1, *facts, Cents(4000), SEPTEMBER))
    refused("contra_item.nothing_left", desk.act, PayOutContraItem(owed, 2, TODAY))


def test_what_is_left_is_paid_out_once(desk: Desk) -> None:
    claim, owed = desk.claim("1", 10000), item(desk, 6000)
    desk.act(PayOutContraItem(owed, 1, TODAY))
    assert left(desk, owed) == 0
    refused("contra_item.over", desk.act, PayOutContraItem(owed, 2, TODAY))
    refused("set_off.too_much", desk.act, declaration(desk, owed, (claim, 1)))
