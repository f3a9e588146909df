"""What we owe a debtor is told once, in the queue, until it is set off, paid out or withdrawn."""

from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.money import Cents
from casebook.domain.parameters import decode
from casebook.domain.signals.contra import OwedToHim
from casebook.store.actions.cases import CloseCase, OpenCase
from casebook.store.actions.contra_items import AddContraItem, PayOutContraItem, WithdrawContraItem
from casebook.store.actions.set_offs import SetOffClaim, SetOffShare
from casebook.store.facts_of.contra import load
from casebook.store.models.books import ContraKind
from casebook.store.models.cases import Channel, Closing, NextKind
from tests.store.actions.desk import TODAY, Desk, sound

SEPTEMBER = date(2026, 9, 1)


def owe(desk: Desk, cents: int, **facts: Any) -> int:
    kind = ContraKind.CREDIT_NOTE
    made: int = desk.act(AddContraItem(desk.creditor, desk.debtor, kind, "CN-7", Cents(cents), SEPTEMBER, **facts))
    return made


def told(desk: Desk) -> list[tuple[object, ...]]:
    """In which case the queue tells of it, by what code, how much and in which band."""
    sql = """
        SELECT s.case_id, s.code, s.parameters, n.band FROM signal s JOIN case_now n ON n.case_id = s.case_id
        WHERE s.code LIKE 'signal.contra%'
    """
    found = desk.database.fetch(sql)
    return [(case_id, code, decode(parameters)["amount"], band) for case_id, code, parameters, band in found]


def test_it_waits_for_what_he_owes_and_is_due_when_that_is_paid(desk: Desk) -> None:
    desk.claim("1", 100_00)
    owe(desk, 40_00)
    assert told(desk) == []
    desk.pay(100_00)
    assert told(desk) == [(desk.case, "signal.contra_left", 40_00, 2)]
    sound(desk)


def test_our_own_last_day_of_payment_comes_whatever_he_owes(desk: Desk) -> None:
    desk.claim("1", 100_00)
    owe(desk, 40_00, due_on=TODAY)
    assert told(desk) == [(desk.case, "signal.contra_due", 40_00, 2)]


@pytest.mark.parametrize(
    ("way", "left"), [("set_off", 0), ("half", 15_00), ("paid_out", 0), ("withdrawn", 0), ("contested", 0)]
)
def test_it_is_told_until_it_is_settled(desk: Desk, way: str, left: int) -> None:
    claim = desk.claim("1", 100_00)
    item = owe(desk, 40_00, due_on=TODAY, contested=way == "contested")
    version = desk.database.value("SELECT version FROM contra_item WHERE id = ?", (item,))
    match way:
        case "set_off" | "half":
            share = SetOffShare(claim, Cents(40_00 if way == "set_off" else 25_00))
            desk.act(SetOffClaim(desk.case, item, (share,), TODAY, Channel.LETTER, "in overleg"))
        case "paid_out":
            desk.act(PayOutContraItem(item, version, TODAY))
        case "withdrawn":
            desk.act(WithdrawContraItem(item, version, "vervallen"))
    assert [amount for _, _, amount, _ in told(desk)] == ([left] if left else [])
    sound(desk)


def test_of_several_cases_one_tells_it_that_is_not_closed(desk: Desk) -> None:
    other = desk.second_case()
    owe(desk, 40_00, due_on=TODAY - timedelta(days=1))
    own = (OwedToHim(Cents(40_00), SEPTEMBER, TODAY - timedelta(days=1)),)
    assert load(desk.database, [desk.case, other]) == {other: own}
    desk.claim("1", 100_00)
    assert [case_id for case_id, *_ in told(desk)] == [other]
    desk.pay(100_00)
    desk.act(CloseCase(other, version_of(desk, other), Closing.NOT_OURS))
    assert told(desk) == [(desk.case, "signal.contra_due", 40_00, 2)]
    desk.act(CloseCase(desk.case, version_of(desk, desk.case), Closing.PAID))
    assert told(desk) == [(other, "signal.contra_due", 40_00, 2)]


def test_a_case_that_is_opened_after_another_was_closed_takes_it_over(desk: Desk) -> None:
    owe(desk, 40_00, due_on=TODAY)
    desk.act(CloseCase(desk.case, version_of(desk, desk.case), Closing.NOT_OURS))
    assert [case_id for case_id, *_ in told(desk)] == [desk.case]
    other = desk.act(OpenCase(desk.debtor, TODAY, NextKind.CALL, owner_person_id=desk.actor.person))
    assert [case_id for case_id, *_ in told(desk)] == [other]
    sound(desk)


def version_of(desk: Desk, case_id: int) -> int:
    found: int = desk.database.value("SELECT version FROM cases WHERE id = ?", (case_id,))
    return found
